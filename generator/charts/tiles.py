"""The layout of places as equal squares: where they lie (a tile map), or row after row (a strip).

The steps are told apart without colour.  A square that bears a name has along its foot a line as
long as its step: a quarter of the width for step 1, all of it for step 4.  A square without a name
is filled from its foot, to a quarter for step 1, to the top for step 4.  Where step 0 means that nothing
is known, it is hatched.  The legend below is made of the same squares and says in words what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.charts import lettering
from generator.charts.colours import BAR, FIELD, INK, ON_BAR, SOFT, TINTS
from generator.charts.lettering import wrapped
from generator.charts.marks import BREATH, CAPITAL, WIDTH, Area, Box, Mark, Picture, Place, Words, one_line
from generator.charts.refusals import ISLAND
from generator.products import Strip, Tile, TileMap

_ALL = len(TINTS) - 1
_EDGE = 1.0
_BETWEEN_TILES = 3.0
_LARGEST_TILE = 62.0
_INSIDE = 0.09  # of a side: from the edge to the name and to the line along the foot
_LINE = 0.055  # of a side: how thick the line along the foot is
_LEAST_INSIDE, _LEAST_LINE = 2.5, 2.0

_SIZES = tuple(quarter / 4 for quarter in range(52, 37, -1))  # 13 down to 9.5
_STEP = 1.2  # from one baseline to the next, in ems
_RISE = 1.0  # from the top of a line to its baseline, in ems
_DASH = 3.0

_ACROSS = (15, 18, 22)  # squares of a strip on one row: larger ones while few rows hold all
_FEW_ROWS = 6
_MOST_ACROSS, _MANY = 30, 400
_HATCH = 0.9  # how thick a line of it is
_BAND = 0.3  # of a side: how high the hatching is below a name

_OVER_LEGEND = 16.0
_LEGEND_SIZE, _LEGEND_STEP = 12.0, 18.0
_SAMPLE, _AFTER_SAMPLE, _BETWEEN_NAMES = 14.0, 6.0, 16.0


class Square(Struct, frozen=True):
    """One square with its tint, before it is drawn; `filled` from its foot, or with a line along it."""

    x: float
    y: float
    side: float
    step: int
    filled: bool
    place: int | None = None
    hatched: bool = False


class Grid(Struct, frozen=True):
    """Squares that share the width: how many, and the row and column that come first."""

    across: int
    top: int = 0
    left: int = 0

    @property
    def pitch(self) -> float:
        """The way from one square to the next."""
        return min((WIDTH + _BETWEEN_TILES) / self.across, _LARGEST_TILE + _BETWEEN_TILES)

    @property
    def side(self) -> float:
        return round(self.pitch - _BETWEEN_TILES, 2)

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """Return x and y of the top left corner of a square."""
        return round((column - self.left) * self.pitch, 2), round((row - self.top) * self.pitch, 2)


def draw_map(chart: TileMap) -> Picture:
    """Lay out the places by row and column; the first row and column in use are the edges."""
    cells = [(tile.row, tile.column) for tile in chart.tiles]
    waters = [(row, column + more) for _, row, column in chart.islands for more in range(ISLAND)]
    (top, bottom), (left, right) = ((min(n), max(n)) for n in zip(*cells, *waters, strict=True))
    grid = Grid(right - left + 1, top, left)
    corners = [grid.corner(tile.row, tile.column) for tile in chart.tiles]
    squares = _squares(chart, corners, grid.side, filled=False)
    marks = [*_names(chart.tiles, squares), *_islands(chart, grid)]
    return _picture(chart, squares, marks, grid.corner(bottom, left)[1] + grid.side)


def draw_strip(chart: Strip) -> Picture:
    """Lay out the places row after row, in the order given."""
    tiles = len(chart.tiles)
    widest = _ACROSS[-1] if tiles <= _MANY else _MOST_ACROSS
    across = next((n for n in _ACROSS if tiles <= n * _FEW_ROWS), widest)
    grid = Grid(across)
    corners = [grid.corner(*divmod(number, across)) for number in range(tiles)]
    squares = _squares(chart, corners, grid.side, filled=True)
    return _picture(chart, squares, [], squares[-1].y + grid.side)


def _squares(
    chart: TileMap | Strip, corners: Iterable[tuple[float, float]], side: float, filled: bool
) -> list[Square]:
    return [
        Square(x, y, side, tile.step, filled, number, hatched=chart.hatches and not tile.step)
        for number, (tile, (x, y)) in enumerate(zip(chart.tiles, corners, strict=True))
    ]


def _picture(chart: TileMap | Strip, squares: list[Square], marks: list[Mark], bottom: float) -> Picture:
    samples, meanings, height = _legend(chart, bottom + _OVER_LEGEND)
    places = tuple(Place(_spoken(tile), tile.href) for tile in chart.tiles)
    shown = (*_square_marks([*squares, *samples]), *marks, *meanings)
    return Picture(WIDTH, bottom + _OVER_LEGEND + height, shown, places)


def _spoken(tile: Tile) -> str:
    return ": ".join(text for text in (one_line(tile.name), one_line(tile.text)) if text)


# Squares ---------------------------------------------------------------------------------------


def _square_marks(squares: Sequence[Square]) -> Iterable[Mark]:
    """Return edges, tints, hatching, lines: the sheet draws colour by colour, one above the other."""
    for square in squares:
        edge = FIELD if square.step == 0 else BAR
        yield Box(square.x, square.y, square.side, square.side, edge, square.place)
    for square in squares:
        yield from _tints(square)
    for square in squares:
        if square.hatched:
            yield from _hatching(square)
    for square in squares:
        if square.step and not square.filled:
            yield _line(square)


def _tints(square: Square) -> Iterable[Box]:
    """Return the ground inside the edge, and below it what is filled, side by side."""
    x, y, side = square.x + _EDGE, square.y + _EDGE, square.side - 2 * _EDGE
    full = round(side * square.step / _ALL, 2) if square.filled else 0.0
    if full < side:
        yield Box(x, y, side, side - full, TINTS[square.step], square.place)
    if full:
        yield Box(x, y + side - full, side, full, TINTS[_ALL], square.place)


def _hatching(square: Square) -> Iterable[Area]:
    """Return slanting lines over the whole of a square, or below where a name stands."""
    width = square.side - 2 * _EDGE
    height = width if square.filled else _BAND * square.side
    left, top = square.x + _EDGE, square.y + square.side - _EDGE - height
    for corners in _slants(width, height, max(4.0, square.side / 6)):
        yield Area(tuple([(left + x, top + y) for x, y in corners]), SOFT, square.place)


@lru_cache(maxsize=64)  # all squares of a picture have the same
def _slants(width: float, height: float, step: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the corners of slanting lines in a rectangle that begins at its top left."""
    found = []
    for number in range(1, int((width + height) / step) + 1):
        low, high = max(0.0, number * step - height), min(width - _HATCH, number * step)
        ends = ((low, number * step - low), (high, number * step - high))
        found.append((*ends, *((x + _HATCH, y) for x, y in reversed(ends))))
    return tuple(found)


