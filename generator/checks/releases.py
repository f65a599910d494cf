"""The ledger: every release has its snapshot, and every change since is told by a row of revisions.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from generator.checks.references import SUGGESTIONS_AT_MOST
from generator.checks.tables import Place, Tables
from generator.problems import Problem
from generator.read.release_snapshots import FOLDER, SUMS, Row
from generator.read.suggestions import closest_of
from generator.releases import comparison, entries, frozen, meanings
from generator.releases.comparison import Entry, Misfit, Undeclared
from generator.releases.entries import ENTRY, Missing

_TABLES = ("releases", "revisions", "observations")
_COUNTED = ("indicator_id", *frozen.OF_INDICATOR)


def check_ledger(tables: Tables) -> Iterator[Problem]:
    """Yield releases without snapshot or out of order, changes that no row tells, rows that tell none."""
    yield from _redirects(tables)
    if not all(tables.is_whole(name, tables.resources[name].columns) for name in _TABLES[:2]):
        return
    yield from _releases(tables)
    places = [place for place, _ in tables.rows("revisions", ENTRY)]
    told = _entries(tables)
    for span in spans(tables):
        yield from _span(tables, span, told.get(span.release_id, {}), places)
    yield from _early(tables, told, places)


class Span(NamedTuple):
    """What one release published, and what came of it: the next release, or the data as they are."""

    release_id: str
    before: Mapping[str, Row]
    after: Mapping[str, Row]
    next_id: str | None
    """The release that came next; None where that is the data as they are."""
    counted_before: frozen.Counted
    counted_after: frozen.Counted

    def find(self, figure_id: str) -> frozen.Cells | None:
        """Return what came of a figure."""
        row = self.after.get(figure_id)
        return None if row is None else frozen.cells_of(row, self.counted_after)


def spans(tables: Tables) -> Iterator[Span]:
    """Yield every release with its figures and those that followed; the last one only with all figures."""
    later: Mapping[str, Row] = {}
    for release_id, next_id in pairwise(_whole_releases(tables)):  # a nation's fill the memory: two at once
        earlier, later = later or _published(tables, release_id), _published(tables, next_id)
        yield Span(
            release_id, earlier, later, next_id, *(_counted(tables, one) for one in (release_id, next_id))
        )
    newest = _open_span(tables, later)
    if newest is not None:
        yield newest


def _open_span(tables: Tables, before: Mapping[str, Row] | None = None) -> Span | None:
    """Return the newest release and the data as they are; None without a release or not with all figures."""
    known = _whole_releases(tables)
    columns = {"observations": tables.resources["observations"].columns, "indicators": _COUNTED}
    if not known or not all(tables.is_whole(name, own) for name, own in columns.items()):
        return None
    counted = _counted(tables, known[-1])
    now = {**counted, **_counted_now(tables)}  # one that is lost is told as lost
    return Span(known[-1], before or _published(tables, known[-1]), _rows(tables), None, counted, now)


def _whole_releases(tables: Tables) -> list[str]:
    """Return all releases; none while one is not as it was, for then nothing is compared with it."""
    names = tables.raw("releases", "release_id")
    return [] if _rewritten(tables) or not tables.snapshots.keys() >= set(names) else names


def _rewritten(tables: Tables) -> list[str]:
    """Return the releases whose snapshot is not the one whose digest stands in releases.csv."""
    table = tables.table("releases")
    if "sha256" not in table.columns:
        return []
    pairs = zip(table["release_id"], table["sha256"], strict=True)
    return [
        name for name, sha256 in pairs if name in tables.snapshots and tables.snapshots[name].digest != sha256
    ]


def _published(tables: Tables, release_id: str) -> dict[str, Row]:
    return _by_id(tables.snapshots[release_id].rows())


def _counted(tables: Tables, release_id: str) -> frozen.Counted:
    return meanings.counted(tables.snapshots[release_id].meanings())


class Untold(NamedTuple):
    """What revisions.csv says of figures since the newest release, and the rows that it lacks."""

    told: Mapping[str, Sequence[Entry]]
    missing: tuple[Missing, ...]


def untold(tables: Tables, heirs: Mapping[str, str]) -> Untold:
    """Return what is not told of the data as they are; some figures are known to have become others."""
    span = _open_span(tables)
    if span is None or not all(old in span.before and new in span.after for old, new in heirs.items()):
        return Untold({}, ())
    told = _entries(tables).get(span.release_id, {})
    return Untold(told, tuple(row for _, row in _missing(span, told, heirs) if row is not None))


def unreleased(before: Tables, after: Tables) -> tuple[Missing, ...]:
    """Return what a state says of figures that its newest release has not, and a later state otherwise.

    No row of revisions.csv can tell it, but for one that corrects a release made since.
    """
    told: dict[str, list[Entry]] = {}
    for release_id, own in _entries(after).items():
        for figure_id, rows in own.items() if release_id not in before.raw("releases", "release_id") else ():
            told.setdefault(figure_id, []).extend(rows)
    span = Span("", _fresh(before), _rows(after), None, *map(_counted_now, (before, after)))
    return tuple(row for _, row in _missing(span, told, {}) if row is not None)


def _fresh(tables: Tables) -> dict[str, Row]:
    """Return the figures that the newest release has not."""
    rows, newest = _rows(tables), tables.newest
    units = {row["unit_id"] for row in rows.values()}
    kept = {name for _, own in newest.ids_of(units) for name in own} if newest else set()
    return {name: row for name, row in rows.items() if name not in kept}


def _rows(tables: Tables) -> dict[str, Row]:
    return _by_id(frozen.rows_of(tables.table("observations"), tables.newest))


def _counted_now(tables: Tables) -> frozen.Counted:
    return meanings.counted_now(tables.table("indicators"))


def _entries(tables: Tables) -> entries.Grouped:
    return entries.grouped(cells for _, cells in tables.rows("revisions", ENTRY))


def _missing(
    span: Span, told: Mapping[str, Sequence[Entry]], heirs: Mapping[str, str]
) -> Iterator[tuple[comparison.Difference, Missing | None]]:
    """Yield every difference with the row that tells it, then what else differs where a figure moved."""
    before = {figure_id: frozen.cells_of(row, span.counted_before) for figure_id, row in span.before.items()}
    differences = list(comparison.compare(before, span.find, told))
    changes = [(one, change) for one in differences if (change := _change_of(one)) is not None]
    yield from ((one, None) for one in differences if _change_of(one) is None)
    rows = entries.missing([change for _, change in changes], span[:3], heirs)
    for (one, _), row in zip(changes, rows, strict=True):
        yield one, row
        own = row.figure_id
        if row.field == comparison.MOVED and row.new_value != own:
            known = [*told.get(own, ()), row.entry()]
            for more in comparison.compare({own: before[own]}, span.find, {own: known}):
                if (change := _change_of(more)) is not None:
                    yield more, Missing(own, row.unit_id, *change[1:4], span.release_id)


def _change_of(difference: comparison.Difference) -> Undeclared | None:
    return difference.untold if isinstance(difference, Misfit) else difference


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["figure_id"]: row for row in rows}


# Releases -----------------------------------------------------------------------------------------


def _releases(tables: Tables) -> Iterator[Problem]:
    rows = list(tables.rows("releases", ("release_id", "released_on")))
    for (_, before), (place, after) in pairwise(rows):
        if after[::-1] <= before[::-1]:
            facts = {"found": after[1], "release": before[0], "before": before[1]}
            yield place.problem("released_on", "release-out-of-order", **facts)
    for place, (release_id, _) in rows:
        if release_id and release_id not in tables.snapshots and release_id not in tables.broken_snapshots:
            where = f"{FOLDER}/{release_id}"
            yield place.problem("release_id", "snapshot-missing", found=where)
    for release_id in _rewritten(tables):
        file = f"{tables.root}/{FOLDER}/{release_id}/{SUMS}"
        yield Problem(file, None, None, "snapshot-rewritten", {"release": release_id})
    named = {release_id for _, (release_id, _) in rows}
    for release_id in tables.snapshots.keys() - named:
        yield Problem(f"{tables.root}/{FOLDER}/{release_id}", None, None, "snapshot-stray", {})


# Changes ------------------------------------------------------------------------------------------


def _span(
    tables: Tables, span: Span, told: Mapping[str, list[Entry]], places: list[Place]
) -> Iterator[Problem]:
    yield from _lost_ids(tables, span)
    yield from _unknown(span, told, places)
    found = list(_missing(span, told, {}))
    lines = _lines(tables) if found and span.next_id is None else {}
    recounted: dict[tuple[str, str], list[Missing]] = {}
    for one, row in found:
        if isinstance(one, Misfit):
            yield _misfit(tables, span, one, row, places[one.row])
        elif row is not None and row.field in frozen.OF_INDICATOR:
            indicator = span.before[row.figure_id]["indicator_id"]
            recounted.setdefault((indicator, row.field), []).append(row)
        elif row is not None:
            yield _undeclared(tables, row, lines)
    yield from (_recounted(tables, name, rows) for (name, _), rows in recounted.items())


def _misfit(tables: Tables, span: Span, one: Misfit, row: Missing | None, place: Place) -> Problem:
    later = "observations" if span.next_id is None else f"{FOLDER}/{span.next_id}"
    line = {} if row is None else {"line": _line(row), "where": f"{tables.root}/{later}"}
    return place.problem(one.column, one.code, **one.facts, **line)


def _line(row: Missing) -> str:
    return row.line("correction", "YYYY-MM-DD", "…")


def _lost_ids(tables: Tables, span: Span) -> Iterator[Problem]:
    """Yield ids that published figures name and that are in their table no more: pages still tell of them."""
    for table in ("units", "organisations", "indicators", "documents"):
        column = tables.resources[table].primary_key[0]
        lost = {row[column] for row in span.before.values()} - {"", *tables.raw(table, column)}
        facts = ({"found": name, "release": span.release_id} for name in sorted(lost))
        if tables.is_whole(table, [column]):
            file = f"{tables.root}/{table}.csv"
            yield from (Problem(file, None, column, "published-id-lost", one) for one in facts)
    if tables.is_whole("dimensions", ["dimension_id", "member_id"]):
        file, there = f"{tables.root}/dimensions.csv", tables.pairs("dimensions", "dimension_id", "member_id")
        named = {part for row in span.before.values() for part in row["breakdown"].split(";")}
        for part in sorted(named - {"", *map("=".join, there)}):
            facts_of = {"found": part, "release": span.release_id}
            yield Problem(file, None, "member_id", "published-id-lost", facts_of)


def _unknown(span: Span, told: Mapping[str, list[Entry]], places: list[Place]) -> Iterator[Problem]:
    """Yield rows about a figure that the release did not publish of this unit; the first are guessed at."""
    unknown = [figure_id for figure_id in told if figure_id not in span.before]
    guessed = closest_of(unknown[:SUGGESTIONS_AT_MOST], span.before) if unknown else {}
    for figure_id, own in told.items():
        for entry in own:
            published = span.before.get(figure_id)
            if published is None or published["unit_id"] != entry.unit_id:
                near = guessed.get(figure_id)
                facts = {"found": figure_id, "release": span.release_id} | (
                    {"suggestion": near} if near else {}
                )
                yield places[entry.row].problem("figure_id", "figure-unknown", **facts)


def _undeclared(tables: Tables, row: Missing, lines: Mapping[str, Place]) -> Problem:
    place = lines.get(row.figure_id, Place(f"{tables.root}/observations/{row.unit_id}.csv", 0))
    facts = {
        "figure": row.figure_id,
        "field": row.field,
        "found": row.old_value,
        "actual": row.new_value,
        "release": row.release_id,
        "line": _line(row),
    }
    lost = row.field in comparison.OF_IDENTITY
    code = "figure-lost-undeclared" if lost else "figure-changed-undeclared"
    column = None if lost else row.field
    return Problem(place.file, place.line or None, column, code, facts)


def _recounted(tables: Tables, indicator_id: str, rows: Sequence[Missing]) -> Problem:
    """Return the problem of an indicator that counts otherwise than its published figures were counted."""
    row, names = rows[0], tables.raw("indicators", "indicator_id")
    place = tables.place("indicators", names.index(indicator_id)) if indicator_id in names else None
    file, line = place or (f"{tables.root}/indicators.csv", None)
    facts = {"field": row.field, "found": row.old_value, "actual": row.new_value, "release": row.release_id}
    known = {"indicator": indicator_id, "count": str(len(rows))}
    return Problem(file, line, row.field, "meaning-changed-undeclared", facts | known)


def _lines(tables: Tables) -> dict[str, Place]:
    """Return where every figure of the data stands."""
    rows = enumerate(frozen.rows_of(tables.table("observations"), tables.newest))
    return {row["figure_id"]: tables.place("observations", number) for number, row in rows}


def _early(
    tables: Tables, told: Mapping[str, Mapping[str, list[Entry]]], places: list[Place]
) -> Iterator[Problem]:
    """Yield rows dated before the release that they correct, or after the one that carries them."""
    rows = [cells for _, cells in tables.rows("releases", ("release_id", "released_on"))]
    for (release_id, begins), (_, ends_on) in pairwise([*rows, ("", "9999-12-31")]):
        for entry in (entry for own in told.get(release_id, {}).values() for entry in own):
            if not begins <= entry.revised_on <= ends_on:
                facts = {"found": entry.revised_on, "release": release_id, "begins": begins}
                yield places[entry.row].problem("revised_on", "revision-out-of-order", **facts)


# Redirects ----------------------------------------------------------------------------------------


def _redirects(tables: Tables) -> Iterator[Problem]:
    """Yield redirects that lead in a circle, nowhere by themselves, or from before anything was published."""
    yield from _before_all(tables)
    rows = list(tables.rows("redirects", ("address", "target", "kind")))
    targets = {address: target for _, (address, target, _) in rows}
    for place, (address, target, kind) in rows:
        if (kind == "tombstone") == bool(target):
            yield place.problem("target", "redirect-target-wrong", kind=kind, found=target)
        elif target and _is_circle(address, targets):
            yield place.problem("target", "redirect-circle", address=address, found=target)


def _before_all(tables: Tables) -> Iterator[Problem]:
    """Yield redirects dated before the first release."""
    begins = min(filter(None, tables.parsed("releases", "released_on")), default=date.min)
    for row, since in enumerate(tables.parsed("redirects", "since")):
        if since is not None and since < begins:
            facts = {"found": since.isoformat(), "begins": begins.isoformat()}
            yield tables.place("redirects", row).problem("since", "redirect-too-early", **facts)


def _is_circle(address: str, targets: Mapping[str, str]) -> bool:
    seen = {address}
    step = targets[address]
    while step in targets and step not in seen:
        seen.add(step)
        step = targets[step]
    return step == address
