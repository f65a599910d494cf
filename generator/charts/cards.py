"""The card of a page: what is seen where its address is shared, as a small PNG.

Pillow sets the letters: it is loaded in a tenth of the time that matplotlib takes, and a card has words
only.  The card is drawn in shades of grey, of which the file keeps sixteen; they run from ink over the
green of the bars to paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.charts.colours import BAR, INK, PAPER
from generator.charts.png import png
from generator.products import CARD_HEIGHT_PX, CARD_WIDTH_PX, Card

_FONTS = Path(__file__).with_name("fonts")
_MARGIN = 64
_ROOM = CARD_WIDTH_PX - 2 * _MARGIN
_GREEN, _WHITE, _BLACK = 90, 255, 30  # the grey that stands for each of the three colours
_LARGEST, _LARGE = 124, 84
_RULE = 512
_SHADES = 16
_ELLIPSIS = "…"


def drawn(card: Card) -> bytes:
    """Return the card as PNG."""
    image = Image.new("L", (CARD_WIDTH_PX, CARD_HEIGHT_PX), _WHITE)
    sheet = ImageDraw.Draw(image)
    sheet.rectangle((0, 0, CARD_WIDTH_PX, 14), fill=_GREEN)
    _say(sheet, card.site, 36, 30, bold=True, grey=_GREEN)
    below = _say(sheet, card.title, 80, 44, bold=True, most=2)
    below = _say_amount(sheet, card, below + 8)
    below = _say(sheet, card.label, below, 36, most=2)
    _say(sheet, " · ".join(filter(None, (card.period, card.doubt))), below + 4, 30)
    sheet.rectangle((_MARGIN, _RULE, CARD_WIDTH_PX - _MARGIN, _RULE + 2), fill=_GREEN)
    _say(sheet, card.source, _RULE + 14, 26)
    _say(sheet, card.address, _RULE + 56, 28, bold=True, grey=_GREEN)
    shades = image.point([number * _SHADES // 256 for number in range(256)])
    return png(_indexed(shades), CARD_WIDTH_PX, _palette())


def _say_amount(sheet: ImageDraw.ImageDraw, card: Card, top: float) -> float:
    """Draw the amount as large as it fits, and its noun after it; return where the next line may begin."""
    beside = f" {card.noun}" if card.noun else ""
    noun = _font(52, bold=False)
    for size in range(_LARGEST, _LARGE, -4):
        if _width(card.amount, _font(size, bold=True)) + _width(beside, noun) <= _ROOM:
            break
    amount = _font(size, bold=True)
    base, shown = top + size, _shortened(card.amount, amount)
    sheet.text((_MARGIN, base), shown, font=amount, fill=_GREEN, anchor="ls")
    after = _width(shown, amount)
    rest = _shortened(beside, noun, _ROOM - after)
    sheet.text((_MARGIN + after, base), rest, font=noun, fill=_BLACK, anchor="ls")
    return base + size * 0.26


def _say(
    sheet: ImageDraw.ImageDraw,
    words: str,
    top: float,
    size: int,
    *,
    bold: bool = False,
    grey: int = _BLACK,
    most: int = 1,
) -> float:
    """Draw words on at most so many lines; return where the next line may begin."""
    font = _font(size, bold)
    for line in _lines(words, font, most):
        top += size * 1.25
        sheet.text((_MARGIN, top - size * 0.25), line, font=font, fill=grey, anchor="ls")
    return top


def _lines(words: str, font: ImageFont.FreeTypeFont, most: int) -> Iterator[str]:
    """Yield the lines of some words; the last one is cut where they need more."""
    line, rest = "", re.findall(r"\S+\s*", words)
    while rest and most > 1:
        if line and _width(line + rest[0].rstrip(), font) > _ROOM:
            yield line.rstrip()
            line, most = "", most - 1
        else:
            line += rest.pop(0)
    yield _shortened(line + "".join(rest), font)


def _shortened(words: str, font: ImageFont.FreeTypeFont, room: float = _ROOM) -> str:
    """Return words that fit, whole ones where there are several."""
    if _width(words, font) <= room:
        return words
    while words and _width(words + _ELLIPSIS, font) > room:
        words = words[:-1]
    return (words.rpartition(" ")[0] or words).rstrip(" ,;") + _ELLIPSIS


def _width(words: str, font: ImageFont.FreeTypeFont) -> float:
    return sum(_advance(sign, font) for sign in words)


@lru_cache(maxsize=4096)  # the same letters stand on every card
def _advance(sign: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(sign)


@lru_cache(maxsize=32)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    file = _FONTS / f"BeVietnamPro-{'SemiBold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _indexed(shades: Image.Image) -> bytes:
    """Return the rows of an image of sixteen shades, two dots a byte."""
    image = Image.frombytes("P", shades.size, shades.tobytes())
    return image.tobytes("raw", "P;4")


@lru_cache(maxsize=1)
def _palette() -> bytes:
    """Return the colours of the sixteen shades: ink to green to paper."""
    return b"".join(map(_shade, range(_SHADES)))


def _shade(number: int) -> bytes:
    grey = number * 255 / (_SHADES - 1)
    (dark, first), (light, last) = (
        ((_BLACK, INK), (_GREEN, BAR)) if grey < _GREEN else ((_GREEN, BAR), (_WHITE, PAPER))
    )
    share = max(0.0, (grey - dark) / (light - dark))
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(last[1:]), strict=True)
    return bytes(round(one + (other - one) * share) for one, other in pairs)
