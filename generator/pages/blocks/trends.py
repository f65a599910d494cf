"""One thing over the years as a line, several beside each other: of one kind of period, the gaps left open.

The same days of each year make one kind of period; nine months never stand beside a year.  A year of
which documents state different values has none here.  Totals never stand beside their parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator import text
from generator.analysis import is_final
from generator.model import Observation, Unit
from generator.pages.blocks.chart import key_name, row_key, source_line
from generator.pages.blocks.chart_titles import subject_of, where
from generator.pages.blocks.totals import is_whole
from generator.pages.view import words
from generator.pages.view.amounts import figure_in_words, with_noun
from generator.pages.view.context import Context, dated
from generator.products import Line, LineChart, Reading

FEWEST_YEARS = 3
MOST_TOGETHER = 5
"""Lines that one field can hold; more stand apart."""
MOST = 12
"""Lines that a reader can take in."""

_SIGNS = (("rose", 1), ("fell", -1), ("stayed", 0))

Years = Mapping[int, Sequence[Observation]]
"""The statements of one thing by the year in which their periods end."""


def trend_chart(context: Context, figures: Iterable[Observation], by_unit: bool = False) -> LineChart | None:
    """Return the lines of one indicator: of the rows of one unit, or `by_unit` of one row in several.

    None where no thing has figures of three years, or where there are too many to be told apart.
    """
    usable = [figure for figure in figures if _is_usable(context, figure)]
    kind = _usual_kind(usable)
    if kind is None:
        return None
    alike = [figure for figure in usable if figure.period.kind == kind]
    groups = _by_unit(context, alike) if by_unit else _by_row(context, alike)
    lines = {name: years for name, years in groups.items() if len(_stated(years)) > 1}
    if not 1 <= len(lines) <= MOST or max(len(_stated(years)) for years in lines.values()) < FEWEST_YEARS:
        return None
    return _chart(context, lines, by_unit)


def _is_usable(context: Context, figure: Observation) -> bool:
    return figure.occurrence == 1 and figure.period_basis == "stated" and is_final(context.register, figure)


def _usual_kind(figures: Iterable[Observation]) -> tuple[int, ...] | None:
    """Return the kind of period of most years, then of most figures."""
    known = [figure for figure in figures if figure.value is not None]
    years = {(figure.period.kind, figure.period.end.year) for figure in known}
    number_of_years = Counter(kind for kind, _ in years)
    number = Counter(figure.period.kind for figure in known)
    ranked = sorted(number, key=lambda kind: (-number_of_years[kind], -number[kind], kind))
    return ranked[0] if ranked else None


def _by_row(context: Context, figures: Sequence[Observation]) -> dict[str, Years]:
    """Return what is no total by organisation and members; the total alone where there is nothing else."""
    parts = [figure for figure in figures if not is_whole(context, figure, figures)] or list(figures)
    if len({tuple(name for name, _ in figure.breakdown) for figure in parts}) > 1:
        return {}
    several = len({figure.organisation_id for figure in parts}) > 1
    return _grouped((key_name(context, row_key(figure), several), figure) for figure in parts)


def _by_unit(context: Context, figures: Sequence[Observation]) -> dict[str, Years]:
    """Return the row that most units have, by unit; units of different levels never stand together."""
    rows = Counter((row_key(figure), context.unit(figure.unit_id).level) for figure in figures)
    usual = max(rows, key=lambda row: (rows[row], row[0][1] == ()))
    alike = [one for one in figures if (row_key(one), context.unit(one.unit_id).level) == usual]
    names = Counter(context.unit(unit_id).full_name for unit_id in {one.unit_id for one in alike})
    return _grouped((_name(context.unit(one.unit_id), names), one) for one in alike)


def _name(unit: Unit, names: Mapping[str, int]) -> str:
    """Return the name of a unit, dated where another one has it as well."""
    return unit.full_name if names[unit.full_name] == 1 else dated(unit.full_name, unit)


def _grouped(named: Iterable[tuple[str, Observation]]) -> dict[str, Years]:
    groups: dict[str, dict[int, list[Observation]]] = {}
    for name, figure in named:
        groups.setdefault(name, {}).setdefault(figure.period.end.year, []).append(figure)
    return {name: dict(sorted(years.items())) for name, years in groups.items()}


def _stated(years: Years) -> list[Observation]:
    """Return the figures of those years of which all documents say the same, oldest first."""
    return [one[0] for one in years.values() if one[0].value is not None and not _differ(one)]


def _by_year(years: Years) -> dict[int, Observation]:
    return {figure.period.end.year: figure for figure in _stated(years)}


def _differ(statements: Sequence[Observation]) -> bool:
    return len({(one.value, one.qualifier) for one in statements}) > 1


# The chart ------------------------------------------------------------------------------------------


def _chart(context: Context, lines: Mapping[str, Years], by_unit: bool) -> LineChart:
    known = [figure for years in lines.values() for figure in _stated(years)]
    first, last = (pick(figure.period.end.year for figure in known) for pick in (min, max))
    drawn = tuple(
        Line(name, tuple(_reading(context, years.get(year, ()), year) for year in range(first, last + 1)))
        for name, years in lines.items()
    )
    return LineChart(
        title=_title(context, lines, known, by_unit),
        description="; ".join(_described(line) for line in drawn),
        source=source_line(context, known),
        lines=drawn,
        apart=(by_unit and len(drawn) > 1) or len(drawn) > MOST_TOGETHER,
    )


def _reading(context: Context, statements: Sequence[Observation], year: int) -> Reading:
    if not statements:
        return Reading(str(year), None, words.word("trend", "nothing"))
    if _differ(statements):
        return Reading(str(year), None, words.word("trend", "differ"))
    (figure, *_) = statements
    if figure.value is None:
        return Reading(str(year), None, words.word("missing", figure.missing or "not_reported"))
    shown = figure_in_words(figure, context.register.indicators[figure.indicator_id])
    return Reading(str(year), figure.value, shown, figure.qualifier or "")


def _described(line: Line) -> str:
    return f"{line.label}: " + ", ".join(f"{one.when} {one.text}" for one in line.readings)


def _title(context: Context, lines: Mapping[str, Years], known: Sequence[Observation], by_unit: bool) -> str:
    """Return what changed from the first to the last year, where exact figures can say so."""
    subject, place = subject_of(context, known), where(context, known)
    periods = sorted({figure.period for figure in known}, key=lambda period: period.by_end)
    span = words.sentence("trend_span", first=text.period(periods[0]), last=text.period(periods[-1]))
    when = words.word("heading", "list_separator").join([*place, span])
    if len(lines) == 1:
        return _title_of_one(context, _stated(*lines.values()), subject, when)
    kind = "unit" if by_unit else _divided(known)
    by = words.word("divided_by", kind)
    shown = words.sentence("chart_bars", subject=subject, by=by, when=when)
    return words.sentence("trend_lines", title=shown, changes=told) if (told := _told(lines, kind)) else shown


def _told(lines: Mapping[str, Years], kind: str) -> str:
    """Return how many rose and fell of the lines with the first and the last year, where these are exact."""
    years = {year for own in lines.values() for year in _by_year(own)}
    ends = {min(years), max(years)}
    whole = [own for own in lines.values() if ends <= _by_year(own).keys()]
    changes = [_change(_stated(own)) for own in whole]
    if len(changes) < 2 or None in changes:  # of a bound nobody knows
        return ""
    found = [(key, changes.count(sign)) for key, sign in _SIGNS if sign in changes]
    alike = "all_" if len(found) == 1 else ""
    counts = [words.sentence(f"trend_{alike}{key}", count=count) for key, count in found]
    told = words.word("heading", "list_separator").join(counts)
    of = "of_all" if len(changes) == len(lines) else "of_those"
    what = words.word("trend", kind)
    return words.sentence(f"trend_{alike}{of}", count=len(changes), what=what, changes=told)


def _divided(figures: Sequence[Observation]) -> str:
    return "organisation" if len({figure.organisation_id for figure in figures}) > 1 else "part"


def _title_of_one(context: Context, figures: Sequence[Observation], subject: str, when: str) -> str:
    sign = _change(figures)
    if sign is None:
        return words.sentence("trend_one", subject=subject, when=when)
    indicator = context.register.indicators[figures[0].indicator_id]
    first, last = figures[0], figures[-1]
    said = {1: "trend_one_rose", -1: "trend_one_fell", 0: "trend_one_stayed"}[sign]
    return words.sentence(
        said,
        subject=subject,
        when=when,
        first=figure_in_words(first, indicator),
        last=with_noun(last, indicator, beside_name=True),
    )


def _change(figures: Sequence[Observation]) -> int | None:
    """Return 1, 0 or -1 for more, as much or less at the end than at the beginning; None of a bound."""
    first, last = figures[0], figures[-1]
    if first.qualifier or last.qualifier:
        return None
    assert first.value is not None and last.value is not None
    return (last.value > first.value) - (last.value < first.value)
