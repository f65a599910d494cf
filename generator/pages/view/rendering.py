"""From a context to a Markdown page: the template environment and the front matter.

A page is one raw HTML block below its front matter, so that text from data has one way in: the
filter `html`.  Printing plain text without it is refused, and braces are escaped because the
`{chart:0}` of a template is replaced later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict

from generator import text, urls
from generator.errors import GeneratorError
from generator.language import VIETNAMESE, spoken
from generator.model import Register, Release
from generator.pages.view import words
from generator.pages.view.compiled import DirectCalls, DirectCode
from generator.products import Card, Chart, Page, TableFile
from generator.tracking import note
from generator.translation import TEMPLATES, Translated

LONGEST_NAME = 120
LONGEST_WHOLE = 17
_HYPHENED = re.compile(r"(?<![\w/-])(?=[\w/-]*\d)[\w/]+(?:-[\w/]+)+(?![\w/-])")
"""What has a digit and a hyphen: 17-CT/TW, 2026-11-30."""
_BEGIN, _END = Markup('<span lang="vi">'), Markup("</span>")


class FrontMatter(Struct, frozen=True):
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
    figure: str | None = None
    canonical: str | None = None
    """The address of the page that stands for this one, which is not to be found itself."""


def _marked(parts: Iterable[str]) -> Markup:
    """Join what a template or a macro has printed: all of it was marked, so the whole is."""
    return str.__new__(Markup, "".join(parts))  # not Markup(…): that asks each time what it is given


class MarkedEnvironment(Environment):
    """Templates that print nothing but what is marked: refused, not escaped in passing.

    Escaping on top of that would look at each of 200 pieces of a page twice more, a third of its time.
    """

    concat = staticmethod(_marked)
    code_generator_class = DirectCode
    context_class = DirectCalls

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name for it
    ) -> Template:
        """Return a template, and note it: who prints with it depends on it, and on those it imports."""
        note(f"template/{name}")
        return super().get_template(name, parent, globals)


class TemplatesIn(FileSystemLoader):
    """The templates under a name for each language, which is what compiled ones are known by."""

    def __init__(self, language: str) -> None:
        super().__init__(TEMPLATES)
        self._language = language

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the source, the file, and whether it is still the same."""
        source, file, is_new = super().get_source(environment, template)
        return source, file if self._language == VIETNAMESE else f"{file}.{self._language}", is_new


@lru_cache(maxsize=2)
def environment(language: str) -> Environment:
    """Return the environment of all templates in a language, made once."""
    made = MarkedEnvironment(
        loader=TemplatesIn(language),
        extensions=() if language == VIETNAMESE else (Translated,),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_only_marked,
    )
    made.filters["html"] = html
    made.filters["unbroken"] = unbroken
    made.filters["markdown"] = in_markdown
    made.filters["slug"] = slug
    made.filters["capitalised"] = words.capitalised
    made.filters["lowered"] = words.lowered
    made.filters["within_quotes"] = words.within_quotes
    made.filters["forms"] = forms
    made.filters["after"] = words.after
    made.globals["word"] = words.word
    return made


def slug(value: str) -> Markup:
    """Return text as the name of a file that says what is in it."""
    name = text.slugify(value)
    whole_words = name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rpartition("-")[0]
    return Markup(whole_words)  # noqa: S704 - letters, digits, hyphens


def html(value: object) -> Markup:
    """Escape text for HTML, and for the later replacement of `{chart:0}`."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is words.Quoting:
        marked = _escaped(value.marked).replace(words.Quoting.BEGIN, _BEGIN)
        return marked.replace(words.Quoting.END, _END)
    escaped = _escaped(str(value))
    return _BEGIN + escaped + _END if value and type(value) is words.InVietnamese else escaped


def unbroken(value: object) -> Markup:
    """Escape text, and keep the number of a document or the id of a release on one line with its hyphens.

    What is longer than a narrow screen has room for in a heading may break.
    """
    escaped = html(value)
    return _unbroken(escaped) if "-" in escaped else escaped


@lru_cache(maxsize=16384)
def _unbroken(escaped: Markup) -> Markup:
    return Markup(_HYPHENED.sub(_kept_whole, escaped))  # noqa: S704 - escaped before


def _kept_whole(found: re.Match[str]) -> str:
    return f'<span class="whole">{found[0]}</span>' if len(found[0]) <= LONGEST_WHOLE else found[0]


def forms(count: int, one: str, many: str) -> Markup:
    """Return the form of a noun after a number; used by translations only."""
    return html(one if count == 1 else many)


def in_markdown(value: str) -> Markup:
    """Escape text for a heading or paragraph of a page that is Markdown and no HTML block."""
    return Markup(text.to_markdown(value))  # noqa: S704 - every sign is an entity


@lru_cache(maxsize=16384)
def _escaped(value: str) -> Markup:
    """Escape a text; names, links and periods come again and again on a page and its neighbours."""
    return Markup(text.to_html(value).replace("{", "&#123;"))  # noqa: S704 - escaped just here


def _only_marked(value: object) -> object:
    """Refuse text that no filter has marked, and print counts with the separators of the language."""
    if type(value) is Markup:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return text.number(Decimal(value))
    if isinstance(value, str) and not isinstance(value, Markup):
        raise GeneratorError(f"A template prints text without the filter html: {value[:60]!r}")
    return value


def fields_of(content: Any) -> Mapping[str, Any]:
    """Return the fields of a content by name, as the template receives them."""
    return asdict(content)


def template_of(content: type) -> str:
    """Return the file of the template that a kind of content is for: `UnitPage` for `unit.md.j2`."""
    words = re.findall("[A-Z][a-z]*", content.__name__.removesuffix("Page"))
    return f"{'_'.join(words).lower()}.md.j2"


def body(content: Any) -> str:
    """Return the HTML block of a page; it has no blank line, which would end it for Markdown."""
    rendered = environment(spoken()).get_template(template_of(type(content))).render(fields_of(content))
    lines = str.splitlines(rendered)  # plain ones: lines of Markup would be marked each, and again stripped
    return "\n".join(line for line in lines if line and not line.isspace())


class Leading(Protocol):
    """What a sheet of paper leads to."""

    @property
    def address(self) -> str: ...


def page(
    address: str,
    content: Any,
    front: FrontMatter,
    charts: tuple[Chart, ...] = (),
    tables: tuple[TableFile, ...] = (),
    card: Card | None = None,
    sheet: Leading | None = None,
) -> Page:
    """Return the page at this address."""
    named = {name: value for name, value in fields_of(front).items() if value is not None}
    path = urls.markdown_path(urls.in_language(address, spoken()))
    return Page(
        path, named, body(content), charts, tables, (), card, None if sheet is None else sheet.address
    )


def markdown(front: Mapping[str, str], block: str) -> str:
    """Return a page as Markdown: its front matter as YAML in the order of names, and its block."""
    head = "".join(_line(name, value) for name, value in sorted(front.items()))
    return f"---\n{head}---\n\n{block}\n"


def _line(name: str, value: str) -> str:
    """Return one line of front matter; in printable text (a hard space is) but two signs need escaping."""
    if not value.replace("\u00a0", " ").isprintable():
        return text.to_yaml({name: str(value)})
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}": "{escaped}"\n'


def newest_release(register: Register) -> Release | None:
    """Return the newest release; None before the first one."""
    return max(register.releases, key=lambda release: (release.released_on, release.release_id), default=None)


def release_of(register: Register) -> str | None:
    """Return the id of the newest release; None before the first one."""
    newest = newest_release(register)
    return None if newest is None else newest.release_id
