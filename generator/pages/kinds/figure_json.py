"""All that is known of a figure, as JSON for other programs and for other people's pages.

One shape in two layouts.  Beside the page of a figure lies one object with everything.  Beside other
pages, or where figures have no pages, a file holds many: what several share (a unit, an indicator, a
document, an organisation, a period) stands once, under its id; a figure with what its ids name makes
the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator import text, urls
from generator.measures import Finding
from generator.model import Document, Indicator, Observation, Organisation, Revision, Unit
from generator.pages.blocks.figure_history import changes_of, first_published, told_change
from generator.pages.view.amounts import with_noun
from generator.pages.view.context import Context, dated, unit_title
from generator.pages.view.dates import document_status
from generator.pages.view.periods import period_of
from generator.pages.view.rendering import newest_release
from generator.pages.view.subjects import breakdown_name

FORMAT = 1
"""The version of the shape: a field may be added in it, none goes or changes its meaning."""

Facts = Mapping[str, object]


def figure_json(context: Context, observation: Observation) -> str:
    """Return one figure as an object; what it does not have is null."""
    register = context.register
    body = observation.organisation_id
    return text.to_json(
        {
            **_of_site(context),
            **_of_figure(context, observation),
            "address": context.full(context.figure_address(observation)),
            **_of_unit(context, context.unit(observation.unit_id)),
            **_of_indicator(register.indicators[observation.indicator_id]),
            **_of_document(context, register.documents[observation.document_id]),
            **({} if body is None else _of_body(register.organisations[body])),
        }
    )


def unit_json(context: Context, unit: Unit, observations: Iterable[Observation]) -> str:
    """Return the figures of a unit by their ids, without what they do not have or share with others."""
    facts = {one.figure_id: _of_figure(context, one) for one in observations}
    documents = _named(facts, "document_id")
    shared = {"document_id": documents[0]} if len(documents) == 1 else {}
    return text.to_json({**_of_site(context), **_of_unit(context, unit), **_together(context, facts, shared)})


def figures_json(context: Context, about: Facts, observations: Iterable[Observation]) -> str:
    """Return figures of several units in the same way; `about` says what they have in common."""
    facts = {one.figure_id: {"unit_id": one.unit_id, **_of_figure(context, one)} for one in observations}
    units = {name: _of_unit(context, context.unit(name)) for name in _named(facts, "unit_id")}
    return text.to_json({**_of_site(context), **about, "units": units, **_together(context, facts, {})})


def _together(context: Context, facts: Mapping[str, Facts], shared: Facts) -> Facts:
    """Return figures by their ids, and once what several share, under its id."""
    register = context.register
    periods = tuple(dict.fromkeys(_period(one) for one in facts.values()))
    named = {column: _named(facts, column) for column in ("indicator_id", "document_id", "organisation_id")}
    return {
        **shared,
        "indicators": {name: _of_indicator(register.indicators[name]) for name in named["indicator_id"]},
        "documents": {name: _of_document(context, register.documents[name]) for name in named["document_id"]},
        "organisations": {name: _of_body(register.organisations[name]) for name in named["organisation_id"]},
        "periods": {number: dict(period) for number, period in enumerate(periods)},
        "figures": {
            name: {**_own(one, shared), "period_id": periods.index(_period(one))}
            for name, one in facts.items()
        },
    }


def _named(facts: Mapping[str, Facts], column: str) -> tuple[str, ...]:
    """Return the ids that stand in a column, each once."""
    return tuple(dict.fromkeys(str(one[column]) for one in facts.values() if one[column] is not None))


def _period(facts: Facts) -> tuple[tuple[str, object], ...]:
    """Return what is said of a figure's period, which is that of many others."""
    return tuple((name, fact) for name, fact in facts.items() if name.startswith("period"))


def _own(facts: Facts, shared: Facts) -> Facts:
    """Return what a figure has and what neither its id, under which it stands, nor others say."""
    return {
        name: fact
        for name, fact in facts.items()
        if fact not in (None, (), "")
        and name != "figure_id"
        and name not in shared
        and not name.startswith("period")
    }


def _of_site(context: Context) -> Facts:
    release = newest_release(context.register)
    return {
        "format": FORMAT,
        "release_id": None if release is None else release.release_id,
        "released_on": None if release is None else release.released_on.isoformat(),
    }


def _of_unit(context: Context, unit: Unit) -> Facts:
    return {
        "unit_id": unit.unit_id,
        "unit_name": dated(unit.full_name, unit),
        "unit_title": unit_title(context, unit),
        "unit_address": context.full(urls.unit(unit)),
    }


def _of_indicator(indicator: Indicator) -> Facts:
    axes = {
        "units": indicator.adds_over_units,
        "organisations": indicator.adds_over_organisations,
        "time": indicator.adds_over_time,
    }
    return {
        "indicator_name": indicator.name,
        "definition": indicator.definition,
        "unit_of_measure": indicator.unit_of_measure,
        "kind": indicator.kind,
        "adds_over": [axis for axis, adds in axes.items() if adds],
    }


def _of_document(context: Context, document: Document) -> Facts:
    return {
        "document_title": document.title,
        "document_short_title": document.short_title,
        "document_status": document_status(document),
        "document_address": context.full(urls.document(document)),
    }


def _of_body(body: Organisation) -> Facts:
    return {"organisation_name": body.name, "organisation_short_name": body.short_name}


def _of_figure(context: Context, observation: Observation) -> Facts:
    indicator = context.register.indicators[observation.indicator_id]
    first = first_published(context, observation)
    findings = context.measured.findings_of_figure.get(observation.figure_id, ())
    return {
        "figure_id": observation.figure_id,
        "value": observation.value,
        "shown": None if observation.value is None else with_noun(observation, indicator),
        "value_text": observation.value_text,
        "qualifier": observation.qualifier,
        "missing": observation.missing,
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "period_start": observation.period.start.isoformat(),
        "period_end": observation.period.end.isoformat(),
        "period": period_of(context, observation),
        "period_basis": observation.period_basis,
        "indicator_id": observation.indicator_id,
        "organisation_id": observation.organisation_id,
        "breakdown": ";".join("=".join(pair) for pair in observation.breakdown) or None,
        "breakdown_name": breakdown_name(context, observation) or None,
        "document_id": observation.document_id,
        "locator": observation.locator,
        "note": observation.note,
        "first_release_id": None if first is None else first.release.release_id,
        "first_released_on": None if first is None else first.release.released_on.isoformat(),
        "changes": tuple(_change(context, one, observation) for one in changes_of(context, observation)),
        "checks": tuple(map(_check, findings)),
    }


def _change(context: Context, revision: Revision, observation: Observation) -> Facts:
    return {
        "revised_on": revision.revised_on.isoformat(),
        "kind": revision.kind,
        "field": revision.field,
        "old_value": revision.old_value,
        "new_value": revision.new_value,
        "reason": revision.reason,
        "release_id": revision.release_id,
        "told": told_change(context, revision, observation).what,
    }


def _check(finding: Finding) -> Facts:
    return {
        "relation_id": finding.relation_id,
        "kind": finding.kind,
        "status": finding.verdict,
    }
