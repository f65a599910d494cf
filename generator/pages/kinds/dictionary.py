"""The data dictionary: every table and column as the contract has them.

It is a page of text: Markdown with headings, which MkDocs renders together with the pages that people
write, in the same frame, with their navigation and a table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator import text, urls
from generator.language import VIETNAMESE
from generator.pages.view import words
from generator.pages.view.context import Link
from generator.pages.view.rendering import environment, fields_of, markdown, template_of
from generator.schema import Contract, Field, ForeignKey, Resource


class Column(Struct, frozen=True):
    """One column: what it means, what may stand in it."""

    anchor: str
    name: str
    title: str
    description: str
    type: str
    required: bool
    allowed: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    """Further rules: what is ruled, and how."""


class Reference(Struct, frozen=True):
    """Columns whose values must stand in another table."""

    columns: tuple[str, ...]
    table: Link


class Table(Struct, frozen=True):
    """One table: its file, its columns, what tells its rows apart."""

    anchor: str
    title: str
    description: str
    file: Link
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    columns: tuple[Column, ...]


class DictionaryPage(Struct, frozen=True):
    """What `dictionary.md.j2` receives."""

    title: str
    data: Link
    machine: Link
    tables: tuple[Table, ...]
    columns: int


def dictionary_page(contract: Contract, release: str | None) -> str:
    """Return the page as Markdown with its front matter."""
    title = words.word("title", "dictionary")
    tables = tuple(_table(contract, table) for table in contract.resources.values())
    content = DictionaryPage(
        title=title,
        data=Link(words.word("crumb", "data"), _to(urls.DATA)),
        machine=_file("datapackage.json"),
        tables=tables,
        columns=sum(len(table.columns) for table in tables),
    )
    front = {
        "title": title,
        "description": words.sentence("dictionary_description"),
        "kind": "text",
        "search_alias": text.fold(title),
    }
    body = environment(VIETNAMESE).get_template(template_of(DictionaryPage)).render(fields_of(content))
    return markdown(front if release is None else front | {"published": release}, body.strip("\n"))


def anchor_of(table: str) -> str:
    """Return the anchor of a table: `bang-unit-changes`."""
    return f"bang-{table.replace('_', '-')}"


def _table(contract: Contract, table: Resource) -> Table:
    return Table(
        anchor=anchor_of(table.name),
        title=table.title or table.name,
        description=table.description,
        file=Link(table.path) if table.is_folder else _file(table.path),
        key=table.primary_key,
        references=tuple(_reference(contract, key) for key in table.foreign_keys),
        columns=tuple(_column(table, field) for field in table.fields),
    )


def _reference(contract: Contract, key: ForeignKey) -> Reference:
    title = contract.resources[key.resource].title or key.resource
    return Reference(key.columns, Link(title, f"#{anchor_of(key.resource)}"))


def _column(table: Resource, field: Field) -> Column:
    return Column(
        anchor=f"{anchor_of(table.name)}-{field.name.replace('_', '-')}",
        name=field.name,
        title=field.title or field.name,
        description=field.description,
        type=words.word("type", field.type),
        required=field.required,
        allowed=field.enum or (*field.true_values, *field.false_values),
        rules=tuple(_rules(field)),
    )


def _rules(field: Field) -> Iterator[tuple[str, str]]:
    """Yield the rules of a column that are in force, each with its name in words."""
    rules = {
        "pattern": field.pattern,
        "minimum": None if field.minimum is None else text.plain(field.minimum),
        "maximum": None if field.maximum is None else text.plain(field.maximum),
        "separator": field.separator,
    }
    yield from ((words.word("rule", name), rule) for name, rule in rules.items() if rule is not None)


def _file(name: str) -> Link:
    return Link(name, _to(f"{urls.DOWNLOADS}{name}"))


def _to(address: str) -> str:
    return urls.relative(address, urls.DICTIONARY)
