"""From a context to a Markdown page: the template environment and the front matter.

A page is one raw HTML block below its front matter, so that text from data has one way in: the
filter `html`.  Printing plain text without it is refused, and braces are escaped because the
`{chart:0}` of a template is replaced later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import text, urls
from generator.errors import GeneratorError
from generator.model import Chart, Page, Register, TableFile
from generator.pages import words

_TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the theme and the search index read; None leaves a field out."""

    title: str
    description: str
    kind: str
    search_alias: str = ""
    search_names: str = ""
    search_weight: str = "1"
    search_level: str | None = None
    search_place: str | None = None
    search_organisation: str | None = None
    jsonld: str | None = None
    published: str | None = None


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of all templates, made once."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_only_marked,
    )
    made.filters["html"] = html
    made.filters["in_words"] = words.count_in_words
    made.filters["capitalised"] = words.capitalised
    made.filters["lowered"] = words.lowered
    made.globals["word"] = words.word
    return made


def html(value: object) -> Markup:
    """Escape text for HTML, and for the later replacement of `{chart:0}`."""
    return Markup(text.to_html(str(value)).replace("{", "&#123;"))  # noqa: S704 - escaped just here


def _only_marked(value: object) -> object:
    """Refuse text that no filter has marked, and print counts with Vietnamese separators."""
    if isinstance(value, int) and not isinstance(value, bool):
        return text.number(Decimal(value))
    if isinstance(value, str) and not isinstance(value, Markup):
        raise GeneratorError(f"A template prints text without the filter html: {value[:60]!r}")
    return value


def fields_of(context: Any) -> Mapping[str, object]:
    """Return the fields of a context by name, as the template receives them."""
    return {field.name: getattr(context, field.name) for field in fields(context)}


def body(template: str, context: Any) -> str:
    """Return the HTML block of a page; it has no blank line, which would end it for Markdown."""
    rendered = environment().get_template(template).render(fields_of(context))
    return "\n".join(line for line in rendered.splitlines() if line.strip())


def page(
    address: str,
    template: str,
    context: Any,
    front: FrontMatter,
    charts: tuple[Chart, ...] = (),
    tables: tuple[TableFile, ...] = (),
) -> Page:
    """Put front matter and block together as the Markdown page at this address."""
    head = {name: value for name, value in asdict(front).items() if value is not None}
    whole = f"---\n{text.to_yaml(head)}---\n\n{body(template, context)}\n"
    return Page(urls.markdown_path(address), whole, charts, tables)


def release_of(register: Register) -> str | None:
    """Return the id of the newest release; None before the first one."""
    newest = max(
        register.releases, key=lambda release: (release.released_on, release.release_id), default=None
    )
    return None if newest is None else newest.release_id
