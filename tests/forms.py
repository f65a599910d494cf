"""Forms as people fill them in: made by the program, changed cell by cell, in a test that says what."""

import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
from msgspec.structs import replace
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from generator.pipeline import forms, imports
from generator.settings import Settings
from generator.workbooks.layout import COLUMNS, MARKS
from tests.builders import ROOT, newest_day

TODAY = newest_day()


def settings_of(data: Path) -> Settings:
    """The settings of this project, with another folder of data."""
    here = Path.cwd()
    return Settings(
        root=ROOT, data=data, out=here / "site", workers=1, lang="vi", site_url=None, scheduler=None,
        cache=here / ".site-cache", fresh=False, markdown=False,
    )  # fmt: skip


def make_form(data: Path, output: Path, **changes: str | None) -> Path:
    wish = forms.Wish("xa-05587", "mau-2017", "2023", None, output)
    made = forms.make_form(settings_of(data), replace(wish, **changes))
    assert made.problems == ()
    return output


def import_form(data: Path, *files: Path, **changes: object) -> imports.Imported:
    return imports.import_files(settings_of(data), replace(imports.Wish(files), **changes), TODAY)


def places(book: openpyxl.Workbook) -> dict[str, str]:
    """The cells to fill in, by key and column: `so-hoi.answer` is `Báo cáo!E12`."""
    found = {}
    for sheet in book.worksheets:
        if sheet.cell(1, 1).value == MARKS:
            for row in range(2, sheet.max_row + 1):
                key = sheet.cell(row, 1).value
                for name in COLUMNS[1:] if key else ():
                    found[f"{key}.{name}"] = f"{sheet.title}!{chr(65 + COLUMNS.index(name))}{row}"
    return found


def fill(path: Path, answers: Mapping[str, object] | None = None, **recipe: object) -> Path:
    """Fill in a form and do to it what people do; the recipe is that of a `form.toml`."""
    book = openpyxl.load_workbook(path)
    where = places(book)

    def cell(name: str):  # type: ignore[no-untyped-def]
        sheet, _, place = where[name].partition("!")
        return book[sheet][place]

    for name, value in (answers or {}).items():
        cell(name).value = _rich(value) if isinstance(value, list) else value
    for name, pattern in _pairs(recipe, "formats"):
        cell(name).number_format = pattern
    for name, value in _pairs(recipe, "marks"):
        _mark(book[MARKS], name, value)
    _move(book, cell, recipe)
    book.save(path)
    return path


def confirmed(path: Path, row: Mapping[str, str]) -> Path:
    """Write a workbook of one number of a report instead, as a person confirmed it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet.append([*row])
    sheet.append([*row.values()])
    book.save(path)
    return path


def _rich(pieces):  # type: ignore[no-untyped-def]
    """Return a text of which pieces look otherwise: `["12", {vertAlign = "superscript", text = "1"}]`."""
    return CellRichText(
        *(
            TextBlock(InlineFont(**{name: it for name, it in one.items() if name != "text"}), one["text"])
            if isinstance(one, dict)
            else one
            for one in pieces
        )
    )


def _move(book, cell, recipe) -> None:  # type: ignore[no-untyped-def]
    """Do what changes the sheets themselves."""
    for first, last in _pairs(recipe, "merge"):
        cell(first).parent.merge_cells(f"{cell(first).coordinate}:{cell(last).coordinate}")
    _hide(book, cell, recipe)
    for name in recipe.get("delete_rows", ()):
        cell(name).parent.delete_rows(cell(name).row)
    for name in recipe.get("insert_rows", ()):
        cell(name).parent.insert_rows(cell(name).row)
    for sheet, column in _pairs(recipe, "delete_columns"):
        book[sheet].delete_cols(column)
    for place, value in _pairs(recipe, "cells"):
        sheet, _, place = place.partition("!")
        book[sheet][place] = value
    for name in recipe.get("remove_sheets", ()):
        del book[name]
    for old, new in _pairs(recipe, "rename"):
        book[old].title = new


def _hide(book, cell, recipe) -> None:  # type: ignore[no-untyped-def]
    for name in recipe.get("hide", ()):
        cell(name).parent.row_dimensions[cell(name).row].hidden = True
    for name in recipe.get("hide_columns", ()):
        cell(name).parent.column_dimensions[cell(name).column_letter].hidden = True
    for name in recipe.get("hide_sheets", ()):
        book[name].sheet_state = "hidden"


def _pairs(recipe: Mapping[str, object], name: str) -> Iterable[tuple[str, object]]:
    return recipe.get(name, {}).items()


def _mark(sheet, name: str, value: object) -> None:  # type: ignore[no-untyped-def]
    row = next(at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value == name)
    sheet.cell(row, 2).value = value


def files_of(data: Path) -> dict[str, bytes]:
    return {
        path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()
    }


def copy_of(data: Path, place: Path) -> Path:
    return Path(shutil.copytree(data, place / "data"))


def spoil(path: Path, kind: str) -> Path:
    """Put something else in the place of a form, under its name."""
    whole = path.read_bytes()
    if kind == "damaged":
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "old":
        path.write_bytes(OLD + bytes(600))
    elif kind == "encrypted":
        path.write_bytes(OLD + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    elif kind == "large":
        os.truncate(path, 100 * 2**20)
    elif kind == "spread":
        book = zipfile.ZipFile(path)
        parts = {name: book.read(name) for name in book.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"]
        merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", merged)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
    else:
        name, content = _PARTS[kind]
        with zipfile.ZipFile(path, "w" if kind in ("zip", "ods") else "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
    return path


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = {
    "zip": ("a.txt", b"a"),
    "ods": ("content.xml", b"<x/>"),
    "macros": ("xl/vbaProject.bin", b"x"),
    "bomb": ("xl/media/x.xml", bytes(200 * 2**20)),
}
