"""Each term has a source, and no words of a page are explained by two terms."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import Problem

_COLUMNS = ("entry_id", "forms", "document_id", "locator", "address")


def check_glossary(tables: Tables) -> Iterator[Problem]:
    """Yield terms of which nobody knows whose definition it is, and words that another term has as well."""
    owner: dict[str, str] = {}
    for place, (entry_id, forms, document_id, locator, address) in tables.rows("glossary", _COLUMNS):
        if bool(document_id) == bool(address) or bool(document_id) != bool(locator):
            yield place.problem("document_id", "glossary-source-unclear")
        for form in forms.split(";"):
            other = owner.setdefault(form.casefold(), entry_id)
            if other != entry_id:
                yield place.problem("forms", "glossary-form-repeated", form=form, other=other)
