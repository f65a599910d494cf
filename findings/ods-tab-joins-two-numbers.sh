#!/bin/sh
# pandas 3.1.1 with odfpy 1.4.1 or python-calamine 0.9.1, polars 2.1.0 with fastexcel 0.21.0 (PyPI): a tab within a
#   cell of an .ods file is nothing at all, and the two numbers beside it become one.
#
# Valid input: a spreadsheet by ODF (6.1.4, <text:tab>; 6.1.5, <text:line-break>), as LibreOffice 7.4.7 writes it
#   of a cell that holds "12", a tab and "15", which is what tables of reports leave when they are pasted.
# Seen: pandas by either library and polars read "1215".  A blank (<text:s>) stays a blank for all of them, two
#   paragraphs stay two lines; a line break is lost as well by calamine and polars, and kept by odfpy in pandas.
# Expected: white space, as the standard says of both elements and as LibreOffice shows it.
# Why it matters: "12 15" could not have been taken for a number, 1215 can: it is one as soon as the column is told
#   to hold numbers.  Names run together too, and no longer match those of another table.
# Way out: read the paragraphs of such cells with odfpy and put a blank for every element that is white space.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 \
    polars==2.1.0 fastexcel==0.21.0 || exit 2
cd "$tmp" && cat > try.py <<'PYTHON'
import pandas
import polars
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S, Tab

book, table = OpenDocumentSpreadsheet(), Table(name="a")
book.spreadsheet.addElement(table)
for between in ("members", Tab(), LineBreak(), S(c=1)):
    row, cell, paragraph = TableRow(), TableCell(valuetype="string"), P()
    table.addElement(row)
    row.addElement(cell)
    cell.addElement(paragraph)
    if isinstance(between, str):
        paragraph.addText(between)
        continue
    paragraph.addText("12")
    paragraph.addElement(between)
    paragraph.addText("15")
book.save("a.ods")
for engine in ("odf", "calamine"):
    read = pandas.read_excel("a.ods", engine=engine)["members"]
    print(engine, read.tolist(), pandas.to_numeric(read, errors="coerce").tolist()[0])
print("polars", polars.read_ods("a.ods")["members"].to_list())
PYTHON
seen="$(venv/bin/python try.py)"
printf "%s\n" "$seen"
[ "$seen" = "odf ['1215', '12\\n15', '12 15'] 1215.0
calamine ['1215', '1215', '12 15'] 1215.0
polars ['1215', '1215', '12 15']" ]
