"""The kinds of pages: a module a kind, or a few that belong together; `KINDS` names them all.

A module has a frozen content, which its template receives, and a function that makes the page.
`generator.page_tasks` says which pages of each kind there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from generator.measures import Measured
from generator.model import Register
from generator.pages.kinds.association import AssociationPage, association_in_province_page, association_page
from generator.pages.kinds.association_in_unit import AssociationInUnitPage, association_in_unit_page
from generator.pages.kinds.compare import ComparePage, compare_page
from generator.pages.kinds.corrections import CorrectionsPage, corrections_page
from generator.pages.kinds.data import DataPage, data_page
from generator.pages.kinds.directories import (
    IndicatorsPage,
    OrganisationsPage,
    indicators_page,
    organisations_page,
)
from generator.pages.kinds.document import DocumentPage, document_page
from generator.pages.kinds.documents import (
    DocumentsInProvincePage,
    DocumentsPage,
    documents_in_province_page,
    documents_page,
)
from generator.pages.kinds.figure import FigurePage, figure_page
from generator.pages.kinds.glossary import GlossaryPage, glossary_page
from generator.pages.kinds.home import HomePage, home_page
from generator.pages.kinds.in_province import InProvincePage
from generator.pages.kinds.indicator import IndicatorPage, indicator_in_province_page, indicator_page
from generator.pages.kinds.places import PlacesPage, places_page
from generator.pages.kinds.places_in_province import PlacesInPage, places_in_page
from generator.pages.kinds.quality import (
    QualityInProvincePage,
    QualityPage,
    quality_in_province_page,
    quality_page,
)
from generator.pages.kinds.releases import (
    ReleasePage,
    ReleasesPage,
    UnitThenPage,
    release_page,
    releases_page,
    unit_then_page,
)
from generator.pages.kinds.unit import UnitPage, unit_page
from generator.products import Page

Due = Callable[[Register, Measured, tuple[str, ...]], Sequence[str]]
"""The ids of the figures that must stand on a page about the things of these ids."""


class PageKind(Struct, frozen=True):
    """One kind of page: how its tasks are named, what its template receives, and what makes it."""

    name: str
    content: type
    make: Callable[..., Page]
    """From the context and the ids of what the page is about; and the contract, if `explains` it."""
    due: Due = lambda _register, _measured, _ids: ()
    is_home_of_figures: bool = False
    """Whether figures that stand on such a page have their anchors there, and no others may."""
    explains_contract: bool = False
    terms: Literal["defined", "named"] | None = None
    """How terms of the glossary are explained on such a page; None where they are not looked for."""


def _of_unit(register: Register, _measured: Measured, ids: tuple[str, ...]) -> Sequence[str]:
    return register.observations_of.get(ids[0], ())


def _of_document(register: Register, measured: Measured, ids: tuple[str, ...]) -> Sequence[str]:
    (document_id,) = ids
    return [
        figure_id
        for unit_id in measured.units_of_document.get(document_id, ())
        for figure_id in register.observations_of[unit_id]
        if register.observations[figure_id].document_id == document_id
    ]


_ALL = (
    PageKind("home", HomePage, home_page, terms="defined"),
    PageKind("places", PlacesPage, places_page),
    PageKind("organisations", OrganisationsPage, organisations_page),
    PageKind("indicators", IndicatorsPage, indicators_page),
    PageKind("documents", DocumentsPage, documents_page),
    PageKind("compare", ComparePage, compare_page),
    PageKind("glossary", GlossaryPage, glossary_page),
    PageKind("quality", QualityPage, quality_page, terms="defined"),
    PageKind("corrections", CorrectionsPage, corrections_page),
    PageKind("data", DataPage, data_page, explains_contract=True),
    PageKind("releases", ReleasesPage, releases_page),
    PageKind("places-in", PlacesInPage, places_in_page),
    PageKind("unit", UnitPage, unit_page, due=_of_unit, is_home_of_figures=True, terms="named"),
    PageKind("association-in-unit", AssociationInUnitPage, association_in_unit_page, terms="defined"),
    PageKind("association-in-province", InProvincePage, association_in_province_page, terms="defined"),
    PageKind("indicator-in-province", InProvincePage, indicator_in_province_page, terms="defined"),
    PageKind("documents-in-province", DocumentsInProvincePage, documents_in_province_page),
    PageKind("quality-in-province", QualityInProvincePage, quality_in_province_page, terms="defined"),
    PageKind("release", ReleasePage, release_page),
    PageKind("unit-then", UnitThenPage, unit_then_page),
    PageKind("association", AssociationPage, association_page, terms="defined"),
    PageKind("indicator", IndicatorPage, indicator_page, terms="defined"),
    PageKind("document", DocumentPage, document_page, due=_of_document, terms="defined"),
    PageKind("figure", FigurePage, figure_page, due=lambda _register, _measured, ids: ids),
)

KINDS = {kind.name: kind for kind in _ALL}
"""Every kind of page by its name."""
