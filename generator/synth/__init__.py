"""Made-up data sets of any size, to try the program at every scale.

    places     which units of the real list get figures, in which order, for which periods
    namesakes  communes that do not exist, for more units than the real list has
    report     the figures of one unit, from the seed and its id alone; bodies.toml  what they are about
    rows       what a report comes to: rows of figures and relations
    tables     the other tables: those that the program carries, with the made-up documents and relations
    folder     where a data set may be written, and how it replaces an older one
    chance     random numbers

The lists of units, associations and indicators are those that the program carries; the largest scale adds
communes that do not exist and are called "giả lập".  Every figure is made up and says so:
`datapackage.json` gets `"synthetic": true`, and the documents are called "giả lập".
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator import package_data
from generator.errors import SettingError
from generator.model import EACH, UNIT
from generator.synth import folder as folders
from generator.synth import places, tables
from generator.synth.places import SCALES, Reporter
from generator.synth.report import report
from generator.synth.rows import Report

__all__ = ["SCALES", "Synthesis", "synthesise"]

TIMES = {"ten-nations": 10}
"""How many units there are at a scale for each of the real list, provinces left out."""


class Synthesis(Struct, frozen=True):
    """What was written: units with figures, figures, files; arithmetic claims, and the wrong ones.

    The wrong ones are what a site built from the data set must find.
    """

    units: int
    figures: int
    files: int
    claims: int
    wrong: int


def synthesise(folder: Path, scale: str, units: int | None, seed: int) -> Synthesis:
    """Write a data set into a new folder, or in place of an earlier one; raise SettingError.

    The same scale, number of units and seed give the same bytes.  Fewer units are the first of more.
    """
    if scale not in SCALES:
        raise SettingError("synth-scale-unknown", {"scale": scale, "scales": ", ".join(SCALES)})
    for kept in (Path.cwd() / "data", package_data.PROJECT / "data"):
        folders.refuse(folder, kept)
    core = tables.Core(package_data.PROJECT / "data", TIMES.get(scale, 1))
    chosen = _chosen(core, scale, units, seed)
    with (
        folders.replacement(folder) as fresh,
        tables.open_tables(core, fresh, EACH if scale == SCALES[0] else UNIT) as sheets,
    ):
        written = [_write(sheets, core, place, seed) for place in chosen]
    return Synthesis(
        units=len(written),
        figures=sum(figures for figures, _, _ in written),
        files=sum(1 for path in folder.rglob("*") if path.is_file()),
        claims=sum(claims for _, claims, _ in written),
        wrong=sum(wrong for _, _, wrong in written),
    )


def _chosen(core: tables.Core, scale: str, units: int | None, seed: int) -> list[Reporter]:
    found = places.in_order(core.places, core.changes, scale, seed)
    if units is None:
        return found
    if units < 1:
        raise SettingError("synth-units-too-few", {"units": units})
    if units > len(found):
        raise SettingError("synth-units-too-many", {"units": units, "scale": scale, "most": len(found)})
    return found[:units]


def _write(sheets: tables.OpenTables, core: tables.Core, place: Reporter, seed: int) -> tuple[int, int, int]:
    """Write one unit; return how many figures, claims and wrong claims it has."""
    periods = places.periods(place)
    made: Report = report(place, periods, seed)
    sheets.write(place, periods, made)
    return len(made.figures), made.claims, made.wrong
