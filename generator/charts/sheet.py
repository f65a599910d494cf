"""Matplotlib: marks become SVG and PNG on one reused figure.

No pyplot, no axes and no layout engine: the places are known, and finding them out again would
take ten times as long.  Settings hold for the drawing only, whatever the machine is set to.
"""

from __future__ import annotations

import warnings
from io import BytesIO, StringIO
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from generator.charts import lettering
from generator.charts.colours import PAPER
from generator.charts.marks import Box, Framed, Words, moved
from generator.charts.png import packed

INNER, AROUND = "inner", "around"
_DOTS = 72  # one unit is one dot of the SVG
_SHARPNESS = 2  # dots of the PNG to a unit
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "solieuhoi",
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "path.sketch": None,
    "path.effects": [],
    "path.snap": True,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_ROUND = (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY)
CORNERS = len(_ROUND)  # steps of the path of one box


def group_of(place: int | None) -> str:
    """Return the group that words stand in: `inner`, or `inner-3` for the words of place 3."""
    return INNER if place is None else f"{INNER}-{place}"


class Lines(Artist):
    """Words whose places are known: drawn without measuring them a second time."""

    def __init__(self, words: Words, group: str) -> None:
        super().__init__()
        self._words = words
        self.set_gid(group)
        self.set_zorder(2)  # above the boxes

    def draw(self, renderer: RendererBase) -> None:
        """Draw each line from its left end, run after run."""
        figure = self.get_figure(root=True)
        scale = (figure.dpi if figure else _DOTS) / _DOTS
        gc = renderer.new_gc()
        gc.set_foreground(self._words.colour)
        renderer.open_group("words", self.get_gid())
        for number, line in enumerate(self._words.lines):
            x, y = self._words.x, self._words.y + number * self._words.step
            for text, bold in line:
                if text.strip():
                    font = lettering.font(self._words.size, bold)
                    renderer.draw_text(gc, x * scale, y * scale, text, font, 0)
                x += lettering.width(text, self._words.size, bold)
        renderer.close_group("words")
        gc.restore()


class Sheet:
    """One figure, cleared for each picture."""

    def __init__(self) -> None:
        self._figure = Figure(dpi=_DOTS, facecolor=PAPER)

    def svg(self, picture: Framed) -> str:
        """Return the picture as matplotlib's SVG, one unit to a unit."""
        with matplotlib.rc_context(_SETTINGS):
            self._put(picture)
            out = StringIO()
            self._figure.savefig(out, format="svg", dpi=_DOTS, metadata=_NO_METADATA)
            return out.getvalue()

    def png(self, picture: Framed) -> bytes:
        """Return the picture as PNG, two dots to a unit.

        A sign that neither font has becomes a box with its number; that is no reason for a warning.
        """
        with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            self._put(picture)
            out = BytesIO()
            self._figure.savefig(out, format="rgba", dpi=_DOTS * _SHARPNESS)
        columns, rows = int(picture.width * _SHARPNESS), int(picture.height * _SHARPNESS)
        dots = np.frombuffer(out.getvalue(), np.uint8).reshape(rows, columns, 4)
        return packed(dots[..., :3])

    def _put(self, picture: Framed) -> None:
        """Clear the figure and put the marks of a picture on it."""
        self._figure.clear()
        self._figure.set_size_inches(picture.width / _DOTS, picture.height / _DOTS)
        marks = [moved(mark, picture.left, picture.top) for mark in picture.inner.marks]
        boxes = [mark for mark in marks if isinstance(mark, Box)]
        for colour in dict.fromkeys(box.colour for box in boxes):
            same = [box for box in boxes if box.colour == colour]
            self._figure.add_artist(self._patch(same, picture.height))
        for mark in marks:
            if isinstance(mark, Words):
                self._figure.add_artist(Lines(mark, group_of(mark.place)))
        for words in picture.around:
            self._figure.add_artist(Lines(words, AROUND))

    def _patch(self, boxes: list[Box], height: float) -> PathPatch:
        """Return boxes of one colour as one path: a path is what costs, not its length."""
        corners = [corner for box in boxes for corner in _corners(box)]
        from_top = Affine2D().scale(1 / _DOTS, -1 / _DOTS).translate(0, height / _DOTS)
        return PathPatch(
            Path(corners, _ROUND * len(boxes)),
            transform=from_top + self._figure.dpi_scale_trans,
            facecolor=boxes[0].colour,
            linewidth=0,
            gid=INNER,
        )


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    """Return the corners from the top left one round and back to it."""
    right, bottom = box.x + box.width, box.y + box.height
    return (box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom), (box.x, box.y)
