"""What programs and hands make of a good file, and what is still meant by it.

Each mangler takes a sheet and gives bytes.  `meant` are the rows that whoever wrote the file meant; None
where no one could tell.  `unseen` says why a file that is accepted with another printed form or row could
not have been refused: nothing in it shows that there was more.  Such files are counted, not hidden.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.ingest.model import Rows, Sheet
from tests.ingest.spreadsheets import excel, libreoffice

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Mangled:
    """A spoiled file, what it meant, and whether it is spoiled as a whole or in one line."""

    content: bytes
    meant: Rows | None
    line: int | None = None
    """The only line that is spoiled."""
    unseen: str = ""


def text_of(rows: Rows, separator: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def as_written(sheet: Sheet) -> bytes:
    return text_of(sheet.all_rows).encode()


# The file as a whole: encodings, separators, line ends ----------------------------------------------


def untouched(sheet: Sheet, rng: random.Random) -> Mangled:
    return Mangled(as_written(sheet), sheet.all_rows)


def byte_order_mark(sheet: Sheet, rng: random.Random) -> Mangled:
    return Mangled(BOM * rng.choice((1, 1, 2, 3)) + as_written(sheet), sheet.all_rows)


def utf_16(sheet: Sheet, rng: random.Random) -> Mangled:
    name = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32"))
    return Mangled(text_of(sheet.all_rows, rng.choice((",", "\t"))).encode(name), sheet.all_rows)


def old_encoding(sheet: Sheet, rng: random.Random) -> Mangled:
    """Save as ANSI: letters that the encoding lacks are lost or changed."""
    import unicodedata

    text = text_of(sheet.all_rows)
    name = rng.choice(("cp1258", "cp1252", "latin-1", "ascii", "mac-roman", "cp437"))
    if name == "cp1258":
        text = unicodedata.normalize("NFD", text)
        text = re.sub(
            "([aeouAEOU])(\u0302|\u0306|\u031b)", lambda it: unicodedata.normalize("NFC", it[0]), text
        )
    way = rng.choice(("replace", "replace", "ignore"))
    return Mangled(text.encode(name, way), sheet.all_rows, unseen=_letters if way == "ignore" else "")


def garbled(sheet: Sheet, rng: random.Random) -> Mangled:
    """Read UTF-8 as Windows does and save what is seen, once or twice."""
    text = text_of(sheet.all_rows)
    for _ in range(rng.choice((1, 1, 2))):
        text = text.encode().decode("cp1252", "replace")
    return Mangled(text.encode(), sheet.all_rows)


def other_font(sheet: Sheet, rng: random.Random) -> Mangled:
    from tests.ingest.spreadsheets import TCVN3

    text = text_of(sheet.all_rows).translate(TCVN3)
    return Mangled(
        text.encode(*rng.choice((("utf-8",), ("cp1252", "replace"), ("latin-1", "replace")))), sheet.all_rows
    )


def decomposed(sheet: Sheet, rng: random.Random) -> Mangled:
    import unicodedata

    return Mangled(
        unicodedata.normalize(rng.choice(("NFD", "NFKD")), text_of(sheet.all_rows)).encode(), sheet.all_rows
    )


def other_separator(sheet: Sheet, rng: random.Random) -> Mangled:
    sign = rng.choice((";", ";", "\t", "|", ":", " "))
    head = rng.choice(("", "", f"sep={sign}\r\n"))
    return Mangled((head + text_of(sheet.all_rows, sign, "\r\n")).encode("utf-8-sig"), sheet.all_rows)


def separators_replaced(sheet: Sheet, rng: random.Random) -> Mangled:
    """Replace every comma by the editor's own command, in the words too."""
    return Mangled(
        text_of(sheet.all_rows).replace(",", rng.choice((";", "\t", "，", "、"))).encode(), sheet.all_rows
    )


def line_ends(sheet: Sheet, rng: random.Random) -> Mangled:
    lines = text_of(sheet.all_rows).splitlines()
    ends = rng.choice(
        (
            ("\r\n",),
            ("\r",),
            ("\n", "\r\n"),
            ("\n", "\r\n", "\r"),
            ("\r\r\n",),
            ("\u2028",),
            ("\x0b",),
            ("\n\n",),
        )
    )
    return Mangled("".join(line + rng.choice(ends) for line in lines).encode(), sheet.all_rows)


