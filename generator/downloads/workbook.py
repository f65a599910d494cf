"""Figures as a workbook that Excel and screen readers can use: one table a sheet, all of it explained.

By the checklist of the Analysis Function for accessible spreadsheets: a cover, a list of contents, notes, the
signs in use, the documents; then tables with a name and a title above, numbers as numbers, codes as
text, nothing merged, no row left blank.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from generator import text, urls
from generator.downloads.csv_text import Cell
from generator.downloads.figures import FIGURE_COLUMNS
from generator.downloads.findings import finding_rows
from generator.downloads.inputs import Gathered, Inputs
from generator.downloads.sheet_rows import CellFormats, rows_xml, table_sheet
from generator.downloads.wording import section_of, words

if TYPE_CHECKING:
    import xlsxwriter

_MADE = datetime(2000, 1, 1)  # the same figures have the same bytes
_STYLE = "Table Style Light 1"
_HEAD = 2  # the row of the headings, below the title and what the table is
_CODES = ("missing", "qualifier", "period_basis", "document_status")
_IN_FRONT = (
    "unit_name",
    "organisation_name",
    "indicator_name",
    "breakdown_name",
    "period_start",
    "period_end",
    "value",
    "unit_of_measure",
    "qualifier",
    "missing",
    "value_text",
    "numerator",
    "denominator",
    "note",
)
_COLUMNS = (*_IN_FRONT, *(name for name in FIGURE_COLUMNS if name not in _IN_FRONT))
"""What a reader asks for first, then the rest."""
_DOCUMENT = ("document_id", "title", "number", "issuer", "issued_on", "issued_text", "status", "url", "note")
_WIDE, _NARROW = 32, 14
_ROWS_LOOKED_AT = 200
"""So many tell how wide a column is to be."""
_IN_MEMORY_UP_TO = 1000
"""So many figures: kept in memory, each takes some 20 KB before the file is packed."""


class Sheet(Struct, frozen=True):
    """One table: its sheet's name in the catalogue of words, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    count: int


def of_unit(unit_id: str, gathered: Gathered, inputs: Inputs) -> bytes:
    """Return the figures of one unit as the content of an .xlsx file."""
    unit = inputs.register.units[unit_id]
    title = words("cover.unit", unit=unit.full_name, unit_id=unit_id)
    return _workbook(title, urls.unit(unit), gathered, inputs)


def of_province(province_id: str, gathered: Gathered, inputs: Inputs) -> bytes:
    """Return the figures of a province and of all units in it."""
    province = inputs.register.units[province_id]
    title = words("cover.province", unit=province.full_name, unit_id=province_id)
    return _workbook(title, urls.places_in(province), gathered, inputs)


def of_record(gathered: Gathered, inputs: Inputs) -> bytes:
    """Return all figures of the record."""
    return _workbook(str(inputs.of_source["title"]), urls.DATA, gathered, inputs)


def _workbook(title: str, address: str, gathered: Gathered, inputs: Inputs) -> bytes:
    import xlsxwriter  # here, because a build that makes none needs it not

    content, is_small = io.BytesIO(), len(gathered) <= _IN_MEMORY_UP_TO
    with tempfile.TemporaryDirectory() as folder:
        options = {"in_memory": is_small, "tmpdir": folder, "strings_to_formulas": False}
        on_disk = partial(tempfile.TemporaryFile, "w+", encoding="utf-8", newline="", dir=folder)
        writer = _Writer(xlsxwriter.Workbook(content, options), io.StringIO if is_small else on_disk)
        _write(writer, title, address, gathered, inputs)
    return content.getvalue()


def _write(writer: _Writer, title: str, address: str, gathered: Gathered, inputs: Inputs) -> None:
    name = inputs.origin.name or str(inputs.of_source["title"])
    writer.book.set_properties({"title": title, "author": name, "created": _MADE, "language": "vi"})
    used = tuple(dict.fromkeys(one.document_id for one in gathered.figures))
    sheets = tuple(_sheets(gathered, used, inputs))
    writer.lines("cover", title, tuple(_cover(name, address, len(gathered), len(used), inputs)))
    contents = [(words(f"sheet.{one.name}"), words(f"about.{one.name}"), one.count) for one in sheets]
    writer.table(_short("contents", section_of("contents").values(), contents))
    for one in sheets:
        writer.table(one)
    writer.book.close()


