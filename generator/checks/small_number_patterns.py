"""Which words tell a small number: `3 người`, `ba hộ`, `III hộ`, `thực tế là 3`.

A number counts people or households where its noun does.  One without a noun is told as what was counted
only at the beginning of a cell or after such words as `là` and `chỉ có`: what else stands alone names
places, sections, forms and days (`thôn 3`, `mục 2`, `quý 3`).  `một người` is anybody, `chỉ một người` is 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.nouns import ATTENDANCE, kinds
from generator.number_words import in_figures

ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_ROMAN_COUNT = re.compile(r"(?<![\w.])(?:III|II|IV|I)(?= [^\W\d_])")
_ARTICLE = re.compile(
    r"(?<!\bchỉ )(?<!\bchỉ có )(?<!\bđúng )\bmột\b(?! (?:mươi|trăm|nghìn|chục))", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<![\w.,/])0*(?P<amount>\d+)(?:[.,]0{1,2}(?!\d))?(?![\w%]|[.,/-]\w| ?[/–-] ?[\dA-ZĐ])"
    r"(?P<after>(?: [^\W\d_]+){0,3})"
)
_PLACE = re.compile(
    r"(?:\b(?:mục|phần|điểm|khoản|điều|chương|phụ lục|biểu|bảng|dòng|cột|trang|chú thích|câu|thứ|lần|đợt|kỳ|"
    r"khóa|khoá|quý|tháng|ngày|năm|thôn|xóm|ấp|bản|tổ|khu|đội|khối|phố)[: ]*\(?|(?<!con )\bsố )$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:^|[:=(“\"]|\b(?:là|có|chỉ|còn|được|thành|bằng|đúng|thực tế|thật|ghi|in|nêu|con số))[: ]*[(“\"]?$",
    re.IGNORECASE,
)
_COUNTING = frozenset({"person", "household", ATTENDANCE})


class _Told(NamedTuple):
    """A number among words, with the words around it."""

    amount: int
    before: str
    noun: str  # up to three words, in lower case


def counts(text: str, below: int, nouns: Collection[str] = ()) -> bool:
    """Say whether a text counts fewer people or households than that, or fewer of other given nouns."""
    return any(_is_counted(one.noun, nouns) for one in _small(text, below))


def counts_just(text: str, below: int, nouns: Collection[str], known: Collection[Decimal] = ()) -> bool:
    """Say whether a text counts fewer of the very nouns than that; some numbers are known anyway."""
    return any(
        one.amount not in known and any(_begins(one.noun, noun) for noun in nouns)
        for one in _small(text, below)
    )


def tells(text: str, below: int, nouns: Collection[str], known: Collection[Decimal] = ()) -> bool:
    """Say whether a text tells a number below that, counted or alone; some numbers are known anyway."""
    return any(
        one.amount not in known
        and (_is_counted(one.noun, nouns) or (not one.noun and _LEADS.search(one.before) is not None))
        for one in _small(text, below)
    )


def folded(text: str) -> str:
    """Return a text with other digits and with numbers in words as plain figures: `３`, `③`, `ba` as 3."""
    return in_figures(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def _small(text: str, below: int) -> tuple[_Told, ...]:
    return tuple(_found(text, below))


def _found(text: str, below: int) -> Iterator[_Told]:
    plain = _ROMAN_COUNT.sub(lambda found: ROMAN[found[0]], folded(_ARTICLE.sub("…", text)))
    for found in _NUMBER.finditer(plain):
        before = plain[: found.start()]
        if 0 < int(found["amount"]) < below and not _PLACE.search(before):
            yield _Told(int(found["amount"]), before, found["after"].strip().lower())


def _is_counted(noun: str, nouns: Collection[str]) -> bool:
    return any(_begins(noun, one) for one in nouns) or any(
        not _COUNTING.isdisjoint(kinds(" ".join(noun.split()[:length]))) for length in (1, 2, 3)
    )


def _begins(words: str, noun: str) -> bool:
    return f"{words} ".startswith(f"{noun} ")
