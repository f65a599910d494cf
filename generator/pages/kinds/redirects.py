"""What stands at an address that has no page any more: the way to another page, or why it ended."""

from __future__ import annotations

from msgspec import Struct

from generator import text, urls
from generator.language import VIETNAMESE
from generator.model import Redirect
from generator.pages.blocks.figure_history import dated_release
from generator.pages.blocks.revisions import former
from generator.pages.kinds.figure_json import FORMAT
from generator.pages.view import words
from generator.pages.view.context import Context, Link, unit_title
from generator.pages.view.dates import document_status
from generator.pages.view.figure import Figure, figure
from generator.pages.view.rendering import environment, fields_of
from generator.pages.view.subjects import subject
from generator.releases.comparison import WITHDRAWN


class Withdrawn(Struct, frozen=True):
    """What a figure said in the last release that had it."""

    name: str  # what was counted, in full
    figure: Figure
    printed: str | None
    place: Link
    organisation: Link | None
    indicator: Link
    status: str  # of the document
    release: Link


class MovedPage(Struct, frozen=True):
    """What `moved.html.j2` receives; without `target` the page ended."""

    title: str
    site: str
    target: str | None
    canonical: str | None
    since: str
    reason: str
    was: Withdrawn | None  # where it was the page of a figure that a release had
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
        "figure_id": _figure_id(address),
        "moved_to": None if target is None else urls.relative(target, address),
        "since": redirect.since.isoformat(),
        "reason": redirect.reason,
    }
    return {f"{address.strip('/')}/{urls.FIGURE_DATA}": text.to_json(told)}


def moved_page(context: Context, redirect: Redirect) -> str:
    """Return the HTML of one old address; the canonical link alone is absolute, where the site is known."""
    target, to = redirect.target, context.to
    content = MovedPage(
        title=words.word("title", "ended" if target is None else "moved"),
        site=context.site.name,
        target=None if target is None else to(target),
        canonical=None if target is None else context.lasting(target),
        since=text.day(redirect.since),
        reason=redirect.reason,
        was=_withdrawn(context) if target is None and context.address.startswith(urls.FIGURES) else None,
        home=to(urls.HOME),
        corrections=to(urls.CORRECTIONS),
        style=to(f"{urls.ASSETS}site.css"),
        script=to(f"{urls.ASSETS}moved.js"),
    )
    return environment(VIETNAMESE).get_template("moved.html.j2").render(fields_of(content))


def _withdrawn(context: Context) -> Withdrawn | None:
    """Return what the figure of this address said; None of one that is still there or that no release had."""
    register, figure_id = context.register, _figure_id(context.address)
    told = [one for one in register.revisions_of_figure.get(figure_id, ()) if one.field == WITHDRAWN]
    last = max(told, key=lambda one: one.revised_on, default=None)
    was = None if last is None or figure_id in register.observations else former(context, last)
    if last is None or was is None:
        return None
    unit, body = context.unit(was.unit_id), was.organisation_id
    release = next(one for one in register.releases if one.release_id == last.release_id)
    return Withdrawn(
        name=subject(context, was),
        figure=figure(context, was),
        printed=was.value_text,
        place=Link(unit_title(context, unit), context.to(context.unit_address(unit.unit_id))),
        organisation=None if body is None else context.organisation_link(register.organisations[body]),
        indicator=context.indicator_link(register.indicators[was.indicator_id]),
        status=document_status(register.documents[was.document_id]),
        release=Link(dated_release(release), context.to(urls.release(release.release_id))),
    )


def _figure_id(address: str) -> str:
    return address.removeprefix(urls.FIGURES).strip("/")
