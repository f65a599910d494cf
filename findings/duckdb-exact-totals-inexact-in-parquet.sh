#!/bin/sh
# duckdb 2.0.1 (PyPI): an exact total of whole numbers is written to Parquet as a floating-point number.
#
# Valid input: two BIGINT amounts in đồng whose sum is 9 007 199 254 740 995 (nine million tỷ, as in
#   national accounts); SELECT sum(…), copied to .parquet, .csv and .json.
# Seen: in the query, in CSV and in JSON the total is exact; in Parquet the column is DOUBLE and the total is
#   …996; .df() gives a float64 and …996 too.  A sum of two ones is a DOUBLE in Parquet as well, so an integer
#   column changes its type by being summed.  count(*) and the sum of a DECIMAL keep theirs.
# Expected: the same query gives the same figure in each format.  sum of integers is HUGEINT, for which Parquet
#   has DECIMAL(38, 0), and DuckDB's Arrow export takes that; COPY takes DOUBLE instead.
#   Reported (issue 21180), open.
# Why it matters: a publisher's CSV and Parquet of one table disagree in the last digits, where checks of sums are.
# Way out: sum(…)::BIGINT or ::DECIMAL(38, 0) in what is published.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq duckdb==2.0.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import duckdb

TOTAL = "SELECT sum(v) AS total FROM (VALUES (9007199254740993::BIGINT), (2)) t(v)"
for kind in ("parquet", "csv", "json"):
    duckdb.sql(f"COPY ({TOTAL}) TO 'total.{kind}'")
seen = {kind: duckdb.sql(f"SELECT total, typeof(total) FROM 'total.{kind}'").fetchall()[0] for kind in ("csv", "json", "parquet")}
seen["query"] = duckdb.sql(f"SELECT total, typeof(total) FROM ({TOTAL})").fetchall()[0]
duckdb.sql(f"COPY (SELECT total::DECIMAL(38, 0) AS total FROM ({TOTAL})) TO 'cast.parquet'")
seen["cast, parquet"] = duckdb.sql("SELECT total, typeof(total) FROM 'cast.parquet'").fetchall()[0]
for where, (total, kind) in seen.items():
    print(f"{where:15}{total:>22}  {kind}")
exact = [int(seen[where][0]) for where in ("query", "csv", "json", "cast, parquet")]
sys.exit(0 if exact == [9007199254740995] * 4 and seen["parquet"] == (9007199254740996.0, "DOUBLE") else 1)
PYTHON