def last_line_end(sheet: Sheet, rng: random.Random) -> Mangled:
    tail = rng.choice(
        (b"", b"\n\n", b"\r\n", b"\x1a", b"\x00", b"\n" * 40, b"   ", b"," * (len(sheet.header) - 1))
    )
    return Mangled(as_written(sheet).removesuffix(b"\n") + tail, sheet.all_rows)


def quoting(sheet: Sheet, rng: random.Random) -> Mangled:
    """Write as another program quotes; all of them say the same."""
    how = rng.choice((csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
    return Mangled(text_of(sheet.all_rows, quoting=how).encode(), sheet.all_rows)


def quotes_lost(sheet: Sheet, rng: random.Random) -> Mangled:
    sign = rng.choice((b"", b"'", "“".encode()))
    return Mangled(as_written(sheet).replace(b'"', sign), sheet.all_rows, unseen=_words)


def quote_added(sheet: Sheet, rng: random.Random) -> Mangled:
    content = as_written(sheet).decode()
    at = rng.randrange(len(content))
    return Mangled((content[:at] + '"' + content[at:]).encode(), None)


# Spreadsheets -----------------------------------------------------------------------------------------


def saved_by_excel(sheet: Sheet, rng: random.Random) -> Mangled:
    rows, separator = excel(sheet.all_rows, rng)
    end = rng.choice(("\r\n", "\r\n", "\n"))
    return Mangled(
        text_of(rows, separator, end).encode(rng.choice(("utf-8-sig", "utf-8"))),
        sheet.all_rows,
        unseen=_printed,
    )


def saved_by_libreoffice(sheet: Sheet, rng: random.Random) -> Mangled:
    rows = libreoffice(sheet.all_rows, rng)
    return Mangled(
        text_of(rows, quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))).encode(),
        sheet.all_rows,
        unseen=_printed,
    )


def table_moved(sheet: Sheet, rng: random.Random) -> Mangled:
    """Put titles above the table, or empty columns and rows around it."""
    rows = sheet.all_rows
    blank = [""] * len(sheet.header)
    how = rng.randrange(5)
    if how == 0:
        rows = [["BÁO CÁO", *blank[1:]], blank, *rows]
    elif how == 1:
        rows = [["", *row] for row in rows]
    elif how == 2:
        rows = [[*row, "", ""] for row in rows]
    elif how == 3:
        rows = [*rows, *[blank] * rng.randint(1, 30)]
    else:
        rows = [*rows, ["Tổng cộng", *blank[1:]]]
    return Mangled(text_of(rows).encode(), sheet.all_rows)


# Git and copies ---------------------------------------------------------------------------------------


def conflict(sheet: Sheet, rng: random.Random) -> Mangled:
    lines = text_of(sheet.all_rows).splitlines(keepends=True)
    at = rng.randrange(1, len(lines))
    ours, theirs = lines[at], lines[at].replace("1", "2").replace("7", "9")
    base = rng.choice(("", f"||||||| 1a2b3c\n{ours}"))
    block = f"<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> nhánh\n"
    left = rng.choice((block, block, f"=======\n{theirs}", f"{ours}>>>>>>> nhánh\n", f"{ours}=======\n"))
    return Mangled("".join((*lines[:at], left, *lines[at + 1 :])).encode(), None)


def patch(sheet: Sheet, rng: random.Random) -> Mangled:
    lines = [rng.choice((" ", "+", "-")) + line for line in text_of(sheet.all_rows).splitlines(keepends=True)]
    return Mangled(("@@ -1,9 +1,9 @@\n" + "".join(lines)).encode(), None)


def both_sides_kept(sheet: Sheet, rng: random.Random) -> Mangled:
    """Merge by union: a changed row stays beside the one that it was changed from."""
    at = rng.randrange(len(sheet.rows))
    rows = [list(row) for row in sheet.rows]
    return Mangled(
        text_of([list(sheet.header), *rows[: at + 1], rows[at], *rows[at + 1 :]]).encode(), sheet.all_rows
    )


def run_together(sheet: Sheet, rng: random.Random) -> Mangled:
    """Copy two files into one, with or without a line end between them."""
    one = as_written(sheet)
    first = rng.choice((one, one.removesuffix(b"\n"), one + b"\n"))
    second = rng.choice((one, BOM + one, one[len(one.split(b"\n")[0]) + 1 :]))
    return Mangled(first + second, None)


