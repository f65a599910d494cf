"""The front matter of pages that are the only ones of their kind."""

from __future__ import annotations

from generator import text
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.view import words
from generator.pages.view.context import Context
from generator.pages.view.rendering import FrontMatter, release_of


def front_of(context: Context, kind: str, **facts: object) -> FrontMatter:
    """Return the front matter of such a page: title and description have its kind as their key."""
    title = words.word("title", kind)
    return FrontMatter(
        title=title,
        description=words.sentence(f"{kind}_description", **facts),
        kind=kind,
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(context, trail(context), title),
        published=release_of(context.register),
    )
