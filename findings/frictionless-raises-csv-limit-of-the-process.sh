#!/bin/sh
# frictionless 5.21.0 (PyPI) beside Python's csv: reading one file raises a limit for the whole process.
#
# Valid input: any CSV file that is read as frictionless.Resource; and, in the same process, a text of the
#   program's own that csv.reader shall refuse, since one of its cells is longer than csv.field_size_limit().
# Seen: `import frictionless` leaves the limit at 131,072; the first CSV resource that is opened loads a module
#   that sets it to 2,147,483,646, and no call gives it back.  The same text is accepted from then on.
# Expected: a limit of the library's own, set while it reads; a test that runs first must not decide what the
#   next one sees.
# Why it matters: the limit is what ends a cell whose quotation mark is never closed; two tests passed or failed by
#   the order in which they shared a process.
# Way out: refuse by what is read (strict=True, a limit of one's own), never by csv.field_size_limit().
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq frictionless==5.21.0 || exit 2
cd "$tmp" && printf 'a,b\n1,2\n' > table.csv && cat > limit.py <<'PYTHON'
import csv
print(csv.field_size_limit())
import frictionless
print(csv.field_size_limit())
print(frictionless.Resource(path="table.csv").read_rows())
print(csv.field_size_limit())
print(len(next(csv.reader(["x" * 200_000]))[0]))
PYTHON
seen=$("$tmp/venv/bin/python" limit.py)
echo "$seen"
[ "$seen" = "131072
131072
[{'a': 1, 'b': 2}]
2147483646
200000" ]
