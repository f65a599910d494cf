"""The pages that a change concerns, taken out of a built site to be looked at by themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from generator import urls
from generator.errors import SettingError
from generator.site.verify import page_facts

_READ = frozenset({".css", ".html"})
_LOOKS = frozenset({".css", ".ico", ".js", ".png", ".svg", ".webp", ".woff2"})
"""What a page needs to look right; other pages and downloads stay where they are."""


def copy_pages(site: Path, addresses: Iterable[str], folder: Path) -> frozenset[str]:
    """Copy the pages that there are, and what they need to look right; return their addresses."""
    if not (site / urls.page_file(urls.HOME)).is_file():
        raise SettingError("review-no-site", {"folder": site})
    there = frozenset(it for it in addresses if (site / urls.page_file(it)).is_file())
    pending, copied = [urls.page_file(it) for it in there], set[str]()
    while pending:
        path = pending.pop()
        if path in copied or not (site / path).is_file():
            continue
        copied.add(path)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / path, folder / path)
        if Path(path).suffix in _READ:
            targets = page_facts(path, (site / path).read_text("utf-8"), None).targets
            pending += [target for target, _ in targets if Path(target).suffix in _LOOKS]
    return there
