"""Every number of a report beside the record: a figure, set aside with a reason, or left over.

A figure claims the numbers that its text prints, at its place in the document: `90/127` is one
number, `04 + 03` are two, `chưa tổ chức` is none, `11 hội trưởng và hội viên` is one before these
words.  A number belongs to no more figures than it has parts, so that one printed twice needs two
figures.

A figure that is withheld claims none, for the record does not know its number.  What its section prints
and nothing else accounts for may be that number, and is taken as accounted for: nobody is asked to set
it aside in a table that is published.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from generator.checks import WITHHELD
from generator.checks.set_aside import may_tell
from generator.model import Observation, SetAside, SetAsideReason, SmallNumberRule
from generator.number_words import in_figures
from generator.read.locators import Place, place_of, section_of, sections_around
from generator.read.printed import AMOUNT, Printed, printed
from generator.register_links import grouped
from generator.reports.numbers import PrintedNumber

_SUM = re.compile(r"[0-9]+(?: \+ [0-9]+)+")
_FEW = 3
_HARDLY = 4
"""A report that prints less than one of so many figures is of another document."""
_BEFORE_WORDS = re.compile(rf"(?P<number>{AMOUNT}) (?P<words>[^\W\d_].*)", re.IGNORECASE)


class Accounted(Struct, frozen=True):
    """One number of the report and what became of it."""

    number: PrintedNumber
    figures: tuple[Observation, ...] = ()
    reason: SetAsideReason | None = None  # as the record has it
    may_be_withheld: bool = False  # by a figure of its section

    @property
    def is_left_over(self) -> bool:
        return not (self.figures or self.reason or self.may_be_withheld)


class ReportAccount(Struct, frozen=True):
    """The whole report beside the record."""

    numbers: tuple[Accounted, ...]
    unprinted: tuple[Observation, ...]  # figures that claim a number which the report has not, or not there
    unfound: tuple[SetAside, ...]  # rows of set_aside.csv for numbers that the report has not
    claiming: int = 0  # so many figures say that a number is printed
    rows: int = 0  # so many rows of set_aside.csv do

    @property
    def expected(self) -> int:
        """How many figures a report of this document prints; of few figures, with what is set aside."""
        return self.claiming + (self.rows if self.claiming < _FEW else 0)

    @property
    def met(self) -> int:
        """How many of these this report prints."""
        unfound = len(self.unfound) if self.claiming < _FEW else 0
        return self.expected - len(self.unprinted) - unfound

    @property
    def is_of_another(self) -> bool:
        """Whether nearly nothing that the record has of the document is printed in this report."""
        return self.met * _HARDLY < self.expected

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left over, and the record has nothing that the report has not."""
        return not (self.left_over or self.unprinted or self.unfound)

    @property
    def left_over(self) -> tuple[Accounted, ...]:
        return tuple(one for one in self.numbers if one.is_left_over)


class _Claim:
    """A number that a figure says is printed."""

    def __init__(self, figure: Observation, stated: Printed, words: str = "") -> None:
        self.figure, self.stated = figure, stated
        self._words = re.compile(rf"\s*{re.escape(words)}(?!\w)", re.IGNORECASE) if words else None

    def fits(self, number: PrintedNumber) -> bool:
        """Say whether this is the number, bound and denominator included."""
        same = set(self.stated.numbers) & set(number.values)
        under = not self.stated.under or set(self.stated.under) & set(number.under)
        is_followed = self._words is None or self._words.match(number.after) is not None
        return bool(same and under) and self.stated.bound == number.bound and is_followed

    def fits_under(self, number: PrintedNumber) -> bool:
        return not self.stated.under and bool(set(self.stated.numbers) & set(number.under))


def account(
    numbers: Sequence[PrintedNumber],
    figures: Sequence[Observation],
    rows: Sequence[SetAside],
    rules: Mapping[str, SmallNumberRule] = MappingProxyType({}),
) -> ReportAccount:
    """Return what each number of a report is by the record; `rules` are those of small numbers."""
    claims = [claim for figure in figures for claim in _claims(figure)]
    owners, unprinted = _owners(numbers, claims)
    reasons, unfound = _reasons([one for at, one in enumerate(numbers) if at not in owners], rows)
    made = [
        Accounted(one, tuple(owners.get(at, ())), reasons.get((one.paragraph, one.start)))
        for at, one in enumerate(numbers)
    ]
    withheld = _perhaps_withheld([one.number for one in made if one.is_left_over], figures, rules)
    return ReportAccount(
        tuple(replace(one, may_be_withheld=one.is_left_over and one.number in withheld) for one in made),
        tuple(dict.fromkeys(claim.figure for claim in unprinted)),
        unfound,
        len({claim.figure.figure_id for claim in claims}),
        len(rows),
    )


