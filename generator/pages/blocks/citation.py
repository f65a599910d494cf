"""How a page is cited: title, release and its date, permanent address, in four forms.

The day of access is left open (`…`, the last one of each form): a build looks at no clock.  The script
of the copy button fills it in.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from generator import text
from generator.language import VIETNAMESE, spoken
from generator.model import Observation, Release
from generator.pages.view import words
from generator.pages.view.context import Context
from generator.pages.view.dates import is_draft
from generator.pages.view.rendering import newest_release

OPEN = "…"


class Origin(Struct, frozen=True):
    """Where a figure is from, as its citation ends: document, place in it, and whether that is a draft."""

    document: str
    place: str
    is_draft: bool
    names_draft: bool  # whether the name of the document says so


class Citation(Struct, frozen=True):
    """What a citation needs; without a release it names none."""

    title: str
    site: str
    release: str | None
    is_later: bool  # whether what is cited came or changed after that release
    is_living: bool  # whether it tells what there is at the time, as lists and counts do
    day: str
    day_en: str
    address: str  # in full where the site has an address, else from its root
    path: str | None  # the address again where it is not the full one, for the script to complete
    is_in_vietnamese: bool  # whether the page is, and not its English counterpart
    bibtex: str
    csl: str
    origin: Origin | None  # of a page about one figure


def origin_of(context: Context, observation: Observation) -> Origin:
    """Return where a figure is from; an open place in it (`…`) would be taken for the day of access."""
    document = context.register.documents[observation.document_id]
    name = document.short_title.replace(OPEN, "...")
    return Origin(
        document=words.as_written(name),
        place=words.as_written(observation.locator.replace(OPEN, "...")),
        is_draft=is_draft(document),
        names_draft=words.spoken_word(VIETNAMESE, "status", "draft_in_name") in name.lower(),
    )


def citation(
    context: Context,
    title: str,
    is_later: bool = False,
    is_living: bool = False,
    origin: Origin | None = None,
) -> Citation:
    """Return how to cite the context's page; `is_later` where the newest release has not what it says.

    What is living is cited with the newest release that there was, and not as a part of it.
    """
    release = newest_release(context.register)
    address, site = context.full(context.address), context.site.name
    form = "release_newest" if is_living else "release_later" if is_later else "release_dated"
    return Citation(
        title=title,
        site=site,
        release=None if release is None else release.release_id,
        is_later=is_later,
        is_living=is_living,
        day="" if release is None else text.day(release.released_on),
        day_en="" if release is None else text.day_en(release.released_on),
        address=address,
        path=context.address if context.site.url is None else None,
        is_in_vietnamese=context.language == VIETNAMESE,
        bibtex=_marked(_bibtex(site, title, address, release, form, origin)),
        csl=_marked(_csl(site, title, address, release, form, origin)),
        origin=origin,
    )


def _said(origin: Origin) -> str:
    """Return where a figure is from in the language of the page, as a note of a reference."""
    is_told = origin.is_draft and not (spoken() == VIETNAMESE and origin.names_draft)
    form = "cited_from_draft" if is_told else "cited_from"
    said = words.sentence(form, document=origin.document, place=origin.place)
    return said.marked if isinstance(said, words.Quoting) else said


def _marked(made: str) -> str:
    """Return a form of a citation; in English, what it has in Vietnamese is marked as such."""
    return words.Quoting(made) if words.Quoting.BEGIN in made else made


def _bibtex(
    site: str, title: str, address: str, release: Release | None, form: str, origin: Origin | None
) -> str:
    issued, notes = {}, []
    if release is not None:
        named = words.sentence(form, release=release.release_id, day=text.day(release.released_on))
        year = {"year": f"{release.released_on:%Y}"} if form == "release_dated" else {}
        issued, notes = year, [named]
    if origin is not None:
        notes.append(text.to_tex(_said(origin)))
    if notes:
        issued = {**issued, "note": "; ".join(notes)}
    names = {"author": site, "title": title}
    key = f"solieuhoi-{urlsplit(address).path.strip('/').replace('/', '-')}".rstrip("-")
    return text.to_bibtex("misc", key, names, {**issued, "url": address, "urldate": OPEN})


def _csl(
    site: str, title: str, address: str, release: Release | None, form: str, origin: Origin | None
) -> str:
    """Return the item of a reference manager; its day of access is the last thing in it."""
    item: dict[str, object] = {
        "id": address,
        "type": "webpage",
        "title": title,
        "author": [{"literal": site}],
    }
    if release is not None and form == "release_dated":
        day = release.released_on
        item |= {"version": release.release_id, "issued": {"date-parts": [[day.year, day.month, day.day]]}}
    if origin is not None:
        item["note"] = _said(origin)
    return text.to_json([{**item, "URL": address, "accessed": {"raw": OPEN}}]).strip()
