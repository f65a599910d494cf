"""The form as a page to print and fill in by hand, and to type from afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator import text
from generator.workbooks.questions import Form, Row, name_within
from generator.workbooks.words import words

_TEMPLATES = Path(__file__).parents[1] / "templates" / "paper"
_COLUMNS = ("number", "question", "unit", "answer", "missing", "locator", "note", "previous")
_GUIDE = ("1", "3", "4", "6")


class Section(Struct, frozen=True):
    """One table of the page: the document, the questions about the unit, or one association."""

    title: str
    rows: tuple[Row, ...]


def page_of(form: Form) -> bytes:
    """Return the form as an HTML page that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # a workbook does without it

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # noqa: S701 - every text comes through the filter html, which a test holds
    )
    made.filters["html"] = text.to_html
    told = {"unit": name_within(form.unit), "period": text.period(form.period)}
    page = made.get_template("form.html.j2").render(
        title=words("document.default_title", **told),
        guide=[words(f"guide.{name}", **told) for name in _GUIDE],
        columns=[words(f"column.{name}") for name in _COLUMNS],
        sections=tuple(_sections(form)),
    )
    return page.encode()


def _sections(form: Form) -> Iterator[Section]:
    yield Section(words("heading.document"), form.document)
    yield Section(words("heading.questions"), form.questions)
    for number, block in enumerate(form.bodies, 1):
        yield Section(words("heading.body", number=number), block)
