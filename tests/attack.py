"""An attacker who has all that is published, and tries to give withheld numbers back.

It shares no code with the program: it reads published CSV files, writes down everything that must add up
(margins of breakdowns, organisations, parents, periods, percentages, declared relations, other documents,
earlier releases), and searches which whole numbers fit all of it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import NamedTuple

HIGHEST = 400
"""Beyond this the attacker does not look."""


class Cell(NamedTuple):
    unit: str
    body: str
    indicator: str
    members: frozenset[str]
    start: str
    end: str


class Fact(NamedTuple):
    """`low <= sum of factor * cell <= high`."""

    factors: Mapping[Cell, Fraction]
    low: Fraction
    high: Fraction


class WholeFact(NamedTuple):
    """The same in whole numbers, with which a search is many times as fast."""

    factors: Mapping[Cell, int]
    low: int
    high: int


def _in_whole_numbers(fact: Fact) -> WholeFact:
    times = lcm(*(number.denominator for number in (*fact.factors.values(), fact.low, fact.high)))
    factors = {cell: int(factor * times) for cell, factor in fact.factors.items()}
    return WholeFact(factors, int(fact.low * times), int(fact.high * times))


Domains = dict[Cell, tuple[int, int]]


def found(folder: Path, *releases: Path) -> dict[Cell, tuple[int, int]]:
    """Return the withheld cells whose possible values are too few, with the lowest and highest of these."""
    record = _Record(folder, releases)
    domains = {cell: (0, HIGHEST) for fact in record.facts for cell in fact.factors}
    narrow = {}
    for cell, threshold in record.withheld.items():
        if cell in domains:
            low, high = _range(cell, record.facts, domains, threshold)
            if high - low < threshold:
                narrow[cell] = (low, high)
    return narrow


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _cell(row: Mapping[str, str], **changes: str) -> Cell:
    row = {**row, **changes}
    members = frozenset(filter(None, row["breakdown"].split(";")))
    names = ("unit_id", "organisation_id", "indicator_id")
    return Cell(*(row[name] for name in names), members, row["period_start"], row["period_end"])


class _Record:
    """What is published: known and withheld cells, and all that must add up."""

    def __init__(self, folder: Path, releases: Sequence[Path]) -> None:
        self.indicators = {row["indicator_id"]: row for row in _rows(folder / "indicators.csv")}
        thresholds = {
            row["indicator_id"]: int(row["threshold"]) for row in _rows(folder / "small_numbers.csv")
        }
        self.children: dict[str, set[str]] = defaultdict(set)
        for row in _rows(folder / "units.csv"):
            self.children[row["parent_id"]].add(row["unit_id"])
        rows = [
            {**row, "unit_id": file.stem}
            for file in sorted((folder / "observations").glob("*.csv"))
            for row in _rows(file)
        ]
        old = [row for release in releases for row in _rows(release / "figures.csv")]
        self.known: dict[Cell, Fraction] = {}
        self.withheld: dict[Cell, int] = {}
        rates = []
        for row in (*rows, *old):
            cell = _cell(row)
            if self.indicators[cell.indicator]["kind"] == "ratio":
                rates.append((cell, row))
            elif row["value"]:
                self.known.setdefault(cell, Fraction(row["value"]))
            elif row["missing"] == "withheld" and cell.indicator in thresholds:
                self.withheld[cell] = thresholds[cell.indicator]
        facts = [*self._rates(rates), *self._declared(_rows(folder / "relations.csv"))]
        cells = {*self.known, *self.withheld, *(cell for fact in facts for cell in fact.factors)}
        facts += self._sums(cells)
        unknown = [fact for fact in map(self._put_in, facts) if fact.factors]
        unknown += [
            Fact({cell: Fraction(1)}, self.known[cell], self.known[cell])
            for cell in self.withheld
            if cell in self.known
        ]
        self.facts = list(map(_in_whole_numbers, unknown))

    def _put_in(self, fact: Fact) -> Fact:
        sure = sum(
            (f * self.known[cell] for cell, f in fact.factors.items() if cell in self.known), Fraction(0)
        )
        unknown = {cell: f for cell, f in fact.factors.items() if cell not in self.known}
        return Fact(unknown, fact.low - sure, fact.high - sure)

    def _rates(self, rates: list[tuple[Cell, dict[str, str]]]) -> Iterator[Fact]:
        for cell, row in rates:
            indicator = self.indicators[cell.indicator]
            over = cell._replace(indicator=indicator["numerator_id"])
            under = cell._replace(indicator=indicator["denominator_id"])
            for part, number in ((over, row["numerator"]), (under, row["denominator"])):
                if number:
                    self.known.setdefault(part, Fraction(number))
            if row["value"]:
                half = Fraction(10) ** int(Decimal(row["value"]).as_tuple().exponent) / 2
                share = Fraction(row["value"])
                yield Fact({over: Fraction(100), under: -(share - half)}, Fraction(0), Fraction(10**9))
                yield Fact({over: Fraction(100), under: -(share + half)}, -Fraction(10**9), Fraction(0))

    def _declared(self, rows: list[dict[str, str]]) -> Iterator[Fact]:
        for row in rows:
            if row["kind"] in ("sum", "repetition"):
                stated, *terms = (
                    self._term(row, cell) for cell in (row["stated"], *row["terms"].split(" | "))
                )
                slack = Fraction(row["tolerance"])
                yield Fact({stated: Fraction(1), **dict.fromkeys(terms, Fraction(-1))}, -slack, slack)

    @staticmethod
    def _term(row: Mapping[str, str], term: str) -> Cell:
        where, _, rest = term.rpartition(":")
        body, indicator, *members = rest.split("/")
        names = {
            "organisation_id": body,
            "indicator_id": indicator,
            "breakdown": members[0] if members else "",
        }
        return _cell(row, unit_id=where or row["unit_id"], **names)

    # What must add up

    def _sums(self, cells: set[Cell]) -> Iterator[Fact]:
        for _ in range(4):  # a total that is nowhere stated is one all the same
            groups = self._groups(cells)
            cells |= {whole for (_, whole), parts in groups.items() if len(parts) > 1}
        for (way, whole), parts in groups.items():
            if whole not in cells:
                continue
            if way == "unit" and {part.unit for part in parts} != self.children[whole.unit]:
                yield Fact(
                    {whole: Fraction(1), **dict.fromkeys(parts, Fraction(-1))}, Fraction(0), Fraction(10**9)
                )
            elif len(parts) > 1:
                yield Fact(
                    {whole: Fraction(1), **dict.fromkeys(parts, Fraction(-1))}, Fraction(0), Fraction(0)
                )
            else:
                yield Fact({whole: Fraction(1), parts[0]: Fraction(-1)}, Fraction(0), Fraction(10**9))
        yield from self._periods(cells)

    def _groups(self, cells: set[Cell]) -> dict[tuple[str, Cell], list[Cell]]:
        groups: dict[tuple[str, Cell], list[Cell]] = defaultdict(list)
        parents = {child: parent for parent, children in self.children.items() for child in children}
        for cell in sorted(cells, key=lambda one: (*one[:3], sorted(one.members), *one[4:])):
            for member in cell.members:
                whole = cell._replace(members=cell.members - {member})
                groups[member.partition("=")[0], whole].append(cell)
            if cell.body and self.indicators[cell.indicator]["adds_over_organisations"] == "yes":
                groups["body", cell._replace(body="")].append(cell)
            if parents.get(cell.unit) and self.indicators[cell.indicator]["adds_over_units"] == "yes":
                groups["unit", cell._replace(unit=parents[cell.unit])].append(cell)
        return groups

    def _periods(self, cells: set[Cell]) -> Iterator[Fact]:
        """Yield every period that is made of two others, one of which may be stated nowhere."""
        for whole in cells:
            if self.indicators[whole.indicator]["adds_over_time"] != "yes":
                continue
            for part in cells:
                if part != whole and part._replace(end=whole.end) == whole:
                    start = (date.fromisoformat(part.end) + timedelta(days=1)).isoformat()
                    rest = whole._replace(start=start)
                    if part.end < whole.end:
                        yield Fact(
                            {whole: Fraction(1), part: Fraction(-1), rest: Fraction(-1)},
                            Fraction(0),
                            Fraction(0),
                        )


# The search ------------------------------------------------------------------------------------------


def _range(cell: Cell, facts: list[WholeFact], domains: Domains, enough: int) -> tuple[int, int]:
    """Return the lowest and the highest value that fit, or two that are far enough apart."""
    tied = _tied(cell, facts)
    narrowed = _narrowed(
        tied, {name: domains[name] for fact in tied for name in fact.factors} | {cell: domains[cell]}
    )
    assert narrowed is not None, "what is published contradicts itself"
    first, last = narrowed[cell]
    low = next(value for value in range(first, last + 1) if _fits(tied, {**narrowed, cell: (value, value)}))
    for high in range(last, low, -1):
        if _fits(tied, {**narrowed, cell: (high, high)}):
            return low, high
    return low, low


def _tied(cell: Cell, facts: list[WholeFact]) -> list[WholeFact]:
    """Return the facts that have to do with a cell, directly or through cells that are not known."""
    met, tied = {cell}, []
    while new := [fact for fact in facts if fact not in tied and met & fact.factors.keys()]:
        tied += new
        met |= {name for fact in new for name in fact.factors}
    return tied


def _fits(facts: list[WholeFact], domains: Domains) -> bool:
    """Say whether whole numbers within the domains satisfy all facts: narrow, halve, and try again."""
    narrowed = _narrowed(facts, domains)
    if narrowed is None:
        return False
    open_cells = [cell for cell, (low, high) in narrowed.items() if low < high]
    if not open_cells:
        return True
    cell = min(open_cells, key=lambda one: (narrowed[one][1] - narrowed[one][0], str(one)))
    low, high = narrowed[cell]
    middle = (low + high) // 2
    halves = ((low, middle), (middle + 1, high))
    return any(_fits(facts, {**narrowed, cell: half}) for half in halves)


def _narrowed(facts: list[WholeFact], domains: Domains) -> Domains | None:
    """Return the domains without values that one fact alone rules out; None where nothing is left."""
    domains, changed = dict(domains), True
    while changed:
        changed = False
        for fact in facts:
            ends = {cell: _ends(f, domains[cell]) for cell, f in fact.factors.items()}
            least, most = sum(low for low, _ in ends.values()), sum(high for _, high in ends.values())
            for cell, factor in fact.factors.items():
                low = fact.low - (most - ends[cell][1])
                high = fact.high - (least - ends[cell][0])
                if factor < 0:
                    low, high = high, low
                was = domains[cell]
                now = max(was[0], -(-low // factor)), min(was[1], high // factor)
                if now[0] > now[1]:
                    return None
                if now != was:
                    domains[cell], changed = now, True
                    ends[cell] = _ends(factor, now)
                    least, most = sum(a for a, _ in ends.values()), sum(b for _, b in ends.values())
    return domains


def _ends(factor: int, domain: tuple[int, int]) -> tuple[int, int]:
    low, high = factor * domain[0], factor * domain[1]
    return (low, high) if low <= high else (high, low)
