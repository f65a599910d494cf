"""Date and status of documents, as exactly as the documents have them."""

from __future__ import annotations

from generator import text
from generator.model import Document
from generator.pages import words


def document_date(document: Document) -> str:
    """Return the day of issue, or what the document has in its place; empty where it has nothing."""
    if document.issued_on is not None:
        return text.day(document.issued_on)
    return document.issued_text or ""


def document_status(document: Document) -> str:
    """Return the status in words; of a report, unlike of a law, nobody asks whether it is in force."""
    is_report = document.period_start is not None
    known = document.status != "unknown"
    return words.word("status", document.status if known or not is_report else "unknown_report")
