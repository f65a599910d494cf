"""The catalogue entry of the record by DCAT-AP 3, as JSON-LD: what there is, and where to get it.

Addresses are in full where the site has one, else they begin at its root, and whoever reads them resolves
them against the address that the file came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath

from generator import urls
from generator.downloads.inputs import Inputs

_IANA = "https://www.iana.org/assignments/media-types/"
_MEDIA = {
    ".csv": ("text/csv", "CSV"),
    ".json": ("application/json", "JSON"),
    ".zip": ("application/zip", "ZIP"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".sqlite": ("application/vnd.sqlite3", "DB"),
    ".parquet": ("application/vnd.apache.parquet", "PARQUET"),
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"

Described = dict[str, object]


def _value(link: str, kind: str) -> Described:
    """Return a value with its class, for who checks the catalogue without looking every address up."""
    return {"@id": link, "@type": f"dct:{kind}"}


_VIETNAMESE = _value(f"{_AUTHORITY}language/VIE", "LinguisticSystem")
_VIET_NAM = _value(f"{_AUTHORITY}country/VNM", "Location")


def dcat(paths: Iterable[str], inputs: Inputs) -> bytes:
    """Return the catalogue of the record, a distribution for each file below `/data/`."""
    told, origin = inputs.of_source, inputs.origin
    name = origin.name or str(told["title"])
    publisher: Described = {
        "@id": origin.full(urls.ABOUT),
        "@type": "foaf:Agent",
        "foaf:name": {"@value": name, "@language": "vi"},
    }
    terms: Described = {
        "dct:publisher": publisher,
        "dct:language": _VIETNAMESE,
        "dct:license": _licence(inputs),
        **_dates(inputs),
    }
    dataset: Described = {
        "@id": origin.full(urls.DATA),
        "@type": "dcat:Dataset",
        **_named(inputs),
        **terms,
        "dct:spatial": _VIET_NAM,
        "dcat:landingPage": {"@id": origin.full(urls.DATA), "@type": "foaf:Document"},
        **_contact(inputs),
        **_version(inputs),
        "dcat:distribution": [_distribution(path, inputs) for path in paths],
    }
    catalogue: Described = {
        "@context": _CONTEXT,
        "@id": origin.full(f"{urls.DOWNLOADS}{urls.DCAT}"),
        "@type": "dcat:Catalog",
        **_named(inputs),
        **terms,
        "foaf:homepage": {"@id": origin.full(urls.HOME), "@type": "foaf:Document"},
        "dcat:dataset": [dataset],
    }
    return (json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(inputs: Inputs) -> Described:
    named = (str(one["path"]) for one in inputs.of_source["licenses"] if "path" in one)
    return _value(next(named, urls.LICENCE), "LicenseDocument")


def _named(inputs: Inputs) -> Described:
    told = inputs.of_source
    return {
        f"dct:{name}": [
            {"@value": str(told[key]), "@language": language}
            for key, language in ((name, "vi"), (f"{name}_en", "en"))
            if told.get(key)
        ]
        for name in ("title", "description")
    }


def _dates(inputs: Inputs) -> Described:
    """Return the days of the first and of the newest release."""
    days = sorted(one.released_on.isoformat() for one in inputs.register.releases)
    if not days:
        return {}
    return {
        "dct:issued": {"@value": days[0], "@type": "xsd:date"},
        "dct:modified": {"@value": days[-1], "@type": "xsd:date"},
    }


def _version(inputs: Inputs) -> Described:
    return {} if inputs.newest is None else {"dcat:version": inputs.newest.release_id}


def _contact(inputs: Inputs) -> Described:
    form, mail = inputs.origin.form, inputs.origin.mail
    ways: Described = {"vcard:hasURL": {"@id": form}} if form else {}
    if mail:
        ways["vcard:hasEmail"] = {"@id": f"mailto:{mail}"}
    name = inputs.origin.name or str(inputs.of_source["title"])
    kinds = ["vcard:Kind", "vcard:Organization"]
    return {"dcat:contactPoint": {"@type": kinds, "vcard:fn": name, **ways}} if ways else {}


def _distribution(path: str, inputs: Inputs) -> Described:
    address = inputs.origin.full(f"{urls.DOWNLOADS}{path}")
    media, kind = _MEDIA[PurePath(path).suffix]
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": path,
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _value(f"{_IANA}{media}", "MediaType"),
        "dct:format": _value(f"{_AUTHORITY}file-type/{kind}", "MediaTypeOrExtent"),
        "dct:license": _licence(inputs),
    }
