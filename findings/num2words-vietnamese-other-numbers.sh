#!/bin/sh
# num2words 0.5.14 (PyPI): in Vietnamese it writes the words of another number.
#
# Valid input: plain numbers with lang="vi": a rate with a zero behind the point, a decrease, an amount of
#   a million tỷ (10**15), as in national accounts.
# Seen:
#   0.05 is "không phẩy năm", which is 0,5; 10.01 is "mười phẩy một", which is 10,1.  English says "zero point
#     zero five".  And 0.5 is "không phẩy năm mươi": two figures are always read as one number up to 99.
#   -3 is "mười bảy", which is 17, and -20 is "không", which is 0: counted from the end of the list of words.
#   10**15 is "một trăm nghìn tỷ", which is 10**14, and 10**16 "mười trăm nghìn tỷ".  10**12 is right.
# Expected: the words of the number, as the library's other languages give them, or an error.
#   The minus is known (pull requests 335 of 2020 and 674, open); we found no report of the other two.
# Why it matters: Vietnamese papers write an amount in figures and again in words.  Whole numbers of daily use are
#   right, so a few trials show nothing.
# Way out: words for whole numbers from 0 to 999 999 999 999 999 only.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq num2words==0.5.14 || exit 2
"$tmp/venv/bin/python" - <<'PYTHON'
import sys
from num2words import num2words

SEEN = {
    1875: "một nghìn tám trăm bảy mươi lăm",
    10**12: "một nghìn tỷ",
    0.5: "không phẩy năm mươi",
    0.05: "không phẩy năm",
    10.01: "mười phẩy một",
    -3: "mười bảy",
    -20: "không",
    10**15: "một trăm nghìn tỷ",
}
words = {number: num2words(number, lang="vi") for number in SEEN}
for number, said in words.items():
    print(f"{number:>17}  {said:34} {num2words(number)}")
sys.exit(0 if words == SEEN else 1)
PYTHON