def proposed_rows(document_id: str, numbers: Iterable[PrintedNumber]) -> tuple[SetAside, ...]:
    """Return the rows that would set aside the numbers which seem to be no figures."""
    counted = Counter((one.place.locator, one.printed, one.reason) for one in numbers if one.reason)
    return tuple(
        SetAside(document_id, locator, number, reason, times)
        for (locator, number, reason), times in counted.items()
        if reason
    )


def _claims(figure: Observation) -> Iterator[_Claim]:
    text = figure.value_text or ""
    if figure.value is None:
        return
    if _SUM.fullmatch(text):
        parts = [Decimal(part) for part in text.split(" + ")]
        yield from (_Claim(figure, Printed("", (part,), (), (), False)) for part in parts)
        return
    stated = printed(in_figures(text))
    if stated is not None:
        yield _Claim(figure, stated)
    elif found := _BEFORE_WORDS.fullmatch(text):  # its words say more than what is counted
        first = printed(found["number"])
        if first is not None and figure.value in first.numbers:
            yield _Claim(figure, first, found["words"])


def _owners(
    numbers: Sequence[PrintedNumber], claims: Sequence[_Claim]
) -> tuple[dict[int, list[Observation]], list[_Claim]]:
    """Return the figures of each number by its position, and the claims that no number meets."""
    free: defaultdict[Place, list[tuple[int, bool]]] = defaultdict(list)
    for at, number in enumerate(numbers):
        free[number.place] += [(at, False), (at, True)] if number.under else [(at, False)]
    for slots in free.values():  # what seems to be no figure is claimed last
        slots.sort(key=lambda slot: numbers[slot[0]].reason is not None)
    owners: defaultdict[int, list[Observation]] = defaultdict(list)
    unmet = []
    for claim in claims:
        place = place_of(claim.figure.locator)
        slots = free[place] if place else []
        slot = next((one for one in slots if _meets(claim, numbers[one[0]], one[1])), None)
        if slot is None:
            unmet.append(claim)
        else:
            slots.remove(slot)
            owners[slot[0]].append(claim.figure)
    return dict(owners), unmet


def _perhaps_withheld(
    left: Iterable[PrintedNumber], figures: Iterable[Observation], rules: Mapping[str, SmallNumberRule]
) -> set[PrintedNumber]:
    """Return the numbers left over that withheld figures of their sections may be.

    These are all small ones, also in the parts of their sections, and where they are fewer than the
    figures, as many others: a figure is withheld, too, where a small number follows from it.
    """
    withheld = grouped((one for one in figures if one.missing == WITHHELD), _section_of_figure)
    found = set[PrintedNumber]()
    for section, numbers in grouped(left, lambda one: section_of(one.place.locator)).items():
        several = withheld.get(section, ())
        around = [one for name in sections_around(section) for one in withheld.get(name, ())]
        limits = [rules[one.indicator_id].threshold for one in around if one.indicator_id in rules]
        small = [one for one in numbers if may_tell(one.printed, one.reason or "", max(limits, default=0))]
        others = [one for one in numbers if one not in small and one.reason is None]
        found.update(small, others[: max(0, len(several) - len(small))])
    return found


def _section_of_figure(figure: Observation) -> str:
    return section_of(figure.locator)


def _meets(claim: _Claim, number: PrintedNumber, is_under: bool) -> bool:
    return claim.fits_under(number) if is_under else claim.fits(number)


def _reasons(
    numbers: Sequence[PrintedNumber], rows: Sequence[SetAside]
) -> tuple[Mapping[tuple[int, int], SetAsideReason], tuple[SetAside, ...]]:
    """Return the recorded reason of each number by its place, and the rows that set aside too much."""
    left = {row: row.times for row in rows}
    found: dict[tuple[int, int], SetAsideReason] = {}
    for one in numbers:
        fitting = [row for row in rows if left[row] and _is_of(row, one)]
        if fitting:
            row = next((row for row in fitting if row.reason == one.reason), fitting[0])
            left[row] -= 1
            found[one.paragraph, one.start] = row.reason
    return found, tuple(row for row in rows if left[row])


def _is_of(row: SetAside, number: PrintedNumber) -> bool:
    is_there = row.locator == number.place.locator or place_of(row.locator) == number.place
    return is_there and row.printed == number.printed
