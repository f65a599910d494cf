"""Sheets, columns and hidden marks, which the writer of a form and its reader share.

Every row that can be filled in has its key in the hidden column A, every column its name in the
hidden row 1, and the hidden sheet says for whom the form is.  So cells may be moved, rows be
inserted and sheets be renamed without an answer going astray.
"""

from __future__ import annotations

from msgspec import Struct

LAYOUT = "1"
"""Another layout is another version of every form."""
MARKS = "_solieuhoi"
"""The sheet that says what this form is; also the mark in A1 of every sheet to fill in."""
COLUMNS = (
    "key",
    "number",
    "question",
    "unit",
    "answer",
    "missing",
    "locator",
    "note",
    "previous",
    "check",
    "definition",
)
FILLED = ("answer", "missing", "locator", "note")
"""The columns that people fill in."""
DOCUMENT, BODY, HEADING = "document", "body", "heading"
"""The first parts of keys that are not of questions: `document/issuer`, `body/2`, `heading/unit`."""


class Marks(Struct, frozen=True):
    """What the hidden sheet says: which form, in which version, for whom, about when, told where."""

    form_id: str
    version: str
    unit_id: str
    period_start: str
    period_end: str
    document_id: str
    bodies: str  # the associations whose blocks are given, in their order, between spaces
