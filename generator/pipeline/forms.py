"""A form for one unit and period, as a workbook with what the record already has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from generator import assemble, measures, read
from generator.checks.sources import BLANK
from generator.errors import SettingError
from generator.model import Period, Register, Unit
from generator.pipeline.unit_suggestions import near_units
from generator.problems import Fault, Problem
from generator.read import values
from generator.settings import Settings
from generator.workbooks import paper, questions

_YEAR = re.compile(r"[0-9]{4}")
_DAYS = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\s*[-–]\s*([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})")
"""Two days the Vietnamese way: 01/7/2025-31/12/2025."""


class Wish(Struct, frozen=True):
    """Which form, for whom, about when; told in which document, or in one that is still to be named."""

    unit_id: str
    form_id: str
    period: str
    document_id: str | None
    output: Path


class Misfit(Struct, frozen=True):
    """Whom and what time the form was made for, where that is not what it is wanted for."""

    territory: Unit | None  # None is the whole country
    period: Period
    others: tuple[str, ...]
    """The forms that do ask this unit about this period, or about those of its days in `days`."""
    days: Period | None = None


class FormMade(Struct, frozen=True):
    """What came of it: problems of the data, or a form with so many questions and associations."""

    problems: tuple[Problem, ...] = ()
    questions: int = 0
    filled: int = 0
    misfit: Misfit | None = None


def make_form(settings: Settings, wish: Wish) -> FormMade:
    """Write the workbook; SettingError for a unit, form, period or document that there is not."""
    if wish.output.suffix not in (".xlsx", ".html"):
        raise SettingError("form-output-kind", {"file": wish.output})
    period = period_of(wish.period)
    own = f"observations/{wish.unit_id}.csv"
    reading = read.read(settings.data, lambda path: path == own)
    if reading.problems:
        return FormMade(reading.problems)
    core = assemble.assemble_core(reading)
    unit = core.units.get(wish.unit_id)
    if unit is None:
        raise _unknown(core, wish, period)
    form_id = _form_of_level(core, unit, wish.form_id)
    if not unit.existed_in(period):
        raise not_in_force(core, wish.unit_id, period, wish.period)
    figures = assemble.assemble_figures(reading, core).get(unit.unit_id, ())
    document_id = _document(core, unit, period, wish.document_id)
    form = questions.form_of(core, figures, unit, period, form_id, document_id)
    if wish.output.exists() or not wish.output.absolute().parent.is_dir():
        raise SettingError("form-not-writable", {"file": wish.output})
    wish.output.write_bytes(_content(form, wish.output))
    rows = [*form.questions, *(row for block in form.bodies for row in block[1:])]
    filled = sum(bool(row.answer or row.missing) for row in rows)
    return FormMade((), len(rows), filled, _misfit(core, unit, period, form_id))


def _content(form: questions.Form, output: Path) -> bytes:
    if output.suffix == ".html":
        return paper.page_of(form)
    from generator.workbooks import form_file  # loads what writes workbooks

    return form_file.workbook_of(form, output.name)


def _misfit(core: Register, unit: Unit, period: Period, form_id: str) -> Misfit | None:
    document_id = next(one.document_id for one in core.questions if one.form_id == form_id)
    document = core.documents[document_id]
    others = measures.forms_asking(core, unit.unit_id, period)
    if form_id in others or document.period is None:  # the check refuses a form without a period
        return None
    territory, days = core.units.get(document.unit_id or ""), _common(unit.span, document.period, period)
    if not others and days is not None and form_id in measures.forms_asking(core, unit.unit_id, days):
        return Misfit(territory, document.period, (form_id,), days)
    return Misfit(territory, document.period, others)


def _common(*periods: Period) -> Period | None:
    """Return the days that periods have in common."""
    start, end = max(one.start for one in periods), min(one.end for one in periods)
    return Period(start, end) if start <= end else None


def _unknown(core: Register, wish: Wish, period: Period) -> SettingError:
    near = near_units(core, wish.unit_id, period)
    if near:
        return SettingError(
            "form-unit-unknown-near", {"unit": wish.unit_id, "period": wish.period, "near": near}
        )
    return SettingError("form-unit-unknown", {"unit": wish.unit_id})


def not_in_force(core: Register, unit_id: str, period: Period, said: str) -> SettingError:
    """Return that a unit does not exist in a period, as it was `said`, and which units are meant perhaps."""
    facts, near = {"unit": unit_id, "period": said}, near_units(core, unit_id, period)
    if near:
        return SettingError("form-unit-not-in-force-near", {**facts, "near": near})
    return SettingError("form-unit-not-in-force", {**facts})


def period_of(said: str) -> Period:
    """Return a period from `2023`, `2023-01-01/2023-09-30` or two Vietnamese days; or SettingError."""
    parts = [f"{said}-01-01", f"{said}-12-31"] if _YEAR.fullmatch(said) else said.split("/")
    if written := _DAYS.fullmatch(said):
        parts = [_iso(day) for day in written.groups()]
    days = [values.day(part) for part in parts]
    if len(days) != 2 or any(isinstance(one, Fault) for one in days):
        raise SettingError("period-malformed", {"period": said})
    start, end = days
    if isinstance(start, Fault) or isinstance(end, Fault) or start > end:
        raise SettingError("period-malformed", {"period": said})
    return Period(start, end)


def _iso(written: str) -> str:
    day, month, year = written.split("/")
    return f"{year}-{month:0>2}-{day:0>2}"


def _form_of_level(core: Register, unit: Unit, form_id: str) -> str:
    """Return the form, where units of that level fill it in."""
    there = dict.fromkeys(one.form_id for one in core.questions if one.level == unit.level)
    if form_id in there:
        return form_id
    if not there:
        raise SettingError("form-none-of-level", {"unit": unit.unit_id})
    raise SettingError("form-form-unknown", {"form": form_id, "known": ", ".join(there)})


def _document(core: Register, unit: Unit, period: Period, wanted: str | None) -> str:
    """Return the document that is filled in: the one named, the one there is, or a new one."""
    if wanted is not None:
        if wanted in core.documents and core.documents[wanted].status == BLANK:
            raise SettingError("form-document-blank", {"document": wanted})
        return wanted
    there = reports_of(core, unit, period)
    return there[0] if len(there) == 1 else questions.own_document(unit.unit_id, period)


def reports_of(core: Register, unit: Unit, period: Period) -> list[str]:
    """Return the documents about a unit and period that the record has."""
    own: Iterable[str] = (
        name
        for name, one in core.documents.items()
        if one.unit_id == unit.unit_id and one.period == period and one.status != BLANK
    )
    return list(own)
