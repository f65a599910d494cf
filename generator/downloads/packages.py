"""The files of one task: copies, the package of the whole record, of a province, of the shared tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from generator import urls
from generator.downloads import archive, catalogue, comparisons, sources
from generator.downloads.figures import figures_csv, figures_json, observations_csv
from generator.downloads.findings import findings_csv
from generator.downloads.tasks import FileTask
from generator.measures import Finding, Measured
from generator.model import Observation, Register
from generator.schema import FILE_NAME, Contract

Files = dict[str, bytes]
Maker = Callable[[FileTask, Register, Measured, Contract, Path], Files]


def _copies(
    task: FileTask, register: Register, measured: Measured, contract: Contract, data_dir: Path
) -> Files:
    """Return the source files of the task as they are."""
    return sources.copies(task.sources, data_dir)


def _whole(
    task: FileTask, register: Register, measured: Measured, contract: Contract, data_dir: Path
) -> Files:
    """Return the tables of all figures, the catalogue, and the ZIP of these with the source files."""
    copies = sources.copies(task.sources, data_dir)
    figures, found = _gathered(task.ids, register, measured)
    tables = _tables(figures, found, register, measured, contract)
    tables["figures.json"] = figures_json(register, figures, contract)
    tables |= comparisons.compared_files(register, measured)
    package = {**copies, **tables}
    package[FILE_NAME] = catalogue.of_record(
        copies[FILE_NAME], package, comparisons.described(register, measured)
    )
    return {**tables, FILE_NAME: package[FILE_NAME], urls.ARCHIVE: archive.packed(package)}


def _province(
    task: FileTask, register: Register, measured: Measured, contract: Contract, data_dir: Path
) -> Files:
    """Return the ZIP of a province: its tables, and the catalogue of these."""
    province_id, *units = task.ids
    province = register.units[province_id]
    package = _tables(*_gathered(units, register, measured), register, measured, contract)
    of_source = sources.copies(task.sources, data_dir)[FILE_NAME]
    package[FILE_NAME] = catalogue.of_province(of_source, package, province)
    return {urls.province_archive(province): archive.packed(package)}


def _core(
    task: FileTask, register: Register, measured: Measured, contract: Contract, data_dir: Path
) -> Files:
    """Return the ZIP of the tables that all provinces share, and the catalogue of these and all ZIPs."""
    package = sources.copies(task.sources, data_dir)
    of_source = package.pop(FILE_NAME)
    provinces = [register.units[province_id] for province_id in task.ids]
    others = comparisons.resources(register, measured)
    published = catalogue.of_parts(of_source, package, provinces, others)
    package[FILE_NAME] = catalogue.of_record(of_source, package)
    return {FILE_NAME: published, urls.CORE: archive.packed(package)}


def _compared(
    task: FileTask, register: Register, measured: Measured, contract: Contract, data_dir: Path
) -> Files:
    """Return the figures of one indicator that may be compared."""
    return {
        path: comparisons.compared_csv(register, measured.comparisons[path_of])
        for path, path_of in zip(task.paths, task.ids, strict=True)
    }


MAKERS: Mapping[str, Maker] = {
    "source": _copies,
    "whole": _whole,
    "province": _province,
    "core": _core,
    "compared": _compared,
}


def _gathered(
    units: Sequence[str], register: Register, measured: Measured
) -> tuple[list[Observation], list[Finding]]:
    """Return the figures and findings of units, in one go for each so that it is loaded once."""
    figures: list[Observation] = []
    found: list[Finding] = []
    for unit_id in units:
        figures += [register.observations[name] for name in register.observations_of.get(unit_id, ())]
        found += measured.findings_of_unit.get(unit_id, ())
    return figures, found


def _tables(
    figures: Sequence[Observation],
    found: Sequence[Finding],
    register: Register,
    measured: Measured,
    contract: Contract,
) -> Files:
    return {
        "observations.csv": observations_csv(figures, contract),
        "figures.csv": figures_csv(register, figures, contract),
        "findings.csv": findings_csv(register, measured, found),
    }
