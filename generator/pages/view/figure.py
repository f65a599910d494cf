"""A figure as a reader sees it: words with its bound, unit of measure, parts, place and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from generator import text, urls
from generator.bounds import is_open
from generator.language import VIETNAMESE, speaking
from generator.measures import Finding
from generator.measures.totals import bound_of
from generator.model import Indicator, Observation
from generator.pages.view import words
from generator.pages.view.amounts import (
    amount,
    figure_in_words,
    in_words,
    limit,
    limit_of_sum,
    noun,
    source_noun,
    telling_noun,
)
from generator.pages.view.context import Context, Link
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import kind_of_check, subject

_AMOUNTS = ("value", "numerator", "denominator")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_SECTIONS = {"qualifier": "bound", "missing": "missing", "period_basis": "revised_basis", "kind": "kind"}
_BESIDE = ("value_text", "period_basis")


class Flag(Struct, frozen=True):
    """A doubt beside a figure (`cộng ra 39`) and the row of the quality page that explains it."""

    text: str
    href: str


class Figure(Struct, frozen=True):
    """One observation, ready to be printed."""

    figure_id: str
    value: str  # plain, for machines
    words: str  # `trên 394`, `140,5 tỷ đồng`, `74,87%`
    unit_of_measure: str  # empty where the words already have it
    is_own_noun: bool  # whether it is the source's word and not the indicator's
    parts: str | None  # `113.453/151.530`, what a percentage is made of
    printed: str | None  # as the source prints it, where that differs from the words
    missing: str | None  # the reason in words; the figure then has no value
    missing_href: str | None  # where the reason is explained
    href: str  # its permanent address, from this page
    period: str  # with a mark where the source does not state it
    place: Link
    is_repeat: bool  # whether the document stated it before, at another place
    document: Link
    note: str | None
    flags: tuple[Flag, ...]


def figure(context: Context, observation: Observation, beside_name: bool = False) -> Figure:
    """Return the observation in words, seen from the page of the context.

    Beside the indicator's name it leaves out a unit of measure that the name already has.  What stands
    on a page several times is made once; the observation is kept with it, so that no other is at its place.
    """
    key = id(observation), beside_name
    if key not in context.made:
        context.made[key] = observation, _figure(context, observation, beside_name)
    made: Figure = context.made[key][1]
    return made


def _figure(context: Context, observation: Observation, beside_name: bool) -> Figure:
    indicator = context.register.indicators[observation.indicator_id]
    document = context.register.documents[observation.document_id]
    value, withheld = observation.value, is_withheld_as_small(context, observation)
    shown = "" if value is None else figure_in_words(observation, indicator)
    own_noun = source_noun(observation, indicator)
    said_noun = telling_noun(indicator, value) if beside_name else noun(indicator, value)
    return Figure(
        figure_id=observation.figure_id,
        value="" if value is None else text.plain(value),
        words=shown,
        unit_of_measure=own_noun or said_noun,
        is_own_noun=own_noun is not None,
        parts=parts_of(observation),
        printed=words.maybe_as_written(_printed(observation, indicator)),
        missing=None if observation.missing is None else words.word("missing", observation.missing),
        missing_href=context.to(urls.SMALL_NUMBERS) if withheld else None,
        href=context.to(context.figure_address(observation)),
        period=period_of(context, observation),
        place=context.place_link(observation),
        is_repeat=observation.occurrence > 1,
        document=context.document_link(document),
        note=words.maybe_as_written(observation.note),
        flags=flags_of(context, observation),
    )


def is_withheld_as_small(context: Context, observation: Observation) -> bool:
    """Whether a figure is withheld so that no small number of its indicator can be known."""
    return observation.missing == "withheld" and observation.indicator_id in context.register.small_numbers


def count_of(observations: Iterable[Observation]) -> int:
    """Return how many figures have a value; what a document states again is no further one."""
    return sum(one.occurrence == 1 and one.value is not None for one in observations)


class Unnumbered(Struct, frozen=True):
    """How many figures are told of without a value: those withheld, and those with another reason."""

    withheld: int
    missing: int


def unnumbered(observations: Iterable[Observation]) -> Unnumbered:
    """Count the figures without a value; what a document states again is no further one."""
    reasons = [one.missing for one in observations if one.occurrence == 1 and one.value is None]
    withheld = reasons.count("withheld")
    return Unnumbered(withheld, len(reasons) - withheld)


def with_number(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Return the units of which not only reasons are told why there is no number."""
    return tuple(dict.fromkeys(one.unit_id for one in observations if one.value is not None))


def parts_of(observation: Observation) -> str | None:
    """Return `113.453/151.530` where the source gives both; beside the numerator, out of how many it is."""
    if observation.numerator is None or observation.denominator is None:
        return None
    whole = whole_of(observation)
    if whole is not None:
        return words.sentence("out_of", whole=whole)
    return f"{text.number(observation.numerator)}/{text.number(observation.denominator)}"


