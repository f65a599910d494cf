"""The catalogue of data faults: a fault is a value, its sentences live in the message files.

    problem          one fault: where (file, line as a spreadsheet counts it, column), its code, its facts
    catalogue        the words of every code in both languages
    persons          what is a person's name;  personal_numbers  or number, or address of mail
    quoting          hostile text from the data: shortened, made visible, persons concealed
    bundles          which problems one sentence can tell
    sentences        that sentence
    problem_formats  all of them, for people (a bundle a line) and for machines (every cell)

A code never changes.  What is quoted is escaped for where it goes.
"""

from __future__ import annotations

from generator.problems.bundles import Bundle, bundled
from generator.problems.catalogue import LANGUAGES, Message, catalogue, codes, meanings_of
from generator.problems.problem import Fault, Problem, first, in_order
from generator.problems.problem_formats import as_json, as_markdown, as_text
from generator.problems.quoting import PERSONAL, visible, whole
from generator.problems.sentences import describe, describe_together

__all__ = [
    "LANGUAGES",
    "PERSONAL",
    "Bundle",
    "Fault",
    "Message",
    "Problem",
    "as_json",
    "as_markdown",
    "as_text",
    "bundled",
    "catalogue",
    "codes",
    "describe",
    "describe_together",
    "first",
    "in_order",
    "meanings_of",
    "visible",
    "whole",
]
