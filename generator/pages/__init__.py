"""The pages of the site: which there are, and how each is made from the record.

    home  units  associations  indicators  documents     a module a family: a frozen context,
    places  directories  quality  corrections  data      which its template receives, and *_page

    tiles       how complete the record is, province by province, on a map
    names       what the search page is told: every unit, association and indicator by name
    scene       where a page stands: the record and the address its links start from
    figures     an observation in words, with its bound, place and doubts
    tables      which figures stand together; charted  which of them make a chart
    sections    topics with their tables; ledger  the arithmetic
    history     old and new units; bridged  their figures on today's map; subunits  who reported
    trail       breadcrumbs; cited  how to cite; dates  of documents
    words       the vocabulary of messages/words.vi.toml; rendering  templates and front matter

In go the register, what was measured and the contract (for the data dictionary); out come
`model.Page` values.  `plan` says which pages there are; `make` makes any one of them alone, so
that the work can be spread over processes.  `names` yields the files of the search page's index.
Where a chart goes, the text has `{chart:N}` on a line of its own; `{chart:N:svg}` and
`{chart:N:png}` stand for the addresses of its files, seen from the page.  Braces in text from data
are escaped, so nothing else looks like these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import urls
from generator.measures import Measured
from generator.model import Page, Register
from generator.pages.associations import association_in_unit_page, association_page
from generator.pages.corrections import corrections_page
from generator.pages.data import data_page
from generator.pages.directories import documents_page, indicators_page, organisations_page
from generator.pages.documents import document_page
from generator.pages.home import home_page
from generator.pages.indicators import indicator_page
from generator.pages.names import names
from generator.pages.places import directories, places_in_page, places_page
from generator.pages.quality import quality_page
from generator.pages.scene import Scene
from generator.pages.units import unit_page
from generator.schema import Contract

__all__ = ["PageTask", "make", "names", "plan"]

_MAKERS: dict[str, Callable[..., Page]] = {
    "home": home_page,
    "places": places_page,
    "places-in": places_in_page,
    "organisations": organisations_page,
    "indicators": indicators_page,
    "documents": documents_page,
    "quality": quality_page,
    "corrections": corrections_page,
    "unit": unit_page,
    "association": association_page,
    "association-in-unit": association_in_unit_page,
    "indicator": indicator_page,
    "document": document_page,
}
_SINGLE = {
    "home": urls.HOME,
    "places": urls.PLACES,
    "organisations": urls.ORGANISATIONS,
    "indicators": urls.INDICATORS,
    "documents": urls.DOCUMENTS,
    "quality": urls.QUALITY,
    "corrections": urls.CORRECTIONS,
    "data": urls.DATA,
}


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to be made: its family, the ids of what it is about, its address."""

    family: str
    ids: tuple[str, ...]
    address: str


def plan(register: Register, measured: Measured) -> tuple[PageTask, ...]:
    """Return every page of the site, in the order of the register."""
    return tuple(_tasks(register, measured))


def make(task: PageTask, register: Register, measured: Measured, contract: Contract) -> Page:
    """Make one page; the same input always gives the same text."""
    scene = Scene(register, measured, task.address)
    if task.family == "data":
        return data_page(scene, contract)
    return _MAKERS[task.family](scene, *task.ids)


def _tasks(register: Register, measured: Measured) -> Iterator[PageTask]:
    for family, address in _SINGLE.items():
        yield PageTask(family, (), address)
    for province_id, address in directories(register):
        yield PageTask("places-in", (province_id,), address)
    for unit_id, unit in register.units.items():
        if unit_id in measured.has_page:
            yield PageTask("unit", (unit_id,), urls.unit(unit))
            yield from _in_unit(register, unit_id)
    for body in register.organisations.values():
        yield PageTask("association", (body.organisation_id,), urls.organisation(body))
    for indicator in register.indicators.values():
        yield PageTask("indicator", (indicator.indicator_id,), urls.indicator(indicator))
    for document in register.documents.values():
        yield PageTask("document", (document.document_id,), urls.document(document))


def _in_unit(register: Register, unit_id: str) -> Iterator[PageTask]:
    own = {register.observations[name].organisation_id for name in register.observations_of.get(unit_id, ())}
    for organisation_id, body in register.organisations.items():
        if organisation_id in own:
            address = urls.organisation_in_unit(register.units[unit_id], body)
            yield PageTask("association-in-unit", (unit_id, organisation_id), address)
