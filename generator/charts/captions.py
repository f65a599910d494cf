"""Title above and source below: what a picture needs once it has left its page."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from generator.charts.colours import INK, SOFT
from generator.charts.lettering import wrapped
from generator.charts.marks import BREATH, WIDTH, Framed, Picture, Words, one_line

MARGIN = 24.0
_TITLE_SIZE, _TITLE_STEP = 17.0, 23.0
_SOURCE_SIZE, _SOURCE_STEP = 11.0, 15.5
_UNDER_TITLE = 16.0
_OVER_SOURCE = 20.0


def framed(inner: Picture, title: str, sources: Iterable[str]) -> Framed:
    """Return the picture with margins, its title above and its sources below, all of them unshortened."""
    heading = _lines(title, _TITLE_SIZE, bold=True)
    origin = tuple(line for source in sources for line in _lines(source, _SOURCE_SIZE, bold=False))
    top = MARGIN + _TITLE_STEP * len(heading) + _UNDER_TITLE
    bottom = top + inner.height + _OVER_SOURCE
    return Framed(
        width=WIDTH + 2 * MARGIN,
        height=ceil(bottom + _SOURCE_STEP * len(origin) + MARGIN),
        left=MARGIN,
        top=top,
        inner=inner,
        around=(
            Words(MARGIN, MARGIN + _TITLE_SIZE, heading, INK, _TITLE_SIZE, _TITLE_STEP),
            Words(MARGIN, bottom + _SOURCE_SIZE, origin, SOFT, _SOURCE_SIZE, _SOURCE_STEP),
        ),
    )


def _lines(text: str, size: float, bold: bool) -> tuple[tuple[tuple[str, bool], ...], ...]:
    lines = wrapped(one_line(text), size, WIDTH / BREATH, bold=bold)
    return tuple(((line, bold),) for line in lines)
