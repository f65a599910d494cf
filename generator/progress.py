"""How far a build has come, told to whoever wants to know: a bar, lines, or nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of each stage when it begins, as its pieces get done, and when it is over."""

    def begin(self, stage: str, total: int | None) -> None:
        """Hear that a stage begins; None where nobody knows how many pieces it has."""

    def advance(self, pieces: int = 1) -> None:
        """Hear that some more pieces of the stage are done."""

    def end(self, stage: str, seconds: float) -> None:
        """Hear that a stage is over; a stage that fails is never over."""

    def say(self, code: str) -> None:
        """Hear of something worth knowing, by its code in the catalogue of sentences."""


class Silent:
    """Tells nobody."""

    def begin(self, stage: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, pieces: int = 1) -> None:
        """Say nothing."""

    def end(self, stage: str, seconds: float) -> None:
        """Say nothing."""

    def say(self, code: str) -> None:
        """Say nothing."""


SILENT = Silent()
