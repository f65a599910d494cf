#!/bin/sh
# Babel 2.18.0 (PyPI) and Node 20 or newer (Intl.NumberFormat): the same number, locale and pattern, two figures.
#
# Valid input: 12.25, 2.5 and 0.125 (all exact in binary) in locale vi, to one and to no decimal; 12.5 %.
# Seen: Babel writes 12,2 and 2 and 12 %; Intl writes 12,3 and 3 and 13 %.
# Expected: both are CLDR, and CLDR has one default: LDML, Number Patterns, rounds half to even.  ICU does so,
#   Babel does so; ECMA-402, which lies over ICU, made "halfExpand" the default of roundingMode instead.
# Why it matters: halves are not rare in statistics (a count over 8, 40 or 200), and a page made by Babel
#   whose chart is labelled in the browser says 12,2 % in the table and 12,3 % in the chart.
# Way out: one of the two does all the rounding; or roundingMode: "halfEven" in Intl (it agrees below);
#   spreadsheets round away from zero, as Intl does.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq babel==2.18.0 || exit 2
babel=$("$tmp/venv/bin/python" - <<'PYTHON'
from babel.numbers import format_decimal, format_percent

print(format_decimal(12.25, "0.#", "vi"), format_decimal(2.5, "0", "vi"), format_decimal(0.125, "0.##", "vi"), format_percent(0.125, "0%", "vi"))
PYTHON
)
intl() {
  node -e '
    const write = (value, digits, style) => new Intl.NumberFormat("vi", { maximumFractionDigits: digits, style, roundingMode: process.argv[1] || undefined }).format(value);
    console.log(write(12.25, 1), write(2.5, 0), write(0.125, 2), write(0.125, 0, "percent"));' "${1-}"
}
echo "Babel                     $babel"
echo "Intl                      $(intl)"
echo "Intl, halfEven            $(intl halfEven)"
[ "$babel" = "12,2 2 0,12 12%" ] && [ "$(intl)" = "12,3 3 0,13 13%" ] && [ "$(intl halfEven)" = "$babel" ]
