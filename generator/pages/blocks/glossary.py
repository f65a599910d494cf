"""Terms explained where they stand: those of the glossary that a page says, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from generator import text, urls
from generator.language import spoken
from generator.model import GlossaryEntry
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import environment

MOST_NAMED = 4
"""Terms that a page names which must be small, in its order."""
_BEFORE = '<details class="cite" id="trich-dan"'
_MARKUP = re.compile(r"<[^>]*>")


class Term(Struct, frozen=True):
    """One term: where it stands on the page of all terms, what it means, and whose definition that is."""

    anchor: str
    name: str
    definition: str
    source: Link


def terms(context: Context) -> tuple[Term, ...]:
    """Return all terms in Vietnamese alphabetical order."""
    entries = context.register.glossary.values()
    return tuple(_term(context, one) for one in sorted(entries, key=lambda one: text.collation_key(one.term)))


def with_terms(context: Context, body: str, names_only: bool) -> str:
    """Return the body of a page with the terms that it says explained before its citation, each once.

    A page that must be small has their names only, each a link to its definition.
    """
    said = [_term(context, one) for one in _said(context.register.glossary, body)]
    if not said or _BEFORE not in body:
        return body
    template = environment(spoken()).get_template("_terms.md.j2")
    address = context.to(urls.GLOSSARY)
    told = said[:MOST_NAMED] if names_only else said
    shown = template.render(terms=told, address=address, names_only=names_only).strip()
    return body.replace(_BEFORE, f"{shown}\n{_BEFORE}", 1)


def _said(glossary: Mapping[str, GlossaryEntry], body: str) -> Iterator[GlossaryEntry]:
    """Yield the entries of which a page has a form, in the order of the page."""
    owners = {form.casefold(): entry for entry in glossary.values() for form in entry.forms}
    if owners:
        found = _forms(tuple(owners)).findall(_MARKUP.sub(" ", body))
        yield from dict.fromkeys(owners[form.casefold()] for form in found)


@lru_cache(maxsize=2)
def _forms(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds whole words, the longest form first."""
    ranked = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ranked))})(?!\w)", re.IGNORECASE)


def _term(context: Context, entry: GlossaryEntry) -> Term:
    return Term(entry.entry_id, entry.term, entry.definition, _source(context, entry))


def _source(context: Context, entry: GlossaryEntry) -> Link:
    """Return the document with the place in it, or the page of this site that has the definition."""
    if entry.document_id is None:
        assert entry.address is not None
        return Link(words.word("glossary", "own"), context.to(entry.address))
    document = context.document_link(context.register.documents[entry.document_id])
    place = words.sentence("place_in", document=document.text, place=entry.locator)
    return Link(words.as_written(place), document.href)
