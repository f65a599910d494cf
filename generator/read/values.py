"""One strict parser for each kind of value: accepted means equal to what was written.

Each parser takes the text of a cell that is not empty and returns either the value or a `Fault`
that says what the cell may have meant.  Nothing ambiguous is accepted, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

from generator.problems import Fault, meanings_of
from generator.read.printed import bound_of, printed
from generator.read.suggestions import closest, with_lost_zero
from generator.schema import Field
from generator.text import fold, plain

Value = str | int | Decimal | date | bool | tuple[str, ...]

DIGITS_AT_MOST = 15  # a spreadsheet keeps no more
FIRST_YEAR, LAST_YEAR = 1945, 2100

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: .*)?")
_NAMED_MONTH = re.compile(
    r"([0-9]{1,2})[ -](?:th(?:g|áng)? ?([0-9]{1,2})|([a-z]{3})[a-z]*)[ -]([0-9]{4}|[0-9]{2})", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_SERIAL_ORIGIN = date(1899, 12, 30)
_FIGURES_WITH_MORE = re.compile(r"(?=.*[0-9]).*(?:[^\W\d_]|[<>=≥≤~≈]).*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0\u202f.,'’][0-9]{3})+")


def is_free_text(field: Field) -> bool:
    """Say whether a column holds words: no pattern, no list of allowed values."""
    return field.type == "string" and field.pattern is None and not field.enum


def is_own_text(field: Field) -> bool:
    """Say whether the cells of a column say what is written in them: words, ids and codes."""
    return field.type == "string" and field.separator is None


def parse(cell: str, field: Field) -> Value | Fault:
    """Return the value of a cell of that column, or its fault."""
    return _PARSERS[field.type](cell, field)


def are_valid(cells: Collection[str], field: Field) -> bool:
    """Whether every cell of a column of words is right, judged from all at once; none may be empty."""
    if field.enum:
        return set(cells) <= set(field.enum)
    return field.pattern is None or all(map(re.compile(field.pattern).fullmatch, cells))


# Words ---------------------------------------------------------------------------------------


def _string(cell: str, field: Field) -> Value | Fault:
    if field.separator is not None:
        return _list(cell, field.separator)
    if field.enum:
        return cell if cell in field.enum else _not_listed(cell, field.enum)
    if field.pattern and not re.fullmatch(field.pattern, cell):
        return _malformed(cell, field.pattern)
    return cell


def _list(cell: str, separator: str) -> Value | Fault:
    items = cell.split(separator)
    if any(not item or item != item.strip() for item in items) or len(set(items)) < len(items):
        return Fault("list-malformed", {"found": cell, "separator": separator})
    return tuple(items)


def _not_listed(cell: str, allowed: tuple[str, ...]) -> Fault:
    facts = {"found": cell, "allowed": ", ".join(allowed)}
    sign = bound_of(cell)
    meant = sign if sign in allowed else _of_meaning(cell, allowed) or closest(cell, allowed)
    return Fault("value-not-listed", {**facts, "suggestion": meant} if meant else facts)


def _of_meaning(cell: str, allowed: tuple[str, ...]) -> str | None:
    """Return the value that messages explain by these words: `chưa báo cáo` is not_reported."""
    meanings = meanings_of("vi")
    return next((value for value in allowed if fold(meanings.get(value, "")) == fold(cell)), None)


def _malformed(cell: str, pattern: str) -> Fault:
    whole = with_lost_zero(cell) or _padded(cell, pattern)
    if whole is not None:
        return Fault("code-lost-zero", {"found": cell, "suggestion": whole})
    lowered = cell.lower()
    if lowered != cell and re.fullmatch(pattern, lowered):
        return Fault("id-in-capitals", {"found": cell, "suggestion": lowered})
    if pattern.startswith("/"):
        return Fault("address-malformed", {"found": cell})
    return Fault("id-malformed", {"found": cell, "pattern": pattern})


def _padded(cell: str, pattern: str) -> str | None:
    """Return a bare code with the zeros that fit the pattern: `5587` is 05587."""
    if not re.fullmatch("[0-9]+", cell):
        return None
    longer = (cell.zfill(length) for length in range(len(cell) + 1, 6))
    return next((code for code in longer if re.fullmatch(pattern, code)), None)


def _boolean(cell: str, field: Field) -> Value | Fault:
    if cell in field.true_values:
        return True
    if cell in field.false_values:
        return False
    allowed = "/".join((*field.true_values, *field.false_values))
    return Fault("yes-no-malformed", {"found": cell, "allowed": allowed})


# Numbers -------------------------------------------------------------------------------------


def number(cell: str) -> Decimal | Fault:
    """Return a plain number (`1875`, `74.87`): ASCII digits, at most one dot, no sign."""
    if _NUMBER.fullmatch(cell):
        if len(cell.replace(".", "")) > DIGITS_AT_MOST:
            return Fault("number-too-long", {"found": cell, "limit": str(DIGITS_AT_MOST)})
        return Decimal(cell)
    return _number_fault(cell)


def _number_fault(cell: str) -> Fault:
    """Say what kind of number it looks like and what would be plain."""
    question = two_readings(cell)
    if question is not None:
        return question
    for code, meant in _LOOKS_LIKE.items():
        suggestion = meant(cell)
        if suggestion is not None:
            return Fault(code, {"found": cell, "suggestion": suggestion})
    return Fault("number-malformed", {"found": cell})


def two_readings(cell: str) -> Fault | None:
    """Return the question that `1,875` or `1.875` raises: a thousand and more, or one and a bit?"""
    found = re.fullmatch(r"([1-9][0-9]{0,2})[.,]([0-9]{3})", cell)
    if found is None:
        return None
    units, fraction = found[1], found[2]
    facts = {"found": cell, "whole": f"{units}{fraction}", "units": units, "fraction": fraction}
    return Fault("number-ambiguous", facts)


def _grouped(cell: str) -> str | None:
    return re.sub("[^0-9]", "", cell) if _GROUPED.fullmatch(cell) else None


def _decimal_comma(cell: str) -> str | None:
    found = re.fullmatch(r"(0|[1-9][0-9]{0,2}(?:\.[0-9]{3})*|[1-9][0-9]*),([0-9]+)", cell)
    return f"{found[1].replace('.', '')}.{found[2]}" if found else None


def _leading_zero(cell: str) -> str | None:
    found = re.fullmatch(r"0+((?:[1-9][0-9]*|0)(?:\.[0-9]+)?)", cell)
    return found[1] if found else None


def _negative(cell: str) -> str | None:
    found = re.fullmatch(r"[-\u2212\u2013]\s?([0-9.,]+)|\(([0-9.,]+)\)", cell)
    return (found[1] or found[2]) if found else None


def _exponent(cell: str) -> str | None:
    if not re.fullmatch(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]{1,2}", cell):
        return None
    return f"{Decimal(cell.replace(',', '.')):f}"


def _wide_digits(cell: str) -> str | None:
    """Return plain digits for those of another script or width: １８７５."""
    if not re.fullmatch(r"[\d.]+", cell) or cell.isascii():
        return None
    return "".join(str(int(sign)) if sign.isdigit() else sign for sign in cell)


def _percent(cell: str) -> str | None:
    found = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?) ?%", cell)
    return found[1].replace(",", ".") if found else None


def _with_words(cell: str) -> str | None:
    """Return the number from a cell that holds its unit or its bound too: `7 hội`, `45,5 triệu đồng`."""
    stated = printed(cell) if _FIGURES_WITH_MORE.fullmatch(cell) else None
    if stated is None or stated.under or len(stated.numbers) != 1:
        return None
    return plain(stated.numbers[0].normalize())


_LOOKS_LIKE: Mapping[str, Callable[[str], str | None]] = {
    "number-grouped": _grouped,
    "number-decimal-comma": _decimal_comma,
    "number-leading-zero": _leading_zero,
    "number-negative": _negative,
    "number-exponent": _exponent,
    "number-wide-digits": _wide_digits,
    "number-percent": _percent,
    "number-with-words": _with_words,
}


def _number(cell: str, field: Field) -> Value | Fault:
    value = number(cell)
    return value if isinstance(value, Fault) else _within(value, cell, field)


def _integer(cell: str, field: Field) -> Value | Fault:
    value = number(cell)
    if isinstance(value, Fault):
        return value
    if "." in cell:
        return _not_whole(cell)
    found = _within(value, cell, field)
    return found if isinstance(found, Fault) else int(found)


def _not_whole(cell: str) -> Fault:
    whole, _, fraction = cell.partition(".")
    if fraction.strip("0"):
        return Fault("number-not-whole", {"found": cell})
    return Fault("number-trailing-zeros", {"found": cell, "suggestion": whole})


def _within(value: Decimal, cell: str, field: Field) -> Decimal | Fault:
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        limits = f"{'…' if low is None else low}–{'…' if high is None else high}"
        return Fault("number-out-of-range", {"found": cell, "limits": limits})
    return value


# Dates ---------------------------------------------------------------------------------------


def day(cell: str) -> date | Fault:
    """Return an ISO date between 1945 and 2100."""
    found = _DAY.fullmatch(cell)
    if found is None:
        return _rewritten(cell) or Fault("date-malformed", {"found": cell})
    try:
        value = date(*map(int, found.groups()))
    except ValueError:
        return Fault("date-impossible", {"found": cell})
    return _plausible(value, cell)


def _plausible(value: date, cell: str) -> date | Fault:
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return value
    return Fault("date-out-of-range", {"found": cell, "limits": f"{FIRST_YEAR}–{LAST_YEAR}"})


def _rewritten(cell: str) -> Fault | None:
    """Recognise what spreadsheets make of dates: `6/9/2017`, `06-Th9-17`, or the serial number 42984."""
    named = _NAMED_MONTH.fullmatch(cell)
    if named is not None and (named[2] or named[3].lower() in _MONTHS):
        month = int(named[2] or _MONTHS.index(named[3].lower()) + 1)
        suggestion = f"{_century(named[4])}-{month:02d}-{int(named[1]):02d}"
        return Fault("date-rewritten", {"found": cell, "suggestion": suggestion})
    written = _WRITTEN_DAY.fullmatch(cell)
    if written is not None:
        return Fault("date-rewritten", {"found": cell, "suggestion": _both_readings(*written.groups())})
    if _SERIAL.fullmatch(cell):
        meant = _SERIAL_ORIGIN + timedelta(days=int(cell[:5]))
        return Fault("date-serial", {"found": cell, "suggestion": meant.isoformat()})
    return None


def _both_readings(first: str, second: str, year: str) -> str:
    """Return day-month, and month-day too where that is a date as well."""
    century = _century(year)
    readings = [
        f"{century}-{int(month):02d}-{int(of_month):02d}"
        for of_month, month in ((first, second), (second, first))
        if 1 <= int(month) <= 12 and 1 <= int(of_month) <= 31
    ]
    return " / ".join(dict.fromkeys(readings)) or f"{century}-MM-DD"


def _century(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year


def _date(cell: str, _field: Field) -> Value | Fault:
    return day(cell)


_PARSERS: Mapping[str, Callable[[str, Field], Value | Fault]] = {
    "string": _string,
    "boolean": _boolean,
    "number": _number,
    "integer": _integer,
    "date": _date,
}
