"""Where a page stands: the record, what was measured, and the address that its links start from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct, field

from generator import text, urls
from generator.language import VIETNAMESE
from generator.measures import Measured
from generator.model import EACH, Document, Indicator, Observation, Organisation, Register, Unit
from generator.pages.view import words


class Link(Struct, frozen=True):
    """Words, and where they lead; without `href` they are words only."""

    text: str
    href: str | None = None


class Site(Struct, frozen=True):
    """What pages know of the site besides the record."""

    url: str | None = None
    """Where it will stand, ending in a slash; None where that is not known."""
    figure_pages: str = EACH
    """Whether each figure has a page of its own."""
    form: str | None = None
    """The form in which readers report an error."""
    mail: str | None = None
    """The e-mail address to which they write of one."""
    name: str = field(default_factory=lambda: words.word("title", "home"))
    is_synthetic: bool = False
    """Whether its figures are made up, so that none may leave it without saying so."""


NOWHERE = Site()
"""A site of which nothing is known."""


class Context(Struct, frozen=True, dict=True):
    """One page's view of the record."""

    register: Register
    measured: Measured
    address: str
    site: Site = NOWHERE

    @cached_property
    def made(self) -> dict[object, Any]:
        """What was made for this page already, and may stand on it once more; it goes with the page."""
        return {}

    @property
    def place(self) -> str:
        """Return the address of the page without its language, as `urls` has it."""
        return urls.in_vietnamese(self.address)

    @property
    def language(self) -> str:
        return urls.language_of(self.address)

    def to(self, target: str) -> str:
        """Return the link to an address of the site as it is written on this page, in its language."""
        language = urls.language_of(self.address)
        there = target if language == VIETNAMESE else urls.in_language(target, language)
        return urls.relative(there, self.address)

    def full(self, target: str) -> str:
        """Return an address of the site as others write it; without a known site, from its root."""
        return target if self.site.url is None else self.site.url + target.lstrip("/")

    def lasting(self, target: str) -> str:
        """Return an address in full where the site has one, else as a link of this page."""
        return self.to(target) if self.site.url is None else self.full(target)

    def followed(self, href: str) -> str:
        """Return where a link of this page leads, in full where the site has an address."""
        return href if self.site.url is None else urljoin(self.full(self.address), href)

    def figure_address(self, observation: Observation) -> str:
        """Return the permanent address of a figure."""
        return urls.figure(self.unit(observation.unit_id), observation, self.site.figure_pages)

    def unit(self, unit_id: str) -> Unit:
        return self.register.units[unit_id]

    def unit_address(self, unit_id: str) -> str:
        """Return the unit's page; without one, where its code is told of."""
        unit = self.unit(unit_id)
        return urls.unit(unit) if unit_id in self.measured.has_page else urls.told(unit)

    def province(self, unit_id: str) -> Unit:
        """Return the unit above all others over this one; itself where none is."""
        return self.unit(self.measured.territory.province(unit_id))

    def unit_link(self, unit_id: str) -> Link:
        """Return the unit's full name, linked to its page or to that of its code."""
        return Link(self.unit(unit_id).full_name, self.to(self.unit_address(unit_id)))

    def part_link(self, province_id: str, whole: str) -> Link:
        """Return a province's name, dated, linked to its part of the page that is at `whole`."""
        province = self.unit(province_id)
        return Link(dated(province.full_name, province), self.to(urls.in_province(whole, province)))

    def dated_unit_link(self, unit_id: str) -> Link:
        """Return the same with the span of validity, where old and new units stand together."""
        link = self.unit_link(unit_id)
        return Link(dated(link.text, self.unit(unit_id)), link.href)

    def organisation_link(self, body: Organisation) -> Link:
        return Link(body.name, self.to(urls.organisation(body)))

    def indicator_link(self, indicator: Indicator) -> Link:
        return Link(indicator.name, self.to(urls.indicator(indicator)))

    def document_link(self, document: Document) -> Link:
        return Link(words.as_written(document.short_title), self.to(urls.document(document)))

    def place_link(self, observation: Observation) -> Link:
        """Return the place in the document, linked to that place on the document's page."""
        document = self.register.documents[observation.document_id]
        anchor = place_anchor(observation.locator)
        return Link(words.as_written(observation.locator), self.to(f"{urls.document(document)}#{anchor}"))

    def ancestors(self, unit_id: str) -> tuple[Unit, ...]:
        """Return the units above this one, the highest first."""
        return tuple(map(self.unit, self.measured.territory.above(unit_id)))[::-1]

    def relation_address(self, relation_id: str, unit_id: str) -> str:
        """Return the row of a relation: on its unit's page; without one on the quality page."""
        if unit_id in self.measured.has_page:
            return urls.relation_in_unit(self.unit(unit_id), relation_id)
        return urls.relation(relation_id)

    def figures_in(self, unit_ids: Iterable[str], column: str, name: str | None) -> tuple[Observation, ...]:
        """Return the figures of some units that have a name in a column, in official order."""
        parts = self.register.parts
        return tuple(figure for unit_id in unit_ids for figure in parts[unit_id, column, name])

    def figures(self, figure_ids: tuple[str, ...]) -> tuple[Observation, ...]:
        return tuple(self.register.observations[figure_id] for figure_id in figure_ids)


def in_sentence(link: Link) -> Link:
    """Return a link whose words stand in mid-sentence: `tỉnh Hậu Giang`."""
    return Link(words.lowered(link.text), link.href)


@lru_cache(maxsize=4096)
def place_anchor(locator: str) -> str:
    """Return the id of a place in a document, on the document's page."""
    return f"vi-tri-{text.slugify(locator)}"


def span_of(unit: Unit) -> str | None:
    """Return `đến 30/6/2025` or `từ 01/7/2025`; None for a unit that has always been there."""
    if unit.valid_to is not None:
        return words.sentence("until", day=text.day(unit.valid_to))
    if unit.valid_from is not None:
        return words.sentence("since", day=text.day(unit.valid_from))
    return None


def dated(name: str, unit: Unit) -> str:
    """Return a name with the unit's span of validity in brackets, where it has one."""
    span = span_of(unit)
    return name if span is None else f"{name} ({span})"


def unit_title(context: Context, unit: Unit) -> str:
    """Return the page's title: name, where it lies, and its span of validity."""
    above = [words.lowered(one.full_name) for one in reversed(context.ancestors(unit.unit_id))]
    return dated(", ".join([unit.full_name, *above]), unit)
