"""The live preview: build, serve, and build again whenever a source changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click

from generator import write
from generator.cli.words import Words
from generator.settings import Settings
from generator.site import preview

PREVIEW = ".site-preview"


def serve(words: Words, port: int, made: Settings) -> NoReturn:
    """Serve the site until the person at the keyboard has seen enough."""
    command = _build_command(made)
    folders = (made.data, made.theme, made.source)
    with preview.watched(folders, lambda path: matters(path, made)) as wait_for_change:
        _rebuild(command, made, words)
        made.out.mkdir(exist_ok=True)
        with preview.served(made.out, port) as address:
            click.echo(words("say.serving", address=address))
            while True:
                wait_for_change()
                click.echo(words("say.changed"))
                _rebuild(command, made, words)


def _build_command(made: Settings) -> list[str]:
    """Build in a process of its own, so that a change of the program itself shows as well."""
    command = [sys.executable, "-m", "generator", "build", "--data", str(made.data), "--out", str(made.out)]
    command += ["--workers", str(made.workers), "--lang", made.lang, "--cache", str(made.cache)]
    for option, value in (("--site-url", made.site_url), ("--scheduler", made.scheduler)):
        command += [] if value is None else [option, value]
    return command


def _rebuild(command: list[str], made: Settings, words: Words) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        has_site = (made.out / "index.html").is_file()
        click.echo(words("say.kept" if has_site else "say.not-served"), err=True)


def matters(path: Path, made: Settings) -> bool:
    """Return whether a changed file is a source: not a page that the build itself writes."""
    if path.is_relative_to(made.source):
        return not write.is_generated(path.relative_to(made.source).as_posix())
    return True
