"""The page of all terms that other pages explain, each with its definition and whose it is."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator import text
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.glossary import Term, terms
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import page
from generator.products import Page


class GlossaryPage(Struct, frozen=True):
    """What `glossary.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    terms: tuple[Term, ...]
    citation: Citation


def glossary_page(context: Context) -> Page:
    """Return all terms in alphabetical order."""
    title, known = words.word("title", "glossary"), terms(context)
    content = GlossaryPage(trail(context), title, known, citation(context, title, is_living=True))
    front = front_of(context, "glossary", count=len(known))
    alias = " ".join(text.fold(one.name) for one in known)
    return page(context.address, content, replace(front, search_alias=alias, search_weight="4"))
