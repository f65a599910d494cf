"""Problems that one sentence can tell, so that a fault that fills a column fills no screen."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain

from generator.problems.problem import Problem, in_order
from generator.register_links import grouped

FLOOD_FROM = 4
"""So many cells of a column with one kind of fault are told together, whatever stands in them."""
_OF_A_FILE = frozenset({"text-not-nfc"})
"""What a program does to all words of a file: told once for all columns."""

Bundle = tuple[Problem, ...]
"""Problems of one file and one code that are told in one go; never empty."""


def bundled(problems: Iterable[Problem]) -> list[Bundle]:
    """Return the problems in order, those that one sentence can tell for all of them together.

    That is the same fault of the same words on several lines of a column, a flood of one kind of
    fault in a column, and either of them where it fills several columns on the same lines.
    """
    alike = grouped(in_order(problems), _kind).values()
    parts = chain.from_iterable(
        [group] if len(group) >= FLOOD_FROM else grouped(group, _words_of).values() for group in alike
    )
    return [in_order(chain.from_iterable(group)) for group in grouped(parts, _lines_of).values()]


def _kind(problem: Problem) -> Hashable:
    remedy = problem.facts.get("line", "suggestion" in problem.facts)  # a line to add is told each
    column = None if problem.code in _OF_A_FILE else problem.column
    return problem.file, problem.line is None, column, problem.code, remedy


def _words_of(problem: Problem) -> Hashable:
    return frozenset(problem.facts.items())


def _lines_of(part: Bundle) -> Hashable:
    first = part[0]
    words = None if len(part) >= FLOOD_FROM else _words_of(first)
    remedy = "suggestion" in first.facts
    return first.file, first.code, remedy, words, tuple(problem.line for problem in part)
