"""Figures in a CSV as Excel and LibreOffice save it: any of three separators, two Unicode encodings.

The columns are those of the record's own files, under their names or their titles, in any order;
`unit_id` stands in a column of its own or is the name of the file.  Numbers may be written as the
document prints them.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import text
from generator.model import Register
from generator.problems import Fault
from generator.problems.problem import PROBLEMS_AT_MOST
from generator.read import encoding, values
from generator.read.rows import records_of
from generator.read.spoiled import spoiled
from generator.read.suggestions import closest, with_lost_zero
from generator.schema import Resource
from generator.workbooks.answers import cells_of
from generator.workbooks.filled import OBSERVATIONS, Filled, NewRow, day_of
from generator.workbooks.sheets import Place
from generator.workbooks.words import section_of

_SEPARATORS = ",;\t"
_UNIT = "unit_id"
_VALUE = ("value", "numerator", "denominator", "qualifier", "value_text")
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")

Faults = list[tuple[Place | None, Fault]]


def filled_csv(
    path: Path, content: bytes, wanted: str | None, resource: Resource, register: Register
) -> Filled:
    """Return the rows of a file, and every fault of every cell; `wanted` is an old encoding to convert."""
    decoded = decode(content, wanted)
    if isinstance(decoded, Fault):
        return Filled((), ((None, decoded),))
    found = spoiled(decoded, resource.columns, (resource.columns,))
    if found is not None:
        line, fault = found
        return Filled((), ((None if line is None else Place("", line, ""), fault),))
    records, broken = _records(decoded)
    if broken is not None:
        return Filled((), ((None, broken),))
    if len(records) < 2:
        return Filled((), ((None, Fault("rows-none", {})),))
    faults: Faults = []
    columns = _columns(records[0], resource, faults)
    if faults:
        return Filled((), tuple(faults))
    rows: list[NewRow] = []
    for line, cells in enumerate(records[1:], 2):
        place = partial(Place, "", line)
        if len(faults) > PROBLEMS_AT_MOST:
            faults.append((None, Fault("problems-too-many", {"limit": f"{PROBLEMS_AT_MOST}"})))
            break
        if any(map(str.strip, cells)) and _is_even(cells, columns, line, faults):
            rows += row_of(dict(zip(columns, cells, strict=False)), place, path.stem, register, faults)
    return Filled(tuple(rows), tuple(faults))


def _is_even(cells: Sequence[str], columns: Sequence[str], line: int, faults: Faults) -> bool:
    """Say whether every cell of a row has its column; blank ones may stand beyond the last."""
    beyond = any(map(str.strip, cells[len(columns) :]))
    if beyond or len(cells) < len(columns):
        facts = {"found": f"{len(cells)}", "expected": f"{len(columns)}"}
        faults.append((Place("", line, ""), Fault("row-too-long" if beyond else "row-too-short", facts)))
        return False
    return True


def decode(content: bytes, wanted: str | None = None) -> str | Fault:
    """Return the text of a file in UTF-8 or UTF-16, or in the old encoding that is wanted."""
    if wanted is not None:
        return encoding.converted(content, wanted)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return Fault("encoding-unknown", {})
    found = encoding.decode(content)
    return found if isinstance(found, Fault) else unicodedata.normalize("NFC", found)


def _records(content: str) -> tuple[list[list[str]], Fault | None]:
    """Return the rows, by the separator that the first of them has most of, or why there are none."""
    head, _, rest = content.partition("\n")
    if head.lower().startswith("sep="):
        content, head = rest, rest.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    return records_of(content, separator)


def _columns(header: Sequence[str], resource: Resource, faults: Faults) -> list[str]:
    """Return the names of the columns; a title stands for its column."""
    names = {
        text.fold(said): one.name for one in resource.fields for said in (one.name, one.title, one.title_en)
    }
    names[text.fold(_UNIT)] = _UNIT
    found = [names.get(text.fold(said), "") for said in header]
    for name, times in Counter(filter(None, found)).items():
        if times > 1:
            faults.append((Place("", 1, name), Fault("header-repeated", {"times": f"{times}"})))
    for said, name in zip(header, found, strict=True):
        if not name and said.strip():
            meant = closest(said, [one.name for one in resource.fields])
            facts = {"found": said, "suggestion": meant} if meant else {"found": said}
            faults.append((Place("", 1, said), Fault("header-unknown", facts)))
    return found


def row_of(
    said: Mapping[str, str], place: Callable[[str], Place], named: str, register: Register, faults: Faults
) -> Iterator[NewRow]:
    """Yield the row of a line, where nothing of it is refused here; `named` is the unit without a column."""
    cells = {name: " ".join(value.split()) for name, value in said.items() if name}
    places = {name: place(name) for name in (*cells, *_VALUE, "missing")}
    unit_id = cells.pop(_UNIT, "") or named
    known = len(faults)
    if unit_id not in register.units:
        faults.append((place(_UNIT), Fault("unit-unknown", _unit(unit_id, register))))
    for name in ("period_start", "period_end"):
        day = day_of(cells.get(name, ""))
        if isinstance(day, Fault):
            faults.append((places[name], day))
        else:
            cells[name] = day
    cells["missing"] = _missing(cells.get("missing", ""))
    number = _number(cells, register)
    if isinstance(number, Fault):
        faults.append((places["value"], number))
    elif len(faults) == known:
        yield NewRow(OBSERVATIONS.format(unit_id), {**cells, **number}, places, {"period_basis": "stated"})


def _unit(unit_id: str, register: Register) -> Mapping[str, str]:
    """Return the facts of an unknown unit: with the zeros that a spreadsheet dropped, where that is one."""
    meant = with_lost_zero(unit_id)
    return (
        {"found": unit_id, "suggestion": meant} if meant and meant in register.units else {"found": unit_id}
    )


def _missing(said: str) -> str:
    codes = {text.fold(shown): code for code, shown in section_of("missing").items()}
    return codes.get(text.fold(said), said)


def _number(cells: Mapping[str, str], register: Register) -> Mapping[str, str] | Fault:
    """Return the cells of the number; where only its printed form is given, what that says."""
    given = {name: cells.get(name, "") for name in _VALUE}
    indicator = register.indicators.get(cells.get("indicator_id", ""))
    value, printed = given["value"], given["value_text"]
    if indicator is None or not (value or printed) or (_PLAIN.fullmatch(value) and not _is_unclear(value)):
        return given
    if value and indicator.decimals and _is_unclear(value):
        return values.two_readings(value) or Fault("answer-unclear", {"found": value})
    read = cells_of(value or printed, indicator, None)
    if isinstance(read, Fault):
        return read
    return {name: given[name] if name != "value" and given[name] else read[name] for name in _VALUE}


def _is_unclear(value: str) -> bool:
    return values.two_readings(value) is not None
