"""The units below a unit: which there are, which reported, what the reported figures add up to."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

from generator import text, urls
from generator.measures import Survey, Tally, Total
from generator.pages.blocks.regrouping import kinds_of
from generator.pages.blocks.reporting import no_number
from generator.pages.view import words
from generator.pages.view.amounts import in_words, limit_of_sum, telling_noun
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import subject
from generator.products import Strip, Tile
from generator.register_links import grouped

MOST_SUMS = 60
"""Sums over the units below a unit; of more, those of the newest period are shown."""
MOST_SQUARES = 400
"""Communes as squares: more would be too small to be touched."""
MOST_SURVEYS = 3
"""Periods of one form, the newest."""
ALWAYS_EXPLAINED = ("not_reported", "not_applicable", "not_collected", "withheld", "unit_did_not_exist")


class Sum(Struct, frozen=True):
    """One sum over sub-units that this site made: `reported` of `due` have the figure."""

    subject: str
    period: str
    value: str  # plain
    words: str
    noun: str
    reported: int
    due: int


class QuestionTally(Struct, frozen=True):
    """One question: how many answered, how many of them with 0, and why the others did not."""

    question: str
    reported: int
    zeros: int
    missing: tuple[tuple[str, int], ...]


class FormSurvey(Struct, frozen=True):
    """One form in one period over all communes of the unit."""

    form: Link
    period: str
    answered: int
    due: int
    kinds: str
    not_yet: int
    questions: tuple[QuestionTally, ...]


class SubUnits(Struct, frozen=True):
    """The direct sub-units of the unit's own time, those with own figures, and former ones."""

    reported: int
    due: int
    kinds: str
    units: tuple[tuple[Link, bool], ...]  # and whether it has figures of its own
    directory: str | None  # of a province: every unit in it, with what came before and after
    former: tuple[Link, ...]  # sub-units of another time that have a page
    sums: tuple[Sum, ...]
    sums_left: int  # those that are not shown
    surveys: tuple[FormSurvey, ...]
    meanings: tuple[tuple[str, str], ...]  # the reasons why a figure is missing, explained


def sub_units(context: Context, unit_id: str) -> SubUnits | None:
    """Return the sub-units of a unit; None where there are none."""
    coverage = context.measured.coverage[unit_id]
    former = _former(context, unit_id)
    if not (coverage.due or former):
        return None
    ranked = sorted(coverage.due, key=lambda one: text.collation_key(context.unit(one).name))
    totals = context.measured.totals.get(unit_id, ())
    shown = _newest(totals)
    return SubUnits(
        reported=len(coverage.reported),
        due=len(coverage.due),
        kinds=kinds_of(context.unit(one) for one in coverage.due),
        units=tuple((context.unit_link(one), one in coverage.reported) for one in ranked),
        directory=context.to(urls.places_in(context.unit(unit_id)))
        if context.unit(unit_id).level == "tinh"
        else None,
        former=former,
        sums=tuple(_sum(context, total) for total in shown),
        sums_left=len(totals) - len(shown),
        surveys=tuple(_survey(context, one) for one in _latest(context.measured.surveys.get(unit_id, ()))),
        meanings=(
            (words.sentence("no_number"), words.sentence("no_number_meaning")),
            *((words.word("missing", one), words.word("missing_meaning", one)) for one in ALWAYS_EXPLAINED),
        ),
    )


def _newest(totals: Sequence[Total]) -> Sequence[Total]:
    """Return all sums, or of too many those of the newest period, the whole before its parts."""
    if len(totals) <= MOST_SUMS:
        return totals
    newest = max(total.period.end for total in totals)
    of_newest = [total for total in totals if total.period.end == newest]
    return sorted(of_newest, key=lambda total: len(total.breakdown))[:MOST_SUMS]


def _latest(surveys: Sequence[Survey]) -> tuple[Survey, ...]:
    """Return the surveys of the newest periods of each form, in their order."""
    ranked = sorted(surveys, key=lambda survey: survey.period.latest_first)
    kept = grouped(ranked, attrgetter("document_id"))
    return tuple(one for one in surveys if one in kept[one.document_id][:MOST_SURVEYS])


def commune_strip(context: Context, unit_id: str) -> Strip | None:
    """Return the communes of a province or district as squares, those with figures first, by name.

    None where all would look alike, or where there are too many for a picture.
    """
    coverage = context.measured.communes.get(unit_id)
    if coverage is None or len(coverage.due) > MOST_SQUARES:
        return None
    if len(coverage.reported) in (0, len(coverage.due)):
        return None
    register = context.register
    ranked = sorted(
        coverage.due,
        key=lambda one: (one not in coverage.reported, text.collation_key(register.units[one].name)),
    )
    counts = {"reported": len(coverage.reported), "due": len(coverage.due)}
    return Strip(
        title=words.sentence("strip_title", span=_span(context, coverage.due), **counts),
        description=words.sentence("strip_description", **counts),
        source=words.sentence("strip_source"),
        legend=(words.word("strip_legend", "0"), "", "", "", words.word("strip_legend", "4")),
        tiles=tuple(_square(context, one) for one in ranked),
    )


def _span(context: Context, communes: Sequence[str]) -> str:
    """Return until when the communes were in force, or what kinds there are if they still are."""
    last_days = {context.unit(one).valid_to for one in communes}
    ended = max((day for day in last_days if day is not None), default=None)
    if ended is None:
        return kinds_of(map(context.unit, communes))
    return words.sentence("until", day=text.day(ended))


def _square(context: Context, unit_id: str) -> Tile:
    figures = context.measured.counts_of_unit.get(unit_id, 0)
    name = context.unit(unit_id).full_name
    if not figures:
        return Tile("", name, words.word("strip_legend", "0"), 0, "")
    return Tile(
        "",
        name,
        words.sentence("strip_square", figures=figures),
        4,
        context.to(context.unit_address(unit_id)),
    )


def _former(context: Context, unit_id: str) -> tuple[Link, ...]:
    """Return the sub-units with a page that are not of the unit's own time."""
    due = context.measured.coverage[unit_id].due
    children = context.register.children.get(unit_id, ())
    return tuple(
        in_sentence(context.dated_unit_link(child))
        for child in children
        if child in context.measured.has_page and child not in due
    )


def _sum(context: Context, total: Total) -> Sum:
    indicator = context.register.indicators[total.indicator_id]
    return Sum(
        subject=subject(context, total),
        period=period_of(context, total),
        value=text.plain(total.value),
        words=in_words(total.value, limit_of_sum(total.qualifier, total.is_open), indicator),
        noun=telling_noun(indicator, total.value),
        reported=len(total.reported),
        due=len(total.due),
    )


def _survey(context: Context, survey: Survey) -> FormSurvey:
    return FormSurvey(
        form=context.document_link(context.register.documents[survey.document_id]),
        period=text.period(survey.period),
        answered=len(survey.answered),
        due=len(survey.due),
        kinds=kinds_of(context.unit(one) for one in survey.due),
        not_yet=len(survey.not_yet),
        questions=tuple(_tally(tally) for tally in survey.tallies),
    )


def _tally(tally: Tally) -> QuestionTally:
    return QuestionTally(
        question=words.as_written(tally.question.question),
        reported=len(tally.reported),
        zeros=tally.zeros,
        missing=tuple((no_number(reason), count) for reason, count in tally.missing.items()),
    )
