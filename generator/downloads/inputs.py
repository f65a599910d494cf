"""What the makers of files work with, and the figures that those of one task are about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
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


class Gathered:
    """The figures of some units and what their relations came to, in the order of the register.

    Figures are read whenever they are gone through, one after the other: a province may have more than a
    worker has room for.
    """

    def __init__(self, units: Iterable[str], inputs: Inputs) -> None:
        self._units, self._inputs = tuple(units), inputs

    def __len__(self) -> int:
        """Return how many figures there are."""
        return sum(1 for _ in self._names())

    @property
    def figures(self) -> Iterator[Observation]:
        """What the figures say, in the columns of the contract."""
        return map(self._inputs.register.observations.__getitem__, self._names())

    @property
    def rows(self) -> Iterator[Row]:
        """The same figures, spelt out."""
        inputs = self._inputs
        return figure_rows(inputs.register, inputs.measured, self.figures, inputs.contract)

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = self._inputs.measured.findings_of_unit
        return tuple(one for unit_id in self._units for one in found.get(unit_id, ()))

    def _names(self) -> Iterator[str]:
        of_units = self._inputs.register.observations_of
        return (name for unit_id in self._units for name in of_units.get(unit_id, ()))
