"""Where something stands in a document, as the columns `locator` say it: part, section and footnote."""

from __future__ import annotations

import re

from msgspec import Struct

_SECTION = r"([IVX]+(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*)(?:\b|$)"
_LOCATOR = re.compile(rf"(?:(?i:phần thứ) (\w+), )?(?:(?i:mục) |^(?=[IVX0-9.]+(?:,|$))){_SECTION}")
_NOTE = re.compile(r"\bchú thích ([0-9]+)")
_ORDINALS = {1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu"}


class Place(Struct, frozen=True, order=True):
    """A place of a report; the first part is not named, a section is `II.2.1`, note 0 is none."""

    part: int = 1
    section: str = ""
    note: int = 0

    @property
    def locator(self) -> str:
        """The place as the column `locator` has it: `mục II.2.1, chú thích 3`."""
        part = [f"phần thứ {_ORDINALS[self.part]}"] if self.part > 1 else []
        section = f"mục {self.section}" if self.section else "phần đầu"
        note = [f"chú thích {self.note}"] if self.note else []
        return ", ".join((*part, section, *note))


def place_of(locator: str) -> Place | None:
    """Return the place that a locator of the record names; None where it names none by a number."""
    found, called = _LOCATOR.search(locator), _NOTE.search(locator)
    note = int(called[1]) if called else 0
    if found is None:
        return Place(note=note) if note or locator.startswith("phần đầu") else None
    part = next((number for number, word in _ORDINALS.items() if word == found[1]), 1)
    return Place(part, found[2], note)


def section_of(locator: str) -> str:
    """Return the section that a locator names, without footnotes; one without numbers is its own."""
    place = place_of(locator)
    return locator if place is None else Place(place.part, place.section).locator


def sections_around(locator: str) -> tuple[str, ...]:
    """Return the section that a locator names and those that it is a part of, the narrowest first."""
    place = place_of(locator)
    if place is None:
        return (locator,)
    parts = place.section.split(".")
    return tuple(Place(place.part, ".".join(parts[:count])).locator for count in range(len(parts), 0, -1))
