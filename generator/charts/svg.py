"""Shapes and texts become a small SVG: for a page, in the page's colours, and to take away.

Nothing else is written: no prolog, no metadata, no style sheets, and no ids but those of title and
description of a picture of places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from generator.charts import colours
from generator.charts.canvas import CORNERS
from generator.charts.marks import SIZE, Area, Box, Framed, Place, Words, one_line
from generator.charts.shapes import Block, Recorded, Run, Shape, group_of
from generator.text import to_svg

_FAMILY = "'Be Vietnam Pro', sans-serif"

Colour = Callable[[str], str]


class Caption(Struct, frozen=True):
    """What names a picture for those who cannot see it; the key makes the ids.

    The description is empty where every word and number of it is a text in the picture.
    """

    key: str
    title: str
    description: str


def inline(drawn: Recorded, picture: Framed, caption: Caption) -> str:
    """Return the SVG for a page: without title and source, which the page has in words.

    A picture of places is a group that holds a list, so that its links are there for those who
    hear it; any other picture is one image.
    """
    inner = picture.inner
    attributes = f'viewBox="0 0 {_n(inner.width)} {_n(inner.height)}"'
    if inner.places:
        name = f"c{caption.key}"
        attributes += f' role="group" aria-labelledby="{name}-t" aria-describedby="{name}-d"'
        named = _named(caption, f' id="{name}-t"', f' id="{name}-d"')
        return _svg(attributes, "currentColor", named + _by_place(drawn, picture))
    attributes += ' role="img"'
    marks = _marks(drawn.shapes, drawn.inner, picture.left, picture.top, colours.ON_PAGE.__getitem__)
    return _svg(attributes, "currentColor", _named(caption) + marks)


def standalone(drawn: Recorded, picture: Framed, caption: Caption) -> bytes:
    """Return the SVG to take away: light colours on white, with title and source.

    It is one image only where words describe it; else its texts themselves are there to be read.
    """
    width, height = _n(picture.width), _n(picture.height)
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FAMILY}"'
    )
    attributes += ' role="img"' if caption.description else ""
    paper = f'<path fill="{colours.PAPER}" d="M0 0H{width}V{height}H0z"/>'
    marks = _marks(drawn.shapes, drawn.inner + drawn.around, 0, 0, str)
    return (_svg(attributes, colours.INK, _named(caption) + paper + marks) + "\n").encode()


def _svg(attributes: str, ink: str, content: str) -> str:
    return f'<svg {attributes} font-size="{_n(SIZE)}" fill="{ink}">{content}</svg>'


def _named(caption: Caption, title: str = "", description: str = "") -> str:
    """Write title and description as elements, with their attributes."""
    named = f"<title{title}>{to_svg(one_line(caption.title))}</title>"
    if not caption.description:
        return named
    return f"{named}<desc{description}>{to_svg(one_line(caption.description))}</desc>"


def _by_place(drawn: Recorded, picture: Framed) -> str:
    """Write the marks of each place as one item of a list, after the marks of no place."""
    shapes = _shapes_by_place(drawn.shapes, picture)
    blocks: defaultdict[str, list[Block]] = defaultdict(list)
    for block in drawn.inner:
        blocks[block.group].append(block)

    def marks(place: int | None) -> str:
        texts = blocks[group_of(place)]
        return _marks(shapes[place], texts, picture.left, picture.top, colours.ON_PAGE.__getitem__)

    items = "".join(_item(place, marks(number)) for number, place in enumerate(picture.inner.places))
    return f'{marks(None)}<g role="list">{items}</g>'


def _shapes_by_place(shapes: Iterable[Shape], picture: Framed) -> Mapping[int | None, list[Shape]]:
    """Part shapes, each of which is all marks of one colour in their order, into those of each place."""
    marks: defaultdict[str, list[Box | Area]] = defaultdict(list)
    for mark in picture.inner.marks:
        if not isinstance(mark, Words):
            marks[mark.colour].append(mark)
    found: defaultdict[int | None, list[Shape]] = defaultdict(list)
    for shape in shapes:
        steps: defaultdict[int | None, list[tuple[str, float, float]]] = defaultdict(list)
        begin = 0
        for mark in marks[shape.colour]:
            end = begin + (CORNERS if isinstance(mark, Box) else len(mark.corners) + 1)
            steps[mark.place] += shape.steps[begin:end]
            begin = end
        for place, own in steps.items():
            found[place].append(Shape(shape.colour, tuple(own)))
    return found


def _item(place: Place, marks: str) -> str:
    """Write one place: a link if it leads somewhere, else an image; either says what it shows."""
    title = f"<title>{to_svg(place.spoken)}</title>"
    if place.href:
        return f'<g role="listitem"><a href="{to_svg(place.href)}">{title}{marks}</a></g>'
    return f'<g role="listitem"><g role="img">{title}{marks}</g></g>'


def _marks(shapes: Iterable[Shape], blocks: Iterable[Block], left: float, top: float, colour: Colour) -> str:
    """Write shapes and texts, moved so that (left, top) is the corner."""
    paths = [f'<path fill="{colour(shape.colour)}" d="{_steps(shape, left, top)}"/>' for shape in shapes]
    texts = [_text(block, left, top, colour) for block in blocks]
    return "".join(paths + texts)


def _steps(shape: Shape, left: float, top: float) -> str:
    """Write a path with the shortest commands: H where a line is level, v where it is upright.

    v says how far: bars of a chart are of one height, and what comes again weighs nothing.  Half of all
    lengths are the ones before, as a box has four of them and five corners.
    """
    steps: list[str] = []
    x = y = ""
    last_x = last_y = -1.0
    for step, sheet_x, sheet_y in shape.steps:
        if step == "z":
            steps.append("z")
            continue
        before_x, before_y = x, y
        if sheet_x != last_x or not x:
            last_x, x = sheet_x, _n(sheet_x - left)
        if sheet_y != last_y or not y:
            last_y, y = sheet_y, _n(sheet_y - top)
        if step == "M":
            steps.append(f"M{x} {y}")
        elif y == before_y:
            steps.append(f"H{x}")
        elif x == before_x:
            steps.append(f"v{_n(float(y) - float(before_y))}")
        else:
            steps.append(f"L{x} {y}")
    return "".join(steps)


def _text(block: Block, left: float, top: float, colour: Colour) -> str:
    """Write a block as one text; a line after the first is a tspan with its own place."""
    first = block.runs[0]
    attributes = f'x="{_n(first.x - left)}" y="{_n(first.y - top)}"'
    if block.colour != colours.INK:
        attributes += f' fill="{colour(block.colour)}"'
    if block.size != SIZE:
        attributes += f' font-size="{_n(block.size)}"'
    bold = all(run.bold for run in block.runs)
    if bold:
        attributes += ' font-weight="600"'
    if len(block.runs) == 1:
        return f"<text {attributes}>{to_svg(first.text)}</text>"
    content = ""
    for y, runs in groupby(block.runs, key=lambda run: run.y):
        line = list(runs)
        place = "" if y == first.y else f' x="{_n(line[0].x - left)}" y="{_n(y - top)}"'
        content += _line(line, place, marked=not bold)
    return f"<text {attributes}>{content}</text>"


def _line(runs: list[Run], place: str, marked: bool) -> str:
    """Write one line; `marked` says that its semibold runs are to be told from the others."""
    line = "".join(
        f'<tspan font-weight="600">{to_svg(run.text)}</tspan>' if marked and run.bold else to_svg(run.text)
        for run in runs
    )
    return f"<tspan{place}>{line}</tspan>" if place else line


@lru_cache(maxsize=4096)  # the same lengths come again and again
def _n(value: float) -> str:
    """Write a length with at most two decimals."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
