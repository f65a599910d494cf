"""What another list of successors says of a change, where it says something else than the record.

The column `disputed` has it in Vietnamese, in a few patterns that `tools/units/successors.py` writes;
what has none of these is quoted as it stands.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.model import Unit, UnitChange
from generator.pages.view import words
from generator.pages.view.context import Context

_SOURCES = {"nguồn thứ nhất": "first", "nguồn thứ hai": "second", "cả hai nguồn": "both"}
_SAID = {"một phần, phần khác vào": "part", "không vào đây mà vào": "elsewhere", "không có": "nothing"}
_KINDS = ("Xã", "Phường", "Đặc khu")
_NAME = rf"(?:{'|'.join(_KINDS)}) [^,:;]+"
_PATTERN = re.compile(
    rf"({'|'.join(_SOURCES)}): "
    rf"(?:(một phần, phần khác vào|không vào đây mà vào) ({_NAME}(?:, {_NAME})*)|(không có))"
)


def said_elsewhere(context: Context, change: UnitChange) -> str | None:
    """Return in a sentence what another source says of a change; None where none says anything else."""
    if change.disputed is None:
        return None
    before, after = context.unit(change.from_unit_id), context.unit(change.to_unit_id)
    found = _PATTERN.fullmatch(change.disputed)
    names = {"before": words.lowered(before.full_name), "after": _in_our_day(after, before)}
    if found is None:
        return words.sentence("disputed_otherwise", said=words.as_written(change.disputed), **names)
    others = (replace(after, type=kind, name=name) for kind, name in elsewhere_in(change))
    return words.sentence(
        f"disputed_{_SAID[found[2] or found[4]]}",
        source=words.word("other_source", _SOURCES[found[1]]),
        elsewhere=words.listed([_in_our_day(other, before) for other in others]),
        **names,
    )


def elsewhere_in(change: UnitChange) -> tuple[tuple[str, str], ...]:
    """Return type and name of the units that another source gives the unit, or a part of it, to."""
    found = None if change.disputed is None else _PATTERN.fullmatch(change.disputed)
    if found is None or found[3] is None:
        return ()
    return tuple(_kind_and_name(name) for name in found[3].split(", "))


def _kind_and_name(full_name: str) -> tuple[str, str]:
    kind = next(kind for kind in _KINDS if full_name.startswith(f"{kind} "))
    return kind.lower(), full_name.removeprefix(f"{kind} ")


def _in_our_day(unit: Unit, before: Unit) -> str:
    """Return a unit of today in mid-sentence, called the new one where it bears the old one's name."""
    name = words.lowered(unit.full_name)
    return words.sentence("unit_of_new", name=name) if unit.full_name == before.full_name else name
