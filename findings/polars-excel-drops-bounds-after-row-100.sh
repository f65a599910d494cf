#!/bin/sh
# polars 2.1.0 with fastexcel 0.21.0 (PyPI): in a sheet's column of numbers a text after the first 100 rows is nothing.
#
# Valid input: an .xlsx file by XlsxWriter, 200 rows: a column of whole numbers with the text ">=5" in one row; a
#   column of codes, numbers where they begin with no zero, in that row the text "05587".
# Seen: pl.read_excel, defaults, that row being the 151st: ">=5" is null and "05587" is 5587, without an error or
#   a warning.  As the 51st, the same two cells make two columns of text, and nothing is lost.
#   pl.read_csv of the same table stops at ">=5" with an error.  pandas 3.1.1 reads ">=5" in either place, with
#   openpyxl and with python-calamine, on which fastexcel is built.
# Expected: an error, as for CSV, and as cast has it (strict by default).  A sheet, unlike CSV, says of each cell what
#   it is; but fastexcel takes the kind of a column from the first rows and makes the others fit
#   (dtype_coercion="coerce"), and polars leaves that as it is.  Reported in 2025 (issue 23728) and closed, as
#   the reporter could not make it happen again.
# Why it matters: sheets of figures are sorted by place, and it is one late province that writes bounds.
# Way out: infer_schema_length=None in every read_excel.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1 \
  pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import csv
import sys
import warnings
import pandas as pd
import polars as pl
import xlsxwriter

warnings.simplefilter("error")


def write(late):
    """Write a table, as a sheet and as CSV, whose two texts are in the row of that index."""
    rows = [["figure", "code"], *([">=5", "05587"] if at == late else [at, 10_000 + at] for at in range(200))]
    with xlsxwriter.Workbook("table.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    with open("table.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows)


def from_csv():
    try:
        return pl.read_csv("table.csv")["figure"][150]
    except pl.exceptions.ComputeError:
        return "an error"


write(50)
early = pl.read_excel("table.xlsx").row(50)
write(150)
late = pl.read_excel("table.xlsx").row(150)
told = pl.read_excel("table.xlsx", infer_schema_length=None).row(150)
others = [from_csv(), *(pd.read_excel("table.xlsx", engine=engine).figure[150] for engine in ("openpyxl", "calamine"))]
print("polars, row 51:                  ", early)
print("polars, row 151:                 ", late)
print("polars, infer_schema_length=None:", told)
print("polars from CSV; pandas by openpyxl and by calamine:", *others)
right = (">=5", "05587")
sys.exit(0 if (early, late, told, others) == (right, (None, 5587), right, ["an error", ">=5", ">=5"]) else 1)
PYTHON
