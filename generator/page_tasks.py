"""Which pages there are: each as a small value from which `pages.make` can make it in any process.

The plan looks at counts and at which units have which figures, never at what a figure says.  It loads
nothing of what makes pages, so that whoever asks only for addresses has them soon.

Up to a limit everything stands on one page.  Above it each province has a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator import urls
from generator.language import VIETNAMESE
from generator.measures import Measured
from generator.model import EACH, Document, Register, Unit
from generator.register_links import members_by_key

MOST_FIGURES = 200
"""Figures on one page: about as many as a reader scrolls through, and 100 KB."""
MOST_UNITS = 200
"""Units in one list: more than any province of today has."""
MOST_RELATIONS = 500
"""Rows of arithmetic on one page."""
MOST_DOCUMENTS = 200

ALONE = {
    "home": urls.HOME,
    "places": urls.PLACES,
    "organisations": urls.ORGANISATIONS,
    "indicators": urls.INDICATORS,
    "documents": urls.DOCUMENTS,
    "compare": urls.COMPARE,
    "glossary": urls.GLOSSARY,
    "quality": urls.QUALITY,
    "corrections": urls.CORRECTIONS,
    "data": urls.DATA,
    "releases": urls.RELEASES,
}
"""The kinds of which there is one page, in the order of the navigation, and where it is."""

Parted = tuple[str, tuple[str, ...], Iterable[str], str]
"""A kind of parts, the ids of the whole, the units that it is about, and where the whole is."""


class PageTask(Struct, frozen=True):
    """One page to be made: its kind, the ids of what it is about, its address."""

    kind: str
    ids: tuple[str, ...]
    address: str


def plan(
    register: Register,
    measured: Measured,
    figure_pages: str = EACH,
    languages: Iterable[str] = (VIETNAMESE,),
) -> tuple[PageTask, ...]:
    """Return every page of the site, in the order of the register; a page's other languages follow it."""
    of_figures = _of_figures(register) if figure_pages == EACH else ()
    return tuple(
        task if language == VIETNAMESE else replace(task, address=urls.in_language(task.address, language))
        for task in (*_tasks(register, measured), *of_figures)
        for language in languages
    )


def _of_figures(register: Register) -> Iterator[PageTask]:
    """Yield the page of each figure; those of a unit stand together, as they look at the same figures."""
    for figure_ids in register.observations_of.values():
        for figure_id in figure_ids:
            yield PageTask("figure", (figure_id,), urls.figure_page(figure_id))


def _tasks(register: Register, measured: Measured) -> Iterator[PageTask]:
    yield from (PageTask(kind, (), address) for kind, address in ALONE.items())
    for province_id, address in directories(register, measured):
        yield PageTask("places-in", (province_id,), address)
    for unit_id, unit in register.units.items():
        if unit_id in measured.has_page:
            yield PageTask("unit", (unit_id,), urls.unit(unit))
            yield from _in_unit(register, measured, unit_id)
    yield from _in_provinces(register, measured)
    for release in register.releases:
        yield PageTask("release", (release.release_id,), urls.release(release.release_id))
    for release_id, unit_id in register.frozen:
        address = urls.unit_then(release_id, register.units[unit_id])
        yield PageTask("unit-then", (release_id, unit_id), address)
    for body in register.organisations.values():
        yield PageTask("association", (body.organisation_id,), urls.organisation(body))
    for indicator in register.indicators.values():
        yield PageTask("indicator", (indicator.indicator_id,), urls.indicator(indicator))
    for document in register.documents.values():
        yield PageTask("document", (document.document_id,), urls.document(document))


def _in_unit(register: Register, measured: Measured, unit_id: str) -> Iterator[PageTask]:
    for organisation_id in measured.organisations_of.get(unit_id, ()):
        body = register.organisations[organisation_id]
        address = urls.organisation_in_unit(register.units[unit_id], body)
        yield PageTask("association-in-unit", (unit_id, organisation_id), address)


def _in_provinces(register: Register, measured: Measured) -> Iterator[PageTask]:
    """Yield the parts of what is too much for one page, province after province.

    A province's pages stand together, so that a worker has the figures of its units at hand.
    """
    found = members_by_key(_parts(register, measured))
    for province_id in sorted(found):
        yield from found[province_id]


def _parts(register: Register, measured: Measured) -> Iterator[tuple[str, PageTask]]:
    """Yield each part with its province; what one unit alone tells stands on that unit's own pages."""
    for kind, ids, unit_ids, whole in _parted(register, measured):
        for name, inside in measured.territory.by_province(unit_ids).items():
            if len(inside) > 1 or not ids:
                yield name, PageTask(kind, (*ids, name), urls.in_province(whole, register.units[name]))


def _parted(register: Register, measured: Measured) -> Iterator[Parted]:
    """Yield what is too much for one page, with the units that it is about."""
    if is_quality_parted(register, measured):
        yield "quality-in-province", (), register.observations_of, urls.QUALITY
    if are_documents_parted(measured):
        sources = (register.documents[name] for name in measured.counts_of_document)
        yield "documents-in-province", (), units_about(sources), urls.DOCUMENTS_BY_PROVINCE
    for name, body in register.organisations.items():
        if is_association_parted(measured, name):
            units = measured.units_of_organisation[name]
            yield "association-in-province", (name,), units, urls.organisation(body)
    for name, indicator in register.indicators.items():
        if is_indicator_parted(measured, name):
            units = measured.units_of_indicator[name]
            yield "indicator-in-province", (name,), units, urls.indicator(indicator)


# Whether a page is parted: from counts alone, so that the plan needs no figure -----------------


def is_association_parted(measured: Measured, organisation_id: str) -> bool:
    return measured.counts_of_organisation.get(organisation_id, 0) > MOST_FIGURES


def is_indicator_parted(measured: Measured, indicator_id: str) -> bool:
    return measured.counts_of_indicator.get(indicator_id, 0) > MOST_FIGURES


def is_quality_parted(register: Register, measured: Measured) -> bool:
    return measured.score.total > MOST_RELATIONS or are_units_parted(register)


def are_units_parted(register: Register) -> bool:
    """Whether there are too many units with figures to list them all."""
    return len(register.observations_of) > MOST_UNITS


def are_documents_parted(measured: Measured) -> bool:
    return len(measured.counts_of_document) > MOST_DOCUMENTS


# What is listed, and where -------------------------------------------------------------------


def directories(register: Register, measured: Measured) -> Iterator[tuple[str, str]]:
    """Yield every directory of a province: the province's id, and the address."""
    for unit_id, unit in register.units.items():
        if unit.parent_id is None:
            for address in directories_of(unit, map(register.units.__getitem__, measured.inside[unit_id])):
                yield unit_id, address


def directories_of(province: Unit, inside: Iterable[Unit]) -> tuple[str, ...]:
    """Return the directories that a province has, the one of its own time first."""
    return tuple(sorted({urls.directory(unit, province) for unit in inside}))


def units_about(documents: Iterable[Document]) -> tuple[str, ...]:
    """Return the units that some documents are about."""
    return tuple(dict.fromkeys(one.unit_id for one in documents if one.unit_id is not None))
