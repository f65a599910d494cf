"""What a unit's page says first: its headline figures, large, and in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from generator import text
from generator.language import is_english
from generator.model import Breakdown, Observation, Period, Unit
from generator.pages.view import words
from generator.pages.view.amounts import noun, source_noun, telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import is_until, marked_period
from generator.pages.view.subjects import body_name, breakdown_name, detail


class Key(Struct, frozen=True):
    """One headline figure: large, with what it counts, its period and its source."""

    figure: Figure
    noun: str
    label: str
    detail: str


class Clause(Struct, frozen=True):
    """One figure in the lede, the words after it and those before: what joins it, and what was done."""

    joined_by: str
    verb: str  # empty where it is that of the figure before
    figure: Figure
    words: str


class Lede(Struct, frozen=True):
    """What the reader came for in a sentence: figures of one period."""

    period: str
    body: str  # the organisation that all figures are of; empty for all associations together
    place: str  # the unit in mid-sentence
    clauses: tuple[Clause, ...]
    documents: tuple[Link, ...]


def keys(context: Context, unit_id: str) -> tuple[Key, ...]:
    """Return the headline figures of a unit, the most telling first."""
    return tuple(key_of(context, one) for one in headlines(context, unit_id))


def headlines(context: Context, unit_id: str) -> tuple[Observation, ...]:
    """Return the most telling figures of a unit."""
    return context.figures(context.measured.headlines.get(unit_id, ()))


def key_of(context: Context, observation: Observation, names_body: bool = True) -> Key:
    """Return a figure with what it counts, as it stands beside others of other indicators."""
    indicator = context.register.indicators[observation.indicator_id]
    return Key(
        figure=figure(context, observation),
        noun=source_noun(observation, indicator) or telling_noun(indicator, observation.value),
        label=indicator.name,
        detail=detail(context, observation, names_body),
    )


def lede(context: Context, unit_id: str) -> Lede | None:
    """Return the headlines of one period as a sentence; None where there is none.

    It says what the unit has, so it leaves out what is not the unit's (loans that households owe) and
    one part of several (dialogues of one host).
    """
    counted = words.group("counted")
    numbers = [
        one
        for one in headlines(context, unit_id)
        if _has_words(context, one, counted) and not _is_one_of_several_parts(context, one)
    ]
    if not numbers:
        return None
    same = [one for one in numbers if _time(context, one) == _time(context, numbers[0])]
    documents = dict.fromkeys(one.document_id for one in same)
    bodies = {body_name(context, one) for one in same}
    body = bodies.pop() if len(bodies) == 1 else ""
    return Lede(
        period=_when(context, same),
        body=body,
        place=words.lowered(context.unit(unit_id).full_name),
        clauses=tuple(_clauses(context, unit_id, same, names_body=not body)),
        documents=tuple(context.document_link(context.register.documents[name]) for name in documents),
    )


def _time(context: Context, figure: Observation) -> tuple[Period, bool]:
    return figure.period, is_until(context, figure)


def _when(context: Context, figures: Sequence[Observation]) -> str:
    """Return when figures are of, as a sentence begins with it."""
    period, until = _time(context, figures[0])
    said = words.sentence("until", day=text.day(period.end)) if until else text.period(period)
    said = marked_period(said, figures)
    return words.capitalised(words.sentence("in_until" if until else _form(period, said), period=said))


def _form(period: Period, said: str) -> str:
    """Return the key of the pattern with which a sentence says when: `Trong …`; `In …`, `From …`, `On …`."""
    if period.is_day:
        return "in_day"
    if period.is_year:
        return "in_year"
    is_of_days = "–" in said or not period.is_of_months or period.spans_years
    if is_of_days:
        return "in_span"
    return "in_month" if period.start.month == period.end.month else "in_months"


def _has_words(context: Context, observation: Observation, counted: Mapping[str, str]) -> bool:
    """Whether a sentence can say what a figure counts; without a noun it cannot say "… at dialogues"."""
    words_of = counted.get(observation.indicator_id)
    return words_of is not None and ("{noun}" not in words_of or bool(_noun(context, observation)))


def _noun(context: Context, observation: Observation) -> str:
    indicator = context.register.indicators[observation.indicator_id]
    return source_noun(observation, indicator) or noun(indicator, observation.value)


def _is_one_of_several_parts(context: Context, observation: Observation) -> bool:
    """Whether a figure is of one part, and the unit has others of other parts of the same."""
    beside = context.figures_in([observation.unit_id], "indicator_id", observation.indicator_id)
    return any(
        () != other.breakdown != observation.breakdown != ()
        and other.organisation_id == observation.organisation_id
        and other.period == observation.period
        for other in beside
    )


def _clauses(
    context: Context, unit_id: str, figures: Sequence[Observation], names_body: bool
) -> Iterator[Clause]:
    """Yield figures with the words after them; of what part several are is said once."""
    beside = [None, *(_beside(before, one) for before, one in pairwise(figures))]
    plain = [one for one, said in zip(figures, beside, strict=True) if said is None]
    part = _part_of_all(context, plain) if len(plain) > 1 else ""
    verb = ""
    for at, (one, shorter) in enumerate(zip(figures, beside, strict=True)):
        counted = (shorter or words.word("counted", one.indicator_id)).format(
            noun=_noun(context, one), count=words.Counted(one.value)
        )
        about = "" if shorter else _about(context, unit_id, one, names_body, names_part=not part)
        said = verb if shorter else _verb(one, is_of_body=not names_body)
        yield Clause(
            _joined_by(beside, at),
            "" if said == verb else said,
            figure(context, one),
            counted + about + (part if one is figures[-1] else ""),
        )
        verb = said


def _verb(one: Observation, is_of_body: bool) -> str:
    """Return what was done: an association holds sessions, a place has them."""
    verbs = words.group("counted_verb")
    return verbs.get(one.indicator_id, verbs["other"]) if is_of_body else verbs["other"]


def _joined_by(beside: Sequence[str | None], at: int) -> str:
    """Return what joins a figure to the one before it; what one lets a sentence say shorter belongs to it."""
    if not at:
        return ""
    if beside[at]:
        return words.word("heading", "belonging_separator")
    comma = words.word("heading", "list_separator")
    if not all(beside[at + 1 :]):
        return comma
    return (comma.rstrip() if beside[at - 1] else "") + words.word("heading", "last_separator")


def _beside(before: Observation, observation: Observation) -> str | None:
    """Return the words for what the figure before it lets a sentence say shorter: those at dialogues."""
    if _whose(before) != _whose(observation):
        return None
    return words.group("counted_beside").get(f"{before.indicator_id} {observation.indicator_id}")


def _whose(observation: Observation) -> tuple[str | None, Breakdown]:
    return observation.organisation_id, observation.breakdown


def _part_of_all(context: Context, figures: Sequence[Observation]) -> str:
    """Return of what part figures are, where all are of the same."""
    parts = {breakdown_name(context, one) for one in figures}
    part = parts.pop() if len(parts) == 1 else ""
    return words.sentence("of_part", part=part) if part else ""


def _about(
    context: Context, unit_id: str, observation: Observation, names_body: bool, names_part: bool
) -> str:
    """Return of which organisation and of which part a figure is, and who held what it counts."""
    host = _host(context, unit_id, observation) if names_part else ""
    body = body_name(context, observation) if names_body else ""
    part = breakdown_name(context, observation) if names_part and not host else ""
    about = ", ".join(filter(None, (body, part)))
    return f" ({about}){host}" if about else host


def _host(context: Context, unit_id: str, observation: Observation) -> str:
    """Return who held what is counted: one person, as a host at the unit's own level is; else nothing."""
    members = [context.register.members[pair] for pair in observation.breakdown]
    unit = context.unit(unit_id)
    if [(one.dimension_id, one.level) for one in members] != [("host", unit.level)]:
        return ""
    name = members[0].name
    return words.sentence("of_host", host=words.lowered(name) if is_english() else _office_in(unit, name))


def _office_in(unit: Unit, name: str) -> str:
    """Return an office as a unit has it: `Chủ tịch UBND cấp xã` of a ward is `Chủ tịch UBND phường`."""
    level = words.lowered(words.word("level", unit.level))
    kind = unit.full_name.removesuffix(unit.name).strip().lower()
    return f"{name.removesuffix(level)}{kind}" if name.endswith(f" {level}") else name
