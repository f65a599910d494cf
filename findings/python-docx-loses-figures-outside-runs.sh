#!/bin/sh
# python-docx 1.2.0 (PyPI): in a report opened with it, the table's own total is an empty cell.
#
# Valid input: WordprocessingML (ECMA-376 part 1) with the commonest ways in which an office document holds a
#   figure: a total that Word computed (w:fldSimple, =SUM(ABOVE), 17.16.19), a box of a form (w:sdt, 17.5.2), a figure
#   corrected while changes were tracked (w:ins, 17.13.5), the sign ≥ picked from the Symbol font (w:sym, 17.3.3.30).
# Seen: paragraph.text and cell.text have none of them: "", "Số hội viên: ", "Có  người", " 5 buổi".
#   No warning, no mark in the text; the same total as a "complex" field (w:fldChar) is there.
#   docx2txt 0.9 reads all but the sign from the same files.
# Expected: .text is what a reader of the document sees.  Tabs, breaks, hyphens and, since 1.0, hyperlinks are
#   counted in; a field's result, a form's content and an insertion are as much a part of the paragraph.
#   Only children w:r and w:hyperlink of the paragraph are looked at.
# Why it matters: blanks of reporting regimes are forms, their last row is computed, and drafts circulate with
#   tracked changes.  An empty total reads as "not reported"; a bound without ≥ is another figure.
# Way out: join the w:t of paragraph._p.iter() (leaving w:delText), and refuse a document that has w:sym.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq python-docx==1.2.0 docx2txt==0.9 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
import docx2txt
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


WAYS = {
    "simple field": '<w:fldSimple w:instr=" =SUM(ABOVE) ">' + run("1.875") + "</w:fldSimple>",
    "complex field": mark("begin") + "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>" + mark("separate") + run("1.875") + mark("end"),
    "box of a form": run("Số hội viên: ") + "<w:sdt><w:sdtContent>" + run("1.875") + "</w:sdtContent></w:sdt>",
    "tracked insertion": run("Có ") + '<w:ins w:id="1" w:author="x">' + run("1.875") + "</w:ins>" + run(" người"),
    "sign of Symbol": '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 5 buổi"),
}
seen = {}
for way, content in WAYS.items():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell._tc.replace(cell.paragraphs[0]._p, parse_xml(f'<w:p {nsdecls("w")}>{content}</w:p>'))
    document.save("report.docx")
    seen[way] = Document("report.docx").tables[0].cell(0, 0).text
    print(f"{way:18} python-docx {seen[way]!r:20} docx2txt {docx2txt.process('report.docx').strip()!r}")
sys.exit(0 if list(seen.values()) == ["", "1.875", "Số hội viên: ", "Có  người", " 5 buổi"] else 1)
PYTHON
