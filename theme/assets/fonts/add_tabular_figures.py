"""Give Be Vietnam Pro the figures of equal width that it lacks, as the OpenType feature `tnum`.

The font's own figures are proportional (a 1 is half as wide as a 4), so columns of numbers would
not line up.  This adds a second set of the ten figures, all equally wide, that `font-variant-numeric:
tabular-nums` calls up; everything else stays as it is.  The font's licence (OFL.txt) permits this and
reserves no name.  Run once for each weight, with `brotli` installed:

    python add_tabular_figures.py be-vietnam-pro-latin-400-normal.woff2 latin-400.woff2
"""

from __future__ import annotations

import copy
import sys

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import Feature, FeatureRecord

WIDTH = 640  # font units of 1000 an em: what the widest figure, the 4, needs
FIGURES = "0123456789"


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


def main(source: str, target: str) -> None:
    """Write `source` with its tabular figures to `target`, compressed as WOFF2."""
    font = TTFont(source)
    names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
    add_feature(font, "tnum", {name: add_tabular_figure(font, name) for name in names})
    font.flavor = "woff2"
    font.recalcTimestamp = False
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
