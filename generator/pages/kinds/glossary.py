"""The page of all terms that other pages explain, each with its definition and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.glossary import Term, terms
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Page


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """What `glossary.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    terms: tuple[Term, ...]
    citation: Citation


def glossary_page(context: Context) -> Page:
    """Return all terms in alphabetical order."""
    title, steps, known = words.word("title", "glossary"), trail(context), terms(context)
    content = GlossaryPage(steps, title, known, citation(context, title, is_living=True))
    front = FrontMatter(
        title=title,
        description=words.sentence("glossary_description", count=len(known)),
        kind="glossary",
        search_alias=" ".join(text.fold(one.name) for one in known),
        search_weight="4",
        jsonld=breadcrumb_list(context, steps, title),
        published=release_of(context.register),
    )
    return page(context.address, content, front)
