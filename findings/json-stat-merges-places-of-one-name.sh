#!/bin/sh
# pyjstat 2.4.0 (PyPI, with pandas 3.1.1) and jsonstat-toolkit 2.2.2 (npm): two places of one name become one.
#
# Valid input: JSON-stat 2.0, a dimension of three communes with ids 01, 02, 03, of which two have the same
#   label, as communes have all over Viet Nam; two years; six values.
# Seen, all with default settings and without a word:
#   pyjstat: read, write('dataframe'), read again, write() gives a dataset of size [2, 2] with six values,
#     which is no JSON-stat any more (value has as many cells as the sizes multiply to); and a sum by name
#     gives one place with the members of two.
#   jsonstat-toolkit: Transform({by: "unit"}) has one column for both, and the later commune's figures stand
#     there; the earlier one's 1 and 2 are gone.
# Expected: JSON-stat identifies categories by id; a label is for people and need not be unique.  A library
#   that leaves the ids out by default keeps the rows apart, or refuses.
# Way out: naming='id' (pyjstat), content: "id" (jsonstat-toolkit); labels of a publisher of places that say
#   which one ("Bình Yên, huyện A").
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init --yes >/dev/null && npm install --silent --no-audit --no-fund jsonstat-toolkit@2.2.2 || exit 2
python3 -m venv venv && venv/bin/pip install -qq pyjstat==2.4.0 pandas==3.1.1 || exit 2
cat >data.json <<'JSON'
{"version": "2.0", "class": "dataset", "id": ["unit", "year"], "size": [3, 2], "value": [1, 2, 30, 40, 5, 6], "dimension": {
  "unit": {"label": "unit", "category": {"index": ["01", "02", "03"], "label": {"01": "Bình Yên", "02": "Bình Yên", "03": "Tả Lèng"}}},
  "year": {"label": "year", "category": {"index": ["2022", "2023"], "label": {"2022": "2022", "2023": "2023"}}}}}
JSON
cat >again.py <<'PYTHON'
import json
from pyjstat import pyjstat

frame = pyjstat.Dataset.read(open("data.json").read()).write("dataframe")
again = json.loads(pyjstat.Dataset.read(frame).write())
print("sizes", again["size"], "values", len(again["value"]), "sum of 2022 by name", frame[frame.year == "2022"].groupby("unit").value.sum().to_dict())
PYTHON
cat >columns.mjs <<'JS'
import JSONstat from "jsonstat-toolkit";
import { readFileSync } from "node:fs";
const data = JSONstat(JSON.parse(readFileSync("data.json", "utf8")));
console.log(JSON.stringify(data.Transform({ type: "arrobj", by: "unit" })));
JS
py=$(venv/bin/python again.py)
js=$(node columns.mjs)
echo "pyjstat:          $py"
echo "jsonstat-toolkit: $js"
[ "$py" = "sizes [2, 2] values 6 sum of 2022 by name {'Bình Yên': 31, 'Tả Lèng': 5}" ] &&
  [ "$js" = '[{"year":"2022","Bình Yên":30,"Tả Lèng":5},{"year":"2023","Bình Yên":40,"Tả Lèng":6}]' ]
