"""The command that makes a built site into one file for use without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator.cli import options
from generator.cli.words import Words

DONE = 0


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what the command does, and what can be asked of it."""
    output = click.Option(
        ["-o", "--output"],
        type=click.Path(path_type=Path),
        help=words("option.offline-output"),
        metavar=words("metavar.file"),
        required=True,
    )
    return {"offline": (_offline, [options.folder_argument(words), output, options.text(words, "province")])}


def _offline(words: Words, folder: Path, output: Path, province: str | None, lang: str) -> int:
    from generator import offline

    made = offline.pack(folder.resolve(), output.resolve(), province)
    facts = {
        "pages": words.counted("page", made.pages),
        "megabytes": words.number(round(made.bytes / 1e6, 1)),
    }
    click.echo(words("offline.done", output=output, **facts))
    return DONE
