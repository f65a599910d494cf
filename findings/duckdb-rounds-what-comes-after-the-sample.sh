#!/bin/sh
# duckdb 2.0.1 (PyPI): in a long CSV file 0.4 becomes 0, if it comes late enough.
#
# Valid input: one column of rates, whole numbers in the first 25 000 rows, then 99.6, 0.4 and a year 007; read
#   with defaults.  A file sorted by place does that when only the last places report decimals.
# Seen: the column is BIGINT; 99.6 is 100, 0.4 is 0, 007 is 7.  No error, no warning, and with
#   store_rejects = true not one rejected line.  A text in the same place does stop the query.
#   The same three rows within the first 20 480 make the column DOUBLE, or VARCHAR with 007 in it.
#   COPY into a table with a BIGINT column rounds in the same way, wherever the row is.
# Expected: a value that does not fit the type is an error, as the reader's own message for a text there says
#   (it advises a larger sample); its sniffer does not take 0.4 for a whole number, so the reader should not.
#   pandas 3.1.1 reads the same file as it is.  Reported to DuckDB in September 2026 (issue 25824), open.
# Why it matters: the rates of a whole nation in one file, and the last province has none under one half.
# Way out: sample_size = -1, or types = {…}, in every query over a published file.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq duckdb==2.0.1 pandas==3.1.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import duckdb
import pandas as pd

with open("rates.csv", "w") as file:
    file.write("rate,row\n" + "".join(f"{90 + n % 9},{n}\n" for n in range(25_000)) + "99.6,25000\n0.4,25001\n007,25002\n")
LAST = "WHERE row >= 25000 ORDER BY row"


def rates(reader):
    return [rate for rate, _ in duckdb.sql(f"SELECT rate, row FROM {reader} {LAST}").fetchall()]


default = rates("'rates.csv'")
rejecting = rates("read_csv('rates.csv', store_rejects = true)")
rejected = duckdb.sql("SELECT count(*) FROM reject_errors").fetchall()[0][0]
whole_file = rates("read_csv('rates.csv', sample_size = -1)")
in_pandas = pd.read_csv("rates.csv").rate.tail(3).tolist()
print("duckdb, defaults:        ", default, "rejected:", rejected)
print("duckdb, sample_size = -1:", whole_file)
print("pandas:                  ", in_pandas)
seen = default == rejecting == [100, 0, 7] and rejected == 0 and [str(rate) for rate in whole_file][:2] == ["99.6", "0.4"]
sys.exit(0 if seen and in_pandas == [99.6, 0.4, 7.0] else 1)
PYTHON
