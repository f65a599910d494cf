"""Numbers written in words, read the Vietnamese way: "hăm mốt" is 21, "ba vạn" 30000.

Only a form that means one number is read.  "hai nghìn tám" (2008 or 2800), "hai ba" (2 to 3),
"hàng trăm" and "vài chục" give nothing.  `parse` reads a whole text; `numbers_in` finds numbers
among other words, where "năm" is a year, "không" is not, and "một" may be an article;
`in_figures` writes those that it finds as figures, for whoever reads figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.nouns import is_counted


class Number(NamedTuple):
    """A number and the place of its words in the text."""

    value: Decimal
    start: int
    end: int


class _Word(NamedTuple):
    text: str  # lower case
    start: int
    end: int
    is_capital: bool


class _Read(NamedTuple):
    """What some first words come to, and how many they are; `scale` is that of the last of them."""

    value: Decimal
    length: int
    scale: int = 1


_DIGITS: Mapping[str, int] = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_AFTER_TEN: Mapping[str, int] = {
    **{word: digit for word, digit in _DIGITS.items() if word not in ("không", "năm")},  # mười năm: ten years
    "tư": 4, "lăm": 5, "nhăm": 5,
}  # fmt: skip
_AFTER_TENS: Mapping[str, int] = {**_AFTER_TEN, "mốt": 1}
_ONLY_AFTER_TENS = ("mốt", "tư", "lăm", "nhăm")
_TWENTY, _THIRTY = "hăm", "băm"  # never alone
_SCALES: Mapping[str, int] = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip


def _forms_below_hundred() -> Mapping[tuple[str, ...], int]:
    """Return the table of forms: all ways to say 0 to 99."""
    forms: dict[tuple[str, ...], int] = {(word,): digit for word, digit in _DIGITS.items()}
    forms[("mười",)] = 10
    forms |= {("mười", word): 10 + unit for word, unit in _AFTER_TEN.items()}
    for word, digit in _DIGITS.items():
        if digit:
            forms[(word, "chục")] = digit * 10
        if digit > 1:
            forms[(word, "mươi")] = digit * 10
            forms |= {(word, "mươi", unit): digit * 10 + of for unit, of in _AFTER_TENS.items()}
            forms |= {(word, unit): digit * 10 + _AFTER_TENS[unit] for unit in _ONLY_AFTER_TENS}
    for word, tens in ((_TWENTY, 20), (_THIRTY, 30)):
        forms |= {(word, unit): tens + of for unit, of in _AFTER_TENS.items()}
    return forms


_FORMS = _forms_below_hundred()
_VOCABULARY = {
    *(word for form in _FORMS for word in form), *_SCALES, "trăm", "linh", "lẻ", "rưỡi", "phẩy",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_NOT_ALONE = frozenset(("không", "năm"))
_NOT_AFTER = frozenset(("thứ", "mấy", "vài", "dăm", "đôi", "hàng", "mươi"))
"""Words after which a number is an ordinal, or only a rough one."""


def parse(text: str) -> Number | None:
    """Return the number that the whole text is; None where it is something else, or may mean two."""
    words = _words(text)
    read = _number([word.text for word in words])
    if read is None or read.length < len(words) or not _only_spaces_between(text, words):
        return None
    return Number(read.value, words[0].start, words[-1].end)


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers in words among the other words of a text, in their order."""
    return tuple(_found(text))


def in_figures(text: str) -> str:
    """Return the text with its numbers in words as plain figures: "trên hai nghìn" as "trên 2000"."""
    whole = parse(text)
    for number in reversed((whole,) if whole else numbers_in(text)):
        text = f"{text[: number.start]}{number.value:f}{text[number.end :]}"
    return text


def _found(text: str) -> Iterator[Number]:
    words, at = _words(text), 0
    while at < len(words):
        run = _run(text, words, at)
        read = _number([word.text for word in words[at : at + run]]) if run else None
        if read is not None and _is_meant(text, words, at, read, run):
            yield Number(read.value, words[at].start, words[at + read.length - 1].end)
        at += max(run, 1)


def _run(text: str, words: Sequence[_Word], at: int) -> int:
    """Return how many words from there on are words of numbers with nothing but spaces between."""
    end = at
    while end < len(words) and words[end].text in _VOCABULARY:
        if end > at and text[words[end - 1].end : words[end].start].strip():
            break
        end += 1
    return end - at


