#!/bin/sh
# pypdfium2 5.15.2 beside openpyxl 3.1.5, pandas 3.1.1 and XlsxWriter 3.3.1 (PyPI): a hyphen at the end of a line
#   of a PDF becomes a sign that XML forbids, openpyxl writes it, and the workbook can no longer be opened.
#
# Valid input: a PDF of three lines, "36/NQ-", "UBND" and "2021-"; its text put into one cell and saved.
# Seen: PDFium gives the hyphen after a letter as U+FFFE and drops the end of the line, but leaves the hyphen
#   after a digit: "36/NQ<U+FFFE>UBND", "2021-"; asked for the same text within bounds, it gives U+0002.
#   openpyxl, which raises an error for signs that a workbook cannot hold, saves U+FFFE without a word, as does
#   DataFrame.to_excel on top of it; the file is no XML: openpyxl and pandas cannot read it back.  XlsxWriter
#   saves "_xFFFE_", which openpyxl reads as these seven letters.
# Expected: an error or an escaped sign from the writer, as for U+0001; of the text, one way for all hyphens.
# Why it matters: numbers of documents (36/NQ-UBND) and spans of years stand at ends of lines in every report, and
#   who collects figures from reports puts them into a workbook; the loss shows when somebody opens it.
# Way out: replace U+FFFE and U+0002 by "-" where the text of a PDF is taken over.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq pypdfium2==5.15.2 reportlab==5.1.0 openpyxl==3.1.5 \
    XlsxWriter==3.3.1 pandas==3.1.1 || exit 2
cd "$tmp" && cat > try.py <<'PYTHON'
import io
from xml.etree.ElementTree import ParseError

import openpyxl
import pandas
import pypdfium2
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

page = Canvas("report.pdf")
for at, line in enumerate(("36/NQ-", "UBND", "2021-")):
    page.drawString(72, 700 - 16 * at, line)
page.save()
found = pypdfium2.PdfDocument("report.pdf")[0].get_textpage()
text = found.get_text_range().splitlines()
print("range", ascii(text))
print("bounded", ascii(found.get_text_bounded().splitlines()))


def again(how, save):
    file = io.BytesIO()
    save(file)
    try:
        print(how, ascii(openpyxl.load_workbook(file).active["A1"].value))
    except ParseError as error:
        print(how, "ParseError", str(error).partition(":")[0])


def by_openpyxl(file):
    book = openpyxl.Workbook()
    book.active["A1"] = text[0]
    book.save(file)


def by_xlsxwriter(file):
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_string("A1", text[0])


def by_pandas(file):
    pandas.DataFrame([text[0]]).to_excel(file, header=False, index=False, engine="openpyxl")


again("openpyxl", by_openpyxl)
again("pandas", by_pandas)
again("xlsxwriter", by_xlsxwriter)
PYTHON
seen="$(venv/bin/python try.py)"
echo "$seen"
[ "$seen" = "range ['36/NQ\\ufffeUBND', '2021-']
bounded ['36/NQ\\x02UBND', '2021-']
openpyxl ParseError not well-formed (invalid token)
pandas ParseError not well-formed (invalid token)
xlsxwriter '36/NQ_xFFFE_UBND'" ]
