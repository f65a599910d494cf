"""The register as tasks see it: figures are fetched unit by unit, and each look is noted.

figures/<unit>=<id>   one figure: what it says, its changes, what the relations that name it came to
figures/<unit>   the same of all figures of a unit          ids/<unit>   which figures it has
figure/<id>      whether there is such a figure
published/<unit>  since when each of its figures is published
findings/<unit>  what the relations of a unit came to
comparisons/<indicator>   its figures of all units side by side
siblings/<parent>=<indicator>   the same of the units of one parent
parts/<unit>=<column>=<name>   those of its figures that have this in the column
<table>/<name>   one row of any other table of the register or of the index
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from msgspec.structs import asdict, replace

from generator.analysis import Comparison
from generator.cache.register_file import RecordFile
from generator.measures import Finding, Index, Measured, measure
from generator.model import Observation, Part, Register
from generator.tracking import Traced, TracedRows, figure_key, note

Key = TypeVar("Key")
Value = TypeVar("Value", covariant=True)

_UNITS_KEPT = 256
"""More than the units of a province, whose pages are made one after the other."""
_SIBLINGS_KEPT = 64
"""Of one parent at a time, whose units' pages are made one after the other: an entry an indicator."""
_IDS_KEPT = 24_576
_APART = (
    "observations",
    "observations_of",
    "unit_of",
    "parts",
    "relations",
    "relations_of",
    "revisions_of_figure",
    "data_digest",
    "published",
)


class StoredFigures(Mapping[str, Observation]):
    """Figures by id; those of a unit come and go together."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record
        self.own = lru_cache(maxsize=_UNITS_KEPT)(self._fetched)
        self.unit_of = lru_cache(maxsize=_IDS_KEPT)(self._looked_up)
        self._newest: tuple[str, Mapping[str, Observation]] = "", {}

    def _fetched(self, unit_id: str) -> dict[str, Observation]:
        fetched = {figure.figure_id: figure for figure in self._record.figures(unit_id)}
        self._newest = unit_id, fetched
        return fetched

    def _looked_up(self, figure_id: str) -> str | None:
        """Return the unit of a figure: mostly the one that was fetched last, else as the file says."""
        unit_id, fetched = self._newest
        return unit_id if figure_id in fetched else self._record.unit_of(figure_id)

    def __getitem__(self, figure_id: str) -> Observation:
        unit_id = self.noted(figure_id)
        if unit_id is None:
            raise KeyError(figure_id)
        return self.own(unit_id)[figure_id]

    def noted(self, figure_id: str) -> str | None:
        """Note that a figure is looked at; return its unit, None for an unknown figure."""
        unit_id = self.unit_of(figure_id)
        note(f"figure/{figure_id}" if unit_id is None else figure_key(unit_id, figure_id))
        return unit_id

    def __iter__(self) -> Iterator[str]:
        raise TypeError("Nobody walks over all figures of the record.")

    def __len__(self) -> int:
        raise TypeError("The index knows how many figures there are.")


class _OfFigure(Mapping[str, Value]):
    """Something that is known of figures beside what they say: who asks for it looks at the figure."""

    def __init__(self, result: Callable[[str], Value | None], noted: Callable[[str], object]) -> None:
        self._result, self._noted = result, noted

    def __getitem__(self, figure_id: str) -> Value:
        found: Value | None = self.get(figure_id)
        if found is None:
            raise KeyError(figure_id)
        return found

    def get(self, figure_id: str, default: Any = None) -> Any:
        """Return the same, or the default: of most figures nothing is known, and it is asked of all."""
        self._noted(figure_id)
        found = self._result(figure_id)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("Nobody walks over all figures of the record.")

    def __len__(self) -> int:
        raise TypeError("The index knows how many figures there are.")


class _Stored(Mapping[Key, Value]):
    """A mapping whose names or results are read from the file when asked for."""

    def __init__(self, names: Collection[Any], result: Callable[[Any], Value]) -> None:
        self._names, self._result = names, result

    def __getitem__(self, name: Key) -> Value:
        if name not in self._names:
            raise KeyError(name)
        return self._result(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[Key]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Any(Collection[object]):
    """Every name: what asks knows which there are."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[object]:
        raise TypeError("These names are asked for, not walked over.")

    def __len__(self) -> int:
        raise TypeError("These names are asked for, not counted.")


