"""Publish: the site is built beside the published one, takes its place, and the ones before stay kept.

Publications to one place take turns; a commit that is older than the published one is refused, and so is a
record that unsays what the published one said.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator import pipeline
from generator.errors import SettingError
from generator.pipeline import published_history, untold
from generator.progress import SILENT, Progress
from generator.review.outcome import Untold
from generator.settings import Settings
from generator.site import build_record, earlier, switch


class Published(Struct, frozen=True):
    """What was built, and what readers saw before that it says otherwise without a row that tells it."""

    built: pipeline.Built
    untold: Untold = Untold()
    since: str | None = None
    """The commit that was published before."""


class WentBack(Struct, frozen=True):
    """The commit whose site is published again, if it has one, and how many are kept before it."""

    commit: str | None
    earlier: int


def publish(settings: Settings, today: date, keep: int, progress: Progress = SILENT) -> Published:
    """Check, build and publish; with problems in the data the published site stays.

    The published site is kept before the build, so that nothing can fail once the new one is in its place.
    """
    switch.refuse_unsafe(settings.out, pipeline.own_folders(settings))
    with pipeline.disk_faults_in_words(), switch.turn(settings.out, lambda: progress.say("queued")):
        _refuse_older(settings)
        if found := pipeline.check(settings, today):
            return Published(pipeline.Built(found, None))
        published_history.refuse(settings.out, settings.data, today)
        before = _commit_of_site(settings.out)
        has_git = build_record.commit_of(settings.root) is not None
        told = untold.since(before, settings.data) if before and has_git else Untold()
        with switch.guard(settings.out):  # a build by hand would change what is being kept
            if keep:
                earlier.keep(settings.out)
            earlier.forget(settings.out, keep)
        return Published(pipeline.build(settings, progress), told, before)


def go_back(out: Path, progress: Progress = SILENT) -> WentBack:
    """Publish what was published before, as it was to the byte."""
    if out.exists() and not switch.is_site(out):
        raise SettingError("no-site", {"out": out})
    with (
        pipeline.disk_faults_in_words(),
        switch.turn(out, lambda: progress.say("queued")),
        switch.guard(out),
    ):
        left = earlier.go_back(out)
        return WentBack(_commit_of_site(out), left)


def take_back(out: Path, commit: str, progress: Progress = SILENT) -> bool:
    """Undo the publication of a commit, where it is the published one; return whether it was."""
    with (
        pipeline.disk_faults_in_words(),
        switch.turn(out, lambda: progress.say("queued")),
        switch.guard(out),
    ):
        is_published = _commit_of_site(out) == commit
        if is_published:
            earlier.put_back(out)
        return is_published


def _refuse_older(settings: Settings) -> None:
    """Raise SettingError where the published site is of a later commit than the one that is here."""
    here, there = build_record.commit_of(settings.root), _commit_of_site(settings.out)
    if here and there and here != there and build_record.is_ancestor(settings.root, here, there):
        raise SettingError("commit-older", {"commit": here[:10], "published": there[:10]})


def _commit_of_site(out: Path) -> str | None:
    if not switch.is_site(out):
        return None
    commit = json.loads((out / switch.RECORD).read_text("utf-8")).get("commit")
    return None if commit is None else str(commit)
