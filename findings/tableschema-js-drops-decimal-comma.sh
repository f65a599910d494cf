#!/bin/sh
# tableschema 1.12.6 (npm) against frictionless 5.21.0 (PyPI): the same field makes a figure ten times as large.
#
# Valid input: a Table Schema field {"type": "number", "decimalChar": ",", "groupChar": "."}, the two
#   properties that the standard has for countries that write 1.875,5; and cells so written.
# Seen: 98,5 is cast to 985, 565,5 to 5655 and 1.875,5 to 18755, with no error.  Whole numbers, and numbers
#   without groupChar, are right, so a first test with 1.875 or with decimalChar alone does not show it.
# Expected: 98.5, 565.5, 1875.5 as Table Schema says (decimalChar separates the fraction, groupChar is to be
#   ignored) and as frictionless for Python reads them.  The comma is first made a point, and then
#   the points, the group character, are taken away.
# Why it matters: the two properties are used together wherever statistics are printed this way.
# Way out: publish numbers in the plain form; or take groupChar away before the library sees the cell.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init --yes >/dev/null && npm install --silent --no-audit --no-fund tableschema@1.12.6 || exit 2
python3 -m venv venv && venv/bin/pip install -qq frictionless==5.21.0 || exit 2
cat >cells.json <<'JSON'
["1.875", "98,5", "565,5", "1.875,5", "-1.250.000,25"]
JSON
cat >cast.js <<'JS'
const { Field } = require("tableschema");
const read = (descriptor) => {
  const field = new Field({ name: "so", type: "number", ...descriptor });
  return require("./cells.json").map((cell) => { try { return field.castValue(cell); } catch { return "refused"; } });
};
console.log(JSON.stringify(read({ decimalChar: ",", groupChar: "." })));
JS
cat >cast.py <<'PYTHON'
import json
from frictionless import Field

field = Field.from_descriptor({"name": "so", "type": "number", "decimalChar": ",", "groupChar": "."})
print(json.dumps([float(field.read_cell(cell)[0]) for cell in json.load(open("cells.json"))]))
PYTHON
js=$(node cast.js)
py=$(venv/bin/python cast.py)
echo "cells          $(cat cells.json)"
echo "tableschema    $js"
echo "frictionless   $py"
[ "$js" = '[1875,985,5655,18755,-125000025]' ] && [ "$py" = '[1875.0, 98.5, 565.5, 1875.5, -1250000.25]' ]
