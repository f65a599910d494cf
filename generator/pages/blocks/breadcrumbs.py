"""Where a page lies in the site: the breadcrumbs, for readers and for search engines."""

from __future__ import annotations

from generator import text, urls
from generator.pages.view import words
from generator.pages.view.context import Context, Link


def trail(context: Context, *steps: Link) -> tuple[Link, ...]:
    """Return the breadcrumbs from the home page down to, but not including, this page."""
    return (Link(words.word("crumb", "home"), context.to(urls.HOME)), *steps)


def unit_steps(context: Context, unit_id: str) -> tuple[Link, ...]:
    """Return the directory of places and the units above this one."""
    above = tuple(context.unit_link(unit.unit_id) for unit in context.ancestors(unit_id))
    return (Link(words.word("crumb", "places"), context.to(urls.PLACES)), *above)


def breadcrumb_list(context: Context, steps: tuple[Link, ...], title: str) -> str:
    """Return the breadcrumbs as schema.org JSON; steps without a page carry their name only."""
    return text.to_script_json({"@context": "https://schema.org", **breadcrumbs(context, steps, title)})


def breadcrumbs(context: Context, steps: tuple[Link, ...], title: str) -> dict[str, object]:
    """Return the same to stand beside other things that are said of the page."""
    items = [_item(context, rank, step) for rank, step in enumerate((*steps, Link(title)), start=1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _item(context: Context, rank: int, step: Link) -> dict[str, object]:
    item: dict[str, object] = {"@type": "ListItem", "position": rank, "name": step.text}
    return item if step.href is None else {**item, "item": context.followed(step.href)}
