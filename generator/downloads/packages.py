"""The files of one task: copies, the package of the whole record, of a province, of the shared tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from generator import urls
from generator.downloads import archive, catalogue, comparisons, readme, sources, workbook
from generator.downloads.figures import figures_csv, figures_json, observations_csv
from generator.downloads.findings import findings_csv
from generator.downloads.inputs import Gathered, Inputs, gather
from generator.downloads.tasks import FileTask
from generator.schema import FILE_NAME

Files = dict[str, bytes]
Maker = Callable[[FileTask, Inputs], Files]


def _copies(task: FileTask, inputs: Inputs) -> Files:
    """Return the source files of the task as they are."""
    return sources.copies(task.sources, inputs.data_dir)


def _unit(task: FileTask, inputs: Inputs) -> Files:
    """Return the figures of one unit, in the contract's columns behind the ids of unit and figure."""
    (unit_id,) = task.ids
    figures = gather(task.ids, inputs).figures
    return {sources.of_unit(inputs.contract, unit_id): observations_csv(figures, inputs.contract)}


def _whole(task: FileTask, inputs: Inputs) -> Files:
    """Return the tables of all figures, the catalogue, and the ZIP of these with the other tables."""
    copies = sources.copies(task.sources, inputs.data_dir)
    gathered = gather(task.ids, inputs)
    tables = _tables(gathered, inputs)
    tables["figures.json"] = figures_json(gathered.rows)
    tables |= comparisons.compared_files(inputs.register, inputs.measured)
    package = {**copies, **tables}
    package[FILE_NAME] = catalogue.of_record(
        copies[FILE_NAME], package, comparisons.described(inputs.register, inputs.measured)
    )
    return {**tables, FILE_NAME: package[FILE_NAME], urls.ARCHIVE: _packed(package, inputs)}


def _province(task: FileTask, inputs: Inputs) -> Files:
    """Return the ZIP of a province: its tables, and the catalogue of these."""
    province_id, *units = task.ids
    province = inputs.register.units[province_id]
    package = _tables(gather(units, inputs), inputs)
    of_source = sources.copies(task.sources, inputs.data_dir)[FILE_NAME]
    package[FILE_NAME] = catalogue.of_province(of_source, package, province)
    return {urls.province_archive(province): _packed(package, inputs)}


def _core(task: FileTask, inputs: Inputs) -> Files:
    """Return the ZIP of the tables that all provinces share, and the catalogue of these and all ZIPs."""
    package = sources.copies(task.sources, inputs.data_dir)
    of_source = package.pop(FILE_NAME)
    provinces = [inputs.register.units[province_id] for province_id in task.ids]
    others = comparisons.resources(inputs.register, inputs.measured)
    published = catalogue.of_parts(of_source, package, provinces, others)
    package[FILE_NAME] = catalogue.of_record(of_source, package)
    return {FILE_NAME: published, urls.CORE: _packed(package, inputs)}


def _compared(task: FileTask, inputs: Inputs) -> Files:
    """Return the figures of one indicator that may be compared."""
    register, found = inputs.register, inputs.measured.comparisons
    return {
        path: comparisons.compared_csv(register, found[path_of])
        for path, path_of in zip(task.paths, task.ids, strict=True)
    }


def _workbook_of_unit(task: FileTask, inputs: Inputs) -> Files:
    (unit_id,), (path,) = task.ids, task.paths
    return {path: workbook.of_unit(unit_id, gather(task.ids, inputs), inputs)}


def _workbook_of_province(task: FileTask, inputs: Inputs) -> Files:
    (province_id, *units), (path,) = task.ids, task.paths
    return {path: workbook.of_province(province_id, gather(units, inputs), inputs)}


def _workbook_of_all(task: FileTask, inputs: Inputs) -> Files:
    (path,) = task.paths
    return {path: workbook.of_record(gather(task.ids, inputs), inputs)}


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
}


def _tables(gathered: Gathered, inputs: Inputs) -> Files:
    return {
        "observations.csv": observations_csv(gathered.figures, inputs.contract),
        "figures.csv": figures_csv(gathered.rows),
        "findings.csv": findings_csv(inputs.register, inputs.measured, gathered.findings),
    }


def _packed(package: Files, inputs: Inputs) -> bytes:
    """Return the ZIP of a package with a README and the licence."""
    told = json.loads(package[FILE_NAME])
    return archive.packed({**package, **readme.texts(inputs, told)})
