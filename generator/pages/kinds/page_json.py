"""The figures that a page shows, as JSON beside it.

Units have it in every record, at the address of the page or, where figures have no pages of their
own, below `/so/`.  An indicator, an association, a document have it where the record is small enough
to be had whole: in a large one their figures are parted by provinces, and so are the files to take away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator import urls
from generator.model import EACH
from generator.pages.kinds.figure_json import Facts, figures_json, unit_json
from generator.pages.view.context import Context

Told = Callable[[Context, tuple[str, ...]], str | None]


def json_beside(context: Context, kind: str, ids: tuple[str, ...]) -> str | None:
    """Return the figures of a page, or None where it has none or they are told elsewhere."""
    told = _TOLD.get(kind)
    return None if told is None else told(context, ids)


def _of_unit(context: Context, ids: tuple[str, ...]) -> str | None:
    (unit_id,) = ids
    own = context.register.observations_of.get(unit_id, ())
    if not own or context.site.figure_pages != EACH:
        return None
    return unit_json(context, context.unit(unit_id), context.figures(own))


def _of_association_in_unit(context: Context, ids: tuple[str, ...]) -> str | None:
    unit_id, body = ids
    about = {"unit_id": unit_id, **_association(context, body)}
    return _parts(context, about, "organisation_id", body, (unit_id,))


def _of_association(context: Context, ids: tuple[str, ...]) -> str | None:
    (name,) = ids
    units = context.measured.units_of_organisation.get(name, ())
    return _parts(context, _association(context, name), "organisation_id", name, units)


def _of_indicator(context: Context, ids: tuple[str, ...]) -> str | None:
    (name,) = ids
    indicator = context.register.indicators[name]
    about = {"indicator_id": name, "indicator_address": context.full(urls.indicator(indicator))}
    return _parts(context, about, "indicator_id", name, context.measured.units_of_indicator.get(name, ()))


def _of_document(context: Context, ids: tuple[str, ...]) -> str | None:
    (name,) = ids
    document = context.register.documents[name]
    about = {"document_id": name, "document_address": context.full(urls.document(document))}
    return _parts(context, about, "document_id", name, context.measured.units_of_document.get(name, ()))


def _association(context: Context, name: str) -> Facts:
    body = context.register.organisations[name]
    return {"organisation_id": name, "organisation_address": context.full(urls.organisation(body))}


def _parts(context: Context, about: Facts, column: str, name: str, units: Iterable[str]) -> str | None:
    """Return the figures of units that have a name in a column."""
    if context.measured.is_large:
        return None
    found = context.figures_in(units, column, name)
    return figures_json(context, about, found) if found else None


_TOLD: Mapping[str, Told] = {
    "unit": _of_unit,
    "association-in-unit": _of_association_in_unit,
    "association": _of_association,
    "indicator": _of_indicator,
    "document": _of_document,
}
