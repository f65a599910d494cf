"""The command that mends a file as a spreadsheet saved it: what it does, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator import settings
from generator.cli import options
from generator.cli.words import Words

DONE, BAD_DATA = 0, 1


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what the command does, and what can be asked of it."""
    return {"repair": (_repair, [options.files_argument(words), options.folder(words, "data")])}


def _repair(words: Words, files: tuple[Path, ...], data: Path | None, lang: str) -> int:
    from generator.cli import console_output
    from generator.pipeline import spreadsheet_repair

    folder = settings.make(data=data, lang=lang, makes_pages=False).data
    found = [(file, spreadsheet_repair.repair(folder, file)) for file in files]
    for file, made in found:
        if made.problem is None:
            said = "repair.done" if made.is_changed else "repair.needless"
            click.echo(words(said, file=file, rows=words.counted("row", made.rows)))
        for line in made.left_out if made.problem is None else ():
            click.echo(words("repair.left-out", line=line))
    problems = [made.problem for _, made in found if made.problem is not None]
    if problems:
        console_output.not_written(problems, words)
    return BAD_DATA if problems else DONE
