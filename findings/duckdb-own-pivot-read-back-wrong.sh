#!/bin/sh
# duckdb 2.0.1 (PyPI): DuckDB writes a table of years and reads its own file back with the years as figures.
#
# Valid input: a long table (place, year, figure), turned by PIVOT into one column per year and written
#   by COPY … TO 'file.csv', all defaults.  The file is plain RFC 4180 with a header line.
# Seen: SELECT * FROM 'file.csv' finds no header.  The line don_vi,2022,2023 becomes a row, the columns are
#   called column0…column2, and every sum down a column is too high by a year: 2052 instead of 30.
#   Quoting the names in the file changes nothing; pandas' pivot writes the same bytes, with the same end.
# Expected: COPY writes a header unless told otherwise, so what it wrote reads back as written; or else the
#   reader says that it is not sure.  The cause is that the sniffer takes a first line for data when each
#   cell has the type of its column, and 2022 is as good a BIGINT as 10; a text column has any first cell.
#   One more numeric column whose name is text (population, say) and the header is found.
# Way out: read_csv(…, header = true).
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq duckdb==2.0.1 || exit 2
cd "$tmp"
"$tmp/venv/bin/python" - <<'PYTHON'
import sys
import duckdb

duckdb.sql("""
    COPY (PIVOT (VALUES ('A', 2022, 10), ('A', 2023, 12), ('B', 2022, 20), ('B', 2023, 24)) t(don_vi, nam, so)
          ON nam USING sum(so)) TO 'wide.csv'
""")
print(open("wide.csv").read())
plain = duckdb.sql("FROM 'wide.csv'")
told = duckdb.sql("FROM read_csv('wide.csv', header = true)")
print("as it reads it:  ", plain.columns, plain.fetchall())
print("header = true:   ", told.columns, told.fetchall())
wrong, right = (sum(row[1] for row in table.fetchall()) for table in (plain, told))
print("sum of 2022:", wrong, "instead of", right)
sys.exit(0 if (wrong, right) == (2052, 30) else 1)
PYTHON
