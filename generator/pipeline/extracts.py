"""A report becomes a workbook to confirm; nothing of it enters the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from generator import checks, read
from generator.assemble import assemble
from generator.errors import SettingError
from generator.model import Document, Period, Register
from generator.pipeline.accounts import refuse_unknown
from generator.pipeline.forms import not_in_force, period_of, reports_of
from generator.pipeline.unit_suggestions import near_units
from generator.problems import Problem, in_order
from generator.read.suggestions import closest
from generator.reports.document_sheet import document_sheet
from generator.reports.extract_rows import extract
from generator.reports.files import read_report
from generator.reports.issuers import issuer_in
from generator.reports.letterhead import beginning, letterhead
from generator.reports.locations import Paragraph, paragraphs
from generator.reports.numbers import numbers_of
from generator.reports.reconciliation import ReportAccount, account
from generator.reports.title_periods import stated_period
from generator.reports.workbook import workbook
from generator.schema import Resource
from generator.settings import Settings
from generator.workbooks.questions import REPORT, own_document, title_of


class Wish(Struct, frozen=True):
    """Which report, about whom; a document of the record, or the period of one that is new."""

    report: Path
    unit_id: str
    document_id: str | None
    period: str | None
    out: Path


class Written(Struct, frozen=True):
    """What came of it: problems of the data and no file, or how many numbers of each status it has."""

    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    document: Document | None = None
    is_new: bool = False
    """Whether the document is still to be named, in the workbook."""
    stated: str = ""
    """The words in which the title of the report states another period than the one given."""
    other: ReportAccount | None = None
    """The report beside the record, where nearly nothing that the record has of the document is in it."""


def write_extract(settings: Settings, wish: Wish, today: date) -> Written:
    """Write the workbook of a report; a file that is there already stays as it is."""
    out = wish.out
    if out.suffix.lower() != ".xlsx":
        raise SettingError("output-no-workbook", {"path": str(out)})
    if out.exists():
        raise SettingError("output-there", {"path": str(out)})
    text = paragraphs(read_report(wish.report))
    reading = read.read(settings.data)
    found = (*reading.problems, *checks.check(reading, today))
    if found:
        return Written(in_order(found))
    register = assemble(reading)
    tables = reading.contract.resources
    known = _known(register, wish)
    document = known or _new(register, wish, text, tables["documents"])
    rows = extract(text, register, document, wish.unit_id)
    sheet = None if known else document_sheet(document, tables["documents"])
    content = workbook(rows, register, tables["observations"], sheet, wish.report.name)
    try:
        with out.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise SettingError("output-unwritable", {"path": str(out), "reason": str(error.strerror)}) from error
    stated = _other_period(text, wish, tables["documents"])
    made = _account(text, register, document)
    other = made if made.is_of_another else None
    return Written((), Counter(one.status for one in rows), document, known is None, stated, other)


def _account(text: Sequence[Paragraph], register: Register, document: Document) -> ReportAccount:
    figures = [one for one in register.observations.values() if one.document_id == document.document_id]
    return account(numbers_of(text), figures, register.set_aside.get(document.document_id, ()))


def _other_period(text: Sequence[Paragraph], wish: Wish, documents: Resource) -> str:
    """Return how the title of the report states its period, where that is not the one given."""
    stated = stated_period(letterhead(text, documents.field("kind").enum)["title"])
    if wish.period is None or stated is None or stated.period == period_of(wish.period):
        return ""
    return stated.said


def _known(register: Register, wish: Wish) -> Document | None:
    """Return the document of the record that is meant: the one named, or the only one of the period."""
    if wish.period is None:
        if wish.document_id is None:
            raise SettingError("extract-undated", {})
        refuse_unknown(register, wish.document_id)
    known = register.documents.get(wish.document_id or "")
    period = known.period if known else period_of(wish.period or "")
    if wish.unit_id not in register.units:
        raise _unknown_unit(register, wish, period)
    if known is not None or period is None:
        return known
    unit = register.units[wish.unit_id]
    if not unit.existed_in(period):
        raise not_in_force(register, wish.unit_id, period, wish.period or period.code)
    there = [] if wish.document_id else reports_of(register, unit, period)
    return register.documents[there[0]] if len(there) == 1 else None


def _new(register: Register, wish: Wish, text: Sequence[Paragraph], documents: Resource) -> Document:
    """Return a document as far as the report itself tells; the rest is filled in by a person."""
    period, unit = period_of(wish.period or ""), register.units[wish.unit_id]
    own, said = own_document(unit.unit_id, period), letterhead(text, documents.field("kind").enum)
    issuer = issuer_in(beginning(text), unit, register.organisations.values())
    document_id = wish.document_id or own
    if not re.fullmatch(documents.field("document_id").pattern or ".*", document_id):
        raise SettingError("extract-document-malformed", {"document": document_id, "near": own})
    return Document(
        document_id=document_id,
        kind=said["kind"] or REPORT,
        number=said["number"] or None,
        issued_on=date.fromisoformat(said["issued_on"]) if said["issued_on"] else None,
        issued_text=None,
        issuer=issuer.name if issuer else "",
        unit_id=unit.unit_id,
        title=said["title"],
        short_title=title_of(unit, period, issuer.short if issuer else ""),
        period_start=period.start,
        period_end=period.end,
        status="issued",
        status_checked_on=None,
        url=None,
        note=None,
    )


def _unknown_unit(register: Register, wish: Wish, period: Period | None) -> SettingError:
    """Return the units of that name in the document's period; else what a code looks like."""
    named = near_units(register, wish.unit_id, period) if period else ""
    if period and named:
        facts = {"unit": wish.unit_id, "period": wish.period or period.code, "near": named}
        return SettingError("form-unit-unknown-near", facts)
    near = closest(wish.unit_id, register.observations_of) or "xa-05587"
    return SettingError("unit-unknown", {"unit": wish.unit_id, "near": near})
