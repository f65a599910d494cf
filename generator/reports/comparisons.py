"""What a report compares with: another time, by how much more or less, and the part that lags behind.

"738 hội viên, tăng 26 so với cuối năm 2025" has 738 members now: the year is that of the comparison,
and 26 is a difference.  "Còn 2 chi hội chưa đều" are two of the branches, not all of them.
"""

from __future__ import annotations

import re

from generator.reports.surroundings import Surroundings

_END = r"(?=,(?=\s|$)|[;()]|[.:](?=\s|$)|$)"
_AGAINST = (
    r"\b(?:so(?: sánh)? với|so (?=cùng kỳ|năm|cuối|đầu|tháng|quý)|cùng kỳ|"
    r"hơn (?=(?:cuối |đầu |cùng kỳ )?năm (?:19|20)\d\d))"
)
_COMPARISON = re.compile(rf"{_AGAINST}.*?{_END}", re.IGNORECASE)
_COMPARED = re.compile(
    rf"(?:{_AGAINST}(?:(?!\b(?:tăng|giảm|trong đó)\b)[^,;])*|\b(?:tăng|giảm) từ )$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:tăng|giảm)(?: (?:thêm|đi|được|mới|ròng))?(?: so(?: với)?\b[^,;()]*)?\s*$", re.IGNORECASE
)
_LEFT = re.compile(r"\b(còn)\s*$", re.IGNORECASE)
_LACKING = re.compile(r"\b(chưa|không)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLAUSE_END = re.compile(r"[,;:()]|\.(?=\s|$)")


def without_comparisons(text: str) -> str:
    """Return a text without what it compares with, up to the next comma: no period is named there."""
    return _COMPARISON.sub(" ", text)


def is_compared_with(around: Surroundings) -> bool:
    """Say whether a number is of the other time: "so với 712 hội viên cuối năm 2025"."""
    return bool(_COMPARED.search(around.lead))


def is_change(around: Surroundings) -> bool:
    """Say whether a number is a difference: "tăng 26", "giảm so với năm trước là 4"."""
    return bool(_CHANGE.search(around.lead))


def is_of_lack(name: str) -> bool:
    """Say whether an indicator of that name counts those that have not: "Số xã chưa …"."""
    return bool(_LACKING.search(name))


def part(around: Surroundings, name: str) -> str:
    """Return the word that makes a number a part, unless the name of its indicator says it; else nothing.

    A name of a model in quotes says nothing of the number.
    """
    follows = _CLAUSE_END.split(_QUOTED.sub(" ", around.after), maxsplit=1)[0]
    found = _LACKING.search(follows) or _LEFT.search(around.lead)
    return found[1].lower() if found and not is_of_lack(name) else ""