def header_again(sheet: Sheet, rng: random.Random) -> Mangled:
    rows = sheet.all_rows
    rows.insert(rng.randint(1, len(rows)), list(sheet.header))
    return Mangled(text_of(rows).encode(), sheet.all_rows)


def cut_off(sheet: Sheet, rng: random.Random) -> Mangled:
    """Lose the tail of a file at any byte; at the end of a row nothing shows that there were more."""
    content = as_written(sheet)
    kept = content[: rng.randrange(len(content))]
    is_whole_row = kept.endswith(b"\n") and kept.count(b'"') % 2 == 0
    return Mangled(kept, sheet.all_rows, unseen=_rows_lost if is_whole_row else "")


def zeros(sheet: Sheet, rng: random.Random) -> Mangled:
    """Lose what was not yet on the disk: a run of zero bytes in its place."""
    content = bytearray(as_written(sheet))
    at = rng.randrange(len(content))
    content[at : at + rng.choice((1, 8, 512))] = bytes(rng.choice((1, 8, 512)))
    return Mangled(bytes(content), None)


# Columns, rows and cells, by hand -----------------------------------------------------------------------


def column_moved(sheet: Sheet, rng: random.Random) -> Mangled:
    one, other = rng.sample(range(len(sheet.header)), 2)
    rows = sheet.all_rows
    for row in rows:
        row.insert(other, row.pop(one))
    return Mangled(text_of(rows).encode(), sheet.all_rows)


def column_lost(sheet: Sheet, rng: random.Random) -> Mangled:
    at = rng.randrange(len(sheet.header))
    return Mangled(text_of([[*row[:at], *row[at + 1 :]] for row in sheet.all_rows]).encode(), sheet.all_rows)


def header_misspelt(sheet: Sheet, rng: random.Random) -> Mangled:
    header = list(sheet.header)
    at = rng.randrange(len(header))
    header[at] = rng.choice(
        (header[at].upper(), f" {header[at]}", header[at][:-1], header[at].replace("_", " "), "", header[0])
    )
    meant = sheet.all_rows
    return Mangled(text_of([header, *sheet.rows]).encode(), meant)


def cells_shifted(sheet: Sheet, rng: random.Random) -> Mangled:
    """Push a cell into a row, or take one out: the rest moves, the row keeps its length or not."""
    rows = sheet.all_rows
    at, place = rng.randrange(1, len(rows)), rng.randrange(len(sheet.header))
    row = rows[at]
    if rng.random() < 0.5:
        row.insert(place, "")
        row[:] = row[: len(row) - (rng.random() < 0.6 and row[-1] == "")]
    else:
        del row[place]
        row += [""] * (rng.random() < 0.6)
    return Mangled(text_of(rows).encode(), sheet.all_rows, at + 1, unseen=_shifted)


def comma_unquoted(sheet: Sheet, rng: random.Random) -> Mangled:
    rows = [",".join(row) for row in sheet.all_rows]
    return Mangled("\n".join((*rows, "")).encode(), sheet.all_rows)


def row_repeated(sheet: Sheet, rng: random.Random) -> Mangled:
    rows = sheet.all_rows
    at = rng.randrange(1, len(rows))
    rows.insert(rng.randint(1, len(rows)), list(rows[at]))
    return Mangled(text_of(rows).encode(), sheet.all_rows)


def cell_dressed(sheet: Sheet, rng: random.Random) -> Mangled:
    """Paste a cell with what cannot be seen around or in it."""
    signs = (
        "\u00a0",
        " ",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\t",
        "\n",
        "\u202e",
        "\x00",
        "\u2009",
        "'",
        "\r\n",
        "\u0301",
    )
    return _cell(sheet, rng, lambda cell: _with(rng.choice(signs), cell, rng))


def number_as_printed(sheet: Sheet, rng: random.Random) -> Mangled:
    """Type a number the way it is printed, or as a spreadsheet shows it."""
    return _cell(sheet, rng, lambda cell: _another_writing(cell, rng), _is_number)


def day_as_printed(sheet: Sheet, rng: random.Random) -> Mangled:
    return _cell(sheet, rng, lambda cell: _another_day(date.fromisoformat(cell), rng), _is_day)


def letters_alike(sheet: Sheet, rng: random.Random) -> Mangled:
    """Type letters of another script, or digits of another width, that look the same."""
    alike = str.maketrans("aeocpxyiHTCB0123456789-=", "аеосрхуіНТСВ０１２３４５６７８９‐＝")
    return _cell(sheet, rng, lambda cell: cell.translate(alike))


