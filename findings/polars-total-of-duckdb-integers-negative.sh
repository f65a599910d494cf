#!/bin/sh
# polars 2.1.0 with duckdb 2.0.1 and pandas 3.1.1 (PyPI): two billion and two billion make minus 294 967 296.
#
# Valid input: a column of two amounts of 2 000 000 000 đồng, INTEGER in DuckDB, handed to polars by .pl().
# Seen: DuckDB sums it to 4 000 000 000, pandas (.df()) too; polars gives -294967296, by Series.sum(), in
#   group_by().agg() and by its own SQL, with no error.  The mean is right, 2 000 000 000.
#   A column of 30 000 and 30 000 as SMALLINT gives 60 000: the smaller type is the safer one.
# Expected: a total does not depend on the width in which the parts are kept, as in DuckDB, numpy and pandas.
#   The docstring of sum says that Int8 and Int16 are cast to Int64 against overflow, from which one gathers
#   that there is none.  polars' own CSV reader makes Int64, so the trap is in what comes from databases,
#   Parquet and Arrow.  Reported (issue 13782), open.
# Why it matters: money in đồng; each amount fits, and only the total of a province does not.
# Way out: cast to Int64 before the sum, or declare BIGINT where the column is made.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 pyarrow==26.0.1 || exit 2
"$tmp/venv/bin/python" - <<'PYTHON'
import sys
import duckdb
import polars as pl

amounts = duckdb.sql("SELECT 'A' AS place, v::INTEGER AS vnd FROM (VALUES (2000000000), (2000000000)) t(v)")
table = amounts.pl()
seen = {
    "duckdb": duckdb.sql("SELECT sum(vnd) FROM amounts").fetchall()[0][0],
    "pandas": int(amounts.df().vnd.sum()),
    "polars, Series.sum": table["vnd"].sum(),
    "polars, group_by": table.group_by("place").agg(pl.col("vnd").sum())["vnd"].item(),
    "polars, SQL": pl.sql("SELECT sum(vnd) AS vnd FROM \"table\"").collect()["vnd"].item(),
    "polars, SMALLINT": duckdb.sql("SELECT v::SMALLINT AS v FROM (VALUES (30000), (30000)) t(v)").pl()["v"].sum(),
}
for who, total in seen.items():
    print(f"{who:20}{total:>15,}")
sys.exit(0 if list(seen.values()) == [4_000_000_000] * 2 + [-294_967_296] * 3 + [60_000] else 1)
PYTHON
