#!/bin/sh
# pyarrow 26.0.1 (PyPI) beside pandas 3.1.1: an array made of a Python list loads pandas first.
#
# Valid input: pyarrow.array([1, None, 3], pyarrow.int64()), or the same as pyarrow.scalar of a list: no pandas
#   object in sight, and nobody has imported pandas.
# Seen: the first such call imports the whole of pandas, to ask it whether the list is one of its own objects;
#   a CSV read by pyarrow.csv into the same kinds, and Parquet written of it, leave pandas alone.
# Expected: pandas is optional for pyarrow; as an object of pandas can only be there when pandas was imported
#   before, to look whether it is loaded would do.
# Why it matters: loading pandas took 0.2 s, loading pyarrow and writing the table 0.14 s; and a program that
#   loads pandas only where it is needed loads it without a line that says so.
# Way out: hand pyarrow text through pyarrow.csv with the kinds of the columns.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pyarrow==26.0.1 pandas==3.1.1 || exit 2
cd "$tmp" && cat > list.py <<'PYTHON'
import sys
import pyarrow
pyarrow.array([1, None, 3], pyarrow.int64())
print("pandas" in sys.modules)
PYTHON
cat > scalar.py <<'PYTHON'
import sys
import pyarrow
pyarrow.scalar([1, None, 3], pyarrow.list_(pyarrow.int64()))
print("pandas" in sys.modules)
PYTHON
cat > text.py <<'PYTHON'
import io
import sys
import pyarrow
import pyarrow.parquet
from pyarrow import csv
kinds = csv.ConvertOptions(column_types={"figure": pyarrow.int64()})
table = csv.read_csv(io.BytesIO(b"figure\n1\n\"\"\n3\n"), convert_options=kinds)
pyarrow.parquet.write_table(table, "figures.parquet")
print("pandas" in sys.modules, table["figure"].to_pylist())
PYTHON
seen="$(for way in list scalar text; do venv/bin/python $way.py | sed "s/^/$way /"; done)"
echo "$seen"
[ "$seen" = "list True
scalar True
text False [1, None, 3]" ]
