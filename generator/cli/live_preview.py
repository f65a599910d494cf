"""The live preview: serve, and build again whenever a source changes; open pages follow by themselves."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from generator import write
from generator.cli.words import Words
from generator.errors import SettingError
from generator.language import VIETNAMESE
from generator.settings import Settings
from generator.site import preview
from generator.site.preview import Board

PREVIEW = ".site-preview"
_PROGRAM = Path(__file__).parents[1]
_PAGES, _SEARCH = "pages", "search"
"""What a process that stands by can be asked for."""
_ENVIRONMENT = {"SITE_LANGUAGES": VIETNAMESE, "OPENBLAS_NUM_THREADS": "1"}
"""Who edits looks at one page, and soon; and a process with threads could not be copied for its workers."""
EXAMPLE = "xa-05587"
"""What the id of a unit looks like."""
_STYLES = frozenset({".css", ".js"})


def serve(words: Words, port: int, made: Settings) -> NoReturn:
    """Serve the site until the person at the keyboard has seen enough."""
    _refuse_unknown(made)
    board = Board()
    folders, tops = (made.data, made.theme, _PROGRAM), (made.root, *written_by_hand(made.source))
    with (
        preview.watched(folders, lambda path: matters(path, made), tops) as wait_for_change,
        preview.served(made.out, port, board, made.theme) as address,
    ):
        click.echo(words("say.serving", address=address))
        with closing(Builder(made)) as builder:
            _rebuild(builder, board, made, words)
            while True:
                changed = wait_for_change()
                click.echo(words("say.changed"))
                if _is_of_the_program(changed):
                    builder.renew()
                board.tell("busy", words("say.changed"), is_new_site=_is_style(changed, made))
                _rebuild(builder, board, made, words)


class Builder:
    """Builds in processes of their own, so that a change of the program shows as well.

    One of them stands by with everything loaded, which takes as long as to build for one changed cell.
    """

    def __init__(self, made: Settings) -> None:
        self._arguments = _arguments(made)
        self._next = self._standing_by()
        self._searching: subprocess.Popen[str] | None = None

    def renew(self) -> None:
        """Let another process stand by, which loads the program as it is now."""
        self._next.communicate()
        self._next = self._standing_by()

    def build(self) -> str | None:
        """Build the pages; return what the build complained of, or None where there is a new site."""
        self._leave_the_search()
        building = self._next
        try:
            _, complaint = building.communicate(f"{_PAGES}\n")
        finally:
            building.terminate()  # if it was Ctrl-C that ended the waiting
        self._next = self._standing_by()
        sys.stderr.write(complaint)
        return complaint if building.returncode != 0 else None

    def begin_search(self) -> None:
        """Begin to make the search of the pages, for which nobody waits: the next build ends it."""
        self._searching, self._next = self._next, self._standing_by()
        assert self._searching.stdin is not None
        self._searching.stdin.write(f"{_SEARCH}\n")
        self._searching.stdin.flush()

    def close(self) -> None:
        """End all processes."""
        self._leave_the_search()
        self._next.terminate()
        self._next.communicate()

    def _leave_the_search(self) -> None:
        """End the making of the search; what it complained of by itself is told."""
        if self._searching is None:
            return
        is_done = self._searching.poll() is not None
        self._searching.terminate()
        _, complaint = self._searching.communicate()
        if is_done and self._searching.returncode != 0:
            sys.stderr.write(complaint)
        self._searching = None

    def _standing_by(self) -> subprocess.Popen[str]:
        program = f"from generator.cli import live_preview; live_preview.stand_by({self._arguments!r})"
        return subprocess.Popen(
            [sys.executable, "-c", program],
            env={**_ENVIRONMENT, **os.environ},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )


def stand_by(arguments: Sequence[str]) -> None:
    """Load what a build needs, wait for a line, and build: the pages, or their search without a word."""
    from generator import cli

    import_module("generator.pipeline.anew")
    import_module("generator.pipeline.worker_process").warm()
    wanted = sys.stdin.readline().strip()
    if wanted == _PAGES:
        cli.main([*arguments, "--no-index"])
    elif wanted == _SEARCH:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            cli.main(arguments)


def _arguments(made: Settings) -> list[str]:
    arguments = ["build", "--no-markdown", "--data", str(made.data), "--out", str(made.out)]
    arguments += ["--workers", str(made.workers), "--lang", made.lang, "--cache", str(made.cache)]
    options = (
        ("--site-url", made.site_url),
        ("--contact", made.contact),
        ("--scheduler", made.scheduler),
        ("--only", made.only),
    )
    for option, value in options:
        arguments += [] if value is None else [option, value]
    return arguments


def _rebuild(builder: Builder, board: Board, made: Settings, words: Words) -> None:
    complaint = builder.build()
    if complaint is None:
        board.tell("calm", is_new_site=True)
        if made.only is None:
            builder.begin_search()
        return
    served = words("say.kept" if (made.out / "index.html").is_file() else "say.not-served")
    click.echo(served, err=True)
    board.tell("fault", complaint + served)


def written_by_hand(source: Path, folder: str = "") -> Iterator[Path]:
    """Yield the folder and all below that may have pages by people; of the others there are thousands."""
    yield source / folder
    for path in sorted((source / folder).iterdir()):
        below = path.relative_to(source).as_posix()
        if path.is_dir() and not write.is_generated(f"{below}/"):
            yield from written_by_hand(source, below)


def matters(path: Path, made: Settings) -> bool:
    """Return whether a changed file is a source: not one that the build itself or Python writes."""
    if path.is_relative_to(made.source):
        return not write.is_generated(path.relative_to(made.source).as_posix())
    if path.is_relative_to(_PROGRAM):
        return "__pycache__" not in path.parts
    return path.is_relative_to(made.data) or path.is_relative_to(made.theme) or path == made.mkdocs_yml


def _refuse_unknown(made: Settings) -> None:
    """Raise SettingError for a preview of a unit that there is not; what is no table, the build tells."""
    from generator.read.suggestions import closest

    if made.only is None:
        return
    try:
        with (made.data / "units.csv").open(encoding="utf-8-sig", newline="") as file:
            known = {row.get("unit_id") or "" for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error):
        return
    if made.only not in known:
        raise SettingError("unit-unknown", {"unit": made.only, "near": closest(made.only, known) or EXAMPLE})


def _is_of_the_program(changed: Iterable[Path]) -> bool:
    return any(path.is_relative_to(_PROGRAM) for path in changed)


def _is_style(changed: frozenset[Path], made: Settings) -> bool:
    """Say whether only styles and scripts changed, which pages get from the theme without a build."""
    return all(path.is_relative_to(made.theme) and path.suffix in _STYLES for path in changed)
