"""Totals of a filled form that its own parts do not make: told, and taken as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.measures import parts_of
from generator.model import Question, Register
from generator.problems import Fault
from generator.workbooks.answers import cells_of
from generator.workbooks.sheets import FilledRow


class UnequalSum(Struct, frozen=True):
    """A question for a total, what it is answered with, and what the answers for its parts make."""

    question: Question
    stated: Decimal
    made: Decimal


def unequal_sums(
    asked: Sequence[Question], rows: Mapping[str, FilledRow], register: Register
) -> Iterator[UnequalSum]:
    """Yield the totals with all parts answered, all of them exactly, that are not their sum."""
    exact = {one.question_id: _exact(one, rows, register) for one in asked}
    for total in asked:
        values = [exact[one.question_id] for one in (total, *parts_of(total, asked))]
        stated, *parts = [value for value in values if value is not None] or [Decimal()]
        if parts and len(parts) + 1 == len(values) and sum(parts) != stated:
            yield UnequalSum(total, stated, Decimal(sum(parts)))


def _exact(question: Question, rows: Mapping[str, FilledRow], register: Register) -> Decimal | None:
    row = rows.get(question.question_id)
    answer = row.cells.get("answer", "") if row else ""
    if not answer or question.indicator_id is None:
        return None
    cells = cells_of(answer, register.indicators[question.indicator_id], question.asked_in)
    return None if isinstance(cells, Fault) or cells["qualifier"] else Decimal(cells["value"])
