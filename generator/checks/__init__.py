"""Checks of tables against themselves and each other: values in, problems out, nothing printed.

    tables                      the tables as checks see them: text, parsed columns, what is known to be whole
    keys                        every row once
    addresses                   every page once
    references                  every id names something: units, members of breakdowns, terms, figures
    units                       codes, levels, parents, spans of validity, changes
    indicators                  no fractions of what is counted, a place of its own in each list
    documents                   relations between documents, statuses that somebody looked up
    forms                       each has a period, and somebody to fill it in
    relations                   grounds for a verdict, causes, no repeated denominators
    statuses                    what documents say of associations in units that were there
    observations                a value or a reason, periods, decimals, parts of ratios, units in force
    self_contradictions         two numbers of one document about one thing are told as such
    sources                     a figure and its document: one place, one time
    printed                     the number of a row is the one that its text prints
    spelled                     texts that hold one number in more than its digits
    actors                      parts and total are of one doer: of its unit and its organisation
    names                       one spelling for one thing
    releases                    each has its snapshot; revisions tell every change since, and only those
    reasons                     that readers are told say something
    days                        nothing was done on a day that has not come yet
    quotations                  numbers that are no figures stand alone, without their sentence
    privacy                     no telephone number, identity number, e-mail address, name of a person
    glossary                    each term has a source of its own
    small_numbers               no number so small that it points at persons
    small_number_patterns       which words tell such a number
    small_number_rules          what a release withheld is not let go in silence
    small_numbers_in_revisions  no correction tells one
    small_numbers_in_relations  nor does a relation or a document
    withheld                    nor one that follows from all others
    set_aside                   nor one that is set aside as no figure

A cell that reading refused is not judged again, and nothing is said about a reference into a table
of which rows are lost, nor about a number's text where the number is wrong by itself: each fault is
told once, where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial

from generator.checks import withheld
from generator.checks.actors import check_doers
from generator.checks.addresses import check_addresses
from generator.checks.days import check_days, check_periods
from generator.checks.documents import check_documents
from generator.checks.forms import check_forms
from generator.checks.glossary import check_glossary
from generator.checks.indicators import check_indicators
from generator.checks.keys import check_keys
from generator.checks.names import check_names
from generator.checks.observations import check_observations
from generator.checks.printed import check_printed
from generator.checks.privacy import check_privacy
from generator.checks.quotations import check_phrases
from generator.checks.reasons import check_reasons
from generator.checks.references import check_references
from generator.checks.relations import check_relations
from generator.checks.releases import check_ledger
from generator.checks.self_contradictions import check_statements
from generator.checks.set_aside import check_set_aside
from generator.checks.small_number_rules import check_small_number_rules
from generator.checks.small_numbers import WITHHELD, check_small_numbers
from generator.checks.small_numbers_in_relations import check_relations_of_small_numbers
from generator.checks.small_numbers_in_revisions import check_revisions_of_small_numbers
from generator.checks.sources import check_forecasts, check_issuers, check_sources
from generator.checks.statuses import check_statuses
from generator.checks.tables import Tables
from generator.checks.units import check_units
from generator.checks.withheld import check_disclosed
from generator.problems import Problem, first, in_order
from generator.read import Reading

__all__ = [
    "CHECKS",
    "WITHHELD",
    "check",
    "check_core",
    "check_figures",
    "check_rules",
    "check_withheld",
    "units_around",
]

CHECKS: tuple[Callable[[Tables], Iterator[Problem]], ...] = (
    check_keys,
    check_addresses,
    check_references,
    check_units,
    check_indicators,
    check_documents,
    check_forms,
    check_relations,
    check_statuses,
    check_observations,
    check_statements,
    check_sources,
    check_forecasts,
    check_issuers,
    check_printed,
    check_doers,
    check_names,
    check_ledger,
    check_reasons,
    check_phrases,
    check_privacy,
    check_small_numbers,
    check_revisions_of_small_numbers,
    check_small_number_rules,
    check_glossary,
    check_disclosed,
    check_relations_of_small_numbers,
    check_set_aside,
)


OF_FIGURES = (
    check_keys,
    check_references,
    check_observations,
    check_statements,
    check_sources,
    check_printed,
    check_doers,
    check_privacy,
    check_small_numbers,
)
"""The checks that look at figures; all others look at the other tables only."""


OF_LAND = (check_units,)
"""The checks that look at units and their changes only."""


_TOLD_BESIDE = ("printed-differs", "figure-changed-undeclared")
"""What may be wrong with one cell at once, and is not told of one that is wrong by itself."""


def check(reading: Reading, today: date | None = None, released: date | None = None) -> tuple[Problem, ...]:
    """Run every check, those of days where today, or the day of a release to come, is known.

    The problems of reading are not repeated.
    """
    days = [] if today is None else [partial(check_days, today=today)]
    days += [] if released is None else [partial(check_periods, day=released)]
    return _checked(reading, (*CHECKS, *days))


def check_core(reading: Reading, land_is_known: bool) -> tuple[Problem, ...]:
    """Run the checks of a reading without figures; units and their changes may be known to be right."""
    return _checked(reading, [one for one in CHECKS if not (land_is_known and one in OF_LAND)])


def check_figures(reading: Reading) -> tuple[Problem, ...]:
    """Run the checks of figures, where the other tables are known to be right."""
    return _checked(reading, OF_FIGURES, {"observations"})


def check_withheld(reading: Reading) -> tuple[Problem, ...]:
    """Run the checks of withheld figures, on a reading that has all figures around them."""
    return _checked(reading, (check_disclosed, check_relations_of_small_numbers, check_set_aside))


def check_rules(reading: Reading) -> tuple[Problem, ...]:
    """Run the check that the rules of the newest release are not eased, though that one be made again."""
    return _checked(reading, (check_small_number_rules,))


def units_around(reading: Reading, units: Iterable[str]) -> frozenset[str]:
    """Return the units whose figures may tell of withheld ones of the given units."""
    return withheld.units_around(Tables(reading), units)


def _checked(
    reading: Reading,
    checks: Iterable[Callable[[Tables], Iterator[Problem]]],
    judged: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    if not reading.tables:
        return ()
    tables = Tables(reading, judged)
    refused = {_cell(problem) for problem in reading.problems}
    found = [problem for check_one in checks for problem in first(check_one(tables))]
    wrong_by_itself = {_cell(problem) for problem in found if problem.code not in _TOLD_BESIDE}
    return in_order(
        problem
        for problem in found
        if _cell(problem) not in refused
        and (problem.code not in _TOLD_BESIDE or _cell(problem) not in wrong_by_itself)
    )


def _cell(problem: Problem) -> tuple[str, int | None, str | None]:
    return problem.file, problem.line, problem.column
