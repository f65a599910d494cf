"""A report beside the record: which of its numbers are figures, which are none, which are left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator import checks, read
from generator.assemble import assemble
from generator.errors import SettingError
from generator.measures.number_coverage import digest
from generator.model import Account, Register, SetAside
from generator.pipeline import replacing
from generator.problems import Problem, in_order
from generator.read.suggestions import closest
from generator.releases.frozen import line_of
from generator.reports.files import read_report
from generator.reports.locations import Paragraph, paragraphs
from generator.reports.numbers import numbers_of
from generator.reports.reconciliation import Accounted, ReportAccount, account, proposed_rows
from generator.settings import Settings
from generator.text import natural_key

_SET_ASIDE, _ACCOUNTS = "set_aside.csv", "accounts.csv"


class Compared(Struct, frozen=True):
    """What came of it: problems of the data, or the account and what was written of it."""

    problems: tuple[Problem, ...] = ()
    account: ReportAccount | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    seeming: tuple[Accounted, ...] = ()  # what was left over and seems to be no figure
    set_aside: int = 0  # rows that were added
    is_written: bool = False  # the document is among those accounted for, and was not before
    is_current: bool = False  # it was already, by what the record has now
    before: Account | None = None  # what accounts.csv said of it until now


def compare(settings: Settings, report: Path, document_id: str, write: bool, today: date) -> Compared:
    """Compare a report with the record; write what is no figure where that is asked for."""
    text = paragraphs(read_report(report))
    with replacing.record_lock(settings.data) if write else nullcontext():
        return _compared(settings, report.name, text, document_id, write, today)


def _compared(
    settings: Settings, report: str, text: tuple[Paragraph, ...], document_id: str, write: bool, today: date
) -> Compared:
    """Read the record and compare; who writes holds others off, since whole tables are written anew."""
    reading = read.read(settings.data)
    found = (*reading.problems, *checks.check(reading, today))
    if found:
        return Compared(in_order(found))
    register = assemble(reading)
    refuse_unknown(register, document_id)
    rows = register.set_aside.get(document_id, ())
    figures = [one for one in register.observations.values() if one.document_id == document_id]
    numbers = numbers_of(text)
    made = account(numbers, figures, rows, register.small_numbers)
    if write and made.is_of_another:
        facts = {"report": report, "document": document_id, "met": f"{made.met}"}
        raise SettingError("account-other-report", {**facts, "expected": f"{made.expected}"})
    seeming = tuple(one for one in made.left_over if one.number.reason)
    added: tuple[SetAside, ...] = ()
    if write:
        rows, added = _with_proposed(document_id, rows, made)
        made = account(numbers, figures, rows, register.small_numbers)
    row = Account(document_id, len(numbers), digest(figures, rows)) if made.is_whole else None
    before = register.accounts.get(document_id)
    is_current = row is not None and before == row
    if write:
        _write(settings.data, register, document_id, rows, row)
    is_new = write and row is not None and not is_current
    return Compared((), made, text, seeming, len(added), is_new, is_current, before)


def refuse_unknown(register: Register, document_id: str) -> None:
    """Raise SettingError for a document that the record does not have."""
    if document_id not in register.documents:
        near = closest(document_id, register.documents)
        if near:
            raise SettingError("document-mistaken", {"document": document_id, "near": near})
        raise SettingError("document-unknown", {"document": document_id})


def _with_proposed(
    document_id: str, rows: tuple[SetAside, ...], made: ReportAccount
) -> tuple[tuple[SetAside, ...], tuple[SetAside, ...]]:
    """Return the rows with those of numbers that seem to be no figures, and these alone."""
    added = proposed_rows(document_id, (one.number for one in made.left_over))
    times = Counter[SetAside]()
    for row in (*rows, *added):
        times[replace(row, times=0)] += row.times
    return tuple(replace(row, times=count) for row, count in times.items()), added


def _write(
    data: Path, register: Register, document_id: str, rows: Iterable[SetAside], row: Account | None
) -> None:
    """Write both tables, or none; a document that is not wholly accounted for has no row in the second."""
    others = [one for name, several in register.set_aside.items() if name != document_id for one in several]
    ordered = sorted((*others, *rows), key=_order)
    accounts = [one for name, one in register.accounts.items() if name != document_id]
    accounts += [row] if row else []
    tables = {
        _SET_ASIDE: _table(SetAside, ordered),
        _ACCOUNTS: _table(Account, sorted(accounts, key=lambda one: one.document_id)),
    }
    replacing.put(data, tables)


def _order(row: SetAside) -> tuple[object, ...]:
    return row.document_id, natural_key(row.locator), natural_key(row.printed), row.reason


def _table(noun: type[Struct], rows: Iterable[SetAside | Account]) -> bytes:
    lines = [noun.__struct_fields__, *(tuple(map(str, astuple(row))) for row in rows)]
    return "".join(f"{line_of(line)}\n" for line in lines).encode()
