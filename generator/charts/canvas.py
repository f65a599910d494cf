"""Matplotlib: marks are drawn on one reused figure, with a pen that notes shapes and texts.

No pyplot, no axes and no layout engine: the places are known, and finding them out again would
take ten times as long.  The figure holds one artist, which shows one picture after the other; so
nothing is cleared or made anew, and no setting of the machine has a say in what is drawn.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from generator.charts import lettering
from generator.charts.marks import Area, Box, Framed, Words
from generator.charts.recorder import Recorder
from generator.charts.shapes import AROUND, Recorded, group_of

_DOTS = 72  # one unit is one dot
CORNERS = 5  # steps of the path of one box

Corners = tuple[tuple[float, float], ...]
"""The corners of a shape one round and back to the first."""


class Marks(Artist):
    """The marks of a picture whose places are known: drawn without measuring them a second time."""

    def __init__(self, picture: Framed) -> None:
        super().__init__()
        self.picture = picture

    def draw(self, renderer: RendererBase) -> None:
        """Draw boxes and areas colour by colour, then the words above them, then title and source."""
        picture, gc = self.picture, renderer.new_gc()
        shapes: dict[str, list[Corners]] = {}
        for mark in picture.inner.marks:
            if not isinstance(mark, Words):
                shapes.setdefault(mark.colour, []).append(_corners(mark))
        for colour, same in shapes.items():
            self._draw_shapes(renderer, gc, same, colour)
        for mark in picture.inner.marks:
            if isinstance(mark, Words):
                _draw_words(renderer, gc, mark, group_of(mark.place), picture.left, picture.top)
        for words in picture.around:
            _draw_words(renderer, gc, words, AROUND, 0, 0)
        gc.restore()

    def _draw_shapes(
        self, renderer: RendererBase, gc: GraphicsContextBase, shapes: list[Corners], colour: str
    ) -> None:
        """Draw shapes of one colour as one path: a path is what costs, not its length."""
        corners = [corner for shape in shapes for corner in shape]
        steps = [step for shape in shapes for step in _steps(len(shape))]
        picture = self.picture
        from_top = Affine2D.from_values(1, 0, 0, -1, picture.left, picture.height - picture.top)
        renderer.draw_path(gc, Path(corners, steps), from_top, to_rgba(colour))


class Canvas:
    """One figure for all pictures, one after the other."""

    def __init__(self) -> None:
        self._figure = Figure(dpi=_DOTS)
        self._figure.patch.set_visible(False)
        self._marks: Marks | None = None

    def draw(self, picture: Framed) -> Recorded:
        """Return the shapes and texts of a picture, one unit to a unit."""
        if self._marks is None:
            self._marks = Marks(picture)
            self._figure.add_artist(self._marks)
        self._marks.picture = picture
        recorder = Recorder(picture.height)
        self._figure.draw(recorder)
        return recorder.drawn()


@lru_cache(maxsize=1)
def canvas() -> Canvas:
    """Return the one sheet of this process: a new figure costs more than a drawing."""
    return Canvas()


def _draw_words(
    renderer: RendererBase, gc: GraphicsContextBase, words: Words, group: str, left: float, top: float
) -> None:
    """Draw each line from its left end, run after run."""
    gc.set_foreground(words.colour)
    renderer.open_group("words", group)
    for number, line in enumerate(words.lines):
        x, y = words.x + left, words.y + top + number * words.step
        for text, bold in line:
            if text.strip():
                renderer.draw_text(gc, x, y, text, lettering.font(words.size, bold), 0)
            x += lettering.width(text, words.size, bold)
    renderer.close_group("words")


def _corners(mark: Box | Area) -> Corners:
    """Return the corners, of a box from the top left, one round and back to the first."""
    if isinstance(mark, Area):
        return (*mark.corners, mark.corners[0])
    right, bottom = mark.x + mark.width, mark.y + mark.height
    return (mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom), (mark.x, mark.y)


@lru_cache(maxsize=16)
def _steps(corners: int) -> tuple[int, ...]:
    """Return the steps of the path of one shape."""
    return (int(Path.MOVETO), *[int(Path.LINETO)] * (corners - 2), int(Path.CLOSEPOLY))
