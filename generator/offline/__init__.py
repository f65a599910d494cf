"""A built site, or a province's part of it, as one ZIP that opens from a folder, with a search for names.

    selection   which files of the site lie in the package
    pages       pages whose links lead to files, not to folders
    scripts     modules and what scripts fetch, in the only form that browsers load from a folder

In comes a built site, whatever data it was made from; out goes a file with the same bytes for the same
site.  No build needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.downloads import archive
from generator.downloads.wording import words
from generator.errors import SettingError
from generator.offline import pages, scripts, selection
from generator.offline.selection import Selection
from generator.site import switch

README = "DOC-TRUOC.txt"
_TOP = "so-lieu-hoi-ngoai-tuyen/"
"""The folder in which all lies, so that who unpacks it has one."""


class Packed(Struct, frozen=True):
    """What lies in a package, and how large it is."""

    pages: int
    files: int
    bytes: int


def pack(site: Path, output: Path, code: str | None = None) -> Packed:
    """Write the package of a site, or of the province of today that this code is, or was, part of."""
    if not switch.is_site(site):
        raise SettingError("offline-no-site", {"folder": site})
    if not output.parent.is_dir():
        raise SettingError("offline-no-folder", {"folder": output.parent})
    chosen = selection.of_site(site) if code is None else selection.of_province(site, code)
    unfinished = output.with_name(f".{output.name}.part")
    try:
        archive.write(unfinished, ((f"{_TOP}{path}", content) for path, content in _files(site, chosen)))
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    count = sum(path.endswith(".html") for path in chosen.paths)
    return Packed(count, len(chosen.paths), output.stat().st_size)


def _files(site: Path, chosen: Selection) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a package, in order: as it is on the site, or as it can be opened from a folder."""
    yield README, words("offline.text", place=chosen.place or words("offline.all")).encode()
    yield scripts.RUNTIME, scripts.bundle(site)
    for path in sorted(chosen.paths):
        content = _content(site, path, chosen)
        if not selection.is_of_names(path):
            yield path, content
        if scripts.is_fetched(path):
            yield f"{path}.js", scripts.stored(content)


def _content(site: Path, path: str, chosen: Selection) -> bytes:
    content = (site / path).read_bytes()
    if path == "index.html" and chosen.start:
        return pages.leading_to(chosen.start).encode()
    if path.endswith(".html"):
        return pages.page(path, content.decode(), chosen.paths, chosen.site_url).encode()
    if selection.is_of_names(path):
        return chosen.names(path, content)
    return scripts.script(path, content)
