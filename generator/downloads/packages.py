"""The files of one task: copies, the package of the whole record, of a province, of the shared tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from generator import urls
from generator.downloads import (
    archive,
    catalogue,
    comparisons,
    csv_copies,
    csvw,
    database,
    dcat,
    json_stat,
    parquet,
    readme,
    whole_tables,
    workbook,
)
from generator.downloads.figures import figures_csv, figures_json, observations_csv
from generator.downloads.findings import findings_csv
from generator.downloads.inputs import Gathered, Inputs
from generator.downloads.tasks import FileTask
from generator.model import Unit
from generator.schema import FILE_NAME

Files = dict[str, bytes]
Maker = Callable[[FileTask, Inputs], Files]


def _copies(task: FileTask, inputs: Inputs) -> Files:
    """Return the source files of the task as they are."""
    return csv_copies.copies(task.sources, inputs.data_dir)


def _unit(task: FileTask, inputs: Inputs) -> Files:
    """Return the figures of one unit, in the contract's columns behind the ids of unit and figure."""
    (unit_id,) = task.ids
    figures = Gathered(task.ids, inputs).figures
    return {csv_copies.of_unit(inputs.contract, unit_id): observations_csv(figures, inputs.contract)}


def _whole(task: FileTask, inputs: Inputs) -> Files:
    """Return the tables of all figures, the catalogue, and the ZIP of these with the other tables."""
    copies = csv_copies.copies(task.sources, inputs.data_dir)
    gathered = Gathered(task.ids, inputs)
    own = _of_figures(gathered, inputs)
    tables = {**_stated(gathered, inputs), **own}
    tables["figures.json"] = figures_json(gathered.rows)
    compared = {
        urls.compared_path(inputs.register.indicators[name]): comparisons.compared_csv(inputs.register, found)
        for name, found in inputs.measured.comparisons.items()
    }
    package = {**copies, **tables, **compared}
    package[FILE_NAME] = catalogue.of_record(
        copies[FILE_NAME], package, comparisons.described(inputs.register, inputs.measured)
    )
    return {
        **tables,
        FILE_NAME: package[FILE_NAME],
        urls.CSVW: csvw.csvw(package[FILE_NAME]),
        urls.ARCHIVE: _packed(package, inputs),
        urls.DATABASE: _database({**copies, **own}, inputs),
    }


def _province(task: FileTask, inputs: Inputs) -> Files:
    """Return the ZIP of a province, its tables and the catalogue of these, and its database."""
    province_id, *units = task.ids
    province = inputs.register.units[province_id]
    gathered = Gathered(units, inputs)
    own = _of_figures(gathered, inputs)
    package = {**_stated(gathered, inputs), **own}
    of_source = csv_copies.copies(task.sources, inputs.data_dir)[FILE_NAME]
    package[FILE_NAME] = catalogue.of_province(of_source, package, province)
    return {
        urls.province_archive(province): _packed(package, inputs),
        urls.province_archive(province, "sqlite"): database.database(
            whole_tables.tables(own, inputs.described)
        ),
    }


def _core(task: FileTask, inputs: Inputs) -> Files:
    """Return ZIP and database of the tables that all provinces share, and the catalogue of all ZIPs."""
    package = csv_copies.copies(task.sources, inputs.data_dir)
    of_source = package.pop(FILE_NAME)
    shared = _database(package, inputs)
    provinces = [inputs.register.units[province_id] for province_id in task.ids]
    others = comparisons.resources(inputs.register, inputs.measured)
    published = catalogue.of_parts(of_source, package, provinces, others)
    package[FILE_NAME] = catalogue.of_record(of_source, package)
    return {
        FILE_NAME: published,
        urls.CSVW: csvw.csvw(package[FILE_NAME]),
        urls.CORE: _packed(package, inputs),
        urls.CORE_DATABASE: shared,
    }


