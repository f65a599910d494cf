"""What a unit's page says first: its headline figures, large, and in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import text
from generator.model import Observation
from generator.pages import words
from generator.pages.figures import (
    Figure,
    body_name,
    breakdown_name,
    detail,
    figure,
    marked,
    noun,
    source_noun,
    telling_noun,
)
from generator.pages.scene import Scene


@dataclass(frozen=True, slots=True)
class Key:
    """One headline figure: large, with what it counts, its period and its source."""

    figure: Figure
    noun: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure in the lede and the words after it."""

    figure: Figure
    words: str


@dataclass(frozen=True, slots=True)
class Lede:
    """What the reader came for in a sentence: figures of one period."""

    period: str
    body: str  # the organisation that all figures are of; empty for all associations together
    clauses: tuple[Clause, ...]
    document_statuses: tuple[str, ...]  # of the documents that are not simply issued


def keys(scene: Scene, unit_id: str) -> tuple[Key, ...]:
    """Return the headline figures of a unit, the most telling first."""
    return tuple(_key(scene, one) for one in headlines(scene, unit_id))


def headlines(scene: Scene, unit_id: str) -> tuple[Observation, ...]:
    """Return the most telling figures of a unit."""
    return scene.figures(scene.measured.headlines.get(unit_id, ()))


def _key(scene: Scene, observation: Observation) -> Key:
    indicator = scene.register.indicators[observation.indicator_id]
    return Key(
        figure=figure(scene, observation),
        noun=source_noun(observation, indicator) or telling_noun(indicator),
        label=indicator.name,
        detail=detail(scene, observation),
    )


def lede(scene: Scene, unit_id: str) -> Lede | None:
    """Return the headlines of one period as a sentence; None where there is none.

    It says what the unit has, so it leaves out what is not the unit's (loans that households owe) and
    one part of several (dialogues of one host).
    """
    counted = words.vocabulary()["counted"]
    numbers = [
        one
        for one in headlines(scene, unit_id)
        if one.indicator_id in counted and not _is_one_of_several_parts(scene, one)
    ]
    if not numbers:
        return None
    same = [one for one in numbers if one.period == numbers[0].period]
    documents = {scene.register.documents[one.document_id].status for one in same}
    bodies = {body_name(scene, one) for one in same}
    body = bodies.pop() if len(bodies) == 1 else ""
    return Lede(
        period=_when(same),
        body=body,
        clauses=tuple(Clause(figure(scene, one), _counted(scene, one, not body)) for one in same),
        document_statuses=tuple(sorted(documents - {"issued"})),
    )


def _when(figures: Sequence[Observation]) -> str:
    """Return the period of figures as a sentence begins with it."""
    period = figures[0].period
    said = marked(text.period(period), figures)
    if period.is_year:
        return words.capitalised(said)
    return words.sentence("in_span" if "–" in said else "in_months", period=said)


def _is_one_of_several_parts(scene: Scene, observation: Observation) -> bool:
    """Whether a figure is of one part, and the unit has others of other parts of the same."""
    beside = scene.figures_in([observation.unit_id], "indicator_id", observation.indicator_id)
    return any(
        () != other.breakdown != observation.breakdown != ()
        and other.organisation_id == observation.organisation_id
        and other.period == observation.period
        for other in beside
    )


def _counted(scene: Scene, observation: Observation, names_body: bool) -> str:
    """Return the words after a figure in the lede: what is counted, and of which part."""
    indicator = scene.register.indicators[observation.indicator_id]
    counted = source_noun(observation, indicator) or noun(indicator)
    short = words.word("counted", indicator.indicator_id).format(noun=counted)
    body = body_name(scene, observation) if names_body else ""
    about = ", ".join(part for part in (body, breakdown_name(scene, observation)) if part)
    return f"{short} ({about})" if about else short
