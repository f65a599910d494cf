"""A figure in words, from the cells of its row: what it is about, and what it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator import text
from generator.cli.words import Words
from generator.model import Period, Register
from generator.nouns import is_of_one_kind

if TYPE_CHECKING:  # its module loads pandas, which only a review needs
    from generator.review.changes import Cells

_SIGNS = {">=": "≥", "<=": "≤", "~": "≈"}


class FigureWords(Struct, frozen=True):
    """Names of a record in one language; what it does not have is named by its id."""

    register: Register
    words: Words

    def figure(self, key: Cells) -> str:
        """Return unit, association, indicator, breakdown and period."""
        return self.words(
            "diff.figure", unit=self.unit(key["unit_id"]), matter=self.matter(key), period=self.period(key)
        )

    def matter(self, key: Cells) -> str:
        """Return association, indicator and breakdown."""
        body = self.register.organisations.get(key["organisation_id"])
        members = (self._member(pair) for pair in key["breakdown"].split(";") if pair)
        parts = (self._name(body, key["organisation_id"]), self.indicator(key["indicator_id"]), *members)
        return " · ".join(filter(None, parts))

    def unit(self, unit_id: str) -> str:
        """Return type and name of a unit."""
        place = self.register.units.get(unit_id)
        return unit_id if place is None else place.full_name

    def indicator(self, indicator_id: str) -> str:
        return self._name(self.register.indicators.get(indicator_id), indicator_id)

    def period(self, key: Cells) -> str:
        """Return a period; in English as dates."""
        span = Period(*(date.fromisoformat(key[name]) for name in ("period_start", "period_end")))
        if self.words.lang == "vi":
            return text.period(span)
        if span.is_year:
            return str(span.start.year)
        return str(span.start) if span.is_day else f"{span.start} – {span.end}"

    def value(self, key: Cells, cells: Cells) -> str:
        """Return what a figure says: its number with bound and unit of measure, or why there is none."""
        if not cells["value"]:
            return self.words("diff.nothing", reason=self.words(f"reason.{cells['missing']}"))
        parts = f" ({cells['numerator']}/{cells['denominator']})" if cells["denominator"] else ""
        return f"{self.number(key, cells['value'], cells['qualifier'])}{parts}"

    def number(self, key: Cells, value: str, qualifier: str = "") -> str:
        """Return a plain number with the unit of measure of its indicator."""
        indicator = self.register.indicators.get(key["indicator_id"])
        measure = "" if indicator is None else indicator.unit_of_measure
        measure = measure if is_of_one_kind(measure) else ""
        bare = self.plain(value)
        shown = f"{bare}%" if measure == "%" else f"{bare} {measure}".strip()
        return f"{_SIGNS[qualifier]} {shown}" if qualifier else shown

    def plain(self, value: str) -> str:
        """Return a plain number with the separators of the language, all its digits kept."""
        number = Decimal(value)
        return self.words.number(number, text.decimals_of(number))

    def _name(self, noun: Any, name: str) -> str:
        if noun is None:
            return name
        return str(noun.name if self.words.lang == "vi" else noun.name_en)

    def _member(self, pair: str) -> str:
        dimension, _, member = pair.partition("=")
        return self._name(self.register.members.get((dimension, member)), pair)