def capitals(sheet: Sheet, rng: random.Random) -> Mangled:
    return _cell(
        sheet, rng, str.upper, lambda cell: re.fullmatch("[a-z0-9_=-]*[a-z][a-z0-9_=-]*", cell) is not None
    )


def _cell(
    sheet: Sheet,
    rng: random.Random,
    change: Callable[[str], str],
    wanted: Callable[[str], bool] = bool,
) -> Mangled:
    rows = sheet.all_rows
    places = [
        (at, place) for at, row in enumerate(rows[1:], 1) for place, cell in enumerate(row) if wanted(cell)
    ]
    if not places:
        return untouched(sheet, rng)
    at, place = rng.choice(places)
    rows[at] = list(rows[at])
    before = rows[at][place]
    rows[at][place] = change(before)
    is_words = sheet.header[place] in WORDS
    return Mangled(text_of(rows).encode(), sheet.all_rows, at + 1, unseen=_words if is_words else "")


def _with(sign: str, cell: str, rng: random.Random) -> str:
    at = rng.choice((0, len(cell), rng.randrange(len(cell) + 1)))
    return f"{cell[:at]}{sign}{cell[at:]}"


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell) is not None


def _is_day(cell: str) -> bool:
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) is not None


def _another_writing(cell: str, rng: random.Random) -> str:
    whole, _, rest = cell.partition(".")
    grouped = f"{int(whole):,}"
    ways = [
        f"{float(cell):.5E}", f"{float(cell):.2e}", grouped, grouped.replace(",", "."), grouped.replace(",", " "),
        grouped.replace(",", "\u00a0"), f"{whole},{rest or '0'}", f"0{cell}", f"+{cell}", f"-{cell}", f"({cell})",
        f"{cell}.0", f"{cell} ", f"{cell}%", f"{cell} người", f"{cell}đ", f"={cell}", f"'{cell}", f"{cell}.", f".{cell}",
        f"{cell}*", f"~{cell}", "#####", "#N/A", "NaN", "inf", "1e3", "0x1F", "1_000", "٣", "Ⅳ", "½", "²", "một trăm",
        str(float(cell)), str(int(float(cell)) % 1000) + ".500",
    ]  # fmt: skip
    return rng.choice([way for way in ways if way != cell])


def _another_day(day: date, rng: random.Random) -> str:
    serial = (day - date(1899, 12, 30)).days
    return rng.choice((
        f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%d-%m-%y}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%d.%m.%Y}",
        f"{day.day}-Thg{day.month}-{day:%y}", f"{day:%d-%b-%y}", str(serial), f"{serial}.0", f"{day} 00:00:00",
        f"{day}T00:00:00Z", f"{day:%Y-%m}", f"{day:%Y}", f"{day.year}-{day.month}-{day.day}", f"{day:%Y-%d-%m}",
        f"{day.year}-02-30", "0000-00-00", f"{day.year - 543}-01-01", "########",
    ))  # fmt: skip


WORDS = frozenset({
    "name", "name_en", "short_name", "aliases", "definition", "definition_en", "description", "value_text", "locator",
    "note", "basis", "title", "short_title", "number", "issuer", "issued_text", "official_code", "unit_of_measure",
    "question", "disputed", "url", "level", "asked_in", "type",
})  # fmt: skip
"""Columns of free words: other words in them are other words, and no rule can know which were meant."""


_printed = "the printed form lost its zeros or separators; the number is the same"
_rows_lost = "rows are missing at the end, and what is there is whole"
_shifted = "cells stand in other columns, which may hold them too"
_letters = "letters were left out without a trace"
_words = "free words are other free words"

MANGLERS: Mapping[str, Callable[[Sheet, random.Random], Mangled]] = {
    one.__name__: one
    for one in (
        untouched, byte_order_mark, utf_16, old_encoding, garbled, other_font, decomposed, other_separator,
        separators_replaced, line_ends, last_line_end, quoting, quotes_lost, quote_added, saved_by_excel,
        saved_by_libreoffice, table_moved, conflict, patch, both_sides_kept, run_together, header_again, cut_off,
        zeros, column_moved, column_lost, header_misspelt, cells_shifted, comma_unquoted, row_repeated, cell_dressed,
        number_as_printed, day_as_printed, letters_alike, capitals,
    )
}  # fmt: skip
