"""The made-up report of one unit: its figures over the years, and the sums it claims.

Everything depends on the seed and the unit's id only.  One relation in fifty is wrong on purpose:
a sum that is not that of its parts, a percentage that is not that of its numerator and denominator,
a number repeated with another value.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from generator import text
from generator.model import Period
from generator.synth.chance import chance
from generator.synth.places import Reporter
from generator.synth.rows import RelationRow, Report, Row, document_id

ONE_WRONG_IN = 50
ONE_MISSING_IN = 30
ONE_BOUND_IN = 12
BODIES = 7
_SIZES: Mapping[str, tuple[int, ...]] = {"xa": (1, 1), "huyen": (9, 16), "tinh": (80, 160)}
_REASONS = ("not_reported", "not_reported", "not_reported", "not_collected", "withheld", "not_applicable")
_MONEY_STEP = 500_000
_TWO_NUMBERS = "Báo cáo nêu hai con số khác nhau."
_MILLION = 10**6
_HUNDREDTH = Decimal("0.01")


def report(place: Reporter, periods: Sequence[Period], seed: int) -> Report:
    """Return the report of a unit over some periods."""
    return _Writer(place, periods, chance(seed, place.unit_id)).written()


@cache
def contents() -> Mapping[str, Any]:
    """Return what the reports tell, as `bodies.toml` has it."""
    return tomllib.loads(Path(__file__).with_name("bodies.toml").read_text(encoding="utf-8"))


class _Writer:
    """Writes one report, period by period; every number comes from the unit's own dice."""

    def __init__(self, place: Reporter, periods: Sequence[Period], dice: Random) -> None:
        self.place, self.periods, self.dice = place, periods, dice
        self.size = dice.randint(*_SIZES[place.level])
        self.density: Mapping[str, Any] = contents()["density"][place.level]
        self.bodies = self._bodies()
        self.usual: dict[tuple[str, str], int] = {}
        self.report = Report()

    def written(self) -> Report:
        for number, period in enumerate(self.periods, start=1):
            _Chapter(self, number, period).write()
        return self.report

    def _bodies(self) -> list[str]:
        """Return seven associations, the usual ones more often than the rare ones."""
        known = list(contents()["members"])
        rare = self.dice.sample(known[BODIES:], self.dice.randint(0, 2))
        usual = self.dice.sample(known[:BODIES], BODIES - len(rare))
        return [body for body in known if body in usual or body in rare]

    def amount(self, body: str, indicator: str, limits: Sequence[int]) -> int:
        """Return a value near what this association had before: up or down by a tenth."""
        key = (body, indicator)
        if key not in self.usual:
            self.usual[key] = self.dice.randint(*limits) * self.size
        self.usual[key] = max(1, round(self.usual[key] * self.dice.uniform(0.92, 1.1)))
        return self.usual[key]

    def is_wrong(self) -> bool:
        """Decide whether the next claim is wrong, and count it."""
        wrong = self.dice.randrange(ONE_WRONG_IN) == 0
        self.report.claims += 1
        self.report.wrong += wrong
        return wrong


