#!/bin/sh
# pandas 3.1.1 with pyarrow 26.0.1 (PyPI): the mean of 1, 2 and 2 is 2, if the column holds exact decimals.
#
# Valid input: a Parquet file by DuckDB 2.0.1 with the associations of three communes, 1, 2 and 2, as DECIMAL(9,0), and
#   the share of their households in percent, 74.8, 74.9 and 74.9, as DECIMAL(5,1).
# Seen: read_parquet(…, dtype_backend="pyarrow"): mean(), alone, by groupby, agg or pivot_table, is 2 and 74.9, with as
#   many digits as the column.  Of the same columns, sum() / count() and rolling(3).mean() are 1.67, the median of 74.8
#   and 74.9 is 74.85, the standard deviation that of a mean of 1.67; differences from mean() sum to -1, not to 0.
#   describe() raises.
#   read_parquet(…) without that option, polars 2.1.0 and DuckDB say 1.67 and 74.87.
# Expected: 1.67, as for every other type of column.  pyarrow.compute.mean says of itself that a mean of decimals has
#   their precision and scale; pandas does not say it, and its other functions do otherwise.
# Why it matters: exact decimals are what money and shares are kept in, and this option is how they stay exact; a mean
#   of whole numbers that is whole looks right.
# Way out: .sum() / .count(), or .astype("float64") before a mean.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import duckdb
import pandas as pd
import polars as pl

duckdb.execute("""COPY (SELECT 'Tam Đường' AS district, n::DECIMAL(9,0) AS bodies, s::DECIMAL(5,1) AS share
    FROM (VALUES (1, 74.8), (2, 74.9), (2, 74.9)) AS t(n, s)) TO 'communes.parquet'""")


def means(frame):
    return [round(float(frame[name].mean()), 2) for name in ("bodies", "share")]


own = pd.read_parquet("communes.parquet")
arrow = pd.read_parquet("communes.parquet", dtype_backend="pyarrow")
bodies, grouped = arrow.bodies, arrow.groupby("district")
pivot = arrow.pivot_table(index="district", values="bodies", aggfunc="mean")
try:
    described = arrow.describe() is not None
except Exception as error:
    described = type(error).__name__
seen = {
    "mean": means(arrow),
    "groupby, pivot, agg": [float(grouped.bodies.mean().iloc[0]), float(pivot.bodies.iloc[0]), float(bodies.agg("mean"))],
    "what is left": float((bodies - bodies.mean()).sum()),
    "sum by count": round(float(bodies.sum() / bodies.count()), 2),
    "rolling": round(float(bodies.rolling(3).mean()[2]), 2),
    "deviation": round(float(bodies.std()), 2),
    "median of two": float(arrow.share[:2].median()),
}
polars = [round(float(one), 2) for one in pl.read_parquet("communes.parquet")[["bodies", "share"]].mean().row(0)]
sql = "SELECT round(avg(bodies), 2), round(avg(share), 2) FROM 'communes.parquet'"
of_duckdb = [float(one) for one in duckdb.execute(sql).fetchone()]
print("pandas, Arrow    ", seen, "describe:", described)
print("pandas           ", means(own))
print("polars, DuckDB   ", polars, of_duckdb)
wrong = {"mean": [2.0, 74.9], "groupby, pivot, agg": [2.0, 2.0, 2.0], "what is left": -1.0}
right = {"sum by count": 1.67, "rolling": 1.67, "deviation": 0.58, "median of two": 74.85}
others = [means(own), polars, of_duckdb]
sys.exit(0 if seen == wrong | right and described is not True and others == [[1.67, 74.87]] * 3 else 1)
PYTHON
