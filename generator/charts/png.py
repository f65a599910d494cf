"""The dots of a sheet become a small PNG: a palette instead of four channels, a third of the bytes."""

from __future__ import annotations

from io import BytesIO
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_MOST_COLOURS = 256

_Counted = list[tuple[int, tuple[int, int, int]]]


def packed(dots: NDArray[np.uint8]) -> bytes:
    """Return the PNG of opaque dots (rows, columns, red green blue).

    Colours that differ in the last bits only, as the edges of letters do, become the most frequent
    of them; so the flat colours come out exactly.
    """
    for bits in (3, 4, 5, 6):
        buckets = _buckets(dots, bits)
        palette = _palette(dots, bits)
        if len(palette) <= _MOST_COLOURS:
            break
    index = np.zeros(1 << 24 - 3 * bits, np.uint8)
    index[list(palette)] = np.arange(len(palette))
    image = Image.fromarray(index[buckets])
    image.putpalette([channel for colour in palette.values() for channel in colour])
    out = BytesIO()
    image.save(out, "png")
    return out.getvalue()


def _buckets(dots: NDArray[np.uint8], bits: int) -> NDArray[np.uint16]:
    """Return for each dot the number of its colour without the last bits of each channel."""
    width = 8 - bits
    red, green, blue = ((dots[..., channel] >> bits).astype(np.uint16) for channel in range(3))
    return np.asarray(red << 2 * width | green << width | blue, np.uint16)


def _palette(dots: NDArray[np.uint8], bits: int) -> dict[int, tuple[int, ...]]:
    """Return the most frequent colour of each bucket in use."""
    rows, columns, _ = dots.shape
    colours = cast(_Counted, Image.fromarray(dots).getcolors(rows * columns))
    width = 8 - bits
    palette: dict[int, tuple[int, ...]] = {}
    for _, (red, green, blue) in sorted(colours, reverse=True):
        bucket = red >> bits << 2 * width | green >> bits << width | blue >> bits
        palette.setdefault(bucket, (red, green, blue))
    return palette
