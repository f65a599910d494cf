"""What a slip of the hand makes of a good file: columns, rows and cells."""

import random
import re
from collections.abc import Callable
from datetime import date

from tests.ingest.manglers import SHIFTED, WORDS, WORDY, Mangled, text_of, untouched
from tests.ingest.model import Sheet


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
    return Mangled(text_of(rows).encode(), sheet.all_rows, at + 1, unseen=SHIFTED)


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
    is_words = sheet.header[place] in WORDY
    return Mangled(text_of(rows).encode(), sheet.all_rows, at + 1, unseen=WORDS if is_words else "")


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
    dressed = (
        "{0}.0|0{0}|+{0}|-{0}|({0})|{0} |{0}%|{0} người|{0}đ|={0}|'{0}|{0}.|.{0}|{0}*|~{0}|#####|#N/A|NaN"
        "|inf|1e3|0x1F|1_000|٣|Ⅳ|½|²|một trăm"
    )
    ways = [
        f"{float(cell):.5E}",
        f"{float(cell):.2e}",
        *(grouped.replace(",", sign) for sign in (",", ".", " ", "\u00a0")),
        f"{whole},{rest or '0'}",
        str(float(cell)),
        f"{int(float(cell)) % 1000}.500",
        *dressed.format(cell).split("|"),
    ]
    return rng.choice([way for way in ways if way != cell])


def _another_day(day: date, rng: random.Random) -> str:
    serial = (day - date(1899, 12, 30)).days
    patterns = (
        "{0:%d/%m/%Y}|{0:%m/%d/%Y}|{0:%d-%m-%y}|{0:%Y/%m/%d}|{0:%Y%m%d}|{0:%d.%m.%Y}"
        "|{0:%d-%b-%y}"
        "|{0.day}-Thg{0.month}-{0:%y}"
        "|{1}|{1}.0|{0} 00:00:00|{0}T00:00:00Z|{0:%Y-%m}|{0:%Y}|{0.year}-{0.month}-{0.day}|{0:%Y-%d-%m}"
        "|{0.year}-02-30|0000-00-00|1480-01-01|########"
    )
    return rng.choice(patterns.split("|")).format(day, serial)


SLIPS = (
    column_moved,
    column_lost,
    header_misspelt,
    cells_shifted,
    comma_unquoted,
    row_repeated,
    cell_dressed,
    number_as_printed,
    day_as_printed,
    letters_alike,
    capitals,
)
