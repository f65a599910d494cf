#!/bin/sh
# pandas 3.1.1 with odfpy 1.4.1 (PyPI), opened by LibreOffice 7.4.7 (Debian 12: libreoffice-calc): dates are gone.
#
# Valid input: a table with a date, a truth value and a rate, written by DataFrame.to_excel("t.ods").
#   The file has office:value-type="date" with the date, and "boolean" with the value, as OpenDocument asks.
# Seen: LibreOffice shows 45839 where the date was and 1 where TRUE was; saved as CSV or XLSX they are that
#   for good (pandas reads the XLSX back as int64).  The same table by pandas' engines for XLSX
#   arrives as 2025-07-01 and TRUE.  pandas itself reads its .ods back right, so a test of the round trip passes.
# Expected: the type of a cell is in office:value-type (OpenDocument 1.3, part 3, office:value-type), a style adds only how it looks;
#   a cell typed "date" without a style is a date.  LibreOffice keeps a number and takes the kind from the
#   cell's number style alone, of which pandas writes none.
# Why it matters: an office in Viet Nam that is told to use open formats opens the .ods, saves, and sends on
#   serial numbers.
# Way out: give each column of dates a style with number:date-style when writing; or offer CSV and XLSX.
set -eu
command -v soffice >/dev/null || { echo "needs LibreOffice Calc (Debian 12: libreoffice-calc)"; exit 2; }
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pandas==3.1.1 odfpy==1.4.1 openpyxl==3.1.5 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import datetime
import pandas as pd

table = pd.DataFrame({"ngay": [datetime.date(2025, 7, 1)], "da_bao_cao": [True], "ty_le": [98.5]})
for name in ("from_ods.ods", "from_xlsx.xlsx"):
    table.to_excel(name, index=False)
print("pandas reads its own .ods as:       ", pd.read_excel("from_ods.ods").values.tolist())
PYTHON
soffice -env:UserInstallation="file://$tmp/profile" --headless --convert-to csv from_ods.ods from_xlsx.xlsx >/dev/null 2>&1
echo "LibreOffice shows of the .ods:       $(sed 1d from_ods.csv)"
echo "LibreOffice shows of the .xlsx:      $(sed 1d from_xlsx.csv)"
[ "$(sed 1d from_ods.csv)" = "45839,1,98.5" ] && [ "$(sed 1d from_xlsx.csv)" = "2025-07-01,TRUE,98.5" ]
