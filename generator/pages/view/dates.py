"""Date and status of documents, as exactly as the documents have them."""

from __future__ import annotations

from generator import text
from generator.model import Document
from generator.pages.view import words


def document_date(document: Document) -> str:
    """Return the day of issue, or what the document has in its place; empty where it has nothing."""
    if document.issued_on is not None:
        return text.day(document.issued_on)
    said = document.issued_text or ""
    return words.group("issued_text").get(said) or words.as_written(said)


def is_form(document: Document) -> bool:
    """Whether a document is a blank form; then its issuer is who fills it in."""
    return document.status == "template"


def is_draft(document: Document) -> bool:
    return document.status == "draft"


def is_issued(document: Document) -> bool:
    """Whether a document was issued as far as is known; of a report without a known status nobody knows."""
    return document.status not in ("draft", "template") and not _is_unknown_report(document)


def _is_unknown_report(document: Document) -> bool:
    return document.status == "unknown" and document.period_start is not None


def document_status(document: Document) -> str:
    """Return the status in words, with the day on which somebody looked it up.

    Of a report, unlike of a law, nobody asks whether it is in force.
    """
    status: str = document.status
    day = document.status_checked_on
    if _is_unknown_report(document):
        status = "unknown_report"
    elif status == "unknown" and day is None:
        status = "unchecked"
    shown = words.word("status", status)
    return shown if day is None else words.sentence("status_seen", status=shown, day=text.day(day))
