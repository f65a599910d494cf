"""What search engines and catalogues are told: schema.org descriptions, their addresses in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator import text, urls
from generator.model import Observation, Period, Revision, Unit
from generator.pages.blocks.breadcrumbs import breadcrumbs
from generator.pages.blocks.figure_history import arrivals, changes_of
from generator.pages.view import words
from generator.pages.view.amounts import measured_in
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import newest_release

Described = dict[str, object]

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sqlite": "application/vnd.sqlite3",
}


def whole_record(context: Context, files: Iterable[str]) -> str:
    """Return the whole record as a Dataset that can be had in these files."""
    name = words.sentence("dataset_name", site=context.site.name)
    about = {"name": name, "description": words.sentence("data_description")}
    return text.to_script_json({"@context": "https://schema.org", **_dataset(context, about, files)})


def of_unit(context: Context, unit: Unit, title: str, steps: tuple[Link, ...], file: str | None) -> str:
    """Return the figures of a unit as a Dataset beside its breadcrumbs; without figures these alone."""
    trail = breadcrumbs(context, steps, title)
    if file is None:
        return text.to_script_json({"@context": "https://schema.org", **trail})
    about: Described = {
        "name": title,
        "description": words.sentence("dataset_description", title=words.lowered(title)),
        "spatialCoverage": _place(unit),
        "isPartOf": context.full(urls.DATA),
    }
    figures = context.figures(context.register.observations_of[unit.unit_id])
    about["temporalCoverage"] = _span(figures)
    own = context.register.revisions_of.get(unit.unit_id, ())
    described = _dataset(context, about, (file,), _last_change((*own, *arrivals(context, figures))))
    return text.to_script_json({"@context": "https://schema.org", "@graph": [described, trail]})


def of_figure(context: Context, observation: Observation, title: str) -> str:
    """Return one figure as an Observation of its place."""
    unit = context.unit(observation.unit_id)
    indicator = context.register.indicators[observation.indicator_id]
    value = {} if observation.value is None else {"value": text.plain(observation.value)}
    return text.to_script_json(
        {
            "@context": "https://schema.org",
            "@type": "Observation",
            "name": title,
            "url": context.full(context.address),
            "identifier": observation.figure_id,
            "observationAbout": _place(unit),
            "observationDate": _interval(observation.period),
            "variableMeasured": indicator.name,
            "unitText": measured_in(observation, indicator),
            "isPartOf": context.full(urls.unit(unit)),
            "isBasedOn": context.full(urls.document(context.register.documents[observation.document_id])),
            **value,
            **_terms(context, _last_change(changes_of(context, observation))),
        }
    )


def _dataset(
    context: Context, about: Mapping[str, object], files: Iterable[str], changed: date | None = None
) -> Described:
    release = newest_release(context.register)
    version = {} if release is None else {"version": release.release_id}
    return {
        "@type": "Dataset",
        **about,
        "url": context.full(context.address),
        "inLanguage": context.language,
        "isAccessibleForFree": True,
        **version,
        **_terms(context, changed),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA_TYPES[file[file.rindex(".") :]],
                "contentUrl": context.full(file),
            }
            for file in files
        ],
    }


def _terms(context: Context, changed: date | None) -> Described:
    """Return who made it, under which licence, and the day of its last release or change."""
    release = newest_release(context.register)
    days = [day.isoformat() for day in (changed, None if release is None else release.released_on) if day]
    dated = {"dateModified": max(days)} if days else {}
    creator = {"@type": "Organization", "name": context.site.name, "url": context.full(urls.ABOUT)}
    return {"license": urls.LICENCE, "creator": creator, **dated}


def _last_change(revisions: Iterable[Revision]) -> date | None:
    return max((revision.revised_on for revision in revisions), default=None)


def _place(unit: Unit) -> Described:
    return {"@type": "Place", "name": unit.full_name}


def _span(figures: Iterable[Observation]) -> str:
    return _interval(Period.around([figure.period for figure in figures]))


def _interval(period: Period) -> str:
    return f"{period.start.isoformat()}/{period.end.isoformat()}"
