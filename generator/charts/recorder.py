"""A backend of matplotlib that writes nothing: it notes the shapes and texts that it is told to draw.

What matplotlib's own SVG backend would write as text, and a parser would have to read back, stays a
value.  Colours come as they were given, lengths from the top edge downward.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from generator.charts.shapes import AROUND, INNER, Block, Recorded, Run, Shape

_SEMIBOLD = 600
_COMMANDS = {int(Path.MOVETO): "M", int(Path.LINETO): "L", int(Path.CLOSEPOLY): "z"}
_DECIMALS = 6  # as many as matplotlib writes; what is more is noise of the arithmetic

_hex = lru_cache(maxsize=256)(to_hex)  # pictures have few colours


class Recorder(RendererBase):
    """Notes one drawing; words stand in a group `words`, whose id says where they belong."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height
        self._shapes: list[Shape] = []
        self._blocks: list[Block] = []
        self._group = INNER
        self._runs: list[Run] = []
        self._look = ("", 0.0)

    def drawn(self) -> Recorded:
        """Return what was noted so far."""
        return Recorded(
            shapes=tuple(self._shapes),
            inner=tuple(block for block in self._blocks if block.group != AROUND),
            around=tuple(block for block in self._blocks if block.group == AROUND),
        )

    def flipy(self) -> bool:
        """Say that the y of texts runs downward; that of paths runs upward in any backend."""
        return True

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 (matplotlib's name)
    ) -> None:
        """Note a filled path of straight lines."""
        places = np.asarray(transform.transform(path.vertices))
        xs, ys = (np.round(one, _DECIMALS).tolist() for one in (places[:, 0], self._height - places[:, 1]))
        commands = [_COMMANDS[code] for code in np.asarray(path.codes).tolist()]
        self._shapes.append(Shape(_hex(rgbFace), tuple(zip(commands, xs, ys, strict=True))))

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin a block of words."""
        if s == "words":
            self._group, self._runs = gid or INNER, []

    def close_group(self, s: str) -> None:
        """End a block of words."""
        if s == "words" and self._runs:
            colour, size = self._look
            self._blocks.append(Block(colour, size, tuple(self._runs), self._group))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Note one run of text; all runs of a block have one colour and one size."""
        self._look = _hex(gc.get_rgb()), float(prop.get_size_in_points())
        bold = prop.get_weight() == _SEMIBOLD
        self._runs.append(Run(round(x, _DECIMALS), round(y, _DECIMALS), bold, s))
