"""Which further rows to withhold so that withheld numbers can be worked out no more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.disclosure.knowledge import OLD, Knowledge, Quantity

_SOLVED_AT_MOST = 60
_COMPARED = 5
_ROWS_AT_MOST = 3
Rows = frozenset[int]


def remedy(knowledge: Knowledge, narrow: set[Quantity]) -> tuple[int, ...]:
    """Return rows whose withholding protects these quantities; none where no rows do.

    A row or two are found where they are enough; where more are needed, few, not always the fewest.
    Each of the three steps may solve so many systems; after that, what is enough is taken.
    """
    trials = _Trials(knowledge, narrow)
    for most in range(1, _ROWS_AT_MOST + 1):
        found = _search(trials, frozenset(), most)
        if found is not None:
            return tuple(sorted(found))
    trials.begin_step()
    hidden = _greedy(trials)
    trials.begin_step()
    return tuple(sorted(_without_needless(trials, hidden)))


class _Trials:
    """What is left to be worked out with further rows withheld, each set of rows tried once."""

    def __init__(self, knowledge: Knowledge, wanted: set[Quantity]) -> None:
        self.knowledge, self._wanted = knowledge, sorted(wanted)
        self._narrow: dict[Rows, set[Quantity]] = {}
        self.begin_step()

    def begin_step(self) -> None:
        self._end = self.knowledge.solved + _SOLVED_AT_MOST

    def are_spent(self) -> bool:
        return self.knowledge.solved >= self._end

    def narrow(self, hidden: Rows) -> set[Quantity]:
        if hidden not in self._narrow:
            self._narrow[hidden] = self.knowledge.derivable(hidden, self._wanted)
        return self._narrow[hidden]

    def choices(self, hidden: Rows) -> Iterator[Rows]:
        return _choices(self.knowledge, self.narrow(hidden), hidden)

    def choices_around_all(self, hidden: Rows) -> list[Rows]:
        """Return the choices near anything that is left, not near the first of it alone."""
        narrow = self.narrow(hidden)
        return _ranked(self.knowledge, narrow, min(narrow), hidden) or list(self.choices(hidden))


def _search(trials: _Trials, hidden: Rows, most: int) -> Rows | None:
    if not trials.narrow(hidden):
        return hidden
    for rows in trials.choices(hidden) if most else ():
        if trials.are_spent():
            return None
        found = _search(trials, hidden | rows, most - 1)
        if found is not None:
            return found
    return None


def _greedy(trials: _Trials) -> Rows:
    """Withhold again and again what leaves least to be worked out, until nothing or no row is left.

    With the trials spent nothing is compared any more, and twice as many rows are withheld each time.
    """
    hidden: Rows = frozenset()
    at_once = 1
    while trials.narrow(hidden):
        if trials.are_spent():
            chosen = trials.choices_around_all(hidden)[:at_once]
            at_once *= 2
        else:
            near = enumerate(islice(trials.choices(hidden), _COMPARED))
            left = [(len(trials.narrow(hidden | rows)), rank, rows) for rank, rows in near]
            chosen = [min(left)[-1]] if left else []
        if not chosen:
            return frozenset()
        hidden = hidden.union(*chosen)
    return hidden


def _without_needless(trials: _Trials, hidden: Rows) -> Rows:
    """Publish again the rows without which everything is still protected, many at once first."""
    size = (len(hidden) + 1) // 2
    while size:
        rows = sorted(hidden)
        for some in (hidden.intersection(rows[first : first + size]) for first in range(0, len(rows), size)):
            if trials.are_spent():
                return hidden
            if not trials.narrow(hidden - some):
                hidden -= some
        size //= 2
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
