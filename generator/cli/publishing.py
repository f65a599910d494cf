"""The commands that give a site to readers: on the web, and as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from generator import settings
from generator.cli import console_output, offline, options
from generator.cli.progress import progress_for_output
from generator.cli.words import Words

if TYPE_CHECKING:
    from generator.cli.commands import Choices

DONE, BAD_DATA = 0, 1
KEPT = 5


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    asked = [
        options.folder_argument(words),
        *options.shared(words),
        options.folder(words, "cache"),
        options.number(words, "keep", 0, None, KEPT),
        options.flag(words, "rollback"),
        options.text(words, "take-back"),
    ]
    return {"publish": (_publish, asked), **offline.acts(words)}


def _publish(
    words: Words,
    folder: Path,
    keep: int,
    rollback: bool,
    take_back: str | None,
    **chosen: Unpack[Choices],
) -> int:
    from generator.cli.commands import today
    from generator.pipeline import publish

    if rollback:
        return _go_back(words, folder.resolve())
    if take_back:
        return _take_back(words, folder.resolve(), take_back)
    chosen["no_markdown"] = True
    made = settings.make(out=folder, **chosen)
    with progress_for_output(words) as progress:
        done = publish.publish(made, today(), keep, progress)
    built = done.built
    if built.record is None:
        console_output.not_built(built.problems, words)
        return BAD_DATA
    console_output.built(built.record, made.out, built.unset, words)
    console_output.untold(done.untold, done.since or "", words)
    click.echo(words("publish.done", out=made.out, commit=_commit(built.record.commit, words)))
    return DONE


def _go_back(words: Words, out: Path) -> int:
    from generator.pipeline import publish

    with progress_for_output(words) as progress:
        back = publish.go_back(out, progress)
    facts = {"commit": _commit(back.commit, words), "left": words.number(back.earlier)}
    click.echo(words("publish.back", out=out, **facts))
    return DONE


def _take_back(words: Words, out: Path, commit: str) -> int:
    from generator.pipeline import publish

    with progress_for_output(words) as progress:
        is_back = publish.take_back(out, commit, progress)
    key = "publish.taken-back" if is_back else "publish.not-there"
    click.echo(words(key, out=out, commit=_commit(commit, words)))
    return DONE


def _commit(commit: str | None, words: Words) -> str:
    return words("publish.commit", commit=commit[:10]) if commit else ""
