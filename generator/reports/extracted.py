"""One number of a report as a row of the workbook to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from generator.model import SetAsideReason
from generator.reports.proposals import Doubt

Status = Literal["proposed", "unsure", "unknown", "recorded", "set_aside", "unreported", "zero"]


class Extracted(Struct, frozen=True):
    """One number; `cells` are those of a row of the observations, as far as they can be said."""

    status: Status
    reason: SetAsideReason | None
    place: str
    printed: str
    phrase: str
    cells: Mapping[str, str]
    doubts: tuple[Doubt, ...] = ()