def stored(core: Register, record: RecordFile, reporting: Collection[str]) -> Register:
    """Return the register with figures, of the reporting units, and relations; they stay in the file."""
    figures = StoredFigures(record)

    def unit_of(figure_id: str) -> str:
        found = figures.unit_of(figure_id)
        if found is None:
            raise KeyError(figure_id)
        return found

    def part(name: Part) -> tuple[Observation, ...]:
        unit_id, column, wanted = name
        return tuple(figure for figure in figures.own(unit_id).values() if getattr(figure, column) == wanted)

    return replace(
        core,
        observations=figures,
        observations_of=_Stored(reporting, lambda unit_id: tuple(figures.own(unit_id))),
        unit_of=_Stored(_Any(), unit_of),
        published=_Stored(record.units_published(), lru_cache(maxsize=_UNITS_KEPT)(record.published)),
        relations_of=_Stored(record.units_with_relations(), record.relations),
        parts=_Stored(_Any(), part),
    )


def stored_comparisons(core: Register, record: RecordFile) -> Mapping[str, tuple[Comparison, ...]]:
    """Return the comparisons of indicators in official order; they stay in the file."""
    found = record.subjects_compared()
    compared = {name for name, _ in found}
    bodies = ("", *core.organisations)

    def of_indicator(name: str) -> tuple[Comparison, ...]:
        own = (body for body in bodies if (name, body) in found)
        return tuple(one for body in own for one in record.comparisons((name, body)))

    return _Stored([name for name in core.indicators if name in compared], of_indicator)


class StoredSiblings(Mapping[tuple[str, str], tuple[Comparison, ...]]):
    """The comparisons among the units of a parent, by it and the indicator; empty where there are none."""

    def __init__(self, record: RecordFile) -> None:
        self._found = lru_cache(maxsize=_SIBLINGS_KEPT)(record.siblings)

    def __getitem__(self, name: tuple[str, str]) -> tuple[Comparison, ...]:
        return self._found(*name)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        raise TypeError("Nobody walks over the siblings of all units.")

    def __len__(self) -> int:
        raise TypeError("Nobody counts the siblings of all units.")


def traced(core: Register, index: Index, record: RecordFile) -> tuple[Register, Measured]:
    """Return the register with its figures in the file, and what can be measured of it; looks are noted."""
    register = stored(core, record, index.with_figures)
    tables = {name: _traced(name, rows) for name, rows in tables_of(register).items()}
    tables["observations_of"] = Traced("ids", register.observations_of)
    tables["published"] = Traced("published", register.published)
    tables["parts"] = Traced("parts", register.parts)
    figures = register.observations
    assert isinstance(figures, StoredFigures)
    tables["revisions_of_figure"] = _OfFigure(register.revisions_of_figure.get, figures.noted)
    findings: Mapping[str, tuple[Finding, ...]] = _Stored(
        index.units_with_findings, lru_cache(maxsize=_UNITS_KEPT)(record.findings)
    )
    of_figure = _OfFigure(measure(register, index, findings).findings_on, figures.noted)
    comparisons = Traced("comparisons", stored_comparisons(core, record))
    register = replace(register, **tables)
    index = replace(index, **{name: _traced(name, rows) for name, rows in tables_of(index).items()})
    siblings = Traced("siblings", StoredSiblings(record))
    return register, measure(register, index, Traced("findings", findings), comparisons, of_figure, siblings)


def tables_of(whole: Register | Index) -> dict[str, Any]:
    """Return the tables of a register or an index by name, without what lies in the file unit by unit."""
    return {name: rows for name, rows in asdict(whole).items() if name not in _APART}


def _traced(name: str, rows: Any) -> Any:
    return Traced(name, rows) if isinstance(rows, Mapping) else TracedRows(name, rows)
