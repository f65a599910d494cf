"""The rows of a workbook to confirm: one for each number of a report, with what it may be.

Nothing here enters the record.  A number that the record has is told as such; one that seems to be
no figure keeps its reason; all others are proposed as a figure, or unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import NO_INDICATOR, Document, Register
from generator.reports.extracted import Extracted, Status
from generator.reports.locations import Paragraph
from generator.reports.numbers import PrintedNumber, numbers_of
from generator.reports.periods import Told
from generator.reports.proposals import Doubt, Guess, Guesser
from generator.reports.reconciliation import Accounted, account
from generator.reports.repeats import told_apart
from generator.reports.surroundings import Report, Surroundings
from generator.reports.unreported import unreported
from generator.reports.zeros import zeros
from generator.text import decimals_of, plain

_AROUND = 80
_TELLING = ("value", "numerator", "denominator", "qualifier", "value_text")
_WITHHELD = {**dict.fromkeys(_TELLING, ""), "missing": "withheld"}


def extract(
    paragraphs: Sequence[Paragraph], register: Register, document: Document, unit_id: str
) -> tuple[Extracted, ...]:
    """Return every number of a report, in its order."""
    numbers = numbers_of(paragraphs)
    report, guesser = Report(paragraphs, numbers), Guesser(register, document, unit_id)
    figures = [one for one in register.observations.values() if one.document_id == document.document_id]
    made = account(numbers, figures, register.set_aside.get(document.document_id, ()))
    found = {
        (one.number.paragraph, one.number.start): _extracted(
            one, paragraphs[one.number.paragraph].text, report, guesser, document, unit_id
        )
        for one in made.numbers
    }
    known = {(one.organisation_id, one.indicator_id) for one in figures if one.value is None}
    for place in unreported(paragraphs, report):
        row = _unreported(place, paragraphs[place.paragraph].text, report, guesser, document, unit_id)
        if row and (row.cells["organisation_id"], row.cells["indicator_id"]) not in known:
            found[place.paragraph, place.start] = row
    zero = {(one.indicator_id, one.locator) for one in figures if one.value == 0}
    for place in zeros(paragraphs, report):
        row = _zero(place, paragraphs[place.paragraph].text, report, guesser, document, unit_id)
        if row and (row.cells["indicator_id"], row.place) not in zero:
            found.setdefault((place.paragraph, place.start), row)
    return tuple(told_apart(((at[0], found[at]) for at in sorted(found)), paragraphs, figures))


def _zero(
    place: PrintedNumber, text: str, report: Report, guesser: Guesser, document: Document, unit_id: str
) -> Extracted | None:
    """Return the row of a zero that a report writes in words, where they name an indicator."""
    around = report.surroundings(place)
    found = guesser.zero(place, around)
    if found is None:
        return None
    guess, noun = found
    cells = _cells(place, around, document, unit_id) | _guessed(guess)
    cells |= {"value": "0", "value_text": f"{place.printed} {noun}".strip()}
    return Extracted("zero", None, place.place.locator, "", _phrase(text, place), cells, guess.doubts)


def _unreported(
    place: PrintedNumber, text: str, report: Report, guesser: Guesser, document: Document, unit_id: str
) -> Extracted | None:
    """Return the row of a number that a report says it has not, where organisation and matter are known."""
    around = report.surroundings(place)
    guess = guesser.guess(place, around)
    if guess is None or not guess.indicator_id or not guesser.names_body(around):
        return None
    cells = _cells(place, around, document, unit_id) | _guessed(guess)
    cells |= {"missing": "not_reported", "value_text": ""}
    doubts = (Doubt("not_reported"), *guess.doubts)
    return Extracted("unreported", None, place.place.locator, "", _phrase(text, place), cells, doubts)


def _extracted(
    one: Accounted, text: str, report: Report, guesser: Guesser, document: Document, unit_id: str
) -> Extracted:
    number, reason = one.number, one.reason or one.number.reason
    cells: dict[str, str] = {}
    doubts: tuple[Doubt, ...] = ()
    is_aside = reason is not None and reason != NO_INDICATOR  # for it there may be an indicator since
    status: Status = "recorded" if one.figures else "set_aside" if is_aside else "unknown"
    if status == "unknown":
        around = report.surroundings(number)
        guess = guesser.guess(number, around) if len(number.values) == 1 else None
        cells = _cells(number, around, document, unit_id) | _parts_beside(number, report)
        cells |= _guessed(guess) if guess else _of_period(*guesser.of_unknown(around))
        cells["value_text"] = guesser.printed(number, around, cells.get("indicator_id", ""))
        cells["value"] = guesser.value(cells)
        doubts = guess.doubts if guess else ()
        if guess and (small := guesser.small(guess, cells)):
            cells |= _WITHHELD if small.code == "withheld" else {}
            doubts = (small, *doubts)
        status = "unknown" if guess is None else "unsure" if doubts else "proposed"
    return Extracted(
        status,
        None if one.figures else reason,
        number.place.locator,
        number.printed,
        _phrase(text, number),
        cells,
        doubts,
    )


def _phrase(text: str, number: PrintedNumber) -> str:
    """Return the words around a number, none of them cut."""
    start, end = max(0, number.start - _AROUND), number.end + _AROUND
    before, after = text[start : number.start], text[number.end : end]
    if start:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return f"{before}{text[number.start : number.end]}{after}"


def _cells(number: PrintedNumber, around: Surroundings, document: Document, unit_id: str) -> dict[str, str]:
    """Return what the report itself says; a number of two readings is left to the person."""
    value = plain(number.values[0].normalize()) if len(number.values) == 1 else ""
    is_part = bool(value and len(number.under) == 1)
    return {
        "unit_id": unit_id,
        "value": value,
        "numerator": value if is_part else "",
        "denominator": plain(number.under[0]) if is_part else "",
        "qualifier": number.bound,
        "value_text": number.printed,
        "document_id": document.document_id,
        "locator": number.place.locator,
    }


def _parts_beside(number: PrintedNumber, report: Report) -> dict[str, str]:
    """Return the parts of the fraction printed beside a percentage, where they make it: "97/98 (98,97%)"."""
    if not number.is_percent or len(number.values) != 1 or number.under:
        return {}
    for one in report.beside(number):
        if len(one.values) == len(one.under) == 1 and one.under[0]:
            share = 100 * one.values[0] / one.under[0]
            if round(share, decimals_of(number.values[0])) == number.values[0]:
                return {"numerator": plain(one.values[0]), "denominator": plain(one.under[0])}
    return {}


def _guessed(guess: Guess) -> dict[str, str]:
    return {
        "indicator_id": guess.indicator_id,
        "breakdown": ";".join(f"{dimension}={member}" for dimension, member in guess.breakdown),
        **_of_period(guess.organisation_id, guess.told),
    }


def _of_period(organisation_id: str | None, told: Told) -> dict[str, str]:
    period = told.period
    return {
        "organisation_id": organisation_id or "",
        "period_start": period.start.isoformat() if period else "",
        "period_end": period.end.isoformat() if period else "",
        "period_basis": told.basis,
    }
