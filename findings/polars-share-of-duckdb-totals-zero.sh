#!/bin/sh
# polars 2.1.0 and duckdb 2.0.1 (PyPI): 12 of 96 is 0, by the totals that DuckDB hands over.
#
# Valid input: two columns of whole numbers (BIGINT), sum(…) of each in DuckDB, the result taken to polars with
#   .pl(); there the share, one total divided by the other.
# Seen: 12 / 96 is 0, and 12 * 100 / 96 is 12.  The same question in polars' own SQL, of the same two columns, says
#   0.125; so do pandas (of the Parquet file) and DuckDB; and polars of the numbers before they were summed.
# Expected: 0.125.  / is the true division (Expr.truediv: "float division") and gives a fraction of two integers.
#   But the total of BIGINT is HUGEINT, which goes to polars as a decimal without places, and polars gives a
#   quotient of decimals no more places than they have.  polars means to keep the places (issue 19784); that its
#   SQL adds six shows that the other answer was thought of, too.
# Why it matters: the totals were added up by one library and are divided by another, and every share below a half
#   is 0, above it 1: figures that look like figures.
# Way out: cast a total to Float64, or to a decimal with places, before dividing; or sum(…)::BIGINT in DuckDB.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 pyarrow==26.0.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import duckdb
import pandas as pd
import polars as pl

counts = duckdb.sql("SELECT * FROM (VALUES (4::BIGINT, 40::BIGINT), (8, 56)) t(part, whole)")
totals = duckdb.sql("SELECT sum(part) AS part, sum(whole) AS whole FROM counts")
duckdb.sql("COPY (SELECT part::DECIMAL(18, 0) AS part, whole::DECIMAL(18, 0) AS whole FROM totals) TO 'totals.parquet'")
by_polars = totals.pl()
in_pandas = pd.read_parquet("totals.parquet")
share = pl.col("part") / pl.col("whole")
seen = {
    "polars": by_polars.select(share).item(),
    "polars, times 100 first": by_polars.select(pl.col("part") * 100 / pl.col("whole")).item(),
    "polars, the file": pl.read_parquet("totals.parquet").select(share).item(),
    "polars, SQL": by_polars.sql("SELECT part / whole FROM self").item(),
    "polars, summed there": counts.pl().sum().select(share).item(),
    "polars, cast": by_polars.cast(pl.Float64).select(share).item(),
    "duckdb": totals.project("part / whole").fetchall()[0][0],
    "pandas, the file": (in_pandas.part / in_pandas.whole).item(),
}
for where, value in seen.items():
    print(f"{where:25}{value}")
sys.exit(0 if [float(value) for value in seen.values()] == [0, 12, 0] + [0.125] * 5 else 1)
PYTHON
