"""What a change does to the published figures: two states of the record are read and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Set
from contextlib import ExitStack
from datetime import date
from itertools import compress

from msgspec.structs import replace

from generator import checks
from generator.assemble import assemble_core, assemble_figures
from generator.checks import releases
from generator.checks.keys import check_keys
from generator.checks.references import check_references
from generator.checks.tables import Tables
from generator.linking import linked
from generator.model import Register, Relation
from generator.pipeline.record_states import is_release, state
from generator.pipeline.revisions import UNTOLD
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

_LEDGER = ("releases", "revisions")


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
        return made if was_published else replace(made, missing=releases.untold(Tables(after), {}).missing)


def _compared(base: str, head: str, before: Reading, after: Reading) -> Review:
    frames = [frame_of(one) for one in (before, after)]
    changes = changes_of(*frames)
    units = {one.key["unit_id"] for one in changes}
    register = _register(after, units)
    earlier = None if _is_faulty(before, units) else _register(before, units)
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


def _is_faulty(reading: Reading, units: Collection[str]) -> bool:
    """Whether cells of the earlier state say nothing, or name what is not there; checks came later."""
    part = replace(_part(reading, units), incomplete=frozenset())
    empty = Table({name: [] for name in part.tables["relations"].columns}, [])
    tables = Tables(replace(part, tables={**part.tables, "relations": empty}))
    has_faulty_cells = any(one.line is not None for one in reading.problems)
    return has_faulty_cells or any(True for check in (check_keys, check_references) for _ in check(tables))


def _register(reading: Reading, units: Set[str]) -> Register:
    """Return the register with the figures of some units, and of those that relations tie to them."""
    core = assemble_core(_part(reading, ()))
    tied = [one for one in core.relations if not units.isdisjoint(_units(one))]
    wanted = {*units, *(unit_id for one in tied for unit_id in _units(one))}
    figures_of = assemble_figures(_part(reading, wanted), core)
    observations = {one.figure_id: one for several in figures_of.values() for one in several}
    return linked(
        replace(
            core,
            relations=tuple(one for one in tied if _is_whole(one, observations)),
            observations=observations,
            observations_of={unit: tuple(one.figure_id for one in own) for unit, own in figures_of.items()},
        )
    )


def _units(relation: Relation) -> set[str]:
    return {relation.unit_id, *(term.unit_id for term in relation.terms if term.is_figure)}


def _is_whole(relation: Relation, figures: Collection[str]) -> bool:
    return all(term.figure_id in figures for term in relation.all_terms if term.is_figure)


def _part(reading: Reading, units: Collection[str]) -> Reading:
    """Return the figures of some units with all other tables, but without what was published when."""
    tables = {**reading.tables, "observations": _of_units(reading.tables["observations"], units)}
    for name in _LEDGER:
        tables[name] = Table({column: [] for column in tables[name].columns}, [])
    return replace(reading, tables=tables, snapshots={}, incomplete=frozenset({"observations"}))


def _of_units(table: Table, units: Collection[str]) -> Table:
    kept = [unit_id in units for unit_id in table["unit_id"]]
    columns, parsed = (
        {name: list(compress(cells, kept)) for name, cells in several.items()}
        for several in (table.columns, table.parsed)
    )
    return Table(columns, list(compress(table.lines, kept)), parsed)


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
