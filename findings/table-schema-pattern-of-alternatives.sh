#!/bin/sh
# frictionless 5.21.0 (PyPI), tableschema 1.12.6 (npm), csvw 4.1.1 (PyPI): one pattern, three meanings.
#
# Valid input: a code of two, three or five digits, written as the pattern \d{2}|\d{3}|\d{5}; in Table Schema
#   as constraints.pattern of a string, in CSVW as the format of a string.
# Seen:               frictionless   tableschema (npm)   csvw
#     12              valid          valid               valid
#     12 and more     valid          valid               refused
#     x12345          refused        valid               refused
# Expected: Table Schema asks for XML Schema's regular expressions, and there a pattern is one of the whole
#   value (the standard's own example, though, writes ^ and $).  frictionless puts ^ before and $ behind
#   without brackets, so $ binds to the last alternative only: what begins with two digits is valid whatever
#   follows.  The library for JavaScript anchors nothing.
# Why it matters: a validator that says "valid" to a code with a tail lets the wrong code into a join.
# Way out: (\d{2}|\d{3}|\d{5}), in brackets, is right by the standard and means the same to the two Python
#   libraries; for JavaScript ^ and $ would have to be written too, which XML Schema does not have.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init --yes >/dev/null && npm install --silent --no-audit --no-fund tableschema@1.12.6 || exit 2
python3 -m venv venv && venv/bin/pip install -qq frictionless==5.21.0 csvw==4.1.1 || exit 2
cat >all.py <<'PYTHON'
import json, subprocess, sys
from csvw.metadata import Datatype
from frictionless import Field

CELLS = ["12", "12 and more", "x12345"]


def table_schema(pattern):
    field = Field.from_descriptor({"name": "c", "type": "string", "constraints": {"pattern": pattern}})
    return [field.read_cell(cell)[1] is None for cell in CELLS]


def javascript(pattern):
    code = """const { Field } = require("tableschema");
        const [pattern, cells] = JSON.parse(process.argv[1]);
        const field = new Field({ name: "c", type: "string", constraints: { pattern } });
        console.log(JSON.stringify(cells.map((cell) => { try { field.castValue(cell); return true; } catch { return false; } })));"""
    return json.loads(subprocess.check_output(["node", "-e", code, json.dumps([pattern, CELLS])]))


def csv_on_the_web(pattern):
    kind = Datatype.fromvalue({"base": "string", "format": pattern})

    def fits(cell):
        try:
            kind.read(cell)
        except ValueError:
            return False
        return True

    return [fits(cell) for cell in CELLS]


seen = {}
for pattern in (r"\d{2}|\d{3}|\d{5}", r"(\d{2}|\d{3}|\d{5})"):
    seen[pattern] = [f(pattern) for f in (table_schema, javascript, csv_on_the_web)]
    print(pattern)
    for name, valid in zip(("frictionless", "tableschema (npm)", "csvw"), seen[pattern], strict=True):
        print(f"   {name:18}", "; ".join(f"{c!r} {'valid' if v else 'refused'}" for c, v in zip(CELLS, valid, strict=True)))
whole, anywhere, prefix = [True, False, False], [True, True, True], [True, True, False]
bare, bracketed = seen.values()
sys.exit(0 if bare == [prefix, anywhere, whole] and bracketed == [whole, anywhere, whole] else 1)
PYTHON
venv/bin/python all.py
