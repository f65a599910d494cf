"""A record of someone else's: a folder in which every command works."""

from __future__ import annotations

from pathlib import Path

from generator import starter
from generator.pipeline import disk_faults_in_words


def new_record(folder: Path, wish: starter.Wish) -> None:
    """Write a new record into a new or empty folder, whole or not at all."""
    with disk_faults_in_words():
        starter.start(folder, wish)
