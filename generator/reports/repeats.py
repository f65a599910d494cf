"""What a report says twice in one section: each time at a place of its own, and the second one unsure.

The record keeps both, told apart by their locators: "mục I, gạch đầu dòng 2", and where both stand in
one item of a list, "mục I, lần 2".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from msgspec.structs import replace

from generator.model import Observation
from generator.reports.extracted import Extracted
from generator.reports.locations import BULLET, Paragraph
from generator.reports.proposals import Doubt
from generator.text import plain

_MATTER = ("unit_id", "organisation_id", "indicator_id", "breakdown", "period_start", "period_end")
_SAID = ("value", "missing", "qualifier")
Cells = Mapping[str, str]
Key = tuple[str, ...]


def told_apart(
    rows: Iterable[tuple[int, Extracted]], paragraphs: Sequence[Paragraph], figures: Iterable[Observation]
) -> Iterator[Extracted]:
    """Yield the rows, each with the number of its paragraph; two that say one thing get two locators."""
    rows = list(rows)
    first = {_key(cells): cells for cells in map(_cells, figures)}
    times = Counter([*first, *(_key(row.cells) for _, row in rows)])
    used = set(first)
    for at, row in rows:
        key = _key(row.cells)
        if not row.cells.get("indicator_id") or times[key] == 1:
            yield row
            continue
        names = _locators(at, paragraphs)
        cells = next(one for one in ({**row.cells, "locator": it} for it in names) if _key(one) not in used)
        used.add(_key(cells))
        before = first.setdefault(key, cells)
        yield replace(row, cells=cells) if before is cells else _repeated(row, cells, before)


def _repeated(row: Extracted, cells: Cells, before: Cells) -> Extracted:
    """Return a row that says again what another one says, or something else of the same matter."""
    is_same = all(cells.get(name, "") == before.get(name, "") for name in _SAID)
    told = before["locator"] if is_same else f"“{before['value_text']}” ({before['locator']})"
    doubt = Doubt("repeat" if is_same else "repeat_otherwise", told)
    status = "unsure" if row.status == "proposed" else row.status
    return replace(row, status=status, cells=cells, doubts=(*row.doubts, doubt))


def _locators(at: int, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield how the place of a paragraph may be named, the plainest name first."""
    place = paragraphs[at].place
    signs = [
        found[0].strip()
        for one in paragraphs[: at + 1]
        if one.place == place and (found := BULLET.match(one.text))
    ]
    item = f", gạch đầu dòng {signs.count(signs[0])}" if signs else ""
    name = f"{place.locator}{item}"
    return chain([name], (f"{name}, lần {time}" for time in count(2)))


def _key(cells: Cells) -> Key:
    return tuple(cells.get(name, "") for name in (*_MATTER, "locator"))


def _cells(figure: Observation) -> Cells:
    """Return the cells of a figure that the record has, as a row proposes them."""
    return {
        "unit_id": figure.unit_id,
        "organisation_id": figure.organisation_id or "",
        "indicator_id": figure.indicator_id,
        "breakdown": ";".join(f"{dimension}={member}" for dimension, member in figure.breakdown),
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.end.isoformat(),
        "locator": figure.locator,
        "value": "" if figure.value is None else plain(figure.value.normalize()),
        "missing": figure.missing or "",
        "qualifier": figure.qualifier or "",
        "value_text": figure.value_text or "",
    }