def _compared(task: FileTask, inputs: Inputs) -> Files:
    """Return the figures of one indicator that may be compared, as CSV and as JSON-stat."""
    (indicator_id,), (table, cube) = task.ids, task.paths
    register, found = inputs.register, inputs.measured.comparisons[indicator_id]
    return {
        table: comparisons.compared_csv(register, found),
        cube: json_stat.json_stat(register, indicator_id, found),
    }


def _dcat(task: FileTask, inputs: Inputs) -> Files:
    """Return the catalogue entry of the record, which names the files of all other tasks."""
    return {urls.DCAT: dcat.dcat(task.ids, inputs)}


def _workbook_of_unit(task: FileTask, inputs: Inputs) -> Files:
    (unit_id,), (path,) = task.ids, task.paths
    return {path: workbook.of_unit(unit_id, Gathered(task.ids, inputs), inputs)}


def _workbook_of_province(task: FileTask, inputs: Inputs) -> Files:
    (province_id, *units), (path,) = task.ids, task.paths
    return {path: workbook.of_province(province_id, Gathered(units, inputs), inputs)}


def _workbook_of_all(task: FileTask, inputs: Inputs) -> Files:
    (path,) = task.paths
    return {path: workbook.of_record(Gathered(task.ids, inputs), inputs)}


def _parquet_of_table(task: FileTask, inputs: Inputs) -> Files:
    """Return a shared table as Parquet."""
    tables = whole_tables.tables(csv_copies.copies(task.sources, inputs.data_dir), inputs.described)
    return {path: parquet.parquet(table) for path, table in zip(task.paths, tables, strict=True)}


def _parquet_of_figures(task: FileTask, inputs: Inputs) -> Files:
    """Return the figures of units as Parquet, and the findings where there is a path for them."""
    own = _of_figures(Gathered(task.ids, inputs), inputs)
    tables = whole_tables.tables(own, inputs.described)
    return {path: parquet.parquet(table) for path, table in zip(task.paths, tables, strict=False)}


MAKERS: Mapping[str, Maker] = {
    "source": _copies,
    "unit": _unit,
    "whole": _whole,
    "province": _province,
    "core": _core,
    "compared": _compared,
    "workbook-unit": _workbook_of_unit,
    "workbook-province": _workbook_of_province,
    "workbook-whole": _workbook_of_all,
    "parquet-table": _parquet_of_table,
    "parquet": _parquet_of_figures,
    "dcat": _dcat,
}


def _stated(gathered: Gathered, inputs: Inputs) -> Files:
    """Return the table of figures in the contract's columns, which CSV alone holds."""
    return {"observations.csv": observations_csv(gathered.figures, inputs.contract)}


def _of_figures(gathered: Gathered, inputs: Inputs) -> Files:
    """Return the tables of figures, spelt out, and of findings, which formats with kinds hold, too."""
    return {
        "figures.csv": figures_csv(gathered.rows),
        "findings.csv": findings_csv(inputs.register, inputs.measured, gathered.findings),
    }


def _database(files: Files, inputs: Inputs) -> bytes:
    """Return the database of shared tables, and of figures where they are there, on that of all units."""
    others = {path: one for path, one in files.items() if path not in (*LAND, FILE_NAME)}
    tables = whole_tables.tables(others, inputs.described)
    register = inputs.register
    begun = land_database(register.units, inputs.data_dir) if inputs.land is None else inputs.land()
    return database.database(tables, database.names_beside(register), begun)


LAND = ("units.csv", "unit_changes.csv")


def land_database(units: Mapping[str, Unit], data_dir: Path) -> bytes:
    """Return what every database with the shared tables begins with: all units, most of what is in it."""
    copies = csv_copies.copies((*LAND, FILE_NAME), data_dir)
    described = catalogue.tables(json.loads(copies.pop(FILE_NAME)))
    return database.of_land(units, whole_tables.tables(copies, described))


def _packed(package: Files, inputs: Inputs) -> bytes:
    """Return the ZIP of a package with a README and the licence."""
    told = json.loads(package[FILE_NAME])
    return archive.packed({**package, **readme.texts(inputs, told)})