def _line(square: Square) -> Box:
    inside, thick = _inside(square.side), max(_LEAST_LINE, _LINE * square.side)
    length = (square.side - 2 * inside) * square.step / _ALL
    top = square.y + square.side - inside - thick
    return Box(square.x + inside, top, length, thick, _ink_on(square.step), square.place)


def _inside(side: float) -> float:
    return max(_LEAST_INSIDE, _INSIDE * side)


def _ink_on(step: int) -> str:
    return ON_BAR if step == _ALL else INK


# Names -----------------------------------------------------------------------------------------


def _names(tiles: Sequence[Tile], squares: Sequence[Square]) -> Iterable[Mark]:
    """Return the names in their tiles, all in one size: the largest that shortens none."""
    room = _room_in_tile(squares[0].side)
    with_values = _size_with_values(tiles, room)
    size = with_values or _name_size(tiles, room)
    for tile, square in zip(tiles, squares, strict=True):
        lines = _lines(one_line(tile.label), size, room)
        words = _words(square.x, square.y, square.side, lines, _ink_on(square.step), size)
        yield replace(words, place=square.place)
        if with_values and tile.value:
            foot = round(square.y + square.side - 2 * _inside(square.side) - _LEAST_LINE, 2)
            yield replace(words, y=foot, lines=(((one_line(tile.value), True),),), place=square.place)


def _islands(chart: TileMap, grid: Grid) -> Iterable[Mark]:
    """Return the words on the water, each inside a dashed line of the width of two tiles."""
    side = grid.side
    width = side + (ISLAND - 1) * grid.pitch
    room = Room((width - 2 * _inside(side)) / BREATH, side - _inside(side))
    labels = [one_line(words) for words, _, _ in chart.islands]
    size = min(_size(labels, room), _name_size(chart.tiles, _room_in_tile(side)))
    for label, (_, row, column) in zip(labels, chart.islands, strict=True):
        x, y = grid.corner(row, column)
        yield from _dashes(x, y, width, side)
        yield _words(x, y, side, _lines(label, size, room), SOFT, size)


def _words(x: float, y: float, side: float, lines: Sequence[str], colour: str, size: float) -> Words:
    """Return lines in the upper left of what begins at (x, y) and is as high as a tile."""
    inside = _inside(side)
    first = round(y + inside / 2 + _RISE * size, 2)
    return Words(x + inside, first, tuple(((line, False),) for line in lines), colour, size, _STEP * size)


