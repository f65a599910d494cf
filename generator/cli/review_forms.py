"""A review as text, as Markdown for a pull request, as one page with charts, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator import text
from generator.cli.review_words import Line, Section, Telling
from generator.review.changes import Cells, Change

AT_MOST = {"text": 200, "markdown": 200, "html": 1000}
"""So many lines of a section are shown; all of them are in the JSON."""
CHARTS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a page, its chart drawn."""

    text: str
    below: tuple[str, ...]
    is_code: bool
    svg: Markup


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section of a page."""

    title: str
    intro: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What `review.html.j2` receives."""

    lang: str
    title: str
    summary: str
    sections: tuple[ShownSection, ...]


def as_text(telling: Telling) -> str:
    """Return a review to be read in a terminal."""
    return "\n".join((telling.title, telling.summary, *_text(telling))) + "\n"


def _text(telling: Telling) -> Iterator[str]:
    for section in _cut(telling, "text"):
        yield from ("", section.title, *filter(None, [section.intro]))
        for line in section.lines:
            yield line.text if line.is_code else f"- {line.text}"
            yield from (f"    {reason}" for reason in line.below)


def as_markdown(telling: Telling) -> str:
    """Return a review as Markdown in which no text of the data is markup."""
    said = text.to_markdown
    parts = [f"## {said(telling.title)}", said(telling.summary)]
    for section in _cut(telling, "markdown"):
        parts += [f"### {said(section.title)}", *([said(section.intro)] if section.intro else [])]
        parts.append("\n".join(_items(section.lines)))
    return "\n\n".join(parts) + "\n"


def _items(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        shown = f"<code>{text.to_markdown(line.text)}</code>" if line.is_code else text.to_markdown(line.text)
        yield f"- {shown}"
        yield from (f"  - {text.to_markdown(reason)}" for reason in line.below)


def as_html(telling: Telling) -> str:
    """Return a page that needs nothing else: its style and its charts stand in it, and no script."""
    from generator.pages.view.rendering import environment, fields_of

    sections = tuple(
        ShownSection(one.title, one.intro, tuple(map(_shown, one.lines, range(len(one.lines)))))
        for one in _cut(telling, "html")
    )
    page = ReviewPage(telling.words.lang, telling.title, telling.summary, sections)
    return environment().get_template("review.html.j2").render(fields_of(page)) + "\n"


def _shown(line: Line, place: int) -> ShownLine:
    from generator import charts

    drawn = "" if line.chart is None or place >= CHARTS_AT_MOST else charts.draw(line.chart).svg_inline
    return ShownLine(line.text, line.below, line.is_code, Markup(drawn))  # noqa: S704 - drawn just here


def _cut(telling: Telling, form: str) -> Iterator[Section]:
    """Yield sections of a readable length."""
    most = AT_MOST[form]
    for section in telling.sections():
        left = len(section.lines) - most
        more = (Line(telling.words("diff.more", count=telling.words.number(left))),) if left > 0 else ()
        yield Section(section.title, section.intro, (*section.lines[:most], *more))


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
        "changes": [_figure(one) for one in review.changes],
        "tables": [{"table": it.table, "added": it.added, "gone": it.gone} for it in review.tables],
        "pages": [{"address": it, "change": what} for it, what in review.pages.items()],
    }
    return text.to_json(made)


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
