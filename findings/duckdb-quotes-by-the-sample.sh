#!/bin/sh
# duckdb 2.0.1 (PyPI): one name in single quotes in the last row, and the thousand rows above are gone.
#
# Valid input: CSV of RFC 4180 as Python's csv writes it, quotation marks only where they are needed.
#   First file: 1000 rows without any, then one whose name is 'Hội X', in single quotes, and whose note is "a, b".
#   Second file: 25 000 rows without any, then the name Hội "Vì dân", written "Hội ""Vì dân""".
# Seen: FROM 'first.csv' has one row, of four columns called column0 to column3; no error, no warning, and
#   count(*) is 1.  With that row at the beginning or in the middle all 1001 are there.
#   FROM 'second.csv' has the name as it is written, with six quotation marks; within the first 20 480 rows it is
#   read as Hội "Vì dân".
# Expected: what RFC 4180 says of quotation marks, since in both files no other reading fits every row; pandas 3.1.1
#   and polars 2.1.0 read them so.  DuckDB guesses whether a file has ' or " or none from its first rows, and
#   may take for titles above a table whatever has another number of columns.  Both are known in part (issues 21000,
#   where an error is told of, and 25827 of September 2026, with another sign), open.
# Why it matters: names of funds and movements stand in quotation marks (Quỹ "Vì người nghèo"), and are joined by
#   name; and a count that is short by all rows but one looks like a small place.
# Way out: read_csv(…, quote = '"', escape = '"') in every query over a published file.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import csv
import sys
import duckdb
import pandas as pd
import polars as pl


def write(name, plain, *special):
    with open(name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["name", "note", "figure"], *([f"Hội {n}", "x", n] for n in range(plain)), *special])


def read(reader):
    """Return how many rows there are, and the name in the last."""
    rows = duckdb.sql(f"FROM {reader}").fetchall()
    return len(rows), rows[-1][0]


write("first.csv", 1000, ["'Hội X'", "a, b", 5])
write("second.csv", 25_000, ['Hội "Vì dân"', "x", 5])
seen = [read("'first.csv'"), read("'second.csv'")]
told = [read(f"read_csv('{name}', quote = '\"', escape = '\"')") for name in ("first.csv", "second.csv")]
others = []
for name in ("first.csv", "second.csv"):
    for names in (pd.read_csv(name)["name"].tolist(), pl.read_csv(name)["name"].to_list()):
        others.append((len(names), names[-1]))
print("duckdb, defaults:   ", *seen)
print("duckdb, told quote: ", *told)
print("pandas, polars:     ", *others)
right = [(1001, "'Hội X'"), (25_001, 'Hội "Vì dân"')]
wrong = [(1, "Hội X"), (25_001, '"Hội ""Vì dân"""')]
sys.exit(0 if seen == wrong and told == right and others == [right[0]] * 2 + [right[1]] * 2 else 1)
PYTHON
