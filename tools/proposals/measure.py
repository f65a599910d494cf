"""How often what `extract` proposes is what the record has, with the rows of the report hidden.

Usage: python tools/proposals/measure.py REPORT=DOCUMENT:UNIT … [--data FOLDER] [--wrong COLUMN]

The texts of reports are not in this repository, so that they are named here.  Where a number is
several figures, any of them counts as right.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

from msgspec.structs import replace

from generator import read
from generator.assemble import assemble
from generator.model import Observation, Register
from generator.reports.extract_rows import extract
from generator.reports.extracted import Extracted
from generator.reports.files import read_report
from generator.reports.locations import paragraphs
from generator.reports.numbers import numbers_of
from generator.reports.reconciliation import account
from generator.text import plain

WHOLE = "all five cells"
FIVE = {"indicator_id", "organisation_id", "breakdown", "period"}  # the period is two cells
Pair = tuple[tuple[Observation, ...], Extracted]
COLUMNS = ("indicator_id", "organisation_id", "breakdown", "period", "period_basis", "parts")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("reports", nargs="+")
    arguments.add_argument("--data", type=Path, default=Path("data"))
    arguments.add_argument("--wrong", choices=COLUMNS)
    given = arguments.parse_args()
    register = assemble(read.read(given.data))
    counts, sure, kept, made = Counter[str](), Counter[bool](), Counter[bool](), 0
    for told in given.reports:
        path, _, ids = told.rpartition("=")
        document_id, _, unit_id = ids.partition(":")
        for figures, row in numbers(Path(path), register, document_id, unit_id):
            made += 1
            right = rights(figures, row)
            counts.update(right)
            is_sure = row.status == "proposed"
            sure[is_sure] += 1
            kept[is_sure] += {"indicator_id", "organisation_id", "breakdown"} <= right
            if given.wrong and given.wrong not in right:
                tell(figures, row, given.wrong)
    print(f"{made} numbers that are figures")
    for name in (*COLUMNS, WHOLE):
        print(f"{name:16} {counts[name]:4} {counts[name] / made:6.1%}")
    for is_sure, name in ((True, "sure"), (False, "unsure or unknown")):
        print(f"{name:18} {sure[is_sure]:4}, indicator, organisation, breakdown right: {kept[is_sure]}")


def numbers(path: Path, register: Register, document_id: str, unit_id: str) -> Iterator[Pair]:
    """Yield each number that is a figure, with its figures and what is proposed without them."""
    text, document = paragraphs(read_report(path)), register.documents[document_id]
    own = {name: one for name, one in register.observations.items() if one.document_id == document_id}
    others = {name: one for name, one in register.observations.items() if name not in own}
    hidden = replace(register, observations=others, set_aside={})
    proposed = extract(text, hidden, document, unit_id)
    known = account(numbers_of(text), own.values(), register.set_aside.get(document_id, ())).numbers
    printed = [one for one in proposed if one.status not in ("unreported", "zero")]
    alike = defaultdict[tuple[object, ...], list[Pair]](list)
    for one, row in zip(known, printed, strict=True):
        if one.figures:
            alike[one.number.place, one.number.values, one.number.under].append((one.figures, row))
    for pairs in alike.values():
        yield from paired(pairs)


def paired(pairs: list[Pair]) -> Iterator[Pair]:
    """Yield numbers printed alike at one place with the figures that agree best: nothing else tells which."""
    figures, rows = [list(column) for column in zip(*pairs, strict=True)]
    while rows:
        best = max(product(figures, rows), key=lambda pair: len(rights(*pair)))
        figures.remove(best[0])
        rows.remove(best[1])
        yield best


def rights(figures: tuple[Observation, ...], row: Extracted) -> set[str]:
    """Return the columns in which a proposal agrees with one of its figures."""
    told = [{name for name in COLUMNS if _own(row, name) == _cell(one, name)} for one in figures]
    return {*chain.from_iterable(told), *(WHOLE for one in told if one >= FIVE)}


def tell(figures: tuple[Observation, ...], row: Extracted, name: str) -> None:
    stated = " | ".join(sorted({_cell(one, name) for one in figures}))
    print(f"{_own(row, name) or '-'} for {stated}: {row.status}, {row.place}: {row.phrase}")


def _own(row: Extracted, name: str) -> str:
    if name == "period":
        return _period(row)
    if name == "parts":
        return f"{row.cells.get('numerator', '')}/{row.cells.get('denominator', '')}"
    return row.cells.get(name, "")


def _period(row: Extracted) -> str:
    return f"{row.cells.get('period_start', '')}/{row.cells.get('period_end', '')}"


def _cell(figure: Observation, name: str) -> str:
    if name == "breakdown":
        return ";".join(f"{dimension}={member}" for dimension, member in figure.breakdown)
    if name == "period":
        return f"{figure.period.start}/{figure.period.end}"
    if name == "parts":
        numbers = (figure.numerator, figure.denominator)
        return "/".join("" if one is None else plain(one.normalize()) for one in numbers)
    return str(getattr(figure, name) or "")


if __name__ == "__main__":
    main()
