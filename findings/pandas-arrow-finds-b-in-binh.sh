#!/bin/sh
# pandas 3.1.1 with pyarrow 26.0.1 (PyPI): the word B is found in "Bình Lư", if the file was read with Arrow's types.
#
# Valid input: a CSV of four units, Khối B, Bình Lư, Bản Hon and Phường 1, with members; all that have B as a word of
#   its own are wanted: str.contains(r"\bB\b"), their members summed.
# Seen: read_csv(…): 100, Khối B.  read_csv(…, dtype_backend="pyarrow"): 763, with Bình Lư and Bản Hon.  There, a letter
#   with a mark is no part of a word; so r"^\w+ \w+$" fits none of the four names, in the other frame all of them, and
#   str.replace(r"\W", "") makes BnhL of Bình Lư.  In the same column, str.findall(r"\bB\b") finds Khối B only.
#   polars 2.1.0 says 100, DuckDB 2.0.1 763.
# Expected: 100.  The documentation of str.contains speaks of regular expressions and of Python's re, for every
#   column.  Arrow's engine (RE2) takes \b, \w, \d and \s by ASCII, as its own manual says (for Arrow see issue 38150);
#   pandas 3.1 knows, and asks Python's re where there are other letters, but in columns of its own str only.
# Why it matters: dtype_backend is how whole numbers with gaps stay whole, so it is chosen for statistics; and sums
#   by words of names are wrong without a sign: most names here have a letter with a mark.
# Way out: .astype("str") before such a pattern; or spell the limits: (^| )B( |$).
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
from pathlib import Path
import duckdb
import pandas as pd
import polars as pl

Path("units.csv").write_text("unit,members\nKhối B,100\nBình Lư,565\nBản Hon,98\nPhường 1,7\n", encoding="utf-8")
WORD, TWO_WORDS = r"\bB\b", r"^\w+ \w+$"
own = pd.read_csv("units.csv")
arrow = pd.read_csv("units.csv", dtype_backend="pyarrow")
of_polars = pl.read_csv("units.csv").filter(pl.col("unit").str.contains(WORD))
of_duckdb = duckdb.execute("SELECT sum(members) FROM 'units.csv' WHERE regexp_matches(unit, ?)", [WORD])


def seen(frame):
    names = frame.unit.str
    return {
        "members of B": int(frame.members[names.contains(WORD)].sum()),
        "found": sum(len(found) for found in names.findall(WORD)),
        "two words": int(names.contains(TWO_WORDS).sum()),
        "without \\W": names.replace(r"\W", "", regex=True)[1],
    }


by_pandas, by_arrow = seen(own), seen(arrow)
others = [of_polars["members"].sum(), int(of_duckdb.fetchone()[0])]
print("pandas           ", by_pandas)
print("pandas, Arrow    ", by_arrow)
print("polars, DuckDB   ", *others)
right = {"members of B": 100, "found": 1, "two words": 4, "without \\W": "BìnhLư"}
wrong = {"members of B": 763, "found": 1, "two words": 0, "without \\W": "BnhL"}
sys.exit(0 if by_pandas == right and by_arrow == wrong and others == [100, 763] else 1)
PYTHON
