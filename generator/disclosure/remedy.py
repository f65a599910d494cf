"""Which further rows to withhold so that withheld numbers can be worked out no more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.disclosure.knowledge import OLD, Knowledge, Quantity

_TRIALS = 60
_COMPARED = 5
_ROWS_AT_MOST = 3
Rows = frozenset[int]


def remedy(knowledge: Knowledge, narrow: set[Quantity]) -> tuple[int, ...]:
    """Return rows whose withholding protects these quantities; none where no rows do.

    A row or two are found where they are enough; where more are needed, few, not always the fewest.
    """
    trials = iter(range(_TRIALS))
    for most in range(1, _ROWS_AT_MOST + 1):
        found = _search(knowledge, narrow, frozenset(), most, trials)
        if found is not None:
            return tuple(sorted(found))
    return tuple(sorted(_without_needless(knowledge, narrow, _greedy(knowledge, narrow))))


def _search(
    knowledge: Knowledge, wanted: set[Quantity], hidden: Rows, most: int, trials: Iterator[int]
) -> Rows | None:
    narrow = knowledge.derivable(hidden, sorted(wanted))
    if not narrow:
        return hidden
    for rows in _choices(knowledge, narrow, hidden) if most else ():
        if next(trials, None) is None:
            return None
        found = _search(knowledge, wanted, hidden | rows, most - 1, trials)
        if found is not None:
            return found
    return None


def _greedy(knowledge: Knowledge, wanted: set[Quantity]) -> Rows:
    """Withhold again and again what leaves least to be worked out, until nothing or no row is left."""
    hidden: Rows = frozenset()
    while narrow := knowledge.derivable(hidden, sorted(wanted)):
        left = [
            (len(knowledge.derivable(hidden | rows, sorted(wanted))), rank, rows)
            for rank, rows in enumerate(islice(_choices(knowledge, narrow, hidden), _COMPARED))
        ]
        if not left:
            return frozenset()
        hidden |= min(left)[-1]
    return hidden


def _without_needless(knowledge: Knowledge, wanted: set[Quantity], hidden: Rows) -> Rows:
    """Publish again each row without which everything is still protected."""
    for row in sorted(hidden):
        if not knowledge.derivable(hidden - {row}, sorted(wanted)):
            hidden -= {row}
    return hidden


def _choices(knowledge: Knowledge, narrow: set[Quantity], hidden: Rows) -> Iterator[Rows]:
    """Yield what else could be withheld: near before far, parts before totals, small before large."""
    first = min(narrow)
    yielded = False
    for near in ({first}, narrow, knowledge.around(first, hidden)):
        for rows in _ranked(knowledge, near, first, hidden) if not yielded else ():
            yielded = True
            yield rows


def _ranked(knowledge: Knowledge, near: set[Quantity], first: Quantity, hidden: Rows) -> list[Rows]:
    ranked = {}
    for quantity, rows in (found for one in sorted(near) for found in knowledge.telling(one, hidden)):
        if rows and OLD not in rows and not rows <= hidden:
            fact = knowledge.number(quantity, hidden)
            high = 0 if fact is None else fact.high or 0
            ranked[rows] = (quantity.indicator_id != first.indicator_id, -len(quantity.breakdown), high)
    return sorted(ranked, key=lambda one: (ranked[one], sorted(one)))
