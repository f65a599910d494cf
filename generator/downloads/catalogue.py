"""`datapackage.json` as it is published: the contract, with the bulk files, hashes and sizes.

The words for what only the published files have stand in `published.json` beside this module; a
column there without a type of its own is described by the contract.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator import urls
from generator.model import Unit

_PUBLISHED = Path(__file__).with_name("published.json")

Descriptor = dict[str, Any]


def of_record(of_source: bytes, contents: Mapping[str, bytes], others: Iterable[Descriptor] = ()) -> bytes:
    """Return the catalogue of the tables in `contents`, in the order of the contract, and of others there."""
    contract = json.loads(of_source)
    beside = (_filled(contract, other) for other in others)
    resources = [*_described(contract, contents), *(_measured(other, contents) for other in beside)]
    return _written({**contract, "resources": resources})


def of_province(of_source: bytes, contents: Mapping[str, bytes], province: Unit) -> bytes:
    """Return the catalogue of a province's tables under a name of its own.

    What they refer to, such as the names of organisations, is in the package of shared tables.
    """
    contract = json.loads(of_source)
    part = _of_province(province)
    resources = _described(contract, contents)
    return _written({**contract, **_without(part, "path", *_ZIP), "resources": resources})


def of_parts(
    of_source: bytes, contents: Mapping[str, bytes], provinces: Iterable[Unit], others: Iterable[Descriptor]
) -> bytes:
    """Return the catalogue of the shared tables, of every ZIP, and of others.

    But for the tables nothing has a hash or size here, or the catalogue would change with every figure;
    the tables in a ZIP have theirs in its own catalogue.
    """
    contract = json.loads(of_source)
    parts = [_of_core(), *(_of_province(province) for province in provinces), *others]
    return _written({**contract, "resources": [*_described(contract, contents), *parts]})


_ZIP = {"format": "zip", "mediatype": "application/zip"}


def _of_core() -> Descriptor:
    return {"name": urls.CORE.removesuffix(".zip"), "path": urls.CORE, **_ZIP, **published()["core"]}


def _of_province(province: Unit) -> Descriptor:
    path = urls.province_archive(province)
    words = {
        name: wording.format(unit=province.full_name, unit_id=province.unit_id)
        for name, wording in published()["province"].items()
    }
    return {"name": path.removesuffix(".zip"), "path": path, **_ZIP, **words}


def _described(contract: Descriptor, contents: Mapping[str, bytes]) -> list[Descriptor]:
    """Return the tables in `contents`, with keys only to each other."""
    found = [*_of_contract(contract), *_of_ours(contract)]
    here = [resource for resource in found if resource["path"] in contents]
    names = {resource["name"] for resource in here}
    return [_measured(_closed(resource, names), contents) for resource in here]


def _closed(resource: Descriptor, names: set[str]) -> Descriptor:
    """Return a table without the foreign keys to tables that are not in the package."""
    schema = resource.get("schema")
    if schema is None:
        return resource
    keys = [key for key in schema.get("foreignKeys", []) if _refers(key) in {"", resource["name"], *names}]
    rest = _without(schema, "foreignKeys")
    return {**resource, "schema": {**rest, "foreignKeys": keys} if keys else rest}


def _refers(key: Descriptor) -> str:
    """Return the table that a foreign key points to; empty for its own."""
    return str(key["reference"].get("resource", ""))


def _without(descriptor: Mapping[str, Any], *names: str) -> Descriptor:
    return {name: part for name, part in descriptor.items() if name not in names}


def _written(descriptor: Descriptor) -> bytes:
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def _of_contract(contract: Descriptor) -> Iterator[Descriptor]:
    """Yield the contract's tables; observations come as the one file of all units."""
    extra = published()["observations"]
    for resource in contract["resources"]:
        schema = _portable(resource["schema"])
        if resource["name"] != "observations":
            yield {**resource, "schema": schema}
            continue
        schema["fields"] = [*_columns(contract, extra["fields"]), *schema["fields"]]
        schema["primaryKey"] = extra["primaryKey"]
        schema["foreignKeys"] = [*extra["foreignKeys"], *schema.get("foreignKeys", [])]
        yield {**resource, "path": "observations.csv", "schema": schema}


def _of_ours(contract: Descriptor) -> Iterator[Descriptor]:
    """Yield what only the published package has; what is not a table has no columns."""
    for resource in published()["resources"]:
        yield _filled(contract, resource)


def _filled(contract: Descriptor, resource: Descriptor) -> Descriptor:
    """Return a resource of ours with all that the contract says of its columns."""
    if schema := resource.get("schema"):
        return {**resource, "schema": {**schema, "fields": _columns(contract, schema["fields"])}}
    return resource


def tables(contract: Descriptor) -> dict[str, Descriptor]:
    """Return the tables as they are published, by their names."""
    found = (*_of_contract(contract), *_of_ours(contract))
    return {one["name"]: one for one in found if "schema" in one}


@lru_cache(maxsize=1)
def published() -> Descriptor:
    """Return the words for what only the published files have; nobody may change them."""
    parsed: Descriptor = json.loads(_PUBLISHED.read_text(encoding="utf-8"))
    return parsed


def _columns(contract: Descriptor, columns: list[Descriptor]) -> list[Descriptor]:
    """Return the columns, those without a type filled in from the contract's table `like`."""
    return [column if "type" in column else _like(contract, column) for column in columns]


def _like(contract: Descriptor, column: Descriptor) -> Descriptor:
    table = next(found for found in contract["resources"] if found["name"] == column["like"])
    there = column.get("of", column["name"])
    field = next(found for found in table["schema"]["fields"] if found["name"] == there)
    return {**field, "name": column["name"]}


def _portable(schema: Mapping[str, Any]) -> Descriptor:
    """Return a schema without the foreign keys of list columns, which the standard cannot state."""
    lists = {column["name"] for column in schema["fields"] if "separator" in column}
    keys = [key for key in schema.get("foreignKeys", []) if not lists & set(key["fields"])]
    rest = _without(schema, "foreignKeys")
    return {**rest, "foreignKeys": keys} if keys else rest


def _measured(resource: Descriptor, contents: Mapping[str, bytes]) -> Descriptor:
    content = contents[resource["path"]]
    digest = hashlib.sha256(content).hexdigest()
    return {**resource, "bytes": len(content), "hash": f"sha256:{digest}"}