def _is_meant(text: str, words: Sequence[_Word], at: int, read: _Read, run: int) -> bool:
    """Say whether the first words of a run are a number, and none that only sounds like one."""
    first, rest = words[at], [word.text for word in words[at + read.length : at + run]]
    if rest not in ([], ["năm"], ["không"]):
        return False
    if at and words[at - 1].text in _NOT_AFTER:
        return False
    after = words[at + run] if at + run < len(words) else None
    if read.length == 1 and (first.text in _NOT_ALONE or _begins_a_name(first, after)):
        return False
    return read.length > 1 or first.text != "một" or is_counted(_two_words(text, first.end))


def _begins_a_name(word: _Word, after: _Word | None) -> bool:
    return word.is_capital and after is not None and after.is_capital


def _two_words(text: str, start: int) -> str:
    return " ".join(word.text for word in _words(text[start : start + 30])[:2])


def _words(text: str) -> list[_Word]:
    found = _WORD.finditer(text)
    return [_Word(it[0].lower(), it.start(), it.end(), it[0][0].isupper()) for it in found]


def _only_spaces_between(text: str, words: Sequence[_Word]) -> bool:
    return " ".join(text.lower().split()) == " ".join(word.text for word in words)


# What words come to --------------------------------------------------------------------------


def _number(words: Sequence[str]) -> _Read | None:
    """Return the longest number at the beginning, its half or decimals with it."""
    whole = _whole(words)
    if whole is None:
        return None
    rest = words[whole.length :]
    if rest[:1] == ["rưỡi"]:
        half = Decimal(whole.scale) / 2
        return _Read(whole.value + half, whole.length + 1)
    if rest[:1] == ["phẩy"] and whole.scale == 1:
        decimals = _decimals(rest[1:])
        return decimals and _Read(whole.value + decimals.value, whole.length + 1 + decimals.length)
    return whole


def _decimals(words: Sequence[str]) -> _Read | None:
    """Return what follows "phẩy": digit by digit, or as one number of two digits."""
    count = next((at for at, word in enumerate(words) if word not in _DIGITS), len(words))
    form = _below_hundred(words)
    if form is not None and form.length > count and form.value >= 10:
        return _Read(form.value / 100, form.length)
    digits = "".join(str(_DIGITS[word]) for word in words[:count])
    return _Read(Decimal(f"0.{digits}"), count) if count else None


def _whole(words: Sequence[str]) -> _Read | None:
    """Return groups of hundreds with falling scales; one without a scale only after thousands."""
    total, at, last = Decimal(0), 0, 0
    while (group := _scaled(words[at:], last)) is not None:
        total, at, last = total + group.value, at + group.length, group.scale
        if last < min(_SCALES.values()):
            break
    return _Read(total, at, last) if at else None


def _scaled(words: Sequence[str], after: int) -> _Read | None:
    """Return one group with its scales, which must be below the one before it (0: none before)."""
    group = _below_thousand(words, bool(after))
    if group is None:
        return None
    scale, at = 1, group.length
    while at < len(words) and words[at] in _SCALES and _SCALES[words[at]] >= scale:
        scale, at = scale * _SCALES[words[at]], at + 1
    if after and (scale >= after or (scale == 1 and after > _SCALES["vạn"])):
        return None
    return _Read(group.value * scale, at, scale if scale > 1 else group.scale)


def _below_thousand(words: Sequence[str], follows: bool) -> _Read | None:
    """Return hundreds, tens and units; a bare digit after thousands would be unclear."""
    if follows and words[:1] and words[0] in ("linh", "lẻ"):
        return _after_zero(words)
    if len(words) > 1 and words[0] in _DIGITS and words[1] == "trăm":
        return _hundreds(words, _DIGITS[words[0]])
    form = _below_hundred(words)
    if form is None or (follows and form.value < 10 and not _scale_follows(words, form.length)):
        return None
    return form


def _hundreds(words: Sequence[str], digit: int) -> _Read:
    rest = words[2:]
    tail = _after_zero(rest) if rest[:1] and rest[0] in ("linh", "lẻ") else _below_hundred(rest)
    if tail is None or (tail.length == 1 and tail.value < 10):  # "hai trăm ba" is 230, or 203
        return _Read(Decimal(digit * 100), 2, 100)
    return _Read(digit * 100 + tail.value, 2 + tail.length)


def _after_zero(words: Sequence[str]) -> _Read | None:
    """Return "linh năm", 5: a digit after a zero that is said."""
    if len(words) < 2 or words[1] not in (*_DIGITS, "tư"):
        return None
    return _Read(Decimal(_DIGITS.get(words[1], 4)), 2)


def _below_hundred(words: Sequence[str]) -> _Read | None:
    for count in (3, 2, 1):
        form = tuple(words[:count])
        if len(form) == count and form in _FORMS:
            return _Read(Decimal(_FORMS[form]), count)
    return None


def _scale_follows(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in _SCALES
