"""The pages of the site: which there are, and how each is made from the record.

    home  units  associations  indicators  documents     a module a family: a frozen context,
    places  directories  quality  corrections  data      which its template receives, and *_page
    associations_in_units  places_in  documented         one in each unit; of a province; of documents
    figure_pages  figure_facts                           a figure alone; what is known of it, as JSON

    tasks       which pages there are
    scene       where a page stands: the record and the address its links start from
    parted      what is too much for one page; provincial  the part of one province
    tiles       how complete the record is, province by province, on a map
    figures     an observation in words, with its bound, place and doubts
    published   since when a figure is published, and what has changed of it
    revised     changes of all figures; released  releases and units as they were; feeds  news of both
    moved       what stands where a page was: the way to another one, or why it ended
    series      which figures stand together; shapes  in a table of which kind
    listed      lists; rows  of organisations or members; periods  a column each; crossed  two ways
    tables      what stands around them; wholes  totals and parts
    charted     which figures make a chart; chart_titles  what it is called
    compared    units side by side; sections  topics with their tables; ledger  the arithmetic
    telling     what a unit's page says first; reported  who reported what to it
    history     old and new units; bridged  their figures on today's map; regathered  as groups
    subunits    the units below a unit: who reported, and their sums
    related     what documents have to do with each other; dates  of documents
    standing    what documents say of associations in units
    names       what the search page is told; datasets  what catalogues are told
    trail       breadcrumbs; cited  how to cite
    words       the vocabulary of messages/words.vi.toml; rendering  templates and front matter

In go the register, what was measured and the contract (for the data dictionary); out come
`products.Page` values.  `plan` says which pages there are; `make` makes any one of them alone, so
that the work can be spread over processes.  `names` yields the files of the search page's index.
Where a chart goes, the text has `{chart:N}` on a line of its own; `{chart:N:svg}` stands for the
address of its file, seen from the page.  Braces in text from data
are escaped, so nothing else looks like these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator import urls
from generator.measures import Measured
from generator.model import Register
from generator.pages import words
from generator.pages.associations import association_in_province_page, association_page
from generator.pages.associations_in_units import association_in_unit_page
from generator.pages.corrections import corrections_page, followed
from generator.pages.data import data_page
from generator.pages.directories import indicators_page, organisations_page
from generator.pages.documented import documents_in_province_page, documents_page
from generator.pages.documents import document_page
from generator.pages.feeds import feeds as feed_files
from generator.pages.figure_pages import figure_page
from generator.pages.home import home_page
from generator.pages.indicators import indicator_in_province_page, indicator_page
from generator.pages.moved import moved_facts, moved_page
from generator.pages.names import names
from generator.pages.places import places_page
from generator.pages.places_in import places_in_page
from generator.pages.quality import quality_in_province_page, quality_page
from generator.pages.released import release_page, releases_page, unit_then_page
from generator.pages.scene import NOWHERE, Scene, Site
from generator.pages.tasks import PageTask, plan
from generator.pages.units import unit_page
from generator.products import Page
from generator.schema import Contract

__all__ = ["PageTask", "Site", "feeds", "followed", "make", "moved_facts", "moved_page", "names", "plan"]

_MAKERS: dict[str, Callable[..., Page]] = {
    "home": home_page,
    "places": places_page,
    "places-in": places_in_page,
    "organisations": organisations_page,
    "indicators": indicators_page,
    "documents": documents_page,
    "quality": quality_page,
    "corrections": corrections_page,
    "releases": releases_page,
    "release": release_page,
    "unit": unit_page,
    "unit-then": unit_then_page,
    "association": association_page,
    "association-in-unit": association_in_unit_page,
    "indicator": indicator_page,
    "document": document_page,
    "figure": figure_page,
    "association-in-province": association_in_province_page,
    "indicator-in-province": indicator_in_province_page,
    "documents-in-province": documents_in_province_page,
    "quality-in-province": quality_in_province_page,
}


def feeds(
    province_id: str | None, register: Register, measured: Measured, site: Site
) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of the whole record, or of one province, by their path below the site."""
    unit = None if province_id is None else register.units[province_id]
    yield from feed_files(Scene(register, measured, urls.feed(unit, ""), site), province_id)


def make(
    task: PageTask, register: Register, measured: Measured, contract: Contract, site: Site = NOWHERE
) -> Page:
    """Make one page; the same input always gives the same text."""
    scene = Scene(register, measured, task.address, site)
    if task.family == "data":
        return data_page(scene, contract)
    return _signed(scene, _MAKERS[task.family](scene, *task.ids))


def _signed(scene: Scene, page: Page) -> Page:
    """Return the page with charts that say in their files where they are from, if that can be said."""
    if scene.site.url is None or not page.charts:
        return page
    origin = words.sentence("chart_origin", address=scene.full(scene.address))
    return replace(page, charts=tuple(replace(chart, origin=origin) for chart in page.charts))
