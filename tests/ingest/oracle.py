"""What a file says, by the rules of the contract and RFC 4180, written without the generator's reader.

Slow and plain on purpose: it goes through a text sign by sign, and knows one way to write each thing.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

Rows = list[list[str]]
Field = Mapping[str, object]

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


class Unclear(ValueError):
    """The bytes are no table that can be read in one way."""


def contract_of(data: Path) -> dict[str, list[Field]]:
    """The fields of every table, by the path of its file."""
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    return {one["path"]: one["schema"]["fields"] for one in package["resources"]}


def rows_of(content: bytes) -> Rows:
    """Every row of a file with its cells, the header first."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unclear from error
    return _records(text.removeprefix("\ufeff"))


def _records(text: str) -> Rows:
    rows: Rows = []
    row: list[str] = []
    at = 0
    while at < len(text):
        cell, at = _cell(text, at)
        row.append(cell)
        if at < len(text) and text[at] == ",":
            at += 1
            if at < len(text):
                continue
            row.append("")
        elif text.startswith("\r\n", at):
            at += 2
        elif at < len(text) and text[at] in "\r\n":
            at += 1
        elif at < len(text):
            raise Unclear(f"sign {at}")
        rows.append(row)
        row = []
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    if at < len(text) and text[at] == '"':
        return _quoted(text, at + 1)
    start = at
    while at < len(text) and text[at] not in ',\r\n"':
        at += 1
    return text[start:at], at


def _quoted(text: str, at: int) -> tuple[str, int]:
    said = ""
    while at < len(text):
        if text[at] != '"':
            said, at = said + text[at], at + 1
        elif text.startswith('""', at):
            said, at = said + '"', at + 2
        else:
            return said, at + 1
    raise Unclear("a quotation mark that is never closed")


def faults(rows: Rows, fields: Sequence[Field]) -> list[str]:
    """Why these rows are no table of these fields; nothing for one that is."""
    names = [str(field["name"]) for field in fields]
    if not rows or rows[0] != names:
        return ["header"]
    if any(len(row) != len(names) for row in rows):
        return ["width"]
    return [
        f"{line} {field['name']}: {cell[:40]!r}"
        for line, row in enumerate(rows[1:], start=2)
        for field, cell in zip(fields, row, strict=True)
        if not is_clean(cell) or said(cell, field) is None
    ]


def is_clean(cell: str) -> bool:
    """Whether every sign of a cell can be seen and typed, and no space is lost in it."""
    return (
        unicodedata.is_normalized("NFC", cell)
        and not any(unicodedata.category(sign) in _UNSEEN for sign in cell)
        and cell == " ".join(cell.split())
    )


def said(cell: str, field: Field) -> object:
    """What a cell says; None where it says nothing that its column may say."""
    rules: Mapping[str, object] = field.get("constraints") or {}  # type: ignore[assignment]
    if not cell:
        return None if rules.get("required") else ""
    if "enum" in rules and cell not in rules["enum"]:  # type: ignore[operator]
        return None
    if "pattern" in rules and not re.fullmatch(str(rules["pattern"]), cell):
        return None
    value = _value(cell, field)
    low, high = rules.get("minimum"), rules.get("maximum")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        is_within = (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]
        return value if is_within else None
    return value


def _value(cell: str, field: Field) -> object:
    kind = field["type"]
    if kind == "number":
        return Decimal(cell) if _NUMBER.fullmatch(cell) else None
    if kind == "integer":
        return int(cell) if re.fullmatch("0|[1-9][0-9]*", cell) else None
    if kind == "date":
        return _day(cell)
    if kind == "boolean":
        return {**dict.fromkeys(field["trueValues"], True), **dict.fromkeys(field["falseValues"], False)}.get(  # type: ignore[call-overload]
            cell
        )
    if "separator" in field:
        return tuple(cell.split(str(field["separator"])))
    return cell


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None
