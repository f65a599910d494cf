"""What can be made, and under which name it is known from build to build."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from msgspec import Struct

from generator.downloads import FileTask
from generator.language import VIETNAMESE
from generator.model import Redirect
from generator.pages import EmbedTask, PageTask


class NamesTask(Struct, frozen=True):
    """The index of names for the search page of a language."""

    language: str = VIETNAMESE


class MovedTask(Struct, frozen=True):
    """What stands at an address that has no page any more."""

    redirect: Redirect


class FeedTask(Struct, frozen=True):
    """The feeds of a province, or of the whole record."""

    province_id: str | None


class CodesTask(Struct, frozen=True):
    """What stands at the codes of a province, and of the units in it, in a language."""

    province_id: str
    language: str = VIETNAMESE


class SnapshotTask(Struct, frozen=True):
    """The files of a release, as they were frozen."""

    release_id: str


Task = PageTask | FileTask | NamesTask | MovedTask | FeedTask | CodesTask | SnapshotTask | EmbedTask


def name_of(task: Task) -> str:
    """Return the name of a task: two tasks of one name are the same task."""
    match task:
        case PageTask():
            return f"page {task.kind} {' '.join(task.ids)} {task.address}"
        case FileTask():
            return f"files {task.family} {' '.join(task.paths)} {_digest(task.ids)}"
        case NamesTask():
            return "names" + _of(task.language)
        case FeedTask():
            return f"feeds {task.province_id or ''}"
        case CodesTask():
            return f"codes {task.province_id}{_of(task.language)}"
        case SnapshotTask():
            return f"release {task.release_id}"
        case EmbedTask():
            return f"embed {task.name} {task.address}"
        case MovedTask():
            return f"moved {_digest([repr(task.redirect)])}"


def _of(language: str) -> str:
    return "" if language == VIETNAMESE else f" {language}"


def _digest(words: Iterable[str]) -> str:
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
