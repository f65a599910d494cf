"""Associations side by side: their figures of one indicator, in one unit and one period.

Only exact and final figures of single associations are here, as where units are compared.  They stand in
the usual order of associations, since these differ in size and task.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator import text
from generator.analysis import FEWEST, is_final
from generator.model import Breakdown, Observation, Period
from generator.pages.view.amounts import source_noun, unit_of_measure
from generator.pages.view.context import Context, Link, dated
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import breakdown_name, joined
from generator.pages.view.words import lowered

MOST = 24
"""Comparisons on one page."""

Alike = tuple[str, Breakdown, Period, str | None]
"""What figures have in common: indicator, breakdown, period, and the noun that the source counts."""


class OfBody(Struct, frozen=True):
    """One association's figure."""

    organisation_id: str
    name: Link
    figure: Figure


class BodiesCompared(Struct, frozen=True):
    """Figures of several associations that are alike."""

    anchor: str
    unit_id: str
    subject: str
    place: str  # in mid-sentence
    period: str
    unit_of_measure: str
    rows: tuple[OfBody, ...]
    documents: tuple[Link, ...]


def bodies_compared(context: Context) -> tuple[BodiesCompared, ...]:
    """Return the comparisons of associations, unit after unit; none of a large record, which has too many."""
    if context.measured.is_large:
        return ()
    units = [name for name, own in context.measured.organisations_of.items() if len(own) >= FEWEST]
    return tuple(one for unit_id in units for one in _of_unit(context, unit_id))[:MOST]


def _of_unit(context: Context, unit_id: str) -> Iterator[BodiesCompared]:
    groups: dict[Alike, dict[str, Observation]] = {}
    for one in context.figures(context.register.observations_of.get(unit_id, ())):
        body = one.organisation_id
        if body is not None and _is_comparable(context, one, body):
            noun = source_noun(one, context.register.indicators[one.indicator_id])
            alike = (one.indicator_id, one.breakdown, one.period, noun)
            groups.setdefault(alike, {}).setdefault(body, one)
    for figures in groups.values():
        if len(figures) >= FEWEST and len({one.value for one in figures.values()}) > 1:
            yield _compared(context, figures)


def _is_comparable(context: Context, one: Observation, body: str) -> bool:
    is_exact = one.value is not None and one.qualifier is None and one.period_basis == "stated"
    is_single = one.occurrence == 1 and not context.register.organisations[body].is_group
    findings = context.measured.findings_of_figure.get(one.figure_id, ())
    is_disputed = any(finding.kind == "repetition" and finding.fails for finding in findings)
    return is_exact and is_single and not is_disputed and is_final(context.register, one)


def _compared(context: Context, figures: dict[str, Observation]) -> BodiesCompared:
    register, first = context.register, next(iter(figures.values()))
    indicator, unit = register.indicators[first.indicator_id], context.unit(first.unit_id)
    subject = joined(indicator.name, breakdown_name(context, first))
    place = lowered(dated(unit.full_name, unit))
    members = "-".join(member for _, member in first.breakdown)
    documents = dict.fromkeys(one.document_id for one in figures.values())
    return BodiesCompared(
        anchor=text.slugify(f"hoi {unit.unit_id} {indicator.slug} {first.period.code} {members}"),
        unit_id=unit.unit_id,
        subject=subject,
        place=place,
        period=period_of(context, first),
        unit_of_measure=source_noun(first, indicator) or unit_of_measure(indicator),
        rows=tuple(
            OfBody(name, context.organisation_link(register.organisations[name]), figure(context, one))
            for name, one in figures.items()
        ),
        documents=tuple(context.document_link(register.documents[name]) for name in documents),
    )
