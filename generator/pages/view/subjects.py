"""What a figure counts, in words: indicator, organisation, members of a breakdown."""

from __future__ import annotations

from typing import Protocol

from generator.measures import Finding
from generator.model import Breakdown, Observation
from generator.pages.view.context import Context


class Counted(Protocol):
    """Anything that says what it counts: a figure, a sum over sub-units, a value carried over."""

    @property
    def indicator_id(self) -> str: ...

    @property
    def organisation_id(self) -> str | None: ...

    @property
    def breakdown(self) -> Breakdown: ...


def breakdown_name(context: Context, counted: Counted) -> str:
    """Return the members of a breakdown in words, empty for the total."""
    return ", ".join(context.register.members[pair].name for pair in counted.breakdown)


def dimension_name(context: Context, dimension_id: str) -> str:
    """Return the name of a breakdown as its members have it."""
    members = context.register.members.values()
    return next(member.dimension_name for member in members if member.dimension_id == dimension_id)


def body_name(context: Context, counted: Counted) -> str:
    """Return the short name of the organisation, empty for all associations together."""
    body = counted.organisation_id
    return "" if body is None else context.register.organisations[body].short_name


def subject(context: Context, counted: Counted) -> str:
    """Return what a figure counts, in full: indicator, organisation, breakdown.

    A part that begins with the name of the indicator is told alone: "Associations without assigned tasks".
    """
    name, told = context.register.indicators[counted.indicator_id].name, detail(context, counted)
    return told if told.startswith(f"{name} ") else joined(name, told)


def detail(context: Context, counted: Counted, names_body: bool = True) -> str:
    """Return the organisation and the members that a figure is about; empty where it is the total of all."""
    return joined(body_name(context, counted) if names_body else "", breakdown_name(context, counted))


def joined(*parts: str) -> str:
    """Return the parts of a name that are there, one after the other."""
    return " · ".join(part for part in parts if part)


def kind_of_check(context: Context, finding: Finding) -> str:
    """Return what a check does; a figure held against one that counts something else repeats nothing."""
    if finding.kind != "repetition":
        return finding.kind
    counted = {_what(context.register.observations[name]) for name in finding.figure_ids}
    return "repetition" if len(counted) == 1 else "comparison"


def _what(figure: Observation) -> tuple[object, ...]:
    return figure.unit_id, figure.organisation_id, figure.indicator_id, figure.breakdown
