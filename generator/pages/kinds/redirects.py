"""What stands at an address that has no page any more: the way to another page, or why it ended."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text, urls
from generator.model import Redirect
from generator.pages.kinds.figure_json import FORMAT
from generator.pages.view import words
from generator.pages.view.rendering import environment, fields_of


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What `moved.html.j2` receives; without `target` the page ended."""

    title: str
    target: str | None
    canonical: str | None
    since: str
    reason: str
    home: str
    corrections: str
    style: str
    script: str


def moved_facts(redirect: Redirect) -> dict[str, str]:
    """Return what stands beside the old page of a figure for those who read its JSON; of others nothing."""
    address, target = redirect.address, redirect.target
    if not address.startswith(urls.FIGURES):
        return {}
    told = {
        "format": FORMAT,
        "figure_id": address.removeprefix(urls.FIGURES).strip("/"),
        "moved_to": None if target is None else urls.relative(target, address),
        "since": redirect.since.isoformat(),
        "reason": redirect.reason,
    }
    return {f"{address.strip('/')}/{urls.FIGURE_DATA}": text.to_json(told)}


def moved_page(redirect: Redirect, site_url: str | None) -> str:
    """Return the HTML of one old address; the canonical link alone is absolute, where the site is known."""
    address, target = redirect.address, redirect.target

    def to(place: str) -> str:
        return urls.relative(place, address)

    link = None if target is None else to(target)
    content = MovedPage(
        title=words.word("title", "ended" if target is None else "moved"),
        target=link,
        canonical=link if target is None or site_url is None else f"{site_url}{target.lstrip('/')}",
        since=text.day(redirect.since),
        reason=redirect.reason,
        home=to(urls.HOME),
        corrections=to(urls.CORRECTIONS),
        style=to(f"{urls.ASSETS}site.css"),
        script=to(f"{urls.ASSETS}moved.js"),
    )
    return environment().get_template("moved.html.j2").render(fields_of(content))
