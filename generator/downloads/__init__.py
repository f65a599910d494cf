"""What readers and other software take away: the record as files below `site/data/`.

    sources     the CSV files of the record, as they are
    figures     every figure in one table, as CSV and as JSON, and the bulk of all observations
    findings    every arithmetic relation with its stated and its computed value
    sheet       a header and rows as the bytes of a CSV file
    catalogue   datapackage.json: what each file is, its columns, its hash and its size
    archive     the whole package as one ZIP

In go the register, what was measured, the pages (for the tables they show) and the data folder;
out come paths and bytes.  Rows stand in the order of the register, so that the same record gives
the same bytes whatever the order of its source rows; the copies of the source files alone keep
their own order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.downloads import archive, catalogue, figures, findings, sheet, sources
from generator.measures import Measured
from generator.model import Page, Register

__all__ = ["ARCHIVE", "files"]

ARCHIVE = "so-lieu-hoi.zip"


def files(
    register: Register, measured: Measured, pages: Iterable[Page], data_dir: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield every download as its path below `site/data/` and its content."""
    package = _package(register, measured, data_dir)
    yield from package.items()
    yield ARCHIVE, archive.packed(package)
    for table in (table for page in pages for table in page.tables):
        yield table.path, sheet.for_excel(table.header, table.rows)


def _package(register: Register, measured: Measured, data_dir: Path) -> dict[str, bytes]:
    """Return the files of the data package, the catalogue last."""
    contract = sources.contract(data_dir)
    contents = sources.copies(contract, data_dir)
    contents["observations.csv"] = figures.observations_csv(register, contract)
    contents["figures.csv"] = figures.figures_csv(register)
    contents["figures.json"] = figures.figures_json(register)
    contents["findings.csv"] = findings.findings_csv(register, measured)
    contents["datapackage.json"] = catalogue.catalogue(contract, contents)
    return contents
