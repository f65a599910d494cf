"""A figure and the document that it is from: of the same place, of its time, of days that it can know.

What may be right but seldom is, is asked: a note of the row, or of the document, is the answer.  A row
that withholds its number has no note and is not asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.checks.small_numbers import WITHHELD
from generator.checks.tables import Tables, UnitRow, day_shown
from generator.problems import Problem

BLANK = "template"
"""The status of a form that nobody has filled in."""
_LEVELS = {
    "tinh": "tỉnh ủy|thành ủy|tỉnh|thành phố",
    "huyen": "huyện ủy|quận ủy|thị ủy|thành ủy|huyện|quận|thị xã|thành phố",
    "xa": "xã|phường|thị trấn|đặc khu",
}
"""What stands before the name of a unit where a document names who issued it, by level."""
_NAMED = {level: re.compile(rf"\b(?:{words}) (?=(.+))") for level, words in _LEVELS.items()}


class Source(NamedTuple):
    """What documents.csv says of one document; None for a day that it does not say."""

    document_id: str
    unit_id: str
    start: date | None
    end: date | None
    issued: date | None
    note: str
    status: str
    issuer: str

    @property
    def knows_until(self) -> date | None:
        """The last day of which it can tell: the end of its period, or the later day of its issue."""
        return max(filter(None, (self.end, self.issued)), default=None)

    @property
    def span(self) -> str:
        return f"{day_shown(self.start or date.min)}–{day_shown(self.end or date.max)}"


class _Row(NamedTuple):
    unit_id: str
    document_id: str
    start: date | None
    end: date | None
    indicator_id: str
    is_answered: bool


_Placed = tuple[str, str, Mapping[str, str]]
"""A fault with its column: column, code, facts."""


def sources_of_figures(tables: Tables) -> dict[str, Source]:
    """Return the documents that figures are from, by id: often a few of very many."""
    return sources(tables, set(tables.raw("observations", "document_id")))


def sources(tables: Tables, only: Container[str] | None = None) -> dict[str, Source]:
    """Return the documents, or only some, by id."""
    words = [tables.raw("documents", name) for name in ("document_id", "unit_id")]
    days = [tables.parsed("documents", name) for name in ("period_start", "period_end", "issued_on")]
    told = [tables.raw("documents", name) for name in ("note", "status", "issuer")]
    rows = zip(*words, *days, *told, strict=True)
    return {row[0]: Source(*row) for row in rows if only is None or row[0] in only}


def check_sources(tables: Tables) -> Iterator[Problem]:
    """Yield figures that their document cannot tell, or that it tells of a time outside of its own."""
    known, flows = sources_of_figures(tables), _flows(tables)
    rows = list(_rows(tables))
    akin = _Kinship(tables)
    faulty = {row: faults for row in set(rows) if (faults := [*_faults(row, known, flows, tables, akin)])}
    for number, row in enumerate(rows) if faulty else ():
        place = tables.place("observations", number)
        yield from (Problem(place.file, place.line, *fault) for fault in faulty.get(row, ()))


def check_forecasts(tables: Tables) -> Iterator[Problem]:
    """Yield documents whose period runs past the day of their issue, and that do not say why."""
    for row, source in enumerate(sources(tables).values()):
        if source.end and source.issued and source.end > source.issued and not source.note:
            facts = {"end": f"{source.end}", "day": f"{source.issued}"}
            yield tables.place("documents", row).problem("period_end", "document-period-ahead", **facts)


def check_issuers(tables: Tables) -> Iterator[Problem]:
    """Yield documents of a unit that were issued in another place, and that do not say why."""
    akin = _Kinship(tables)
    for row, source in enumerate(sources(tables).values()):
        if tables.unit(source.unit_id) is not None and akin.is_elsewhere(source, source.unit_id):
            facts = _elsewhere(source, source.unit_id)
            yield tables.place("documents", row).problem("unit_id", "document-issued-elsewhere", **facts)


def _rows(tables: Tables) -> Iterator[_Row]:
    """Yield what counts of each row; many rows are alike, and each kind is judged once."""
    words = [tables.raw("observations", name) for name in ("unit_id", "document_id")]
    days = [tables.parsed("observations", name) for name in ("period_start", "period_end")]
    answers = tables.pairs("observations", "note", "missing")
    answered = [bool(note) or reason == WITHHELD for note, reason in answers]
    indicators = tables.raw("observations", "indicator_id")
    return map(_Row._make, zip(*words, *days, indicators, answered, strict=True))


def _flows(tables: Tables) -> set[str]:
    return {name for name, kind in tables.pairs("indicators", "indicator_id", "kind") if kind == "flow"}


def _faults(
    row: _Row, known: Mapping[str, Source], flows: set[str], tables: Tables, akin: _Kinship
) -> Iterator[_Placed]:
    source, unit = known.get(row.document_id), tables.unit(row.unit_id)
    if source is not None and source.status == BLANK:
        yield "document_id", "document-is-blank", {"found": source.document_id}
        return
    if source is not None and unit is not None and tables.unit(source.unit_id) is not None:
        yield from _of_other_unit(row, source, tables, akin)
    if source is not None and unit is not None and not (source.unit_id or row.is_answered):
        yield from _issued_elsewhere(row, source, akin)
    if source is not None and row.start and row.end and row.start <= row.end:
        yield from _out_of_time(row, row.start, row.end, source)
    if row.indicator_id in flows and unit is not None and not row.is_answered:
        yield from _past_unit(row, unit)


# Days ----------------------------------------------------------------------------------------


def _out_of_time(row: _Row, start: date, end: date, source: Source) -> Iterator[_Placed]:
    facts = {"document": source.document_id, "start": f"{start}", "end": f"{end}", "span": source.span}
    if is_ahead(source, end):
        yield "period_end", "period-after-document", {**facts, "day": f"{source.knows_until}"}
    elif not row.is_answered and source.start and start < source.start:
        yield "period_start", "period-outside-document", facts
    elif not row.is_answered and source.end and end > source.end:
        yield "period_end", "period-outside-document", facts


def _past_unit(row: _Row, unit: UnitRow) -> Iterator[_Placed]:
    if row.start and row.end and row.start <= unit.ends < row.end:
        facts = {"unit": row.unit_id, "day": day_shown(unit.ends), "end": f"{row.end}"}
        yield "period_end", "flow-past-unit", facts


def is_ahead(source: Source | None, end: date) -> bool:
    """Say whether a period ends on a day of which the document cannot know yet."""
    return source is not None and source.knows_until is not None and source.knows_until < end


# Places --------------------------------------------------------------------------------------


def _of_other_unit(row: _Row, source: Source, tables: Tables, akin: _Kinship) -> Iterator[_Placed]:
    """Yield a document whose unit is not above, below, a predecessor or a successor of this one."""
    if akin.are(row.unit_id, source.unit_id):
        return
    own = [one for one in sources(tables).values() if one.unit_id == row.unit_id and _covers(one, row)]
    meant = {"suggestion": own[0].document_id} if len(own) == 1 else {}
    facts = {"found": source.document_id, "other": source.unit_id, "unit": row.unit_id, **meant}
    yield "document_id", "document-of-other-unit", facts


def _issued_elsewhere(row: _Row, source: Source, akin: _Kinship) -> Iterator[_Placed]:
    """Yield a document of no unit that another place issued."""
    if akin.is_elsewhere(source, row.unit_id):
        yield "document_id", "document-issued-elsewhere", _elsewhere(source, row.unit_id)


def _elsewhere(source: Source, unit_id: str) -> dict[str, str]:
    return {"document": source.document_id, "found": source.issuer, "unit": unit_id}


def _covers(source: Source, row: _Row) -> bool:
    if not (source.start and source.end and row.start and row.end):
        return False
    return source.start <= row.start and row.end <= source.end


def _named(issuer: str) -> set[tuple[str, str]]:
    """Return level and name of the places that an issuer may name at its end."""
    plain = issuer.lower().replace("uỷ", "ủy")
    return {(level, found[1]) for level, named in _NAMED.items() for found in named.finditer(plain)}


class _Kinship:
    """Which units are of one line: above and below each other, before and after changes."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lines: dict[str, frozenset[str]] = {}

    def are(self, one: str, other: str) -> bool:
        return one == other or other in self._line(one) or one in self._line(other)

    def is_elsewhere(self, source: Source, unit_id: str) -> bool:
        """Say whether a document without a note was issued in a place that is of another line."""
        named = set() if source.note else _named(source.issuer)
        if not named or not named.isdisjoint(map(self._name, self._line(unit_id))):  # almost always
            return False
        places = [one for name in named for one in self._by_name.get(name, ())]
        return bool(places) and not any(self.are(unit_id, one) for one in places)

    def _name(self, unit_id: str) -> tuple[str, str]:
        unit = self._tables.unit(unit_id)
        return (unit.level, self._tables.raw("units", "name")[unit.row].lower()) if unit else ("", "")

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[str]]:
        found = defaultdict[tuple[str, str], list[str]](list)
        ids = self._tables.raw("units", "unit_id")
        for (level, name), unit_id in zip(self._tables.pairs("units", "level", "name"), ids, strict=True):
            found[level, name.lower()].append(unit_id)
        return found

    @cached_property
    def _changes(self) -> Mapping[str, set[str]]:
        found = defaultdict[str, set[str]](set)
        for before, after in self._tables.pairs("unit_changes", "from_unit_id", "to_unit_id"):
            found[before].add(after)
            found[after].add(before)
        return found

    def _line(self, unit_id: str) -> frozenset[str]:
        if unit_id not in self._lines:
            own = {unit_id, *self._changes.get(unit_id, ())}
            self._lines[unit_id] = frozenset(above for unit in own for above in self._tables.upwards(unit))
        return self._lines[unit_id]
