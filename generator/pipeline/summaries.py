"""What follows from tables and figures: the findings and a summary of each unit, and the index of all."""

from __future__ import annotations

from collections.abc import Iterable

from generator.cache.changes import changed_findings, changed_rows
from generator.cache.register_file import RecordFile
from generator.cache.view import stored
from generator.measures import Finding, Summary, findings_of, index_of, summarise
from generator.model import Register

_PLACING = ("units/", "successors/", "revisions_of/")
"""Keys of the tables from which, beside the summaries, the index follows."""
_COUNTED = ("units/", "organisation_status/")
"""Keys of the tables that relations count."""


def put_index(record: RecordFile, core: Register, touched: set[str] | None, keys: set[str]) -> None:
    """Summarise the units that were touched (None: all), and put the index of all units."""
    old, reporting = record.get("index"), record.unit_digests()
    register = stored(core, record, reporting)
    wanted = reporting.keys() | register.relations_of.keys()
    kept: dict[str, Summary] = record.get("summaries") or {}
    again = wanted if touched is None else _with_relations_on(register, touched) & wanted
    if touched is not None and any_of(_COUNTED, keys):
        again |= _counting(record)
    summaries: dict[str, Summary] = {}
    for unit_id in (unit_id for unit_id in register.units if unit_id in wanted):
        if unit_id in again or unit_id not in kept:
            findings = findings_of(register, unit_id)
            summaries[unit_id] = summarise(register, unit_id, findings)
            _put_findings(record, unit_id, findings, keys)
        else:
            summaries[unit_id] = kept[unit_id]
    for unit_id in kept.keys() - summaries.keys():
        _put_findings(record, unit_id, (), keys)
    if summaries == kept and old is not None and touched is not None and not any_of(_PLACING, keys):
        return
    index = index_of(register, summaries)
    if old is not None:
        keys |= changed_rows(old, index)
    record.put("summaries", summaries)
    record.put("index", index)
    record.put("totals", index.totals)


def _put_findings(record: RecordFile, unit_id: str, findings: tuple[Finding, ...], keys: set[str]) -> None:
    before = record.findings(unit_id)
    if findings != before:
        keys.add(f"findings/{unit_id}")
        keys.update(changed_findings(before, findings, record.unit_of))
        record.put_findings(unit_id, findings)


def any_of(beginnings: tuple[str, ...], keys: Iterable[str]) -> bool:
    """Whether a key of some tables is among those that changed."""
    return any(key.startswith(beginnings) for key in keys)


def _counting(record: RecordFile) -> set[str]:
    """Return the units with a relation that counts rows of other tables."""
    return {
        unit_id
        for unit_id in record.units_with_relations()
        if any(not term.is_figure for relation in record.relations(unit_id) for term in relation.terms)
    }


def _with_relations_on(register: Register, units: set[str]) -> set[str]:
    """Return units with all others of whose relations one names a figure of theirs."""
    return units.union(*(register.relations_on.get(unit_id, ()) for unit_id in units))
