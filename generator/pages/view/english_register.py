"""The register as English pages see it: the same, with English names from the columns `*_en`.

Places and documents keep their names, which are Vietnamese; only the kind of a place is translated.
What is looked up is looked up in the register itself, and noted there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from msgspec.structs import astuple, replace

from generator.language import ENGLISH, VIETNAMESE
from generator.model import GlossaryEntry, Indicator, Member, Organisation, Register, Topic, Unit
from generator.pages.view import words

Key = TypeVar("Key")
Row = TypeVar("Row")


class EnglishUnit(Unit, frozen=True, dict=True):
    """A unit of which the kind is told in English."""

    @cached_property
    def full_name(self) -> str:
        """Name and kind: `Bình Yên commune`, `Cần Thơ city`, and of a number `Ward 16`."""
        kind = words.spoken_word(ENGLISH, "unit_kind", self.type)
        return f"{kind.capitalize()} {self.name}" if self.name.isdigit() else f"{self.name} {kind}"


class Renamed(Mapping[Key, Row]):
    """Rows of the register under their English names, each made when it is first asked for."""

    __slots__ = ("_known", "_renamed", "_rows")

    def __init__(self, rows: Mapping[Key, Row], renamed: Callable[[Row], Row]) -> None:
        self._rows, self._renamed = rows, renamed
        self._known: dict[Key, Row] = {}

    def __getitem__(self, name: Key) -> Row:
        row = self._rows[name]  # looked up always, so that it is noted
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._renamed(row)
        return known

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def values(self) -> Any:
        return [self._own(name, row) for name, row in self._rows.items()]

    def items(self) -> Any:
        return [(name, self._own(name, row)) for name, row in self._rows.items()]

    def _own(self, name: Key, row: Row) -> Row:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._renamed(row)
        return known


_last: list[tuple[Register, Register]] = []
"""The register that was asked for last, and as English pages see it: a worker has but one."""


def in_language(register: Register, language: str) -> Register:
    """Return the register as pages in a language see it."""
    if language == VIETNAMESE:
        return register
    if not (_last and _last[0][0] is register):
        _last[:] = [(register, _in_english(register))]
    return _last[0][1]


def _in_english(register: Register) -> Register:
    return replace(
        register,
        units=Renamed(register.units, _unit),
        organisations=Renamed(register.organisations, _organisation),
        topics=Renamed(register.topics, _topic),
        indicators=Renamed(register.indicators, _indicator),
        members=Renamed(register.members, _member),
        glossary=Renamed(register.glossary, _entry),
    )


def _unit(unit: Unit) -> Unit:
    return EnglishUnit(*astuple(unit))


def _organisation(body: Organisation) -> Organisation:
    named = tuple(dict.fromkeys((body.name, body.short_name, *body.aliases)))
    return replace(
        body, name=body.name_en, short_name=body.name_en, definition=body.definition_en, aliases=named
    )


def _topic(topic: Topic) -> Topic:
    return replace(topic, name=topic.name_en, description="")


def _indicator(indicator: Indicator) -> Indicator:
    return replace(indicator, name=indicator.name_en, definition=indicator.definition_en)


def _entry(entry: GlossaryEntry) -> GlossaryEntry:
    return replace(entry, term=entry.term_en, forms=(entry.term_en,), definition=entry.definition_en)


def _member(member: Member) -> Member:
    return replace(member, name=member.name_en, dimension_name=member.dimension_name_en)
