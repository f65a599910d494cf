"""The command that begins a record of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli import options
from generator.cli.words import Words

DONE = 0
_SAID = ("name", "name-en", "site-url", "contact")


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    said = [options.text(words, name) for name in _SAID[:2]] + [
        options.address(words, it) for it in _SAID[2:]
    ]
    return {"new": (_new, [options.folder_argument(words), *said])}


def _new(words: Words, folder: Path, lang: str, **said: str | None) -> int:
    from generator.pipeline.new_record import new_record
    from generator.starter import Wish

    if said["name"] is None and sys.stdin.isatty():
        said |= {name: said[name] or _asked(name, words) for name in said}
    new_record(folder, Wish(said.pop("name") or "", **said))
    click.echo(words("new.done", folder=folder))
    return DONE


def _asked(name: str, words: Words) -> str | None:
    return (
        click.prompt(words(f"new.{name.replace('_', '-')}"), default="", show_default=False).strip() or None
    )
