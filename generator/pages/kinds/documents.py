"""The directory of documents: those that figures come from, then those that they rest on.

Where there are too many sources for one page, each province has a page with those of its units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator import text, urls
from generator.model import Document
from generator.page_tasks import MOST_DOCUMENTS, are_documents_parted, units_about
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.province_parts import Part, in_province, named_parts, parts_of
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated, in_sentence
from generator.pages.view.dates import document_date, document_status, is_form
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Page

MOST_TOGETHER = 12
"""Sources that stand open in one list; more are folded, each province apart."""


class DocumentLine(Struct, frozen=True):
    """One document: who issued or fills it in, when, its status, and how many figures come from it."""

    link: Link
    title: str
    issuer: str
    is_form: bool  # then the issuer is who fills it in
    date: str
    status: str
    figures: int


class DocumentGroup(Struct, frozen=True):
    """The documents about the places of one province; without a name where all are few."""

    name: str
    lines: tuple[DocumentLine, ...]


class DocumentsPage(Struct, frozen=True):
    """What `documents.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    sources: tuple[DocumentGroup, ...]  # where there are too many for one page, those of no unit
    provinces: tuple[Part, ...]  # then those whose units have documents
    others: tuple[DocumentLine, ...]
    unlisted: int  # of the others, how many there are beyond the limit
    citation: Citation


class DocumentsOfUnit(Struct, frozen=True):
    """One unit and the documents about it that figures come from."""

    unit: Link
    documents: tuple[tuple[Link, int], ...]  # and how many figures come from each


class DocumentsInProvincePage(Struct, frozen=True):
    """What `documents_in_province.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    province: Link
    total: int
    units: tuple[DocumentsOfUnit, ...]
    citation: Citation


def documents_page(context: Context) -> Page:
    """Return the documents that figures come from, then those that they rest on."""
    documents, counts = context.register.documents.values(), context.measured.counts_of_document
    parted = are_documents_parted(context.measured)
    sources = [one for one in documents if one.document_id in counts]
    others = [one for one in documents if one.document_id not in counts]
    listed = [one for one in sources if one.unit_id is None] if parted else sources
    content = DocumentsPage(
        trail=trail(context),
        here=words.word("title", "documents"),
        sources=_grouped(context, listed),
        provinces=parts_of(context, urls.DOCUMENTS_BY_PROVINCE, units_about(sources)) if parted else (),
        others=_lines(context, others[:MOST_DOCUMENTS]),
        unlisted=max(0, len(others) - MOST_DOCUMENTS),
        citation=citation(context, words.word("title", "documents"), is_living=True),
    )
    return page(context.address, content, front_of(context, "documents"))


def documents_in_province_page(context: Context, province_id: str) -> Page:
    """Return the documents about the units of one province that figures come from."""
    about, counts = context.register.documents_about, context.measured.counts_of_document
    of_units = {
        unit_id: [name for name in about[unit_id] if name in counts]
        for unit_id in in_province(context.measured, province_id, about)
    }
    province = context.unit(province_id)
    link = in_sentence(context.dated_unit_link(province_id))
    title = words.sentence("documents_in_province", province=link.text)
    steps = trail(context, Link(words.word("crumb", "documents"), context.to(urls.DOCUMENTS)))
    content = DocumentsInProvincePage(
        trail=steps,
        here=dated(province.full_name, province),
        province=link,
        total=sum(map(len, of_units.values())),
        units=tuple(_of_unit(context, unit_id, names) for unit_id, names in of_units.items() if names),
        citation=citation(context, title, is_living=True),
    )
    return page(context.address, content, _front(context, content, title, steps))


def _grouped(context: Context, documents: Sequence[Document]) -> tuple[DocumentGroup, ...]:
    """Return documents together where they are few, otherwise by province, those of no place last."""
    if len(documents) <= MOST_TOGETHER:
        return (DocumentGroup("", _lines(context, documents)),) if documents else ()
    found = context.measured.territory.by_province(units_about(documents))
    groups = [(part.link.text, found[name]) for name, part in named_parts(context, found)]
    of_no_place = (words.word("title", "documents_of_no_place"), (None,))
    return tuple(
        DocumentGroup(name, lines)
        for name, places in (*groups, of_no_place)
        if (lines := _lines(context, (one for one in documents if one.unit_id in places)))
    )


def _lines(context: Context, documents: Iterable[Document]) -> tuple[DocumentLine, ...]:
    return tuple(_line(context, one) for one in documents)


def _of_unit(context: Context, unit_id: str, names: Iterable[str]) -> DocumentsOfUnit:
    documents, counts = context.register.documents, context.measured.counts_of_document
    linked = tuple((context.document_link(documents[name]), counts[name]) for name in names)
    return DocumentsOfUnit(context.dated_unit_link(unit_id), linked)


def _line(context: Context, document: Document) -> DocumentLine:
    return DocumentLine(
        link=context.document_link(document),
        title=words.as_written(document.title),
        issuer=words.as_written(document.issuer),
        is_form=is_form(document),
        date=document_date(document),
        status=document_status(document),
        figures=context.measured.counts_of_document.get(document.document_id, 0),
    )


def _front(
    context: Context, content: DocumentsInProvincePage, title: str, steps: tuple[Link, ...]
) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=words.sentence("documents_description"),
        kind="documents-in-province",
        search_alias=text.fold(title),
        search_weight="2",
        search_place=content.here,
        jsonld=breadcrumb_list(context, steps, title),
        published=release_of(context.register),
    )
