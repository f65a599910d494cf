"""Spans of days, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from msgspec import Struct


class Period(Struct, frozen=True, order=True):
    """From the first to the last day of what a figure covers, both included."""

    start: date
    end: date

    @classmethod
    def around(cls, periods: Collection[Period]) -> Period:
        """Return the shortest period that holds all of several, of which there must be one."""
        return cls(min(one.start for one in periods), max(one.end for one in periods))

    def __contains__(self, other: Period | date) -> bool:
        first, last = (other, other) if isinstance(other, date) else (other.start, other.end)
        return self.start <= first and last <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self.start <= other.end and other.start <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.start == self.end

    @property
    def is_of_months(self) -> bool:
        """Whether it is made of whole calendar months."""
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    @property
    def is_of_years(self) -> bool:
        """Whether it is made of whole calendar years."""
        return (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self.is_of_years and not self.spans_years

    @property
    def spans_years(self) -> bool:
        """Whether it ends in a later year: what it counts is of another size than that of a year or less."""
        return self.start.year != self.end.year

    @property
    def kind(self) -> tuple[int, ...]:
        """What periods that may stand in one row have in common: the days of the year, and over how many."""
        years = self.end.year - self.start.year
        return self.start.month, self.start.day, self.end.month, self.end.day, years

    @property
    def latest_first(self) -> int:
        """A key that sorts by the last day, from the newest to the oldest."""
        return -self.end.toordinal()

    @property
    def by_end(self) -> tuple[date, date]:
        """A key that sorts by the last day; of those that end together the longest comes first."""
        return self.end, self.start

    @property
    def code(self) -> str:
        """A short ASCII name, for ids: `2023`, or `20230101-20230930`."""
        return f"{self.start:%Y}" if self.is_year else f"{self.start:%Y%m%d}-{self.end:%Y%m%d}"
