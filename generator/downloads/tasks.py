"""Which files there are to take away, and which of them are made together.

Nothing here looks at a figure.  A task says all that its files depend on besides the register: whom
they are about, and which files of the data folder they are copied from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator import package_data, urls
from generator.downloads import csv_copies
from generator.measures import WHOLE_UP_TO, Measured, Territory
from generator.model import Register
from generator.schema import FILE_NAME, Contract


class FileTask(Struct, frozen=True):
    """Files that are made together: their family, the units they are about, their paths.

    `sources` are the files that are read, by their path below the data folder.
    """

    family: str  # source, unit, whole, province, core, compared, workbook-…, parquet, parquet-table
    ids: tuple[str, ...]
    """Units in official order; of a province, itself first; of core, the provinces; else the indicator; of
    the catalogue entry, the paths that it names."""
    paths: tuple[str, ...]  # below /data/
    sources: tuple[str, ...]


_OF_UNITS = ("source", "unit", "workbook-unit")
_LONG = ("whole", "parquet", "parquet-table")  # ZIP and database of everything; pyarrow to load


def plan(register: Register, measured: Measured, contract: Contract) -> tuple[FileTask, ...]:
    """Return every file below `site/data/` except the tables of pages."""
    tasks = tuple(_tasks(register, measured, contract))
    told = tuple(path for task in tasks if task.family not in _OF_UNITS for path in task.paths)
    return *tasks, FileTask("dcat", told, (urls.DCAT,), (FILE_NAME,))


def listed(register: Register, measured: Measured, contract: Contract) -> tuple[str, ...]:
    """Return the paths of what is made of the record, without copies of its source files and units' own."""
    tasks = plan(register, measured, contract)
    return tuple(path for task in tasks if task.family not in _OF_UNITS for path in task.paths)


def takes_long(task: object) -> bool:
    """Whether making these files takes so long that another process may as well begin with them."""
    return isinstance(task, FileTask) and task.family in _LONG


def _tasks(register: Register, measured: Measured, contract: Contract) -> Iterator[FileTask]:
    tables = csv_copies.tables(contract)
    for path in tables:
        yield FileTask("source", (), (path,), (path,))
    for unit_id in register.observations_of:
        yield FileTask("unit", (unit_id,), (csv_copies.of_unit(contract, unit_id),), ())
    units = _units(register, measured)
    for name in measured.comparisons:
        indicator = register.indicators[name]
        paths = urls.compared_path(indicator), urls.compared_cube(indicator)
        yield FileTask("compared", (name,), paths, ())
    provinces = Territory(register).by_province(units)
    yield from _workbooks(register, provinces)
    if package_data.has_parquet():
        yield from _parquet(register, measured, provinces, tables)
    if measured.figures <= WHOLE_UP_TO:
        yield from _small_workbooks(register, units)
        yield FileTask("whole", units, _WHOLE, (FILE_NAME, *tables))
        return
    for province_id, within in provinces.items():
        province = register.units[province_id]
        paths = urls.province_archive(province), urls.province_archive(province, "sqlite")
        yield FileTask("province", (province_id, *within), paths, (FILE_NAME,))
    core = FILE_NAME, urls.CSVW, urls.CORE, urls.CORE_DATABASE
    yield FileTask("core", tuple(provinces), core, (FILE_NAME, *tables))


def _workbooks(register: Register, provinces: Mapping[str, Sequence[str]]) -> Iterator[FileTask]:
    for province_id, within in provinces.items():
        path = urls.province_archive(register.units[province_id], "xlsx")
        yield FileTask("workbook-province", (province_id, *within), (path,), (FILE_NAME,))


def _small_workbooks(register: Register, units: tuple[str, ...]) -> Iterator[FileTask]:
    """Yield those of each unit and of all together, which a large record does without."""
    for unit_id in register.observations_of:
        path = urls.unit_workbook(register.units[unit_id]).removeprefix(urls.DOWNLOADS)
        yield FileTask("workbook-unit", (unit_id,), (path,), (FILE_NAME,))
    yield FileTask("workbook-whole", units, (urls.WORKBOOK,), (FILE_NAME,))


def _parquet(
    register: Register,
    measured: Measured,
    provinces: Mapping[str, Sequence[str]],
    tables: tuple[str, ...],
) -> Iterator[FileTask]:
    for table in tables:
        path = f"{urls.PARQUET}{table.removesuffix('.csv')}.parquet"
        yield FileTask("parquet-table", (), (path,), (table,))
    if measured.figures <= WHOLE_UP_TO:
        own = f"{urls.PARQUET}figures.parquet", f"{urls.PARQUET}findings.parquet"
        yield FileTask("parquet", _units(register, measured), own, (FILE_NAME,))
        return
    for province_id, within in provinces.items():
        path = urls.province_archive(register.units[province_id], "parquet")
        yield FileTask("parquet", tuple(within), (path,), (FILE_NAME,))


_WHOLE = (
    "observations.csv",
    "figures.csv",
    "figures.json",
    "findings.csv",
    FILE_NAME,
    urls.CSVW,
    urls.ARCHIVE,
    urls.DATABASE,
)


def _units(register: Register, measured: Measured) -> tuple[str, ...]:
    """Return the units with figures or findings, in official order."""
    wanted = {*register.observations_of, *measured.units_with_findings}
    return tuple(unit_id for unit_id in register.units if unit_id in wanted)
