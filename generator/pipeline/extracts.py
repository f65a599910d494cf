"""A report becomes a workbook to confirm; nothing of it enters the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from generator import checks, read
from generator.assemble import assemble
from generator.errors import SettingError
from generator.model import Period, Register
from generator.pipeline.accounts import refuse_unknown
from generator.pipeline.near_units import near_units
from generator.problems import Problem, in_order
from generator.read.suggestions import closest
from generator.reports.extracts import extract
from generator.reports.files import read_report
from generator.reports.places import paragraphs
from generator.reports.workbook import workbook
from generator.settings import Settings


class Written(Struct, frozen=True):
    """What came of it: problems of the data and no file, or how many numbers of each status it has."""

    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def write_extract(
    settings: Settings, report: Path, unit_id: str, document_id: str, out: Path, today: date
) -> Written:
    """Write the workbook of a report; a file that is there already stays as it is."""
    if out.suffix.lower() != ".xlsx":
        raise SettingError("output-no-workbook", {"path": str(out)})
    if out.exists():
        raise SettingError("output-there", {"path": str(out)})
    text = paragraphs(read_report(report))
    reading = read.read(settings.data)
    found = (*reading.problems, *checks.check(reading, today))
    if found:
        return Written(in_order(found))
    register = assemble(reading)
    refuse_unknown(register, document_id)
    if unit_id not in register.units:
        raise _unknown_unit(register, unit_id, register.documents[document_id].period)
    rows = extract(text, register, register.documents[document_id], unit_id)
    content = workbook(rows, register, reading.contract.resources["observations"])
    try:
        with out.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise SettingError("output-unwritable", {"path": str(out), "reason": str(error.strerror)}) from error
    return Written((), Counter(one.status for one in rows))


def _unknown_unit(register: Register, unit_id: str, period: Period | None) -> SettingError:
    """Return the units of that name in the document's period; else what a code looks like."""
    named = near_units(register, unit_id, period) if period else ""
    if period and named:
        facts = {"unit": unit_id, "period": period.code, "near": named}
        return SettingError("form-unit-unknown-near", facts)
    near = closest(unit_id, register.observations_of) or "xa-05587"
    return SettingError("unit-unknown", {"unit": unit_id, "near": near})
