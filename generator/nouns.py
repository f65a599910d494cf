"""What a source counts, in its own word: people, attendances, households.

A person at two dialogues is one person and two attendances, so a figure is shown with the noun that
its source prints, and one whose noun contradicts the indicator's unit of measure is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.catalogues import catalogue

_ATTENDANCE = "lượt"
_NOUNS: Mapping[str, tuple[str, ...]] = {
    "person": (
        "người", "công dân", "hội viên", "đoàn viên", "thành viên", "đảng viên", "ủy viên", "học sinh",
        "sinh viên", "thanh niên", "trẻ em", "cán bộ", "bệnh nhân", "vận động viên", "cá nhân",
    ),
    "household": ("hộ", "gia đình"),
    "meeting": ("buổi", "cuộc", "hội nghị", "lớp", "phiên"),
    "body": ("hội", "chi hội", "câu lạc bộ", "tổ chức", "đơn vị", "tập thể"),
    "house": ("nhà", "căn nhà"),
}  # fmt: skip
_KINDS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns}
_AFTER_NUMBER = re.compile(r"[^0-9]*[0-9][0-9.,/]* ([^\W\d_]+(?: [^\W\d_]+)*)")


@lru_cache(maxsize=65536)
def noun_in(printed: str) -> str | None:
    """Return the noun that a source prints after its one number; None where it prints no known one."""
    found = _AFTER_NUMBER.fullmatch(printed)
    noun = found[1].lower() if found else ""
    return noun if _kind(noun) else None


def is_counted(words: str) -> bool:
    """Say whether a text begins with a noun that is counted: "gia đình", "hội viên nghèo"."""
    parts = words.lower().split()
    return any(_kind(" ".join(parts[:count])) for count in (1, 2))


def contradicts(noun: str, unit_of_measure: str) -> bool:
    """Say whether a noun counts something else than the unit of measure; one unknown here never does."""
    kinds = {_kind(word) for word in unit_of_measure.lower().split(", ")}
    return None not in kinds and _kind(noun) not in kinds


def is_of_people(noun: str) -> bool:
    """Say whether a noun counts people, each of them once."""
    return _kind(noun) == "person"


def is_of_one_kind(unit_of_measure: str) -> bool:
    """Say whether nouns of a unit of measure are one together: "xã, thị trấn", not "người, lượt người"."""
    return len({_kind(word) for word in unit_of_measure.lower().split(", ")}) == 1


def english_noun(vietnamese: str) -> str | None:
    """Return both forms of a noun, `household|households`, also where each of its times is counted."""
    known, each_time = catalogue("words.en")["noun"], f"{_ATTENDANCE} "
    forms: str | None = known.get(vietnamese)
    if forms is not None or not vietnamese.startswith(each_time):
        return forms
    base = known.get(vietnamese.removeprefix(each_time))
    return base and "|".join(f"{form}{known[each_time]}" for form in base.split("|"))


def _kind(noun: str) -> str | None:
    return _ATTENDANCE if noun.startswith(f"{_ATTENDANCE} ") else _KINDS.get(noun)