def whole_of(observation: Observation) -> str | None:
    """Return out of how many a figure is, where it is the numerator itself."""
    if observation.numerator is None or observation.denominator is None:
        return None
    if observation.numerator != observation.value:
        return None
    return text.number(observation.denominator)


def _printed(observation: Observation, indicator: Indicator) -> str | None:
    """Return what the source prints; a leading zero (`07`) or the noun that stands there tells nothing.

    A source is Vietnamese: it says more, or not, than a Vietnamese page does, whichever page it is for.
    """
    printed = observation.value_text
    if printed is None:
        return None
    with speaking(VIETNAMESE):
        shown = "" if observation.value is None else figure_in_words(observation, indicator)
        counted = source_noun(observation, indicator) or noun(indicator)
    if printed == shown:
        return None
    said = (text.fold(one).lstrip("0") for one in (shown, f"{shown} {counted}"))
    return None if text.fold(printed).lstrip("0") in said else printed


def flags_of(context: Context, observation: Observation) -> tuple[Flag, ...]:
    """Return the doubts about a figure: relations that fail and state it, repeat it or exceed their whole."""
    findings = context.measured.findings_of_figure.get(observation.figure_id, ())
    doubts = (
        _flag(context, observation, finding)
        for finding in findings
        if (finding.fails or finding.kind == "jump") and _concerns(observation, finding)
    )
    return (*doubts, *_revised(context, observation))


def _revised(context: Context, observation: Observation) -> Iterator[Flag]:
    """Yield what a figure said before it changed; quotation and basis of the period change no figure."""
    for one in context.register.revisions_of_figure.get(observation.figure_id, ()):
        if one.figure_id == observation.figure_id and one.field not in _BESIDE:
            old = said(context, one.field, one.old_value, observation)
            words_said = words.sentence(f"flag_revised_{one.kind}", day=text.day(one.revised_on), old=old)
            yield Flag(words_said, context.to(urls.changes_of(context.unit(one.unit_id))))


def value_or_reason(context: Context, observation: Observation) -> str:
    """Return what a figure says: its value with its bound, or why it has none."""
    if observation.value is None:
        return said(context, "missing", observation.missing, observation)
    return figure_in_words(observation, context.register.indicators[observation.indicator_id])


def said(context: Context, field: str, cell: str | None, figure: Observation | None) -> str:
    """Return what a cell of a figure says or said, in words: `trên`, `1.875`, `chưa báo cáo`."""
    if cell is None:
        return words.word("revised_empty", field)
    if field in _AMOUNTS and figure is not None and _NUMBER.fullmatch(cell):
        indicator = context.register.indicators[figure.indicator_id]
        value = Decimal(cell)
        return amount(value, indicator) if field == "value" else text.number(value)
    return words.word_or_itself(_SECTIONS[field], cell) if field in _SECTIONS else words.as_written(cell)


def _concerns(observation: Observation, finding: Finding) -> bool:
    return finding.kind in ("repetition", "part") or finding.states(observation.figure_id)


def _flag(context: Context, observation: Observation, finding: Finding) -> Flag:
    is_stated, kind = finding.states(observation.figure_id), kind_of_check(context, finding)
    compared = context.register.observations[finding.figure_ids[-1 if is_stated else 0]]
    counted = compared if kind == "comparison" else observation
    indicator = context.register.indicators[counted.indicator_id]
    other = finding.computed if is_stated else finding.stated
    part = finding.stated_term.part
    bound = bound_of_computed(context, finding) if is_stated else limit(_stated(context, finding))
    shown = in_words(other, bound, indicator) if part == "value" else text.number(other)
    if finding.kind == "count":
        shown = f"{shown} {noun(indicator, other)}"
    role = "" if is_stated or finding.kind != "part" else "_term"
    told = "several" if finding.also_stated else f"{kind}{role}"
    stated, name = text.number(finding.stated), words.within_quotes(subject(context, compared))
    said = words.sentence(f"flag_{told}", computed=shown, stated=stated, subject=name)
    if part != "value":
        said = words.sentence("flag_of_part", part=words.word("part", part), stated=stated, flag=said)
    return Flag(said, context.to(context.relation_address(finding.relation_id, finding.unit_id)))


def _stated(context: Context, finding: Finding) -> Observation:
    return context.register.observations[finding.stated_term.figure_id]


_ADDING = ("sum", "parts", "repetition", "part", "jump")
"""Checks that compare figures as they are; the others make a rate or a count of them."""


def bound_of_computed(context: Context, finding: Finding) -> str | None:
    """Return the bound that what a check computes has from its figures: a sum with one "trên" is one."""
    terms = finding.terms if finding.kind in _ADDING else ()
    figures = [context.register.observations[term.figure_id] for term in terms if term.is_figure]
    return limit_of_sum(bound_of(figures), any(map(is_open, figures)))
