"""What is said around a withheld figure: no relation and no document tells it.

A relation that counts what a document lists says how many that is; a note may say it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.checks.small_number_patterns import counts, counts_just, tells
from generator.checks.small_numbers import Rule, rules_of
from generator.checks.tables import Tables
from generator.checks.withheld import withheld_rows
from generator.problems import Problem
from generator.read import figure_ids
from generator.read.figure_ids import Identity

_IDENTIFYING = ("unit_id", "period_start", "period_end", "document_id")
_COLUMNS = (*_IDENTIFYING, "kind", "stated", "terms", "locator", "note")

_TIMES = re.compile(r"\*([0-9]+)$")


def check_relations_of_small_numbers(tables: Tables) -> Iterator[Problem]:
    """Yield cells of relations and of documents that tell a withheld figure."""
    rules = rules_of(tables)
    withheld = _withheld(tables, rules) if rules else {}
    if withheld:
        yield from _of_relations(tables, withheld)
        yield from _of_documents(tables, {one.document_id: rule for one, rule in withheld.items()})


def _withheld(tables: Tables, rules: Mapping[str, Rule]) -> Mapping[Identity, Rule]:
    columns = [tables.raw("observations", name) for name in Identity._fields]
    identities = (Identity(*(column[row] for column in columns)) for row in withheld_rows(tables, rules))
    return {identity: rules[identity.indicator_id] for identity in identities}


def _of_relations(tables: Tables, withheld: Mapping[Identity, Rule]) -> Iterator[Problem]:
    separator = tables.resources["relations"].field("terms").separator or " | "
    for place, (*around, kind, stated, terms, locator, note) in tables.rows("relations", _COLUMNS):
        of_stated = _rules(stated.split(figure_ids.STATED_SEPARATOR), around, withheld)
        listed = terms.split(separator)
        for rule in (of_stated or _rules(listed, around, withheld))[:1]:
            told = {
                "terms": kind == "count" and bool(of_stated) and _number(listed) < rule.threshold,
                "locator": counts(locator, *rule.small),
                "note": tells(note, *rule.small),
            }
            for column in (name for name, is_told in told.items() if is_told):
                yield place.problem(column, "withheld-row-tells", threshold=str(rule.threshold))


def _of_documents(tables: Tables, withheld: Mapping[str, Rule]) -> Iterator[Problem]:
    for place, (document_id, note) in tables.rows("documents", ("document_id", "note")):
        rule = withheld.get(document_id)
        if rule is not None and counts_just(note, *rule.small):
            yield place.problem("note", "withheld-row-tells", threshold=str(rule.threshold))


def _rules(cells: Iterable[str], around: Iterable[str], withheld: Mapping[Identity, Rule]) -> list[Rule]:
    """Return the rules of the withheld figures among terms of a relation; `around` identifies its row."""
    unit_id, start, end, document_id = around
    terms = (figure_ids.term(cell, unit_id, (start, end), document_id) for cell in cells)
    return [withheld[one.identity] for one in terms if one is not None and one.identity in withheld]


def _number(listed: Iterable[str]) -> int:
    """Return for how many things terms stand: `…*3` for three."""
    times = (_TIMES.search(cell) for cell in listed)
    return sum(int(found[1]) if found else 1 for found in times)
