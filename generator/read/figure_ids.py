"""The names of figures: what identifies one, its id, and the terms through which relations name it.

An observation is identified by unit, organisation, indicator, breakdown, period and document.  Where
one document states the same thing twice, the statements are numbered in the order of their places; a
published one keeps its number (`numbering`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

HEX_DIGITS = 12
STATED_SEPARATOR = " + "
"""What stands between figures that a relation takes together as the stated one."""
_TERM = re.compile(
    r"(?:(?P<unit>[a-z0-9-]+):)?(?P<organisation>[a-z0-9_]*)/(?P<indicator>[a-z0-9_]+)"
    r"(?:/(?P<breakdown>[a-z0-9_=;]+))?(?:#(?P<occurrence>[1-9][0-9]*))?(?:@(?P<part>numerator|denominator))?"
    r"(?:\*(?P<times>[1-9][0-9]?))?"
)


class Identity(NamedTuple):
    """What makes two rows statements about the same thing in the same document; all as text."""

    unit_id: str
    organisation_id: str
    indicator_id: str
    breakdown: str
    period_start: str
    period_end: str
    document_id: str


class TermName(NamedTuple):
    """One term of a relation, resolved against the relation's own row but not yet found."""

    identity: Identity
    occurrence: int
    part: str  # value, numerator, denominator
    times: int = 1  # for how many of what is listed it stands


def figure_id(identity: Identity, occurrence: int, period_code: str) -> str:
    """Return the permanent id of a figure, made from its own row only."""
    name = "|".join(identity) + (f"|{occurrence}" if occurrence > 1 else "")
    mark = hashlib.blake2b(name.encode()).hexdigest()[:HEX_DIGITS]
    return f"{identity.indicator_id.replace('_', '-')}-{period_code}-{mark}"


def period_code(start: str, end: str) -> str:
    """Return the period's short name from its ISO dates, equal to `model.Period.code`."""
    is_year = start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31"
    return start[:4] if is_year else f"{start.replace('-', '')}-{end.replace('-', '')}"


def term(cell: str, unit_id: str, period: tuple[str, str], document_id: str) -> TermName | None:
    """Return the figure that a term names; None where it is not written as a term is."""
    found = _TERM.fullmatch(cell)
    if found is None:
        return None
    identity = Identity(
        found["unit"] or unit_id,
        found["organisation"],
        found["indicator"],
        found["breakdown"] or "",
        *period,
        document_id,
    )
    times = int(found["times"] or 1)
    return TermName(identity, int(found["occurrence"] or 1), found["part"] or "value", times)


def is_term(cell: str) -> bool:
    """Say whether a cell is written as a term is."""
    return _TERM.fullmatch(cell) is not None


def identities_of(columns: Iterable[Sequence[str]]) -> list[Identity]:
    """Return one identity a row from the seven columns of that name, in that order."""
    return [Identity(*row) for row in zip(*columns, strict=True)]
