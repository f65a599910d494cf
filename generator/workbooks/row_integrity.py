"""The row of a report as it was read: its words and its number stay, and the figure is printed in them.

A row that a person added has no seal, nor has one of a workbook made before there were seals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.catalogues import catalogue
from generator.number_words import in_figures
from generator.problems import Fault
from generator.text import seal

SEAL, PRINTED = "seal", "printed"
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_SPACED = re.compile(r"[0-9][0-9., ]*")


def phrase_head() -> str:
    """Return the head of the column that has the words around the number."""
    head: str = catalogue("extract.vi")["column"]["phrase"]
    return head


def fault_of(cells: Mapping[str, str], phrase: str, is_aside: bool) -> tuple[str, Fault] | None:
    """Return what is wrong with a row, and in which column: other words, or a number that they have not."""
    is_concealed = not phrase and bool(cells.get("missing"))  # of a number that is withheld
    if cells.get(SEAL) and not is_concealed and cells[SEAL] != seal(phrase, cells.get(PRINTED, "")):
        return PRINTED, Fault("extract-row-edited", {})
    text = cells.get("value_text", "")
    if is_aside or not phrase or is_printed(text, phrase):
        return None
    return "value_text", Fault("extract-number-elsewhere", {"found": text})


def is_printed(text: str, phrase: str) -> bool:
    """Say whether the words have each number of a text, however its digits are parted; of a sum, any."""
    there = {_digits(one) for words in (phrase, in_figures(phrase)) for one in _tokens(words)}
    own = [_digits(one) for one in _NUMBER.findall(in_figures(text))]
    found = [one in there for one in own]
    return not own or (any(found) if "+" in text else all(found))


def _tokens(words: str) -> list[str]:
    return [*_NUMBER.findall(words), *_SPACED.findall(words)]


def _digits(token: str) -> str:
    return "".join(filter(str.isdigit, token)).lstrip("0")
