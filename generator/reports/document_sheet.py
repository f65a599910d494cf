"""The sheet on which a new document is told: what the report says of itself stands there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import asdict

from generator import text
from generator.catalogues import catalogue
from generator.model import Document
from generator.reports.extract_sheets import Sheet
from generator.schema import Field, Resource

_DAYS = ("issued_on", "period_start", "period_end")
_STATUSES = ("issued", "draft", "unknown")
_LEFT_OUT = ("status_checked_on",)  # of statuses that are not offered
_OPEN, _NEEDED = "#FFF8DC", "#FFF2CC"
ANSWER = 1
"""The column in which a person writes."""


def document_sheet(document: Document, documents: Resource) -> Sheet:
    """Return the sheet: a row for each column of the table of documents."""
    words = catalogue("extract.vi")
    fields = [one for one in documents.fields if one.name not in _LEFT_OUT]
    cells = dict(_cells(document))
    rows = [[f"{one.title}\n{one.name}", cells[one.name], _told(one, words["document"])] for one in fields]
    colours = {at: _NEEDED if one.required else _OPEN for at, one in enumerate(fields)}
    offers = {at: kinds for at, one in enumerate(fields) if (kinds := _offered(one))}
    heads = [words["column"][name] for name in ("part", "answer", "how")]
    return Sheet(words["sheet"]["document"], heads, rows, colours, offers=offers)


def _cells(document: Document) -> Iterator[tuple[str, str]]:
    for name, cell in asdict(document).items():
        if name == "status":
            yield name, catalogue("form.vi")["status"][cell]
        else:
            yield name, "" if cell is None else text.day(cell) if name in _DAYS else cell


def _offered(field: Field) -> tuple[str, ...]:
    if field.name == "status":
        return tuple(catalogue("form.vi")["status"][name] for name in _STATUSES)
    return field.enum


def _told(field: Field, words: Mapping[str, str]) -> str:
    said = words.get(field.name, field.description)
    return f"{words['required']} {said}" if field.required else said
