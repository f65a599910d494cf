"""A page of a site as it can be opened from a folder.

A browser shows a folder as a list of its files, so each link says `index.html`.  What the package does not
hold is linked on the web, where the site's address is known, and else is no link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit

from generator.offline.scripts import RUNTIME
from generator.text import to_html

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_LINK = re.compile(r' (href|src|action|content|data-target|data-figures|data-file)="([^"]*)"')
_REFRESH = re.compile(r"(\d+; *url=)(.*)")
_PRELOAD = re.compile(r'<link [^<>]*\b(?:pre|modulepre)load"[^<>]*>\n?')
"""Refused from a folder, with a complaint: it is a request of another origin there."""
_ON_THE_WEB = re.compile(r'<script src="[^"]*assets/(?:charts|keep-pages)\.js" defer></script>\n?')
"""Scripts that a folder refuses what they need: charts as PNG, pages that are kept."""
_MODULE = re.compile(r'<script type="module" src="[^"]*?([a-z-]+\.js)">')
_FIRST_SCRIPT = re.compile(r'<script src="([^"]*)assets/theme\.js">')


def page(path: str, content: str, paths: Collection[str], site_url: str | None) -> str:
    """Return a page of a package that holds these paths."""
    content = _ON_THE_WEB.sub("", _PRELOAD.sub("", content))
    content = _MODULE.sub(r'<script type="text/plain" data-module="\1">', content)
    content = _FIRST_SCRIPT.sub(rf'<script src="\1{RUNTIME}"></script>\n\g<0>', content)
    return _TAG.sub(lambda tag: _LINK.sub(lambda it: _led(path, it, paths, site_url), tag[0]), content)


def leading_to(target: str) -> str:
    """Return the first page of a package that begins with another page."""
    return f'<!doctype html>\n<meta http-equiv="refresh" content="0; url={to_html(target)}">\n'


def _led(path: str, found: re.Match[str], paths: Collection[str], site_url: str | None) -> str:
    name, before, link = found[1], "", html.unescape(found[2])
    if name == "content":
        refresh = _REFRESH.fullmatch(link)
        if refresh is None:
            return found[0]
        before, link = refresh.groups()
    led = link_from(path, link, paths, site_url)
    return "" if led is None else f' {name}="{to_html(before + led)}"'


def link_from(path: str, link: str, paths: Collection[str], site_url: str | None) -> str | None:
    """Return where a link of a page leads in the package, or else on the web; None for nowhere."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    target = normpath(join(dirname(path), unquote(parts.path)))
    file = target if target in paths or target == RUNTIME else normpath(join(target, "index.html"))
    if file in paths or file == RUNTIME:
        return parts._replace(path=relpath(file, dirname(path) or ".")).geturl()
    if site_url is None:
        return None
    folder = "" if target == "." else f"{target}/" if parts.path.endswith(("/", ".")) else target
    return f"{site_url}{parts._replace(path=folder).geturl()}"
