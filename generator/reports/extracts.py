"""The rows of a workbook to confirm: one for each number of a report, with what it may be.

Nothing here enters the record.  A number that the record has is told as such; one that seems to be
no figure keeps its reason; all others are proposed as a figure, or unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from generator.model import Document, Observation, Period, Register, SetAside, SetAsideReason
from generator.nouns import contradicts, noun_in
from generator.reports.accounts import Accounted, account
from generator.reports.numbers import PrintedNumber, numbers_of
from generator.reports.places import Paragraph
from generator.reports.proposals import Guess, Guesser
from generator.reports.surroundings import Report, Surroundings
from generator.text import plain

Status = Literal["proposed", "unknown", "recorded", "set_aside"]
_PERSON = "người"
_AROUND = 80


class Extracted(Struct, frozen=True):
    """One number; `cells` are those of a row of the observations, as far as they can be said."""

    status: Status
    reason: SetAsideReason | None
    place: str
    printed: str
    phrase: str
    cells: Mapping[str, str]


def extract(
    paragraphs: Sequence[Paragraph], register: Register, document: Document, unit_id: str
) -> tuple[Extracted, ...]:
    """Return every number of a report, in its order."""
    numbers = numbers_of(paragraphs)
    report, guesser = Report(paragraphs, numbers), Guesser(register, document, unit_id)
    made = account(numbers, _figures(register, document), _rows(register, document))
    return tuple(
        _extracted(one, paragraphs[one.number.paragraph].text, report, guesser, document, unit_id)
        for one in made.numbers
    )


def _figures(register: Register, document: Document) -> tuple[Observation, ...]:
    return tuple(one for one in register.observations.values() if one.document_id == document.document_id)


def _rows(register: Register, document: Document) -> tuple[SetAside, ...]:
    return register.set_aside.get(document.document_id, ())


def _extracted(
    one: Accounted, text: str, report: Report, guesser: Guesser, document: Document, unit_id: str
) -> Extracted:
    number, reason = one.number, one.reason or one.number.reason
    cells: dict[str, str] = {}
    status: Status = "recorded" if one.figures else "set_aside" if reason else "unknown"
    if status == "unknown":
        around = report.surroundings(number)
        guess = guesser.guess(number, around) if len(number.values) == 1 else None
        status = "proposed" if guess else "unknown"
        cells = _cells(number, around, document, unit_id)
        cells |= _guessed(guess) if guess else _of_period(*guesser.of_unknown(around))
    return Extracted(
        status,
        None if one.figures else reason,
        number.place.locator,
        number.printed,
        text[max(0, number.start - _AROUND) : number.end + _AROUND],
        cells,
    )


def _cells(number: PrintedNumber, around: Surroundings, document: Document, unit_id: str) -> dict[str, str]:
    """Return what the report itself says; a number of two readings is left to the person."""
    value = plain(number.values[0].normalize()) if len(number.values) == 1 else ""
    is_part = bool(value and len(number.under) == 1)
    noun = _counted_persons(around.after)
    return {
        "unit_id": unit_id,
        "value": value,
        "numerator": value if is_part else "",
        "denominator": plain(number.under[0]) if is_part else "",
        "qualifier": number.bound,
        "value_text": f"{number.printed} {noun}" if noun else number.printed,
        "document_id": document.document_id,
        "locator": number.place.locator,
    }


def _guessed(guess: Guess) -> dict[str, str]:
    return {
        "indicator_id": guess.indicator_id,
        "breakdown": ";".join(f"{dimension}={member}" for dimension, member in guess.breakdown),
        **_of_period(guess.organisation_id, guess.period),
    }


def _of_period(organisation_id: str | None, period: Period | None) -> dict[str, str]:
    return {
        "organisation_id": organisation_id or "",
        "period_start": period.start.isoformat() if period else "",
        "period_end": period.end.isoformat() if period else "",
        "period_basis": "inferred",
    }


def _counted_persons(after: str) -> str:
    """Return the noun after a number that counts persons or attendances: it belongs to the printed form."""
    words = after.split()
    for count in (3, 2, 1):
        noun = " ".join(words[:count]).strip(" ,;.")
        if noun_in(f"1 {noun}") and (noun.startswith("lượt ") or not contradicts(noun, _PERSON)):
            return noun
    return ""
