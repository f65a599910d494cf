"""Earlier publications of a site, kept beside it so that it can go back to one of them.

They lie in `.site-earlier`, numbered; the newest may be the published one.  Files are hard links, so that
only what differs takes room; nobody writes into a file of a site, it is replaced.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

from generator import write
from generator.errors import SettingError
from generator.site import switch


def kept(out: Path) -> list[Path]:
    """Return the publications that are kept, the oldest first."""
    return sorted(_shelf(out).glob("[0-9]*"))


def keep(out: Path) -> None:
    """Keep the published site, unless the newest that is kept has the same files."""
    there = kept(out)
    if not switch.is_site(out) or (there and _is_same(there[-1], out)):
        return
    number = int(there[-1].name) + 1 if there else 1
    _shelf(out).mkdir(exist_ok=True)
    _linked(out).rename(_shelf(out) / f"{number:06}")


def forget(out: Path, most: int) -> None:
    """Remove the oldest, so that at most so many are kept."""
    for folder in kept(out)[::-1][most:]:
        _drop(out, folder)


def go_back(out: Path) -> int:
    """Put the publication before in the place of the published one; return how many are left before it.

    The one that is given up is no longer kept, so that a second time goes back one further.  Where the
    published one is lost, the newest that is kept comes back.
    """
    keep(out)
    there = kept(out)
    given_up = there[-1:] if out.exists() else []
    if len(there) <= len(given_up):
        raise SettingError("nothing-earlier", {"out": out})
    fresh = _linked(out, there[-1 - len(given_up)])
    for folder in given_up:
        _drop(out, folder)
    switch.switch(fresh, out)
    shutil.rmtree(fresh, ignore_errors=True)
    return len(kept(out)) - 1


def put_back(out: Path) -> None:
    """Put the newest that is kept, which `keep` kept before the published one came, in its place."""
    there = kept(out)
    if not there:
        raise SettingError("nothing-earlier", {"out": out})
    fresh = _linked(out, there[-1])
    switch.switch(fresh, out)
    shutil.rmtree(fresh)


def _shelf(out: Path) -> Path:
    return out.with_name(f".{out.name.lstrip('.')}-earlier")


def _drop(out: Path, folder: Path) -> None:
    """Remove a publication in one step, so that no half of one is ever gone back to."""
    dropped = _unfinished(out, "dropped")
    dropped.parent.mkdir(exist_ok=True)
    folder.rename(dropped)
    shutil.rmtree(dropped)


def _unfinished(out: Path, name: str) -> Path:
    """Return a place for what is not finished; what a killed program left there goes."""
    place = switch.staging_of(out).with_name(name)
    if place.exists():
        shutil.rmtree(place)
    return place


def _linked(out: Path, source: Path | None = None) -> Path:
    """Return a copy of a site, made of links, in the place for what is not finished."""
    fresh = _unfinished(out, "earlier")
    shutil.copytree(source or out, fresh, copy_function=_link)
    return fresh


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links, or one file linked too often
        shutil.copy2(source, target)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two sites have the same files; the record has times and is left out."""
    paths = set(write.walk(one)) - {switch.RECORD}
    return paths == set(write.walk(other)) - {switch.RECORD} and all(
        (one / path).samefile(other / path) or filecmp.cmp(one / path, other / path, shallow=False)
        for path in paths
    )