def _cover(
    name: str, address: str, figures: int, documents: int, inputs: Inputs
) -> Iterable[tuple[str, str]]:
    """Yield what the cover says, label and words; what is not known is left out."""
    origin, release, told = inputs.origin, inputs.newest, inputs.of_source
    yield "site", name
    yield "figures", str(figures)
    if release is not None:
        yield "release", words("cover.dated", release=release.release_id, day=text.day(release.released_on))
    if inputs.contract.synthetic:
        yield "synthetic", words("cover.made_up")
    yield "source", words("cover.documents", count=documents)
    for licence in told["licenses"]:
        yield "licence", f"{licence['name']}: {licence.get('title', '')} {licence.get('path', '')}"
    yield "address", origin.full(address)
    for contact in filter(None, (origin.form, origin.mail)):
        yield "contact", contact


def _sheets(gathered: Gathered, used: Iterable[str], inputs: Inputs) -> Iterable[Sheet]:
    titles = inputs.titles("figures")
    fields = {one["name"]: one for one in inputs.described["figures"]["schema"]["fields"]}
    yield _short("notes", section_of("notes").values(), [
        (titles[name], name, str(fields[name]["description"])) for name in _COLUMNS
    ])  # fmt: skip
    yield _short("signs", section_of("signs").values(), [
        (titles[column], code, meaning) for column in _CODES for code, meaning in section_of(column).items()
    ])  # fmt: skip
    yield _documents(used, inputs)
    addresses = inputs.origin.full
    figures = (
        [addresses(str(row[name])) if name == "address" else row[name] for name in _COLUMNS]
        for row in gathered.rows
    )
    yield Sheet("figures", [titles[name] for name in _COLUMNS], figures, len(gathered))
    if gathered.findings:
        found = finding_rows(inputs.register, inputs.measured, gathered.findings)
        rows = [(*row[:-1], addresses(str(row[-1]))) for row in found]
        yield _short("findings", inputs.titles("findings").values(), rows)


def _documents(used: Iterable[str], inputs: Inputs) -> Sheet:
    titles = inputs.titles("documents")
    documents = [inputs.register.documents[name] for name in used]
    rows = [[getattr(one, column) for column in _DOCUMENT] for one in documents]
    return _short("documents", [titles[name] for name in _DOCUMENT], rows)


def _short(name: str, headings: Iterable[str], rows: Sequence[Sequence[Cell]]) -> Sheet:
    """Return a sheet of rows that are all there."""
    return Sheet(name, tuple(headings), rows, len(rows))


class _Writer:
    """One workbook in the making."""

    def __init__(self, book: xlsxwriter.Workbook, new_file: Callable[[], TextIO]) -> None:
        self.book, self._new_file = book, new_file
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._label = book.add_format({"bold": True, "valign": "top"})
        self._words = book.add_format({"text_wrap": True, "valign": "top"})
        self._cells = CellFormats(book)

    def lines(self, name: str, title: str, lines: Iterable[tuple[str, str]]) -> None:
        """Write the cover: a title, then a label and what it says in each row."""
        sheet = self.book.add_worksheet(words(f"sheet.{name}"))
        sheet.set_column(0, 0, _WIDE)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, title, self._title)
        for at, (label, said) in enumerate(lines, 1):
            sheet.write_string(at, 0, words(f"cover.{label}"), self._label)
            sheet.write_string(at, 1, said, self._words)

    def table(self, one: Sheet) -> None:
        """Write a sheet with one table, which has a name and its headings."""
        sheet = self.book.add_worksheet(words(f"sheet.{one.name}"), worksheet_class=table_sheet())
        sheet.write_string(0, 0, words(f"sheet.{one.name}"), self._title)
        sheet.write_string(1, 0, words(f"about.{one.name}"))
        last = _HEAD + max(1, one.count), len(one.headings) - 1
        columns = [{"header": heading} for heading in one.headings]
        sheet.add_table(_HEAD, 0, *last, {"name": f"bang_{one.name}", "columns": columns, "style": _STYLE})
        rows = iter(one.rows)
        first = list(islice(rows, _ROWS_LOOKED_AT))
        for at in range(len(one.headings)):
            sheet.set_column(at, at, _width(row[at] for row in first))
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.body = self._new_file()
        sheet.body.writelines(rows_xml(chain(first, rows), _HEAD + 2, self._cells))


def _width(cells: Iterable[Cell]) -> int:
    """Return how wide a column is to be: two widths, by the longest of its cells."""
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return _WIDE if longest > _NARROW else _NARROW
