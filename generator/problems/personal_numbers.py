"""Numbers of telephones and identity cards of persons, and addresses of mail, however they are parted.

A number is known by its beginning, its length and its groups: amounts, dates and numbers of documents
have other ones.  An identity number begins with a province's code (circular 59/2021/TT-BCA) and has
twelve digits; an older one, of nine, is known only after the name of the card.
"""

from __future__ import annotations

import re

_SPACE = " \u00a0\u2007\u2009\u202f"
_DASH = r"\-\u2010-\u2015\u2212"
_CLOSE = rf"[.\-{_SPACE}]?"
_BETWEEN = rf"(?:[{_SPACE}]?[./_·{_DASH}][{_SPACE}]?|[{_SPACE}]{{1,2}})"
_ABROAD = rf"\(?(?:\+[{_SPACE}]?84|(?<![\w-])0084)\)?{_CLOSE}(?:\(0\)|0)?{_CLOSE}"
_BEGINS = r"(?<!\d)(?<!\d[.,])"


def _parted(shapes: str) -> str:
    """Return a pattern of digits in groups; each shape has their lengths."""
    groups = ([f"\\d{{{size}}}" for size in shape.split("-")] for shape in shapes.split())
    return "|".join(_BETWEEN.join((rf"\(?{first}\)?", *rest)) for first, *rest in groups)


_OF_PHONES = _parted("4-3-3 4-2-2-2 4-6 3-3-4 3-4-3 3-7 3-3-2-2 3-2-2-3 5-5 5-3-2 5-2-3")
_OF_CARDS = _parted("3-3-3-3 4-4-4 6-6 3-1-2-6 3-9")
_IN_PAIRS = r"0[35789](?P<between>[ .])\d\d(?:(?P=between)\d\d){3}(?!(?P=between)\d)"
_ONE_BY_ONE = rf"0{_BETWEEN}[35789](?:{_BETWEEN}\d){{8}}(?!{_BETWEEN}\d)"
PHONE = re.compile(
    rf"{_BEGINS}(?:0{_CLOSE}[35789]\d(?:{_CLOSE}\d){{7}}|{_ABROAD}[35789]\d(?:{_BETWEEN}?\d){{7}}"
    rf"|{_IN_PAIRS}|{_ONE_BY_ONE}|(?=\(?0[35789])(?:{_OF_PHONES}))(?!\d)"
)
ID_NUMBER = re.compile(
    rf"{_BEGINS}(?=0(?:0[1-9]|[1-8]\d|9[0-6]))(?:\d{{12}}|{_OF_CARDS})(?!\d)"
    r"|(?i:\b(?:cccd|cmnd|cmtnd|căn cước|căn cước công dân|chứng minh|chứng minh nhân dân|số định danh)"
    rf"(?: số|:)*) ?\d(?:{_BETWEEN}?\d){{8,11}}(?!\d)"
)
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?(?:@|[(\[{](?:at|a còng)[)\]}]) ?"
    r"[\w-]+(?: ?(?:\.|[(\[{](?:dot|chấm)[)\]}]) ?[\w-]+)+",
    re.IGNORECASE,
)
