"""Every number of a report beside the record: a figure, set aside with a reason, or left over.

A figure claims the numbers that its text prints, at its place in the document: `90/127` is one
number, `04 + 03` are two, `chưa tổ chức` is none.  A number belongs to no more figures than it has
parts, so that one printed twice needs two figures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.model import Observation, SetAside, SetAsideReason
from generator.number_words import in_figures
from generator.read.printed import Printed, printed
from generator.reports.numbers import PrintedNumber
from generator.reports.places import Place, place_of

_SUM = re.compile(r"[0-9]+(?: \+ [0-9]+)+")


class Accounted(Struct, frozen=True):
    """One number of the report and what became of it."""

    number: PrintedNumber
    figures: tuple[Observation, ...] = ()
    reason: SetAsideReason | None = None  # as the record has it

    @property
    def is_left_over(self) -> bool:
        return not self.figures and self.reason is None


class ReportAccount(Struct, frozen=True):
    """The whole report beside the record."""

    numbers: tuple[Accounted, ...]
    unprinted: tuple[Observation, ...]  # figures that claim a number which the report has not, or not there
    unfound: tuple[SetAside, ...]  # rows of set_aside.csv for numbers that the report has not

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left over, and the record has nothing that the report has not."""
        return not (self.left_over or self.unprinted or self.unfound)

    @property
    def left_over(self) -> tuple[Accounted, ...]:
        return tuple(one for one in self.numbers if one.is_left_over)


class _Claim:
    """A number that a figure says is printed."""

    def __init__(self, figure: Observation, stated: Printed) -> None:
        self.figure, self.stated = figure, stated

    def fits(self, number: PrintedNumber) -> bool:
        """Say whether this is the number, bound and denominator included."""
        same = set(self.stated.numbers) & set(number.values)
        under = not self.stated.under or set(self.stated.under) & set(number.under)
        return bool(same and under) and self.stated.bound == number.bound

    def fits_under(self, number: PrintedNumber) -> bool:
        return not self.stated.under and bool(set(self.stated.numbers) & set(number.under))


def account(
    numbers: Sequence[PrintedNumber], figures: Iterable[Observation], rows: Sequence[SetAside]
) -> ReportAccount:
    """Return what each number of a report is by the record."""
    claims = [claim for figure in figures for claim in _claims(figure)]
    owners, unprinted = _owners(numbers, claims)
    reasons, unfound = _reasons([one for at, one in enumerate(numbers) if at not in owners], rows)
    return ReportAccount(
        tuple(
            Accounted(one, tuple(owners.get(at, ())), reasons.get((one.paragraph, one.start)))
            for at, one in enumerate(numbers)
        ),
        tuple(dict.fromkeys(claim.figure for claim in unprinted)),
        unfound,
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
    return (row.locator, row.printed) == (number.place.locator, number.printed)
