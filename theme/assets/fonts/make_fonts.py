"""Make the two fonts that every page loads: Be Vietnam Pro, regular and semibold.

The source is the family as the charts use it, without hinting (no phone and no Mac reads it, and it was
half of the bytes).  It is cut to the characters of Vietnamese pages, and gets the figures of equal width
that it lacks, as the OpenType feature `tnum`: the font's own are proportional (a 1 is half as wide as
a 4), so columns of numbers would not line up.  Nothing else changes.  The font's licence (OFL.txt)
permits this and reserves no name.  Run after a change of the characters, with `brotli` installed:

    python theme/assets/fonts/make_fonts.py
"""

from __future__ import annotations

import copy
import unicodedata
from itertools import product
from pathlib import Path

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import Feature, FeatureRecord

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "generator/charts/fonts"
WEIGHTS = {"400": "Regular", "600": "SemiBold"}

FIGURES = "0123456789"
WIDTH = 640  # font units of 1000 an em: what the widest figure, the 4, needs

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = [unicodedata.normalize("NFC", "".join(pair)) for pair in product("aăâeêioôơuưy", _TONES)]
VIETNAMESE = {letter for small in (*_VOWELS, "đ") for letter in (small, small.upper())}
ASCII = {chr(code) for code in range(0x20, 0x7F)}
SIGNS = set("\u00a0§©«°±²³·»×½–—‘’“”•…‹›€₫−")
CHARACTERS = ASCII | VIETNAMESE | SIGNS | set(_TONES[1:])

FEATURES = ["ccmp", "kern", "liga"]
"""Without those that place tones above letters: browsers take the letter that has its tone, which is here."""


def add_tabular_figure(font: TTFont, name: str) -> str:
    """Copy one figure to a glyph of the common width, centred, and return the new glyph's name."""
    twin = f"{name}.tnum"
    glyph = copy.deepcopy(font["glyf"][name])
    advance, left = font["hmtx"][name]
    shift = (WIDTH - advance) // 2
    glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(font["glyf"])
    font["glyf"][twin] = glyph
    font["hmtx"][twin] = (WIDTH, left + shift)
    return twin


def add_feature(font: TTFont, tag: str, twin_of: dict[str, str]) -> None:
    """Add a feature that swaps glyphs one for one, to every script and language of the font."""
    gsub = font["GSUB"].table
    gsub.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(twin_of)]))
    record = FeatureRecord()
    record.FeatureTag = tag
    record.Feature = Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(gsub.LookupList.Lookup) - 1]
    gsub.FeatureList.FeatureRecord.append(record)
    for script in gsub.ScriptList.ScriptRecord:
        languages = [language.LangSys for language in script.Script.LangSysRecord]
        for language in [script.Script.DefaultLangSys, *languages]:
            language.FeatureIndex.append(len(gsub.FeatureList.FeatureRecord) - 1)


def cut(font: TTFont) -> None:
    """Keep what pages show: their characters, and the features that set them."""
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, family, style, licence and its address
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, CHARACTERS))
    subsetter.subset(font)


def make(source: Path, target: Path) -> None:
    """Write `source`, cut, with tabular figures and compressed as WOFF2, to `target`."""
    font = TTFont(source, recalcTimestamp=False)
    cut(font)
    names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
    add_feature(font, "tnum", {name: add_tabular_figure(font, name) for name in names})
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    for weight, style in WEIGHTS.items():
        make(SOURCES / f"BeVietnamPro-{style}.ttf", HERE / f"be-vietnam-pro-{weight}.woff2")
