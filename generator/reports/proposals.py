"""What a number of a report may be a figure of: a guess from the record's own words, for a person to judge.

The words around a number are compared with the names, definitions and units of measure of the
indicators, with the questions of forms, and with the names and aliases of organisations and members
of breakdowns.  A guess is never a row of the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from generator.model import Breakdown, Document, Indicator, Register
from generator.model.codes import IndicatorKind
from generator.read.printed import numbers_in, printed
from generator.reports import comparisons
from generator.reports.bodies import Bodies
from generator.reports.breakdown_members import MemberDoubt, Members
from generator.reports.counted import noun_printed
from generator.reports.likeness import LEAST_LIKENESS, Likeness, is_called
from generator.reports.numbers import PrintedNumber
from generator.reports.periods import Told, period_of
from generator.reports.surroundings import Surroundings
from generator.reports.zeros import clause, is_named, noun_of
from generator.text import plain

_NAMED = 1.2
"""So much likelier is an indicator that was counted by such a member of a breakdown as is named."""
CLOSE = 0.7
"""A second indicator so nearly as likely as the first makes a guess unsure: every third such is wrong."""


Ranked = Sequence[tuple[float, Indicator]]
"""Indicators with their likeness, the likeliest first."""


class Doubt(Struct, frozen=True):
    """Why a guess is weak: another indicator is as likely, another noun is counted or another act said.

    `told` is that indicator, noun or act; of what is too weak to be filled in and of a difference, the
    likeliest indicator; of a part, the word that makes it one; of what may be a page, the words it parts;
    of a repeat, where the report says it before.

    A number that the record withholds is no weak guess, but a person has to see it first, too.
    """

    code: (
        Literal["withheld", "perhaps_withheld", "weak", "close", "noun", "act", "not_reported"]
        | Literal["change", "part", "compared", "zero", "page"]
        | Literal["repeat", "repeat_otherwise"]
        | MemberDoubt
    )
    told: str = ""


class Guess(Struct, frozen=True):
    """What a number may be: the cells of a row that nobody has confirmed."""

    indicator_id: str  # empty where too little speaks for any
    organisation_id: str | None
    breakdown: Breakdown
    told: Told
    doubts: tuple[Doubt, ...] = ()


class Guesser:
    """The words of a record, against which numbers of one document are held."""

    def __init__(self, register: Register, document: Document, unit_id: str) -> None:
        self._document, self._register = document, register
        earlier = [one for one in register.observations.values() if one.document_id != document.document_id]
        self._bodies = Bodies(register)
        self._likeness = Likeness(register, earlier, unit_id, self._bodies)
        self._members = Members(register, earlier)

    def of_unknown(self, around: Surroundings) -> tuple[str | None, Told]:
        """Return the organisation and the period of a number that nothing in the record is like."""
        return self._bodies.organisation(around), period_of(self._document, around, None)

    def names_body(self, around: Surroundings) -> bool:
        """Say whether the statement itself names an organisation before the number."""
        return self._bodies.without_names(around.statement_before) != around.statement_before

    def printed(self, number: PrintedNumber, around: Surroundings, indicator_id: str) -> str:
        """Return the printed form of a number, with the noun that belongs to it."""
        indicator = self._register.indicators.get(indicator_id)
        unit = indicator.unit_of_measure if indicator else ""
        noun = "" if number.is_percent else noun_printed(around.after, self._likeness.counted, unit)
        return f"{number.printed} {noun}".strip()

    def value(self, cells: Mapping[str, str]) -> str:
        """Return the value of a row in the unit of measure of its indicator: of "5 tấn", 5000 kg."""
        indicator = self._register.indicators.get(cells.get("indicator_id", ""))
        stated = printed(cells["value_text"]) if indicator and cells["value"] else None
        numbers = numbers_in(stated, indicator.unit_of_measure) if indicator and stated else None
        return plain(numbers[0].normalize()) if numbers and len(numbers) == 1 else cells["value"]

    def guess(self, number: PrintedNumber, around: Surroundings) -> Guess | None:
        """Return what a number most likely is; None where nothing in the record is like it."""
        body = self._bodies.organisation(around)
        if around.parted and not self._likeness.counts_known_noun(around):
            told = period_of(self._document, around, None)
            return Guess("", body, (), told, (Doubt("page", around.parted),))
        ranked, is_change = self._ranked(number, around, body), comparisons.is_change(around)
        changes = self._likeness.ranked(number, around, body, of_changes=True) if is_change else ranked
        if changes and changes[0][0] >= LEAST_LIKENESS:
            return self._of_likeliest(changes, around, body)
        return self._of_change(ranked, around, body) if is_change else None

    def _ranked(self, number: PrintedNumber, around: Surroundings, body: str | None) -> Ranked:
        """Return the likeliest indicators; one whose breakdown is named is likelier than one without."""
        ranked = self._likeness.ranked(number, around, body)
        likely = [one for one in ranked if one[0] > CLOSE * ranked[0][0]]
        named = [(_NAMED * like, one) for like, one in likely if self._members.is_named(around, one)]
        others = [one for one in ranked if one[1] not in [indicator for _, indicator in named]]
        return sorted([*named, *others], key=lambda one: -one[0])

    def _of_likeliest(self, ranked: Ranked, around: Surroundings, body: str | None) -> Guess:
        """Return the likeliest indicator with all that is known of it, if enough speaks for it."""
        indicator = ranked[0][1]
        told = period_of(self._document, around, self._kind(indicator))
        doubts, other = tuple(self._doubts(ranked, around)), tuple(_other_doubts(around, indicator))
        if len(doubts) > 1 or self._likeness.is_unsaid(around, indicator):  # most such are wrong
            close = (one for one in doubts if one.code == "close")
            return Guess("", body, (), told, (Doubt("weak", indicator.indicator_id), *close, *other))
        breakdown, doubt = self._members.named(around, indicator)
        doubts += (*((Doubt(doubt),) if doubt else ()), *other)
        return Guess(indicator.indicator_id, body, breakdown, told, doubts)

    def zero(self, place: PrintedNumber, around: Surroundings) -> tuple[Guess, str] | None:
        """Return the likeliest indicator that the words after a "there is none" name, and its noun there."""
        body, said = self._bodies.organisation(around), clause(around.after)
        named = (one for _, one in self._ranked(place, around, body) if is_named(said, one))
        indicator = next(named, None)
        if indicator is None:
            return None
        breakdown, doubt = self._members.named(around, indicator)
        told = period_of(self._document, around, self._kind(indicator))
        doubts = (Doubt("zero"), *((Doubt(doubt),) if doubt else ()))
        return Guess(indicator.indicator_id, body, breakdown, told, doubts), noun_of(said, indicator)

    def _of_change(self, ranked: Ranked, around: Surroundings, body: str | None) -> Guess | None:
        """Return a difference that no indicator counts, where its stock is likely: told, not filled in."""
        likely = next((one for likeness, one in ranked[:1] if likeness >= LEAST_LIKENESS), None)
        stock = self._likeness.plain(around) or likely
        if stock is None:
            return None
        told = period_of(self._document, around, self._kind(stock))
        return Guess("", body, (), told, (Doubt("change", stock.indicator_id),))

    def _kind(self, indicator: Indicator) -> IndicatorKind:
        """Return whether an indicator counts what there is or what was done; a ratio as its numerator."""
        whole = self._register.indicators.get(indicator.numerator_id or "")
        return whole.kind if whole is not None and indicator.kind == "ratio" else indicator.kind

    def small(self, guess: Guess, cells: Mapping[str, str]) -> Doubt | None:
        """Return that the record withholds so small a number, or would if it is the other likely one."""
        if self._withholds(guess.indicator_id, cells):
            return Doubt("withheld", guess.indicator_id)
        others = (one.told for one in guess.doubts if one.code in ("weak", "close", "change"))
        other = next((one for one in others if self._withholds(one, cells)), None)
        return Doubt("perhaps_withheld", other) if other else None

    def _withholds(self, indicator_id: str, cells: Mapping[str, str]) -> bool:
        rule = self._register.small_numbers.get(indicator_id)
        if rule is None or self._document.document_id in rule.public_in:
            return False
        is_ratio = self._register.indicators[indicator_id].kind == "ratio"
        count = cells["numerator" if is_ratio else "value"]
        return bool(count) and 0 < Decimal(count) < rule.threshold

    def _doubts(self, ranked: Ranked, around: Surroundings) -> Iterator[Doubt]:
        (likeness, indicator), *others = ranked
        if noun := self._likeness.noun_against(around, indicator):
            yield Doubt("noun", noun)
        if act := self._likeness.act_against(around, indicator):
            yield Doubt("act", act)
        is_plain = self._likeness.plain(around) is indicator or is_called(around.statement_before, indicator)
        if others and others[0][0] > CLOSE * likeness and not is_plain:
            yield Doubt("close", others[0][1].indicator_id)


def _other_doubts(around: Surroundings, indicator: Indicator) -> Iterator[Doubt]:
    """Yield why a number may be less than its indicator counts, or of another time."""
    if comparisons.is_compared_with(around):
        yield Doubt("compared")
    if word := comparisons.part(around, indicator.name):
        yield Doubt("part", word)
