"""What a site calls itself: its name, its address, and whom its readers tell of an error."""

from __future__ import annotations

from msgspec import Struct

from generator.site.contact import Contact


class Identity(Struct, frozen=True):
    """As MkDocs understands the settings; an address that is not known is None."""

    name: str
    url: str | None
    contact: Contact
