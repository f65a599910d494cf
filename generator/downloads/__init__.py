"""What readers and other software take away: the record as files below `site/data/`.

    tasks         which files there are, and what belongs together
    packages      the files of a package: of the whole record, of a province, of the shared tables
    inputs        what files are made of, and the figures that those of one task are about
    csv_copies    the CSV files of the record, as they are
    figures       figures in one table, as CSV and as JSON, and the bulk of their observations
    comparisons   figures of one indicator that may be compared, one row a unit
    findings      arithmetic relations with their stated and their computed value
    csv_text      a header and rows as the bytes of a CSV file
    whole_tables  the same tables with the kinds of their columns, for database (SQLite) and parquet
    workbook      figures for Excel, sheet by sheet; sheet_rows  the rows of its tables
    catalogue     datapackage.json: what each file is, its columns, its hash and its size
    csvw, dcat    the same for the standards of the W3C and of European catalogues
    llms          what programs that read for people are told
    json_stat     what may be compared as JSON-stat
    archive       a package as one ZIP; readme  what lies in it beside the tables
    wording       the words in these files

`plan` says which files there are; `make` makes those of any one task alone, so that the work can be
spread over processes and one changed cell makes only what it touches again.  Rows stand in the order
of the register, so that the same record gives the same bytes whatever the order of its source rows;
the copies of the shared tables alone keep their own order.

A small record is one package: plain files, and one ZIP of them.  A large one is divided: a ZIP for
every province with its observations, figures and findings, a ZIP with the tables that all share, and
no file that holds the figures of the nation but those of one indicator that may be compared.  There
figures with their names stand in the ZIPs only: plain, a row takes 0.57 KB, 230 MB for the 400,000
figures of a nation, a third of all that its site may take; the ZIPs with all three tables take 40 MB.
The JSON, 0.9 KB a row, is left out, for it says what the CSV says.  The rows of each unit are plain
files all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import schema
from generator.downloads import csv_text, packages
from generator.downloads.inputs import Inputs, Origin
from generator.downloads.llms import llms_txt
from generator.downloads.packages import LAND, land_database
from generator.downloads.tasks import FileTask, listed, plan, takes_long
from generator.measures import Measured
from generator.model import Register
from generator.products import Page, TableFile

__all__ = [
    "LAND",
    "FileTask",
    "Inputs",
    "Origin",
    "files",
    "land_database",
    "listed",
    "llms_txt",
    "make",
    "plan",
    "table_file",
    "takes_long",
]


def make(task: FileTask, inputs: Inputs) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one task by their path below `site/data/`; the same input, the same bytes."""
    yield from packages.MAKERS[task.family](task, inputs).items()


def table_file(table: TableFile) -> tuple[str, bytes]:
    """Return the table of a page as its path below `site/data/` and its content."""
    return table.path, csv_text.for_excel(table.header, table.rows)


def files(
    register: Register, measured: Measured, pages: Iterable[Page], data_dir: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield every download as its path below `site/data/` and its content."""
    contract, _ = schema.load(data_dir / schema.FILE_NAME)
    inputs = Inputs(register, measured, contract, data_dir)
    for task in plan(register, measured, contract):
        yield from make(task, inputs)
    for page in pages:
        yield from map(table_file, page.tables)
