"""Which further rows to withhold so that a withheld number can be worked out no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.disclosure.knowledge import OLD, Hidden, Knowledge, Quantity

_TRIALS = 600
_ROWS_AT_MOST = 5


def remedy(knowledge: Knowledge, quantity: Quantity, thresholds: Mapping[str, int]) -> tuple[int, ...]:
    """Return the fewest rows found whose withholding protects a quantity; none where no rows do."""
    trials = iter(range(_TRIALS))
    for depth in range(1, _ROWS_AT_MOST + 1):
        found = _search(knowledge, quantity, thresholds, Hidden(), depth, trials)
        if found is not None:
            return tuple(sorted(found.rows))
    return _greedy(knowledge, quantity, thresholds)


def _search(
    knowledge: Knowledge,
    quantity: Quantity,
    thresholds: Mapping[str, int],
    hidden: Hidden,
    depth: int,
    trials: Iterator[int],
) -> Hidden | None:
    narrow = knowledge.derivable(hidden, (quantity, *hidden.quantities))
    if not narrow:
        return hidden
    for more in _choices(knowledge, narrow, thresholds, hidden) if depth else ():
        if next(trials, None) is None:
            return None
        found = _search(knowledge, quantity, thresholds, more, depth - 1, trials)
        if found is not None:
            return found
    return None


def _greedy(knowledge: Knowledge, quantity: Quantity, thresholds: Mapping[str, int]) -> tuple[int, ...]:
    """Withhold the nearest row again and again, until nothing can be worked out or nothing is left."""
    hidden = Hidden()
    while narrow := knowledge.derivable(hidden, (quantity, *hidden.quantities)):
        more = next(_choices(knowledge, narrow, thresholds, hidden), None)
        if more is None:
            return ()
        hidden = more
    return tuple(sorted(hidden.rows))


def _choices(
    knowledge: Knowledge, narrow: set[Quantity], thresholds: Mapping[str, int], hidden: Hidden
) -> Iterator[Hidden]:
    """Yield what else could be withheld: parts before totals, small ones before large ones."""
    first = min(narrow)
    told = {one: knowledge.number(one, hidden.rows) for one in knowledge.neighbours(first, hidden.rows)}
    ranked = sorted(
        (one.indicator_id != first.indicator_id, -len(one.breakdown), fact.high, one)
        for one, fact in told.items()
        if fact is not None
    )
    for *_, quantity in ranked:
        rows = {fact.row for fact in knowledge.told[quantity]}
        if OLD not in rows:
            own = {quantity: thresholds[quantity.indicator_id]} if quantity.indicator_id in thresholds else {}
            yield Hidden(hidden.rows | rows, {**hidden.quantities, **own})
