"""What a change does to the published figures: two states of the record are read and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

from msgspec.structs import replace

from generator import checks
from generator.checks import releases
from generator.checks.tables import Tables
from generator.pipeline.part_registers import is_faulty, register_of
from generator.pipeline.record_states import is_release, state
from generator.pipeline.revisions import UNTOLD
from generator.pipeline.untold import untold
from generator.problems import in_order
from generator.read import Reading
from generator.read.table import Table
from generator.releases.comparison import OF_IDENTITY
from generator.review import exchanges, rules
from generator.review.affected import affected
from generator.review.changes import changes_of, frame_of, statements_of
from generator.review.columns import columns_of
from generator.review.contradictions import contradictions, unequal_totals
from generator.review.doubts import suspects
from generator.review.exchanges import REDEFINED
from generator.review.outcome import Review, TableChange
from generator.settings import Settings


def review(settings: Settings, base: str, head: str, today: date) -> Review:
    """Compare two states; SettingError for a name that means none."""
    with ExitStack() as stack:
        before, after = (stack.enter_context(state(name, settings)) for name in (base, head))
        was_published = is_release(head, settings)
        found = [] if was_published else [*after.problems, *checks.check(after, today)]
        found = [one for one in found if one.code not in UNTOLD]
        if found:
            return Review(base, head, in_order(found), faulty=head)
        if "observations" in before.incomplete:
            return Review(base, head, before.problems, faulty=base)
        made = _compared(base, head, before, after)
        if was_published:
            return made
        made = replace(made, missing=releases.untold(Tables(after), {}).missing)
        return made if is_release(base, settings) else replace(made, untold=untold(before, after))


def _compared(base: str, head: str, before: Reading, after: Reading) -> Review:
    frames = [frame_of(one) for one in (before, after)]
    changes = changes_of(*frames)
    units = {one.key["unit_id"] for one in changes}
    register = register_of(after, units)
    earlier = None if is_faulty(before, units) else register_of(before, units)
    figures = columns_of(frames[1], changes, register)
    history = rules.with_history(figures)
    doubts = [
        *rules.beside_before(figures),
        *rules.beside_earlier(figures, history),
        *rules.beside_siblings(figures),
        *rules.beside_parent(figures),
        *rules.of_communes(figures),
        *rules.beside_population(figures),
        *exchanges.swapped(figures, history),
        *exchanges.copied(figures),
        *exchanges.doubtful_flows(figures, history),
        *exchanges.lost(changes, _told(after)),
        *exchanges.redefined(earlier.indicators if earlier else {}, register.indicators),
    ]
    reread = {one.facts["indicator"] for one in doubts if one.code in REDEFINED}
    doubts += contradictions(earlier, register, changes, {one.figure_id for one in doubts})
    doubts += unequal_totals(earlier, register, changes, doubts)
    return Review(
        base=base,
        head=head,
        changes=changes,
        suspects=suspects(doubts),
        pages=affected(
            changes, register, after.contract.figure_pages, statements_of(frames[1], sorted(reread))
        ),
        tables=tuple(_tables(before, after)),
        register=register,
        earlier=earlier,
    )


def _told(reading: Reading) -> frozenset[str]:
    """Return the figures of which a row of revisions.csv says that they went, or became others."""
    table = reading.tables["revisions"]
    rows = zip(table["figure_id"], table["field"], strict=True)
    return frozenset(name for name, field in rows if field in OF_IDENTITY)


def _tables(before: Reading, after: Reading) -> Iterator[TableChange]:
    """Yield the other tables that differ."""
    for name, table in after.tables.items():
        if name == "observations" or before.digests.get(name) == after.digests.get(name):
            continue
        old, new = (_rows(one) for one in (before.tables.get(name), table))
        yield TableChange(name, (new - old).total(), (old - new).total())


def _rows(table: Table | None) -> Counter[tuple[str, ...]]:
    if table is None:
        return Counter()
    return Counter(zip(*(cells for name, cells in table.columns.items() if name != "file"), strict=True))
