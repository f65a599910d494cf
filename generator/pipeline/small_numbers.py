"""Withheld figures on the short way: what is read of the data so that nobody can work them out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from generator import checks, read
from generator.cache.register_file import RecordFile
from generator.model import Observation, Register

FIGURES = "observations"


def withholds(core: Register, figures: Iterable[Observation]) -> bool:
    """Whether one of the figures is withheld because small numbers of its indicator are."""
    rules = core.small_numbers
    return any(one.missing == checks.WITHHELD and one.indicator_id in rules for one in figures)


def are_kept(data: Path, record: RecordFile, touched: Iterable[str], withholding: Iterable[str]) -> bool:
    """Note which units withhold something; return whether published figures give none of it away.

    A figure of another unit, a relation or a release may give it away, so that all around these units
    is read again whatever changed.
    """
    units = (record.get("withholding") or frozenset()).difference(touched).union(withholding)
    record.put("withholding", units)
    if not units:
        return True
    core = read.read(data, lambda path: False)
    around = checks.units_around(core, units)
    paths = frozenset(f"{FIGURES}/{name}.csv" for name in around if (data / FIGURES / f"{name}.csv").exists())
    figures = read.read_figures(data, core, paths).tables[FIGURES]
    return not checks.check_withheld(replace(core, tables={**core.tables, FIGURES: figures}))
