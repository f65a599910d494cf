"""One answer as it is printed, as the cells of a figure: exactly what it says, or a fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from generator import text
from generator.model import Indicator
from generator.number_words import in_figures
from generator.problems import Fault
from generator.read.printed import Printed, numbers_in, printed, scale_of
from generator.read.values import two_readings

_RANGE = re.compile(r"[^0-9]*[0-9][0-9.,]*(?: [^\W\d_ ]+)?\s*(?:[-–—]|đến)\s*[0-9][0-9.,]*.*", re.IGNORECASE)
_ROUGH = re.compile(r"\b(?:mấy|vài|dăm|hàng|nhiều)\b", re.IGNORECASE)
"""Words that leave the number open: "mười mấy", "vài chục"."""
_NOTHING = re.compile(
    r"[-–—/.…x]+|không(?: (?:có|rõ))?(?: số liệu)?|chưa (?:có|rõ|báo cáo)(?: số liệu)?|#?n/?a", re.IGNORECASE
)
"""What people write where they have no number, or mean none: whether that is 0 only they can say."""
_SPACED = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_MARKED = re.compile(r"(?<=[0-9])[⁰¹²³⁴-⁹₀-₉]+")
"""The mark of a footnote behind a number: 12¹ is no 121."""
LONGEST = 100
MANY = 10**6
"""So many thousands or millions of đồng, without a word for them, are probably đồng."""
_BARE = re.compile(r".*[0-9]")


def cells_of(answer: str, indicator: Indicator, asked_in: str | None) -> Mapping[str, str] | Fault:
    """Return value, numerator, denominator, qualifier and value_text of an answer."""
    if _NOTHING.fullmatch(answer):
        return Fault("answer-is-nothing", {"found": answer})
    if len(answer) > LONGEST or _ROUGH.search(answer) or "?" in answer:
        return Fault("answer-unclear", {"found": answer})
    if _MARKED.search(answer):
        return Fault("answer-unclear", {"found": answer, "suggestion": _MARKED.sub("", answer)})
    if _RANGE.fullmatch(answer):
        return Fault("answer-range", {"found": answer})
    is_bare = asked_in is not None and _BARE.fullmatch(answer) is not None
    stated = f"{answer} {asked_in}" if is_bare else answer
    said = printed(in_figures(stated))
    if said is None:
        return _unclear(answer)
    if is_bare and said.numbers[0] >= scale_of(asked_in or "") * MANY:
        return Fault("answer-unit-doubtful", {"found": answer, "unit": asked_in or ""})
    if said.is_percent and indicator.unit_of_measure != "%":
        return Fault("answer-is-percent", {"found": answer, "unit": indicator.unit_of_measure})
    value = _value(answer, said, indicator)
    if isinstance(value, Fault):
        return value
    over, under = _parts(said)
    return {
        "value": value,
        "numerator": over,
        "denominator": under,
        "qualifier": said.bound,
        "value_text": stated,
    }


def _unclear(answer: str) -> Fault:
    """Return that an answer is not one number, with the one that it looks like: `1 875`, `'12`."""
    meant = _SPACED.sub(".", unicodedata.normalize("NFKC", answer)).lstrip("'’")
    near = {"suggestion": meant} if meant != answer and printed(in_figures(meant)) else {}
    return Fault("answer-unclear", {"found": answer, **near})


def _value(answer: str, said: Printed, indicator: Indicator) -> str | Fault:
    """Return the one number that fits the indicator's decimals."""
    readings = numbers_in(said, indicator.unit_of_measure) or said.numbers
    if indicator.unit_of_measure == "%" and said.under:
        if not said.share:
            return Fault("answer-lacks-percent", {"found": answer})
        readings = said.share
    fitting = [number for number in readings if text.decimals_of(number.normalize()) <= indicator.decimals]
    if indicator.decimals and "," in answer and (question := ambiguous(answer)):
        return question  # nobody prints thousands so in Vietnamese
    if len(fitting) == 1:
        return text.plain(fitting[0].normalize())
    if fitting:
        return ambiguous(answer) or Fault("answer-unclear", {"found": answer})
    facts = {"found": answer, "decimals": str(indicator.decimals)}
    return ambiguous(answer) or Fault("number-too-precise", facts)


def ambiguous(answer: str) -> Fault | None:
    """Return the question of `two_readings`, with what can be done about it in a form."""
    question = two_readings(answer)
    return question and Fault("answer-ambiguous", question.facts)


def _parts(said: Printed) -> tuple[str, str]:
    if not said.under:
        return "", ""
    over, under = said.numbers[0], said.under[0]
    return text.plain(over.normalize()), text.plain(under.normalize())
