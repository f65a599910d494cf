"""Totals and their parts in one table: which figures stand for others, and whether the parts make them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from generator.bounds import interval_of, is_open
from generator.measures.totals import bound_of
from generator.model import Observation
from generator.pages.view import words
from generator.pages.view.amounts import figure_in_words, with_noun
from generator.pages.view.context import Context

GROUP = "group"
OF_GROUP = ("front", "sociopolitical")
"""The families of organisations that a group stands for."""


def is_whole(context: Context, figure: Observation, figures: Sequence[Observation]) -> bool:
    """Whether a figure stands for several rows: of all bodies, of a group, or of its own parts."""
    body = figure.organisation_id
    if _family(context, body) == GROUP:
        return True
    beside = [other for other in figures if other.organisation_id == body]
    has_parts = not figure.breakdown and any(other.breakdown for other in beside)
    return has_parts or (body is None and any(other.organisation_id for other in figures))


def summed(parts: Sequence[Observation]) -> Observation:
    """Return the parts of one organisation as one figure, for a bar beside those of others."""
    value = sum((part.value for part in parts if part.value is not None), Decimal(0))
    printed = next((part.value_text for part in parts if is_open(part)), parts[0].value_text)
    return replace(parts[0], breakdown=(), value=value, qualifier=bound_of(parts), value_text=printed)


def gap(context: Context, figures: Sequence[Observation], parts: Sequence[Observation]) -> str:
    """Return a sentence where the parts do not make the one total that the source states of them all."""
    wholes = [
        figure
        for figure in figures
        if figure not in parts
        and figure.occurrence == 1
        and all(_covers(context, figure, part) for part in parts)
    ]
    indicator = context.register.indicators[parts[0].indicator_id]
    if len(wholes) != 1 or indicator.kind == "ratio":
        return ""
    (whole,) = wholes
    stated, several = interval_of(whole), [interval_of(part) for part in parts]
    known = [one for one in several if one is not None]
    if stated is None or len(known) < len(several) or sum(known[1:], known[0]).meets(stated):
        return ""
    added = summed(parts)
    shown = {
        "parts": figure_in_words(added, indicator),
        "whole": with_noun(whole, indicator),
    }
    return f" {words.sentence('chart_gap', **shown)}"


def _covers(context: Context, whole: Observation, part: Observation) -> bool:
    """Whether a figure counts all that the other one counts, and more."""
    if not set(whole.breakdown) <= set(part.breakdown) or whole.period != part.period:
        return False
    body, other = whole.organisation_id, part.organisation_id
    if body == other:
        return whole.breakdown != part.breakdown
    adds_up = context.register.indicators[whole.indicator_id].adds_over_organisations
    if not adds_up and not _is_a_stated_sum(context, whole):
        return False
    return body is None or (_family(context, body) == GROUP and _family(context, other) in OF_GROUP)


def _is_a_stated_sum(context: Context, whole: Observation) -> bool:
    """Whether the source itself gives the parts of this total, whatever else adds up or not."""
    findings = context.measured.findings_of_figure.get(whole.figure_id, ())
    return any(one.kind == "sum" and one.stated_term.figure_id == whole.figure_id for one in findings)


def _family(context: Context, body: str | None) -> str | None:
    return None if body is None else context.register.organisations[body].family
