"""Forms as a province sends them in: one for each of some communes, every number filled in.

python -m bench.filled_forms DATA FOLDER COUNT
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from generator import assemble, read
from generator.model import Period, Register, Unit
from generator.workbooks import form_file, questions
from generator.workbooks.questions import Form, Row

FORM = "mau-chi-thi-17-2017"
YEAR = Period(date(2019, 1, 1), date(2019, 12, 31))  # synthetic figures are of later years
OF_DOCUMENT = {"document/issuer": "Ủy ban nhân dân xã", "document/title": "Báo cáo về hội"}


def main(data: Path, folder: Path, count: int) -> None:
    """Write so many forms."""
    folder.mkdir()
    core = assemble.assemble_core(read.read(data, lambda path: False))
    for unit in islice(_communes(core), count):
        name = questions.own_document(unit.unit_id, YEAR)
        form = _filled(questions.form_of(core, (), unit, YEAR, FORM, name))
        file = folder / f"{unit.unit_id}.xlsx"
        file.write_bytes(form_file.workbook_of(form, file.name))


def _communes(core: Register) -> Iterator[Unit]:
    return (unit for unit in core.units.values() if unit.level == "xa" and unit.existed_in(YEAR))


def _filled(form: Form) -> Form:
    document = (replace(row, answer=OF_DOCUMENT.get(row.key, row.answer)) for row in form.document)
    numbers = {row.key: f"{number}" for number, row in enumerate(form.questions, 10)}
    answers = (_answered(row, numbers) for row in form.questions)
    return replace(form, document=tuple(document), questions=tuple(answers))


def _answered(row: Row, numbers: Mapping[str, str]) -> Row:
    """Return a row with its number; what is asked twice has one answer."""
    return replace(row, answer=numbers[row.same_as or row.key]) if row.kind == "figure" else row


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