def _room_in_tile(side: float) -> Room:
    """Return the room for a name: nearer to the right edge than to the left, above the line."""
    return Room((side - 1.5 * _inside(side)) / BREATH, side - 3 * _inside(side))


def _size_with_values(tiles: Sequence[Tile], room: Room) -> float | None:
    """Return the largest size in which every name and the value below it are whole; None if there is none."""
    if not any(tile.value for tile in tiles):
        return None
    return next((size for size in _SIZES if all(_fits_with_value(tile, size, room) for tile in tiles)), None)


def _fits_with_value(tile: Tile, size: float, room: Room) -> bool:
    above = replace(room, height=room.height - _STEP * size) if tile.value else room
    has_room = lettering.width(one_line(tile.value), size, bold=True) <= room.width
    return has_room and _fits(one_line(tile.label), size, above)


def _name_size(tiles: Sequence[Tile], room: Room) -> float:
    return _size([one_line(tile.label) for tile in tiles], room)


class Room(Struct, frozen=True):
    """What a name may take up."""

    width: float
    height: float

    def lines(self, size: float) -> int:
        """Return how many lines have room one below the other: at least one."""
        return max(1, int(self.height / (_STEP * size)))


def _size(labels: Sequence[str], room: Room) -> float:
    """Return the largest size in which every label is whole, or the smallest there is."""
    whole = (size for size in _SIZES if all(_fits(label, size, room) for label in labels))
    return next(whole, _SIZES[-1])


def _fits(label: str, size: float, room: Room) -> bool:
    """Return whether a label is whole in its room, no word of it broken."""
    unbroken = all(lettering.width(word, size) <= room.width for word in label.split(" "))
    return unbroken and len(wrapped(label, size, room.width)) <= room.lines(size)


def _lines(label: str, size: float, room: Room) -> tuple[str, ...]:
    """Return a label on two lines of like length, or on as many as it needs and have room."""
    halves = _halves(label, size)
    widest = max((lettering.width(half.rstrip(" "), size) for half in halves), default=0.0)
    if len(halves) <= room.lines(size) and widest <= room.width:
        return halves
    return wrapped(label, size, room.width, most=room.lines(size))


def _halves(label: str, size: float) -> tuple[str, ...]:
    """Return a label broken at the space that leaves the wider half the narrowest."""
    words = label.split(" ")
    pairs = [(" ".join(words[:at]) + " ", " ".join(words[at:])) for at in range(1, len(words))]
    if not pairs:
        return (label,)
    return min(pairs, key=lambda pair: max(lettering.width(half.rstrip(" "), size) for half in pair))


def _dashes(x: float, y: float, width: float, height: float) -> Iterable[Box]:
    """Return a dashed line inside the edge of a rectangle, a whole dash at every corner."""
    for at in _dash_places(width):
        yield Box(x + at, y, _DASH, _EDGE, FIELD)
        yield Box(x + at, y + height - _EDGE, _DASH, _EDGE, FIELD)
    for at in _dash_places(height):
        yield Box(x, y + at, _EDGE, _DASH, FIELD)
        yield Box(x + width - _EDGE, y + at, _EDGE, _DASH, FIELD)


def _dash_places(length: float) -> list[float]:
    gaps = round(length / _DASH / 2)
    return [round(number * (length - _DASH) / gaps, 2) for number in range(gaps + 1)]


# The legend ------------------------------------------------------------------------------------


def _legend(chart: TileMap | Strip, top: float) -> tuple[list[Square], list[Mark], float]:
    """Return a sample and its meaning for each step, side by side, and how high they stand."""
    samples: list[Square] = []
    meanings: list[Mark] = []
    x, y = 0.0, top
    for step, meaning in enumerate(chart.legend):
        lines = _meaning_lines(meaning)
        if not lines:
            continue
        needed = _SAMPLE + _AFTER_SAMPLE + BREATH * max(lettering.width(line, _LEGEND_SIZE) for line in lines)
        if x and x + needed > WIDTH:
            x, y = 0.0, y + _LEGEND_STEP
        hatched = chart.hatches and not step
        filled = isinstance(chart, Strip) or hatched
        samples.append(Square(x, y, _SAMPLE, step, filled, hatched=hatched))
        base = y + (_SAMPLE + CAPITAL * _LEGEND_SIZE) / 2
        runs = tuple(((line, False),) for line in lines)
        meanings.append(Words(x + _SAMPLE + _AFTER_SAMPLE, base, runs, INK, _LEGEND_SIZE, _LEGEND_STEP))
        x, y = x + needed + _BETWEEN_NAMES, y + _LEGEND_STEP * (len(lines) - 1)
    return samples, meanings, y + _LEGEND_STEP - top


def _meaning_lines(meaning: str) -> tuple[str, ...]:
    return wrapped(one_line(meaning), _LEGEND_SIZE, (WIDTH - _SAMPLE - _AFTER_SAMPLE) / BREATH)
