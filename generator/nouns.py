"""What a source counts, in its own word: people, attendances, households.

A person at two dialogues is one person and two attendances, so a figure is shown with the noun that
its source prints, and one whose noun contradicts the indicator's unit of measure is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.catalogues import catalogue
from generator.units_of_measure import SHARE, kind_of, measure_at

ATTENDANCE = "lượt"
_TOLD: Mapping[str, tuple[str, ...]] = {
    "person": (
        "người", "công dân", "hội viên", "đoàn viên", "thành viên", "đảng viên", "ủy viên", "học sinh",
        "sinh viên", "thanh niên", "trẻ em", "cán bộ", "bệnh nhân", "vận động viên", "cá nhân", "cụ", "em",
        "cháu", "đại biểu", "người dân", "người cao tuổi", "nông dân", "phụ nữ", "giáo viên", "nạn nhân",
        "hội trưởng", "hội phó", "chi hội trưởng", "chi hội phó", "tổ trưởng", "tổ phó", "đội trưởng",
        "bí thư", "bí thư chi đoàn", "bí thư chi bộ",
    ),
    "household": ("hộ", "gia đình"),
    "meeting": ("buổi", "cuộc", "hội nghị", "lớp", "phiên"),
    "body": ("hội", "chi hội", "câu lạc bộ", "tổ chức", "đơn vị", "tập thể"),
    "house": ("nhà", "căn nhà"),
}  # fmt: skip
"""The nouns that are shown beside a figure where its source prints them."""
_ALSO_MEASURED: Mapping[str, tuple[str, ...]] = {
    "body": ("tổ", "đội", "chi bộ", "mô hình", "cộng đồng"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu", "đơn vị", "tập thể", "mô hình", "cộng đồng"),
    "village": ("thôn", "bản", "ấp", "xóm", "tổ dân phố", "đơn vị", "tập thể", "mô hình", "cộng đồng"),
    "lineage": ("dòng họ", "tập thể"),
    "meeting": (
        "hoạt động", "mô hình", "hội thi", "hội thảo", "hội diễn", "hội thao", "hội trại", "hội chợ",
    ),
    "house": ("công trình",),
    "blood": ("đơn vị máu", "đơn vị"),
    "thing": (
        "suất", "phần quà", "suất quà", "tờ", "tờ rơi", "tờ gấp", "bản", "quyển", "cuốn", "bình", "chiếc",
        "cột", "bóng", "cây", "bộ", "công trình", "mô hình", "hoạt động", "thang thuốc", "cờ", "lá cờ", "ảnh",
    ),
    "word": ("ý kiến", "dự thảo", "đơn", "vụ việc", "sáng kiến"),
    "project": ("dự án", "công trình", "mô hình"),
    "money": ("triệu đồng", "tỷ đồng"),
    "labour": ("ngày công",),
}  # fmt: skip
"""What else is counted (what measures stands in `units_of_measure`); a noun of several kinds contradicts
none of them.

Persons against communes, leaflets or money are a slip of the row or the list.
"""


def _kinds_by_noun(*tables: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, noun in ((kind, noun) for table in tables for kind, nouns in table.items() for noun in nouns):
        found[noun] = found.get(noun, frozenset()) | {kind}
    return found


SHOWN = frozenset(noun for nouns in _TOLD.values() for noun in nouns)
_KINDS = _kinds_by_noun(_TOLD, _ALSO_MEASURED)
_TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút", "tuổi"))
"""Alone after a number: "05 năm"; before other words they begin many: "04 ngày hội", "12 năm học"."""
_AFTER_NUMBER = re.compile(r"[^0-9]*[0-9][0-9.,/]* ([^\W\d_]+(?: [^\W\d_]+)*)")


@lru_cache(maxsize=65536)
def noun_in(printed: str) -> str | None:
    """Return the noun that a source prints after its one number; None where it prints none to be shown."""
    noun = _after_number(printed)
    return noun if _is_shown(noun) else None


def is_counted(words: str) -> bool:
    """Say whether a text begins with a noun that is counted: "gia đình", "hội viên nghèo"."""
    parts = words.lower().split()
    return any(_is_shown(" ".join(parts[:count])) for count in (1, 2))


@lru_cache(maxsize=65536)
def noun_against(printed: str, unit_of_measure: str) -> str | None:
    """Return the noun that a source prints after its one number, where it contradicts the unit of measure."""
    noun = _after_number(printed)
    is_against = contradicts(noun, unit_of_measure) or _is_time_against(noun, unit_of_measure.lower())
    return noun if is_against else None


def _is_time_against(noun: str, unit: str) -> bool:
    """Say whether a length of time stands where something is counted; a day of work is one of days."""
    return noun in _TIMES and noun not in unit and all(map(kinds, unit.split(", ")))


@lru_cache(maxsize=4096)
def measure_against(words: str, unit_of_measure: str) -> str | None:
    """Return the unit that the words after a number begin with, where it measures something else."""
    measure = measure_at(words)
    return measure.name if measure and contradicts(measure.name, unit_of_measure) else None


@lru_cache(maxsize=4096)
def contradicts(noun: str, unit_of_measure: str) -> bool:
    """Say whether a noun counts something else than the unit of measure; one unknown here never does."""
    own, measured = kinds(noun), [kinds(word) for word in unit_of_measure.lower().split(", ")]
    return bool(own) and all(measured) and own.isdisjoint(frozenset().union(*measured))


def counts_communes(unit_of_measure: str) -> bool:
    """Say whether communes are counted, of which a commune is one."""
    return all(kinds(word) == {"commune"} for word in unit_of_measure.lower().split(", "))


def is_of_people(noun: str) -> bool:
    """Say whether a noun counts people, each of them once."""
    return "person" in kinds(noun)


def is_of_one_kind(unit_of_measure: str) -> bool:
    """Say whether nouns of a unit of measure are one together: "xã, thị trấn", not "người, lượt người"."""
    return len({kinds(word) for word in unit_of_measure.lower().split(", ")}) == 1


def english_noun(vietnamese: str) -> str | None:
    """Return both forms of a noun, `household|households`, also where each of its times is counted."""
    known, each_time = catalogue("words.en")["noun"], f"{ATTENDANCE} "
    forms: str | None = known.get(vietnamese)
    if forms is not None or not vietnamese.startswith(each_time):
        return forms
    base = known.get(vietnamese.removeprefix(each_time))
    return base and "|".join(f"{form}{known[each_time]}" for form in base.split("|"))


def _after_number(printed: str) -> str:
    found = _AFTER_NUMBER.fullmatch(printed)
    return found[1].lower() if found else ""


def _is_shown(noun: str) -> bool:
    return noun in SHOWN or noun.startswith(f"{ATTENDANCE} ")


def kinds(noun: str) -> frozenset[str]:
    """Return all kinds of what a noun counts or measures; none of one that is unknown here, nor of "%"."""
    if noun.startswith(f"{ATTENDANCE} "):
        return frozenset((ATTENDANCE,))
    measured = kind_of(noun)
    return _KINDS.get(noun, frozenset()) | ({measured} if measured and measured != SHARE else frozenset())
