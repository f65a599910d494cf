#!/bin/sh
# csvw 4.1.1 (PyPI): a code with its zeros fits no pattern, and a pattern with a comma for decimals checks no groups.
#
# Valid input: CSVW datatypes with a number format: integer "00000" (a commune's code, always five digits),
#   decimal "#,##0.#" with the standard's own characters, and the same with decimalChar "," and
#   groupChar ".", "#.##0,#".
# Seen: "00000" refuses 05587 and every other code that begins with 0; it accepts 12345.
#   "#,##0.#" accepts 1,875.5 and refuses 18,75 as it should; "#.##0,#" accepts 1.875,5, and 18.75 as 1875.
# Expected: CSVW takes number patterns from LDML, where 0 is a digit that is always there, so "00000" is the very
#   pattern of 05587; and a pattern may be written with the specified decimalChar and groupChar, and a number
#   not in the format of the pattern is an error, whatever the two characters are.
#   The library does not count leading zeros as digits; and it exchanges the two characters of the cell one
#   after the other, so that with "." and "," swapped both become points and no group is left to check.
# Why it matters: the first refuses a right file; the second takes 18.75 that was typed with a decimal point
#   for 1875, which is the mistake that a pattern is there to find.
# Way out: codes as strings with a regular expression; numbers in the plain form.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq csvw==4.1.1 || exit 2
"$tmp/venv/bin/python" - <<'PYTHON'
import sys
from csvw.metadata import Datatype


def read(base, cells, **form):
    kind = Datatype.fromvalue({"base": base, "format": form if len(form) > 1 else form["pattern"]})
    values = []
    for cell in cells:
        try:
            values.append(str(kind.read(cell)))
        except ValueError:
            values.append("refused")
    print(f"{form['pattern']:10}", "; ".join(f"{cell} → {value}" for cell, value in zip(cells, values, strict=True)))
    return values


seen = [
    read("integer", ["05587", "00013", "12345"], pattern="00000"),
    read("decimal", ["1,875.5", "18,75"], pattern="#,##0.#"),
    read("decimal", ["1.875,5", "18.75"], pattern="#.##0,#", decimalChar=",", groupChar="."),
]
sys.exit(0 if seen == [["refused", "refused", "12345"], ["1875.5", "refused"], ["1875.5", "1875"]] else 1)
PYTHON
