"""What a site calls itself: its name, its address, and whom its readers tell of an error."""

from __future__ import annotations

from dataclasses import dataclass

from generator.site.contact import Contact


@dataclass(frozen=True, slots=True)
class Identity:
    """As MkDocs understands the settings; an address that is not known is None."""

    name: str
    url: str | None
    contact: Contact
