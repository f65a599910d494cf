#!/bin/sh
# formulas 1.3.4 (PyPI): a workbook computed without Excel has 319589 where Excel has 1,875, and Khu 12 beside Khu 1.
#
# Valid input: a workbook of three areas whose numbers of members were pasted as text, 1,875, 2,023 and 565; beside
#   each =VALUE(…) of it; below, sums and counts of areas by their names.
# Seen: VALUE of "1,875" is 319589 and of "2,023" 46076 (in 2026; other years, other numbers), so the total is 366230.
#   Both are dates: January of 2775 and 23 February of this year.  565 is 565, and NUMBERVALUE of "1,875" is 1875.
#   SUMIF of names that end in " 1" adds Khu 12, too: a criterion with * or ? need not fit to the end of the name, and
#   then capitals matter, too: "khu*" finds none of the three, though "khu 1" finds Khu 1.
# Expected: 1875, 2023, 4463; 1875; 3.  Microsoft's page on VALUE has "$1,000" as its example and says that text in no
#   known form gives #VALUE!; that on COUNTIF says that capitals do not matter.  hyperformula 3.5.0 (npm), told that the
#   comma groups, computes all that is expected.  We found no report; VALUE came in 2023 (issue 110).
# Why it matters: figures pasted from reports and pages are text with separators, VALUE is how they become numbers,
#   and "Phường 1" to "Phường 12" are names of places.  Nothing fails, and one right row hides the others.
# Way out: NUMBERVALUE(text, ".", ","); names in full in criteria; or have LibreOffice compute the workbook.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init --yes >/dev/null && npm install --silent --no-audit --no-fund hyperformula@3.5.0 || exit 2
python3 -m venv venv && venv/bin/pip install -qq formulas==1.3.4 openpyxl==3.1.5 || exit 2
cat >rows.json <<'JSON'
[["Khu 1", "1,875", "=VALUE(B1)"],
 ["Khu 12", "2,023", "=VALUE(B2)"],
 ["Khu 3", "565", "=VALUE(B3)"],
 ["total", "", "=SUM(C1:C3)"],
 ["ends in 1", "", "=SUMIF(A1:A3;\"* 1\";C1:C3)"],
 ["starts with khu", "", "=COUNTIF(A1:A3;\"khu*\")"],
 ["is khu 1", "", "=COUNTIF(A1:A3;\"khu 1\")"]]
JSON
cat >compute.py <<'PYTHON'
import json, logging
from formulas import ExcelModel
from openpyxl import Workbook

logging.disable()
book = Workbook()
for row in json.load(open("rows.json")):
    book.active.append([cell.replace(";", ",") for cell in row])
book.active["C8"] = '=_xlfn.NUMBERVALUE(B1,".",",")'
book.save("book.xlsx")
cells = ExcelModel().loads("book.xlsx").finish().calculate()
print(json.dumps([int(cells[f"'[book.xlsx]SHEET'!C{row}"].value[0, 0]) for row in range(1, 9)]))
PYTHON
cat >compute.mjs <<'JS'
import { readFileSync } from "node:fs";
import { HyperFormula } from "hyperformula";
const rows = JSON.parse(readFileSync("rows.json", "utf8"));
const cells = rows.map((row) => row.map((cell) => (cell.startsWith("=") ? cell : `'${cell}`))); // ' makes it text
const book = HyperFormula.buildFromArray(cells, { licenseKey: "gpl-v3", thousandSeparator: ",", functionArgSeparator: ";" });
console.log(JSON.stringify(rows.map((_, row) => book.getCellValue({ sheet: 0, col: 2, row }))));
JS
february=$(venv/bin/python -c 'import datetime as d; print((d.date(d.date.today().year, 2, 23) - d.date(1899, 12, 30)).days)')
py=$(venv/bin/python compute.py 2>/dev/null)
js=$(node compute.mjs)
echo "formulas:     $py"
echo "hyperformula: $js"
khu=$((319589 + february))
[ "$py" = "[319589, $february, 565, $((khu + 565)), $khu, 0, 1, 1875]" ] && [ "$js" = "[1875,2023,565,4463,1875,3,1]" ]
