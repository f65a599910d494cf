"""What the makers of files work with, and the figures that those of one task are about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.downloads import catalogue
from generator.downloads.figures import Row, figure_rows
from generator.measures import Finding, Measured
from generator.model import Observation, Register, Release
from generator.schema import FILE_NAME, Contract


class Origin(Struct, frozen=True):
    """The site that the files are taken from; what is not known of it is None."""

    name: str | None = None
    url: str | None = None  # ends in a slash
    form: str | None = None
    mail: str | None = None

    def full(self, address: str) -> str:
        """Return an address of the site in full where that is known, else from its root."""
        return address if self.url is None else self.url + address.lstrip("/")


class Inputs(Struct, frozen=True):
    """The record, and where it and the site are."""

    register: Register
    measured: Measured
    contract: Contract
    data_dir: Path
    origin: Origin = Origin()
    land: Callable[[], bytes] | None = None
    """What gives the database of all units, where it was made before."""

    @property
    def of_source(self) -> dict[str, Any]:
        """The contract as it is written, with what it says of the record as a whole; nobody may change it."""
        return _parsed((self.data_dir / FILE_NAME).read_bytes())

    @property
    def described(self) -> dict[str, Any]:
        """The tables as they are published, by their names; nobody may change them."""
        return _tables((self.data_dir / FILE_NAME).read_bytes())

    def titles(self, table: str) -> dict[str, str]:
        """Return the headings of a table's columns, by the names of these."""
        return {one["name"]: str(one["title"]) for one in self.described[table]["schema"]["fields"]}

    @property
    def newest(self) -> Release | None:
        return max(self.register.releases, key=lambda one: one.released_on, default=None)


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(content)
    return parsed


@lru_cache(maxsize=1)
def _tables(content: bytes) -> dict[str, Any]:
    return catalogue.tables(_parsed(content))


class Gathered(Struct, frozen=True):
    """The figures of some units and what their relations came to, in the order of the register."""

    figures: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]


def gather(units: Iterable[str], inputs: Inputs) -> Gathered:
    """Return what there is of units, in one go for each so that it is loaded once."""
    register, measured = inputs.register, inputs.measured
    figures: list[Observation] = []
    findings: list[Finding] = []
    rows: list[Row] = []
    for unit_id in units:
        own = [register.observations[name] for name in register.observations_of.get(unit_id, ())]
        figures += own
        findings += measured.findings_of_unit.get(unit_id, ())
        rows += figure_rows(register, measured, own, inputs.contract)
    return Gathered(tuple(figures), tuple(findings), tuple(rows))
