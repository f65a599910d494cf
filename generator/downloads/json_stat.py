"""The figures of one indicator that may be compared, as JSON-stat 2.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from generator import text
from generator.analysis import Comparison
from generator.downloads.comparisons import group_names
from generator.downloads.wording import words
from generator.model import Register

_ALL = "_all"
"""All organisations together; the figure of a whole, which no breakdown divides."""


def json_stat(register: Register, indicator_id: str, found: Sequence[Comparison]) -> bytes:
    """Return a JSON-stat dataset; a cell without a figure is left out, and numbers keep every digit."""
    indicator = register.indicators[indicator_id]
    present = {unit_id for one in found for unit_id, _ in one.values}
    axes = {
        "unit": {name: unit.full_name for name, unit in register.units.items() if name in present},
        "time": {one.period.code: text.period(one.period) for one in found},
        "organisation": {_body(one): _body_name(register, one) for one in found},
        "group": {_group(one): "; ".join(group_names(register, one)) or words("stat.all") for one in found},
    }
    described = {
        "version": "2.0",
        "class": "dataset",
        "label": indicator.name,
        "source": words("stat.source"),
        "note": [words("stat.note"), indicator.definition],
        "extension": {"indicator_id": indicator_id, "unit_of_measure": indicator.unit_of_measure},
        "id": list(axes),
        "size": [len(names) for names in axes.values()],
        "role": {"time": ["time"], "geo": ["unit"]},
        "dimension": {axis: _dimension(axis, names) for axis, names in axes.items()},
    }
    cells = ", ".join(f'"{at}": {value}' for at, value in _cells(found, axes))
    head = json.dumps(described, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "value": {{{cells}}}\n}}\n'.encode()


def _dimension(axis: str, names: Mapping[str, str]) -> dict[str, object]:
    return {"label": words(f"stat.{axis}"), "category": {"index": list(names), "label": dict(names)}}


def _cells(found: Iterable[Comparison], axes: Mapping[str, Mapping[str, str]]) -> list[tuple[int, str]]:
    """Return each figure by its place, the last axis running fastest."""
    units, times, bodies, groups = ({name: at for at, name in enumerate(names)} for names in axes.values())
    cells = []
    for one in found:
        within = (times[one.period.code] * len(bodies) + bodies[_body(one)]) * len(groups) + groups[
            _group(one)
        ]
        size = len(times) * len(bodies) * len(groups)
        cells += [(units[unit_id] * size + within, value) for unit_id, value in one.values]
    return sorted(cells)


def _body(one: Comparison) -> str:
    return one.organisation_id or _ALL


def _body_name(register: Register, one: Comparison) -> str:
    body = one.organisation_id
    return register.organisations[body].name if body else words("stat.all_bodies")


def _group(one: Comparison) -> str:
    """Return the members of breakdowns, and the noun where documents count by another one."""
    members = ";".join(f"{dimension}={member}" for dimension, member in one.breakdown)
    return ";".join(filter(None, (members, one.noun))) or _ALL
