"""What a unit's page says first: its headline figures, large, and in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text
from generator.model import Observation, Period
from generator.pages import words
from generator.pages.figures import Figure, body_name, breakdown_name, figure, noun, telling_noun
from generator.pages.scene import Scene


@dataclass(frozen=True, slots=True)
class Key:
    """One headline figure: large, with what it counts, its period and its source."""

    figure: Figure
    noun: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Told:
    """One headline that the source tells in words, with those words."""

    key: Key
    words: str


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
    return tuple(_key(scene, one) for one in headlines(scene, unit_id) if not is_told_in_words(one))


def told(scene: Scene, unit_id: str) -> tuple[Told, ...]:
    """Return the headlines that the source tells in words only: never large, for nobody wrote a 0."""
    return tuple(_told(scene, one) for one in headlines(scene, unit_id) if is_told_in_words(one))


def headlines(scene: Scene, unit_id: str) -> tuple[Observation, ...]:
    """Return the most telling figures of a unit."""
    return scene.figures(scene.measured.headlines.get(unit_id, ()))


def is_told_in_words(observation: Observation) -> bool:
    """Whether a figure is a 0 that stands for words of the source: `chưa tổ chức`."""
    return observation.value == 0 and (observation.value_text or "")[:1].isalpha()


def _told(scene: Scene, observation: Observation) -> Told:
    return Told(_key(scene, observation), observation.value_text or "")


def _key(scene: Scene, observation: Observation) -> Key:
    indicator = scene.register.indicators[observation.indicator_id]
    body = observation.organisation_id
    name = "" if body is None else scene.register.organisations[body].short_name
    members = ", ".join(scene.register.members[pair].name for pair in observation.breakdown)
    return Key(
        figure=figure(scene, observation),
        noun=telling_noun(indicator),
        label=indicator.name,
        detail=" · ".join(part for part in (name, members) if part),
    )


def lede(scene: Scene, unit_id: str) -> Lede | None:
    """Return the headlines of one period as a sentence; None where there is none."""
    numbers = [one for one in headlines(scene, unit_id) if not is_told_in_words(one)]
    if not numbers:
        return None
    same = [one for one in numbers if one.period == numbers[0].period]
    documents = {scene.register.documents[one.document_id].status for one in same}
    bodies = {body_name(scene, one) for one in same}
    body = bodies.pop() if len(bodies) == 1 else ""
    return Lede(
        period=_when(same[0].period),
        body=body,
        clauses=tuple(Clause(figure(scene, one), _counted(scene, one, not body)) for one in same),
        document_statuses=tuple(sorted(documents - {"issued"})),
    )


def _when(period: Period) -> str:
    """Return a period as a sentence begins with it."""
    said = text.period(period)
    if period.is_year:
        return words.capitalised(said)
    return words.sentence("in_span" if "–" in said else "in_months", period=said)


def _counted(scene: Scene, observation: Observation, names_body: bool) -> str:
    """Return the words after a figure in the lede: what is counted, and of which part."""
    indicator = scene.register.indicators[observation.indicator_id]
    short = words.vocabulary()["counted"].get(indicator.indicator_id)
    if short is None:
        name = words.lowered(indicator.name)
        short = words.sentence("counted", noun=noun(indicator), name=name).strip()
    body = body_name(scene, observation) if names_body else ""
    detail = ", ".join(part for part in (body, breakdown_name(scene, observation)) if part)
    return f"{short} ({detail})" if detail else short
