"""One fault of the data: where it is, what kind, and the facts of this very case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field


class Fault(NamedTuple):
    """A fault that does not know its place yet: what a parser says about one cell."""

    code: str
    facts: Mapping[str, str]


class Problem(Struct, frozen=True):
    """One fault of the data at its place; no line is the whole file, no column the whole row."""

    file: str
    line: int | None
    column: str | None
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.file, self.line, self.column, self.code))


PROBLEMS_AT_MOST = 5_000
"""So many of one table or of one check are told; where all is wrong, more of them help nobody."""


def first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems, and where they are not all, that there are more."""
    for number, problem in enumerate(problems):
        if number == PROBLEMS_AT_MOST:
            yield Problem(problem.file, None, None, "problems-too-many", {"limit": f"{PROBLEMS_AT_MOST}"})
            return
        yield problem


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, by file, line and column."""
    unique = {(p.file, p.line or 0, p.column or "", p.code, *sorted(p.facts.items())): p for p in problems}
    return tuple(unique[key] for key in sorted(unique, key=lambda key: tuple(map(_comparable, key))))


def _comparable(part: object) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, str(part))
