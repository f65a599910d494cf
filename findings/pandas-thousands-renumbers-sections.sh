#!/bin/sh
# pandas 3.1.1, duckdb 2.0.1, polars 2.1.0 (PyPI): told how figures are printed, a reader rewrites what is no figure.
#
# Valid input: a CSV file as offices in Viet Nam export it: semicolons between cells, figures as 1.875 and 12,5,
#   beside them the section of the report (1.1, 1.10, 11) and a date (01.07.2025); read with the options for it.
# Seen: pandas makes the sections 11, 110 and 11: 1.1 and 11 are one, and 1.10 is ten times as far.  The date
#   is the whole number 1072025.  DuckDB makes the same of the sections, and a date of the date.
#   polars, which has only decimal_comma, leaves sections, dates and 1.875 as text.
# Expected: the options say how numbers are grouped, and groups are of three digits (LDML; Babel's strict
#   parser refuses 1.10 and 01.07.2025); what cannot be such a number stays text.  The separator is taken away wherever it stands, before types are inferred.
# Why it matters: the section is how a figure is found in its source, and two sections become one key.
# Way out: dtype=str for the columns that are no figures (types in DuckDB), before anything else.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pandas==3.1.1 duckdb==2.0.1 polars==2.1.0 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import duckdb
import pandas as pd
import polars as pl

with open("figures.csv", "w") as file:
    file.write("section;day;figure\n1.1;01.07.2025;1.875\n1.10;02.07.2025;12,5\n11;03.07.2025;7\n")
seen = {
    "pandas": pd.read_csv("figures.csv", sep=";", thousands=".", decimal=",").values.tolist(),
    "duckdb": duckdb.sql("FROM read_csv('figures.csv', thousands = '.', decimal_separator = ',')").fetchall(),
    "polars": pl.read_csv("figures.csv", separator=";", decimal_comma=True).rows(),
}
sections, days = ({name: [row[at] for row in rows] for name, rows in seen.items()} for at in (0, 1))
for name, rows in seen.items():
    print(name, [[str(cell) for cell in row] for row in rows])
sys.exit(0 if sections["pandas"] == sections["duckdb"] == [11, 110, 11] and sections["polars"] == ["1.1", "1.10", "11"]
         and days["pandas"] == [1072025, 2072025, 3072025] else 1)
PYTHON
