"""How far a build has come: a bar on a terminal, elsewhere a line for each finished stage."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click
from msgspec import Struct, field

from generator.cli.words import Words
from generator.progress import Progress

WIDTH = 60
"""The bar never needs more columns, and is cut where a terminal has fewer."""

BAR_WIDTH = 16
EVERY_S = 0.1
"""How often the bar is drawn anew, at most."""

SURE_AFTER_S = 2.0
"""How long a stage has to run before the time it still needs is guessed."""


@contextmanager
def progress_for_output(words: Words) -> Iterator[Progress]:
    """Give a progress that fits where the output goes; a bar is gone when it ends."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield Lines(words)
        return
    bar = Bar(words, sys.stderr)
    try:
        yield bar
    finally:
        bar.clear()


class Lines(Struct, frozen=True):
    """Prints one line for each finished stage: what a log should keep."""

    words: Words

    def begin(self, stage: str, total: int | None) -> None:
        """Say nothing yet."""

    def advance(self, pieces: int = 1) -> None:
        """Say nothing yet."""

    def end(self, stage: str, seconds: float) -> None:
        """Print what is done and how long it took."""
        name = self.words(f"stage.{stage}")
        click.echo(self.words("say.stage", name=name, seconds=self.words.seconds(seconds)))

    def say(self, code: str) -> None:
        """Print the sentence."""
        click.echo(self.words(f"say.{code}"))


class Bar(Struct):
    """Keeps one line of a terminal up to date: stage, bar, done of total, time left."""

    words: Words
    stream: TextIO
    stage: str = ""
    total: int | None = None
    done: int = 0
    began: float = 0.0
    drawn: float = 0.0
    shown: int = field(default=0)
    """How many columns stand on the terminal just now."""

    def begin(self, stage: str, total: int | None) -> None:
        """Show a stage that begins."""
        self.stage, self.total, self.done = self.words(f"stage.{stage}"), total, 0
        self.began = time.monotonic()
        self._draw()

    def advance(self, pieces: int = 1) -> None:
        """Show that more is done, but not more often than an eye can follow."""
        self.done += pieces
        if time.monotonic() - self.drawn >= EVERY_S:
            self._draw()

    def end(self, stage: str, seconds: float) -> None:
        """Leave the line to the next stage."""

    def say(self, code: str) -> None:
        """Write the sentence where the bar was, which goes on below."""
        self.clear()
        self.stream.write("\r" + self.words(f"say.{code}") + "\n")

    def clear(self) -> None:
        """Take the line away."""
        self._show("")

    def _draw(self) -> None:
        self.drawn = time.monotonic()
        columns = min(WIDTH, shutil.get_terminal_size().columns - 1)
        self._show(self.line(self.drawn - self.began)[:columns])

    def _show(self, line: str) -> None:
        """Write over what stands there; without escape codes, which not every terminal knows."""
        self.stream.write("\r" + line.ljust(self.shown) + "\r" + line)
        self.stream.flush()
        self.shown = len(line)

    def line(self, elapsed_s: float) -> str:
        """Return the line after so many seconds of the stage."""
        if self.total is None:
            return f"{self.stage} …"
        share = min(1.0, self.done / self.total) if self.total else 1.0
        full = int(share * BAR_WIDTH)
        bar = "█" * full + "░" * (BAR_WIDTH - full)
        number = self.words.number
        left = self._time_left(share, elapsed_s)
        return f"{self.stage:<12} {bar} {number(self.done)}/{number(self.total)}{left}"

    def _time_left(self, share: float, elapsed_s: float) -> str:
        if share == 0 or elapsed_s < SURE_AFTER_S:
            return ""
        minutes, seconds = divmod(round(elapsed_s * (1 - share) / share), 60)
        return "  " + self.words("say.left", time=f"{minutes}:{seconds:02}")