class _Chapter:
    """What a report tells of one period."""

    def __init__(self, writer: _Writer, number: int, period: Period) -> None:
        self.writer, self.number, self.period = writer, number, period
        self.dice = writer.dice
        self.is_last = number == len(writer.periods)

    def write(self) -> None:
        self._members()
        if self._is_told("assoc_count"):
            self._associations()
        for indicator, limits in contents()["all"].items():
            if self._is_told("all"):
                self._figure("", indicator, self.writer.amount("", indicator, limits), "2")
        for number, body in enumerate(self.writer.bodies, start=1):
            self._body(body, f"3.{number}")
        if self.writer.place.level != "xa":
            self._completeness()
        if self.is_last:
            self._place()

    def _is_told(self, what: str) -> bool:
        """Decide whether something is told of this period: more often of the last one."""
        return bool(self.dice.random() < self.writer.density[what][self.is_last])

    # Of all associations together

    def _members(self) -> None:
        """Write the members of each association and of all; the sum is claimed where none is missing."""
        stated: dict[str, int | None] = {}
        for body in self.writer.bodies:
            if self._is_told("members"):
                amount = self.writer.amount(body, "member_count", contents()["members"][body])
                stated[body] = self._figure(body, "member_count", amount, "1.2", may_be_bound=False)
        counts = [amount for amount in stated.values() if amount is not None]
        if not counts or not self._is_told("sum_of_members"):
            return
        claimed = len(counts) == len(self.writer.bodies)
        total = sum(counts)
        if claimed and self.writer.is_wrong():
            total += self._slip(total)
        self._state("", "member_count", total, "1.1")
        if claimed:
            self._relation("hoi-vien", "1.1", "/member_count", [f"{body}/member_count" for body in stated])
        if self.is_last:
            slip = self._slip(total) if self.writer.is_wrong() else 0
            self._state("", "member_count", total + slip, "5.1", note=_TWO_NUMBERS if slip else "")

    def _associations(self) -> None:
        assigned = len(self.writer.bodies)
        other = self.dice.randint(0, 3)
        claimed = self.is_last
        total = assigned + other + (self.dice.randint(1, 2) if claimed and self.writer.is_wrong() else 0)
        self._state("", "assoc_count", total, "1.1")
        if claimed:
            parts = ["assigned=yes", "assigned=no"]
            self._state("", "assoc_count", assigned, "1.1", breakdown=parts[0])
            self._state("", "assoc_count", other, "1.1", breakdown=parts[1])
            self._relation("so-hoi", "1.1", "/assoc_count", [f"/assoc_count/{part}" for part in parts])

    def _completeness(self) -> None:
        communes = 12 * self.writer.size
        done = self.dice.randint(communes // 2, communes)
        self._state(
            "",
            "dialogue_commune_count",
            done,
            "4",
            over=str(done),
            under=str(communes),
            words=f"{done}/{communes}",
        )

    def _place(self) -> None:
        for indicator, limits in contents()["place"].items():
            if self._is_told("place"):
                self._state("", indicator, self.dice.randint(*limits) * self.writer.size, "6")
        if self._is_told("place"):
            hectares = Decimal(self.dice.randint(60_000, 900_000)) * self.writer.size / 100
            self._state("", "natural_area_ha", hectares.quantize(_HUNDREDTH), "6")

    # Of one association

    def _body(self, body: str, section: str) -> None:
        tells: Mapping[str, Sequence[int]] = contents()["tells"][body]
        for indicator, limits in tells.items():
            if self._is_told("tells"):
                self._figure(body, indicator, self.writer.amount(body, indicator, limits), section)
        if body == "learning_promotion" and self._is_told("share"):
            self._learning(body, section)
        if self.is_last:
            self._parts(body)

    def _learning(self, body: str, section: str) -> None:
        """Write how many families registered for the title, of how many, and the share printed."""
        base = self.writer.amount(body, "learning_family_base_count", (900, 7000))
        registered = base * self.dice.randint(55, 95) // 100 + self.dice.randint(0, base // 30)
        rate = (Decimal(100 * registered) / base).quantize(_HUNDREDTH, ROUND_HALF_UP)
        if self.writer.is_wrong():
            rate -= self.dice.randint(11, 900) * _HUNDREDTH
        self._state(
            body,
            "learning_family_registered_rate",
            rate,
            section,
            over=str(registered),
            under=str(base),
            words=f"{text.number(rate, 2)}%",
        )

    def _parts(self, body: str) -> None:
        part = contents()["parts"][body]
        known: Sequence[str] = part["members"]
        fewest, most = self.writer.density["parts"]
        told = self.dice.sample(known, min(len(known), self.dice.randint(fewest, most)))
        for member in sorted(told, key=known.index):
            amount = self.dice.randint(*part["range"]) * self.writer.size
            self._state(body, part["indicator"], amount, "7", breakdown=f"{part['dimension']}={member}")

    # Rows

    def _figure(
        self, body: str, indicator: str, amount: int, section: str, *, may_be_bound: bool = True
    ) -> int | None:
        """Write a value, or why there is none; return what stands there."""
        if self.dice.randrange(ONE_MISSING_IN) == 0:
            self._row(body, indicator, section, missing=self.dice.choice(_REASONS))
            return None
        bound = self._bound(amount) if may_be_bound else ""
        self._state(body, indicator, _rounded(amount) if bound else amount, section, bound=bound)
        return amount

    def _bound(self, amount: int) -> str:
        """Return how a report rounds a large number now and then: "trên 1.200", "gần 500"."""
        rounds = self.dice.randrange(ONE_BOUND_IN) == 0 and amount >= 100
        return self.dice.choice((">=", "<=")) if rounds else ""

    def _state(
        self,
        body: str,
        indicator: str,
        value: int | Decimal,
        section: str,
        *,
        breakdown: str = "",
        bound: str = "",
        over: str = "",
        under: str = "",
        words: str = "",
        note: str = "",
    ) -> None:
        if indicator.endswith("_vnd"):
            value = max(1, int(value) // _MONEY_STEP) * _MONEY_STEP
        words = words or _words(indicator, Decimal(value))
        prefix = {">=": "trên ", "<=": "gần ", "": ""}[bound]
        self._row(
            body,
            indicator,
            section,
            breakdown=breakdown,
            value=f"{value:f}" if isinstance(value, Decimal) else str(value),
            numerator=over,
            denominator=under,
            qualifier=bound,
            value_text=prefix + words,
            note=note,
        )

    def _row(self, body: str, indicator: str, section: str, **cells: str) -> None:
        blank = dict.fromkeys(
            ("breakdown", "value", "numerator", "denominator", "qualifier", "missing", "value_text"), ""
        )
        self.writer.report.figures.append(
            Row(
                organisation_id=body,
                indicator_id=indicator,
                period_start=self.period.start.isoformat(),
                period_end=self.period.end.isoformat(),
                period_basis="stated",
                document_id=document_id(self.writer.place.unit_id),
                locator=self._locator(section),
                **{**blank, **cells},
            )
        )

    def _relation(self, name: str, section: str, stated: str, terms: Sequence[str]) -> None:
        unit_id = self.writer.place.unit_id
        self.writer.report.relations.append(
            RelationRow(
                relation_id=f"gia-lap-{unit_id}-{name}-{self.number}",
                kind="sum",
                unit_id=unit_id,
                period_start=self.period.start.isoformat(),
                period_end=self.period.end.isoformat(),
                document_id=document_id(unit_id),
                locator=self._locator(section),
                stated=stated,
                terms=" | ".join(terms),
            )
        )

    def _locator(self, section: str) -> str:
        return f"mục {self.number}.{section}"

    def _slip(self, total: int) -> int:
        """Return by how much a wrong total is off: too much or too little, never nothing."""
        return self.dice.choice((-1, 1)) * self.dice.randint(1, max(2, total // 20))


def _rounded(amount: int) -> int:
    """Return a number with two digits before its zeros."""
    zeros = len(str(amount)) - 2
    return int(amount // 10**zeros * 10**zeros)


def _words(indicator: str, value: Decimal) -> str:
    """Return a number as reports print it, to the last digit: money in tỷ, else in triệu."""
    if not indicator.endswith("_vnd"):
        return text.number(value)
    if value % _MILLION:
        return f"{text.number(value / _MILLION)} triệu đồng"
    return text.money(value).replace("\u00a0", " ")
