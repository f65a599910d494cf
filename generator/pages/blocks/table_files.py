"""The figures of a table as a file of their own, to take away."""

from __future__ import annotations

from collections.abc import Sequence

from generator import text
from generator.model import Observation
from generator.pages.view import words
from generator.pages.view.amounts import limit, measured_in
from generator.pages.view.context import Context
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import breakdown_name
from generator.products import TableFile

FEWEST_IN_FILE = 10
"""A table of fewer figures is no file of its own: that of its unit has them, and few would want it."""


def figures_file(context: Context, table_id: str, figures: Sequence[Observation]) -> TableFile:
    """Return the figures of a table as rows of plain text, one a figure."""
    columns = words.group("csv")
    page = context.address.strip("/").replace("/", "_") or words.word("file", "home")
    return TableFile(
        path=f"bang/{page}/{table_id}.csv",
        header=tuple(columns.values()),
        rows=tuple(_file_row(context, observation) for observation in figures),
    )


def _file_row(context: Context, observation: Observation) -> tuple[str, ...]:
    indicator = context.register.indicators[observation.indicator_id]
    document = context.register.documents[observation.document_id]
    body = observation.organisation_id
    return (
        context.unit(observation.unit_id).full_name,
        indicator.name,
        "" if body is None else context.register.organisations[body].name,
        breakdown_name(context, observation),
        period_of(context, observation),
        words.group("bound").get(limit(observation) or "", ""),
        "" if observation.value is None else text.plain(observation.value),
        measured_in(observation, indicator),
        "" if observation.missing is None else words.word("missing", observation.missing),
        document.short_title,
        observation.locator,
        observation.figure_id,
    )
