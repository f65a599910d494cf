"""Why a file of the site would be made again, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.words import Words
from generator.tracking import NAMES, VALUES

if TYPE_CHECKING:
    from generator.pipeline.source_lines import Cause
    from generator.pipeline.why import Why

_AT_MOST = 12
_ALONE = ("file", "frame", "markdown", "hand-written")
"""Reasons that are no key of the record; each has words of its own."""


def tell(found: Iterable[Why], whole: bool, words: Words) -> None:
    """Print the answers; `whole` with every reason and every key."""
    for one in found:
        click.echo("\n  ".join(_lines(one, whole, words)))


def _lines(one: Why, whole: bool, words: Words) -> Iterator[str]:
    yield words("why.task", path=one.path, task=one.task)
    yield words(f"why.{one.outcome}")
    if one.outcome == "again":
        yield from _reasons(one.causes, whole, words)
    if one.last is not None:
        yield words("why.last" if one.last else "why.first")
        yield from _reasons(one.last, whole, words)
    if one.looks:
        yield _looked(one.looks, words)
        yield from (f"  {key}" for key in one.looks) if whole else (words("why.all"),)


def _reasons(causes: Iterable[Cause], whole: bool, words: Words) -> Iterator[str]:
    """Yield one line a place, with the keys that stand for it."""
    keys: dict[str, list[str]] = {}
    for cause in causes:
        keys.setdefault(_place(cause, words), []).append(cause.key)
    told = [f"- {place} [{', '.join(own)}]" for place, own in keys.items()]
    shown = told if whole else told[:_AT_MOST]
    yield from shown
    if len(told) > len(shown):
        yield f"- {words('why.more', count=words.number(len(told) - len(shown)))}"


def _place(cause: Cause, words: Words) -> str:
    table, _, row = cause.key.partition("/")
    if table in _ALONE:
        return words(f"why.{table}", row=row)
    if cause.lines:
        return words("why.lines", file=cause.file, lines=", ".join(map(str, cause.lines)))
    name = {NAMES: "names", VALUES: "values"}.get(row, "row")
    return cause.file or words(f"why.{name}", table=table, row=row)


def _looked(looks: Iterable[str], words: Words) -> str:
    tables = Counter(key.partition("/")[0] for key in looks)
    counts = ", ".join(f"{table} {words.number(count)}" for table, count in tables.most_common())
    return words("why.looked", keys=words.counted("key", tables.total()), tables=counts)
