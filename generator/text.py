"""Text: folding, Vietnamese alphabetical order, numbers and dates as readers write them, and the
only functions through which a value from data becomes HTML, Markdown, YAML, JSON or SVG text.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from generator.language import is_english, spoken
from generator.model import Period

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # CLDR vi: none ` ? ~ ' .
_TONE_RANK = {tone: rank for rank, tone in enumerate(_TONES)}
_MARKS = re.compile("[\u0300-\u036f]")
_CONTROL = re.compile("[\x00-\x1f]|_x[0-9A-F]{4}_")
"""Signs that cannot be seen, as they are and as a workbook stores them."""
_NO_WORD = re.compile(r"[^0-9a-z]+")
_ASCII_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ACTING_PUNCTUATION = re.compile(r"[&<>|~^$#{}*_`\[\]\\]|:(?=//)|(?<=www)\.|(?<=^\d)[.)](?=\s)")
_MARKED_NUMBER = re.compile('"\uffff([0-9.-]+)"')
_TEX_SIGN = re.compile(r"[&%$#_{}\\~^]")
_TEX_WORD = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_NBSP = "\u00a0"
_MONEY = {"vi": ("tỷ", "triệu", "đồng"), "en": ("billion", "million", "dong")}


def fold(text: str) -> str:
    """Return text as a hurried reader types it: lower case, no marks, đ as d, single spaces."""
    if text.isascii():  # as numbers are
        bare = text.lower()
    else:
        lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
        bare = _MARKS.sub("", unicodedata.normalize("NFD", lowered))
    return " ".join(_NO_WORD.sub(" ", bare).split())


def seal(*texts: str) -> str:
    """Return a short sign of some texts, the same however a workbook stores their spaces and letters."""
    plainly = (_CONTROL.sub(" ", unicodedata.normalize("NFC", one)) for one in texts)
    said = "\x1f".join(" ".join(one.split()) for one in plainly)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def slugify(text: str) -> str:
    """Return an ASCII slug; used to propose slugs, never to compute addresses."""
    return fold(text).replace(" ", "-")


@lru_cache(maxsize=65536)
def collation_key(text: str) -> tuple[object, ...]:
    """Return a sort key in Vietnamese alphabetical order (CLDR root for vi: tones second)."""
    letters: list[tuple[int, int | str]] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in decomposed if mark in _TONE_RANK and mark), "")
        letter = unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed)
        place = _ALPHABET.find(letter)
        if place >= 0:
            letters.append((2, place))
        elif char.isdecimal():
            letters.append((1, int(char)))
        elif not char.isalpha():
            letters.append((0, " "))
        else:
            letters.append((3, letter))
        tones.append(_TONE_RANK[tone])
    return tuple(letters), tuple(tones), text


def natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key in which `II.2` comes before `II.10`."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


# Numbers and dates ---------------------------------------------------------------------------


def decimals_of(value: Decimal) -> int:
    """Return how many digits a number is written with behind its decimal sign: 2 for 7.00."""
    return max(0, -int(value.as_tuple().exponent))


def number(value: Decimal, decimals: int | None = None) -> str:
    """Return a number with the separators of the language: `1.875`, `74,87`; in English `1,875`, `74.87`.

    `decimals` None keeps the digits that the value has.
    """
    return _number(value, decimals_of(value) if decimals is None else decimals, spoken())


@lru_cache(maxsize=65536)
def _number(value: Decimal, digits: int, language: str) -> str:
    # The digits are part of the key: 7 and 7.00 are equal, and are not written alike.
    from babel.numbers import format_decimal  # whatever tells no number does without it

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=language, decimal_quantization=True))


def plain(value: Decimal) -> str:
    """Return a number for machines: dot decimal, no separators, no exponent."""
    return f"{value:f}"


def money(value: Decimal) -> str:
    """Return đồng in the unit that officials use: `1,006 tỷ đồng`, `140.457,182 triệu đồng`.

    It is the largest unit in which three decimals say the sum exactly: nothing is rounded.
    """
    billion, million, currency = _MONEY[spoken()]
    for size, word in ((Decimal(10) ** 9, billion), (Decimal(10) ** 6, million)):
        if value >= size and value % (size / 1000) == 0:
            return f"{_exact(value / size)}{_NBSP}{word}{_NBSP}{currency}"
    return f"{_exact(value)}{_NBSP}{currency}"


def _exact(value: Decimal) -> str:
    """Return a number with the decimals that it needs, and no zeros behind them."""
    return number(Decimal(plain(value.normalize())))


def day(value: date) -> str:
    """Return a date in the official style of decree 30/2020: `06/9/2017`; in English `6 September 2017`."""
    if is_english():
        return day_en(value)
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def day_en(value: date) -> str:
    """Return a date as an English citation has it: `21 November 2026`."""
    return _date_en(value, "d MMMM yyyy")


@lru_cache(maxsize=4096)
def _date_en(value: date, pattern: str) -> str:
    from babel.dates import format_date

    return str(format_date(value, pattern, locale="en"))


def period(value: Period) -> str:
    """Return a period in words: `năm 2023`, `9 tháng đầu năm 2023`, `22/9/2014–31/12/2024`, `ngày 05/4/2026`.

    It is a name; a sentence says `trong` or `từ` before it.
    """
    if is_english():
        return _period_en(value)
    if value.is_day:
        return f"ngày {day(value.start)}"
    if value.is_year:
        return f"năm {value.start.year}"
    if value.is_of_months and not value.spans_years:
        if value.start.month == value.end.month:
            return f"tháng {value.start.month}/{value.start.year}"
        if value.start.month == 1:
            return f"{value.end.month} tháng đầu năm {value.start.year}"
    if value.is_of_years:
        return f"{value.start.year}–{value.end.year}"
    return _days(value)


def tells_days(value: Period) -> bool:
    """Whether a period in words names its first and its last day."""
    return period(value) == _days(value)


def _days(value: Period) -> str:
    if is_english():
        return " to ".join(_date_en(one, "d MMM yyyy") for one in (value.start, value.end))
    return f"{day(value.start)}–{day(value.end)}"


def _period_en(value: Period) -> str:
    """Return it in English: `2023`, `January to September 2023`, `22 Sep 2014 to 31 Dec 2024`."""
    if value.is_day:
        return _date_en(value.start, "d MMM yyyy")
    if value.is_year:
        return str(value.start.year)
    if value.is_of_months and not value.spans_years:
        last = _date_en(value.end, "MMMM yyyy")
        same = value.start.month == value.end.month
        return last if same else f"{_date_en(value.start, 'MMMM')} to {last}"
    if value.is_of_years:
        return f"{value.start.year}–{value.end.year}"
    return _days(value)


# Text from data, one door for each language that it enters -----------------------------------


def to_html(text: str) -> str:
    """Escape text for HTML content and for quoted attribute values."""
    return html.escape(text, quote=True)


def to_markdown(text: str) -> str:
    """Escape text for a Markdown paragraph, heading or list item: every ASCII sign as an entity."""
    return _ASCII_PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))


def to_readable_markdown(text: str) -> str:
    """Escape text for a line of Markdown that people read as it stands, too: only what can act."""
    return _ACTING_PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", text)


def to_yaml(fields: dict[str, object]) -> str:
    """Return front matter without its fences; every string comes back as it went in."""
    import yaml

    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=True, default_style='"', width=10**6)


def to_json(value: object) -> str:
    """Return compact JSON in which a Decimal is a number with all its digits."""
    marked = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_marked_number)
    return _MARKED_NUMBER.sub(r"\1", marked) + "\n"


def _marked_number(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} has no form in JSON")
    return f"\uffff{plain(value)}"


def to_script_json(value: object) -> str:
    """Return JSON that cannot end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def to_bibtex(kind: str, key: str, names: dict[str, str], fields: dict[str, str]) -> str:
    """Return one entry; names and titles are braced twice, so that no style takes them apart."""
    lines = [f"{name} = {{{{{to_tex(value)}}}}}" for name, value in names.items()]
    lines += [f"{name} = {{{value}}}" for name, value in fields.items()]
    return ",\n".join((f"@{kind}{{{key}", *lines)) + "\n}"


def to_tex(text: str) -> str:
    """Escape text for TeX, as it stands in a field of BibTeX."""
    return _TEX_SIGN.sub(_tex, text)


def _tex(sign: re.Match[str]) -> str:
    return _TEX_WORD.get(sign[0], f"\\{sign[0]}")


def to_svg(text: str) -> str:
    """Escape text for SVG content and attributes (XML: no HTML-only entities)."""
    return html.escape(text, quote=True).replace("&#x27;", "&apos;")
