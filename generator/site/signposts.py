"""What machines are told that walk over the site: which pages there are, and whether to come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator import urls
from generator.text import to_html

LINKS_PER_SITEMAP = 50_000  # the protocol's limit
SITEMAP, ROBOTS, HEADERS, LLMS = "sitemap.xml", "robots.txt", "_headers", "llms.txt"
_FOR_OTHERS = ("/data/*", "/so/*", "/*/index.json", "/*/index.md", "/llms.txt")
"""What pages of other sites may read, as `deploy/nginx.conf.template` has it."""


def sitemap(site_url: str, pages: Mapping[str, str | None]) -> Iterator[tuple[str, bytes]]:
    """Yield the list of pages, each with the day of its last change where the data tell one."""
    links = [_entry("url", f"{site_url}{urls.address_of(page)}", day) for page, day in sorted(pages.items())]
    parts = [links[at : at + LINKS_PER_SITEMAP] for at in range(0, len(links), LINKS_PER_SITEMAP)]
    if len(parts) == 1:
        yield SITEMAP, _document("urlset", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, start=1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", part)
    yield SITEMAP, _document("sitemapindex", (_entry("sitemap", site_url + name, None) for name in names))


def robots(site_url: str | None, synthetic: bool) -> bytes:
    """Return who may read what: made-up figures nobody, all others everybody."""
    lines = ["User-agent: *", "Disallow: /" if synthetic else "Allow: /"]
    if site_url and not synthetic:
        lines += ["", f"Sitemap: {site_url}{SITEMAP}"]
    return ("\n".join(lines) + "\n").encode()


def headers() -> bytes:
    """Return the rules of hosts that read them from a file (Cloudflare Pages, Netlify)."""
    return "".join(f"{path}\n  Access-Control-Allow-Origin: *\n" for path in _FOR_OTHERS).encode()


def _entry(name: str, link: str, day: str | None) -> str:
    dated = "" if day is None else f"<lastmod>{day}</lastmod>"
    return f"<{name}><loc>{to_html(link)}</loc>{dated}</{name}>\n"


def _document(root: str, entries: Iterable[str]) -> bytes:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{"".join(entries)}</{root}>\n'
    )
    return text.encode()
