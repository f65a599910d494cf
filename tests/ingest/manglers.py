"""What programs and hands make of a good file, and what is still meant by it.

Each mangler takes a sheet and gives bytes.  `meant` are the rows that whoever wrote the file meant; None
where no one could tell.  `unseen` says why a file that is accepted with another printed form or row could
not have been refused: nothing in it shows that there was more.  Such files are counted, not hidden.
"""

import csv
import io
import random
import re
import unicodedata
from dataclasses import dataclass

from tests.ingest.model import Rows, Sheet
from tests.ingest.spreadsheets import TCVN3, excel, libreoffice

BOM = b"\xef\xbb\xbf"


PRINTED = "the printed form lost its zeros or separators; the number is the same"
ROWS_LOST = "rows are missing at the end, and what is there is whole"
SHIFTED = "cells stand in other columns, which may hold them too"
LETTERS = "letters were left out without a trace"
WORDS = "free words are other free words"
WORDY = {
    *("name", "name_en", "short_name", "aliases", "definition", "definition_en", "description", "title"),
    *(
        "value_text",
        "locator",
        "note",
        "basis",
        "number",
        "issuer",
        "issued_text",
        "official_code",
        "question",
    ),
    *("unit_of_measure", "disputed", "url", "level", "asked_in", "type", "short_title"),
}
"""Columns of free words: other words in them are other words, and no rule can know which were meant."""


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
    text = text_of(sheet.all_rows)
    name = rng.choice(("cp1258", "cp1252", "latin-1", "ascii", "mac-roman", "cp437"))
    if name == "cp1258":
        text = unicodedata.normalize("NFD", text)
        text = re.sub(
            "([aeouAEOU])(\u0302|\u0306|\u031b)", lambda it: unicodedata.normalize("NFC", it[0]), text
        )
    way = rng.choice(("replace", "replace", "ignore"))
    return Mangled(text.encode(name, way), sheet.all_rows, unseen=LETTERS if way == "ignore" else "")


def garbled(sheet: Sheet, rng: random.Random) -> Mangled:
    """Read UTF-8 as Windows does and save what is seen, once or twice."""
    text = text_of(sheet.all_rows)
    for _ in range(rng.choice((1, 1, 2))):
        text = text.encode().decode("cp1252", "replace")
    return Mangled(text.encode(), sheet.all_rows)


def other_font(sheet: Sheet, rng: random.Random) -> Mangled:
    text = text_of(sheet.all_rows).translate(TCVN3)
    return Mangled(
        text.encode(*rng.choice((("utf-8",), ("cp1252", "replace"), ("latin-1", "replace")))), sheet.all_rows
    )


def decomposed(sheet: Sheet, rng: random.Random) -> Mangled:
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
    return Mangled(as_written(sheet).replace(b'"', sign), sheet.all_rows, unseen=WORDS)


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
        unseen=PRINTED,
    )


def saved_by_libreoffice(sheet: Sheet, rng: random.Random) -> Mangled:
    rows = libreoffice(sheet.all_rows, rng)
    return Mangled(
        text_of(rows, quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))).encode(),
        sheet.all_rows,
        unseen=PRINTED,
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
    return Mangled(kept, sheet.all_rows, unseen=ROWS_LOST if is_whole_row else "")


def zeros(sheet: Sheet, rng: random.Random) -> Mangled:
    """Lose what was not yet on the disk: a run of zero bytes in its place."""
    content = bytearray(as_written(sheet))
    at = rng.randrange(len(content))
    content[at : at + rng.choice((1, 8, 512))] = bytes(rng.choice((1, 8, 512)))
    return Mangled(bytes(content), None)


PROGRAMS = (
    untouched,
    byte_order_mark,
    utf_16,
    old_encoding,
    garbled,
    other_font,
    decomposed,
    other_separator,
    separators_replaced,
    line_ends,
    last_line_end,
    quoting,
    quotes_lost,
    quote_added,
    saved_by_excel,
    saved_by_libreoffice,
    table_moved,
    conflict,
    patch,
    both_sides_kept,
    run_together,
    header_again,
    cut_off,
    zeros,
)
