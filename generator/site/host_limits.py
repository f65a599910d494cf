"""What well-known hosts accept, so that a site that has outgrown one is noticed before it is refused.

The limits as their documentation states them in 2026:
GitHub Pages (docs.github.com, "GitHub Pages limits"): a published site of 1 GB;
Cloudflare Pages (developers.cloudflare.com/pages/platform/limits): 20,000 files on the free plan
(100,000 on paid ones), 25 MiB a file;
GitLab Pages (docs.gitlab.com, "GitLab.com settings"): a site of 1 GB, 200,000 entries, which are
files and folders.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

_GB = 10**9
_MIB = 2**20
_RECORD = 1
"""build.json, which is written last and belongs to the site as well."""


class Extent(Struct, frozen=True):
    """How large a site is, without build.json."""

    files: int
    folders: int
    bytes: int
    largest_file: str
    largest_bytes: int


class Outgrown(Struct, frozen=True):
    """One limit of one host that the site is over."""

    host: str
    what: str
    """`bytes` of the site, `files`, `entries` (files and folders), or `file_bytes` of the largest file."""
    allowed: int
    found: int
    file: str | None
    """The file that is too large, where it is one."""


LIMITS = (
    ("github-pages", "bytes", _GB),
    ("cloudflare-pages", "files", 20_000),
    ("cloudflare-pages", "file_bytes", 25 * _MIB),
    ("gitlab-pages", "bytes", _GB),
    ("gitlab-pages", "entries", 200_000),
)
"""Host, what it limits, and how much of it a site may have."""


def extent_of(sizes: Iterable[tuple[str, int]]) -> Extent:
    """Return how large a site of these files is; each a path below the site, and its bytes."""
    files = total = 0
    folders: set[str] = set()
    largest = ("", 0)
    for path, size in sizes:
        files, total = files + 1, total + size
        _add_folders(folders, path.rpartition("/")[0])
        if size > largest[1]:
            largest = (path, size)
    return Extent(files, len(folders), total, *largest)


def _add_folders(folders: set[str], folder: str) -> None:
    """Add a folder and those it lies in, up to the first that is known."""
    while folder and folder not in folders:
        folders.add(folder)
        folder = folder.rpartition("/")[0]


def outgrown(extent: Extent) -> tuple[Outgrown, ...]:
    """Return every limit that a site of this extent is over."""
    found = {
        "bytes": extent.bytes,
        "files": extent.files + _RECORD,
        "entries": extent.files + _RECORD + extent.folders,
        "file_bytes": extent.largest_bytes,
    }
    return tuple(
        Outgrown(host, what, allowed, found[what], extent.largest_file if what == "file_bytes" else None)
        for host, what, allowed in LIMITS
        if found[what] > allowed
    )
