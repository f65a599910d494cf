"""Where the sheet of paper of a page leads to, as a QR code: to its figures as they were released."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator import text, urls
from generator.measures import Measured
from generator.model import Observation, Unit
from generator.pages.blocks.figure_history import has_later
from generator.pages.view.context import Context
from generator.pages.view.rendering import newest_release


class Sheet(Struct, frozen=True):
    """What a sheet leads to: an address in full, and the day of the release that it shows."""

    address: str
    day: str  # empty where it shows the figures as they are


def is_embedded(measured: Measured, unit: Unit) -> bool:
    """Whether a unit with figures has embeds; in a large record provinces alone do."""
    return not measured.is_large or unit.parent_id is None


def sheet_of_unit(context: Context, unit: Unit, observations: Sequence[Observation]) -> Sheet | None:
    """Return where the sheet of a unit leads to: to its page where that is not as in the newest release."""
    release = newest_release(context.register)
    if not observations or not is_embedded(context.measured, unit):
        return None
    if release is None or has_later(context, unit.unit_id, observations):
        return sheet_of_page(context)
    if context.site.url is None:
        return None
    frozen = urls.in_language(urls.embed(urls.unit(unit), release.release_id), context.language)
    return Sheet(context.full(frozen), text.day(release.released_on))


def sheet_of_page(context: Context) -> Sheet | None:
    """Return where the sheet of a page leads to that no release froze; None without an address."""
    return None if context.site.url is None else Sheet(context.full(context.address), "")
