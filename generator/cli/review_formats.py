"""A review as text, as Markdown for a pull request, as one page with charts, as JSON."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.cli.review_pages import FEW, told_by_kind
from generator.cli.review_words import FigureInWords, Line, Section, Telling
from generator.language import VIETNAMESE
from generator.measures import Finding
from generator.review.changes import Cells, Change

AT_MOST = {"text": 200, "markdown": 200, "html": 1000}
"""So many lines of a section are shown; all of them are in the JSON."""
COLUMNS = {
    "changed": ("figure-heading", "was", "is"),
    "moved": ("figure-heading", "was", "is"),
    "added": ("figure-heading", "value"),
    "gone": ("figure-heading", "value"),
}
"""Headings of the sections that are tables."""


class ShownLine(Struct, frozen=True):
    """One line of a page; of a figure with its parts, of a page with where it lies."""

    text: str
    below: tuple[str, ...]
    told: FigureInWords | None
    address: str
    is_doubted: bool


class ShownSection(Struct, frozen=True):
    """One section of a page; its name says how its lines stand."""

    name: str
    title: str
    intro: str
    columns: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    more: str


class ReviewPage(Struct, frozen=True):
    """What `review.html.j2` receives."""

    lang: str
    title: str
    summary: str
    doubted: str
    sections: tuple[ShownSection, ...]


def as_text(telling: Telling) -> str:
    """Return a review to be read in a terminal."""
    return "\n".join((telling.title, telling.summary, *_text(telling))) + "\n"


def _text(telling: Telling) -> Iterator[str]:
    for section in map(partial(_folded, telling), _cut(telling, "text")):
        yield from ("", section.title, *filter(None, [section.intro]))
        for line in section.lines:
            yield line.text if line.is_code else f"- {line.text}"
            yield from (f"    {reason}" for reason in line.below)
        yield from (f"- {section.more}",) if section.more else ()


def _folded(telling: Telling, section: Section) -> Section:
    """Return a section; one of many pages with a line for each kind of page, and where all of them stand."""
    if section.name != "pages" or len(telling.review.pages) <= FEW:
        return section
    lines = tuple(map(Line, told_by_kind(telling.review.pages, telling.words)))
    return replace(section, lines=lines, more=telling.words("diff.pages-more"))


def as_markdown(telling: Telling) -> str:
    """Return a review as Markdown in which no text of the data is markup."""
    said = text.to_markdown
    parts = [f"## {said(telling.title)}", said(telling.summary)]
    for section in _cut(telling, "markdown"):
        parts += [f"### {said(section.title)}", *([said(section.intro)] if section.intro else [])]
        parts.append("\n".join(_items(section.lines)))
        parts += [said(section.more)] if section.more else []
    return "\n\n".join(parts) + "\n"


def _items(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        shown = f"<code>{text.to_markdown(line.text)}</code>" if line.is_code else text.to_markdown(line.text)
        yield f"- {shown}"
        yield from (f"  - {text.to_markdown(reason)}" for reason in line.below)


def as_html(telling: Telling, copied: Container[str] = ()) -> str:
    """Return a page that needs nothing else: its style stands in it, and no script.

    Pages that were `copied` beside it are linked.
    """
    from generator.pages.view.rendering import environment, fields_of

    doubted = {one.figure_id for one in telling.review.suspects}
    sections = tuple(_section(one, telling, doubted, copied) for one in _cut(telling, "html"))
    words = telling.words
    page = ReviewPage(words.lang, telling.title, telling.summary, words("diff.doubted"), sections)
    return environment(VIETNAMESE).get_template("review.html.j2").render(fields_of(page)) + "\n"


def _section(
    section: Section, telling: Telling, doubted: Container[str], copied: Container[str]
) -> ShownSection:
    lines = tuple(
        ShownLine(
            line.text,
            line.below,
            line.told,
            urls.page_file(line.address) if line.address in copied else "",
            line.told is not None and line.told.figure_id in doubted,
        )
        for line in section.lines
    )
    names = COLUMNS.get(section.name, ())
    columns = tuple(telling.words(f"diff.{name}") for name in names)
    return ShownSection(section.name, section.title, section.intro, columns, lines, section.more)


def _cut(telling: Telling, form: str) -> Iterator[Section]:
    """Yield sections of a readable length."""
    most = AT_MOST[form]
    for section in telling.sections():
        left = len(section.lines) - most
        more = telling.words("diff.more", count=telling.words.number(left)) if left > 0 else ""
        yield replace(section, lines=section.lines[:most], more=more)


def as_json(telling: Telling) -> str:
    """Return all of a review for machines; what looks wrong comes first, the likeliest slip at its head."""
    review = telling.review
    changes = {one.figure_id: one for one in review.changes}
    made = {
        "base": review.base,
        "head": review.head,
        "suspects": [
            {
                **(_figure(changes[one.figure_id]) if one.figure_id else {}),
                "reasons": [
                    {"code": it.code, "facts": dict(it.facts), "text": telling.reason(it)}
                    for it in one.doubts
                ],
            }
            for one in review.suspects
        ],
        "missing_revisions": [one._asdict() for one in review.missing],
        "untold_revisions": [one._asdict() for one in review.untold.figures],
        "hidden_contradictions": [_finding(one) for one in review.untold.contradictions],
        "changes": [_figure(one) for one in review.changes],
        "tables": [{"table": it.table, "added": it.added, "gone": it.gone} for it in review.tables],
        "pages": [{"address": it, "change": what} for it, what in review.pages.items()],
    }
    return text.to_json(made)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "relation_id": finding.relation_id,
        "unit_id": finding.unit_id,
        "figure_ids": finding.figure_ids,
        "stated": f"{finding.stated:f}",
        "computed": f"{finding.computed:f}",
    }


def _figure(change: Change) -> dict[str, object]:
    return {
        "change": change.kind,
        "figure_id": change.figure_id,
        **change.key,
        "was_figure_id": change.was.figure_id if change.was else None,
        "fields": change.fields,
        "before": _cells(change.before),
        "after": _cells(change.after),
    }


def _cells(cells: Cells | None) -> dict[str, str] | None:
    return None if cells is None else dict(cells)
