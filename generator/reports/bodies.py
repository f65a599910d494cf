"""Which organisation a number is of: the one that begins its sentence, else the last one named before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.model import Register
from generator.reports.officials import leaders
from generator.reports.surroundings import Surroundings

_CLAUSE = re.compile(r"[.;](?=\s)")
_ENDS = re.compile(r"[.;)](?=\s)")


class Bodies:
    """The names of the organisations of a record, to be found in texts."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def organisation(self, around: Surroundings) -> str | None:
        """Return the organisation that begins the sentence, else the last one named before the number.

        A paragraph that names none is about what the paragraph before it begins with, a footnote
        about what the text says where it is called.  What follows on whoever leads Party or government
        at the beginning of a clause is of no organisation, until one is named in another.
        """
        for text in (around.paragraph_before, around.subject, around.called, around.sentence):
            clause = max((it.end() for it in _CLAUSE.finditer(text)), default=0)
            found = list(self._named.finditer(text))
            if self._is_of_leader(text, found):
                return None
            first = [it for it in found if clause <= it.start() <= clause + 2]
            if text is around.subject:
                found = [it for it in found if _begins_line(text, it.start())]
            if found:
                return self._body_of[(first or found[-1:])[0][0].lower()]
        return None

    def _is_of_leader(self, text: str, found: Sequence[re.Match[str]]) -> bool:
        """Say whether a leader begins the last clause, or none of the organisations is named after one."""
        at = max(leaders(text), default=None)
        return at is not None and not any(
            it.start() > at and _ENDS.search(text, at, it.start()) for it in found
        )

    def without_names(self, text: str) -> str:
        """Return a text with a full stop for each name of an organisation."""
        return self._named.sub(".", text)

    @cached_property
    def _body_of(self) -> Mapping[str, str]:
        return {
            name.lower(): body.organisation_id
            for body in self._register.organisations.values()
            for name in (body.name, body.short_name, *body.aliases)
        }

    @cached_property
    def _named(self) -> re.Pattern[str]:
        names = sorted(self._body_of, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _begins_line(text: str, at: int) -> bool:
    return text[:at].rpartition("\n")[2].strip(" -+*•") == ""
