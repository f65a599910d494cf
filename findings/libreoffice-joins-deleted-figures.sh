#!/bin/sh
# LibreOffice 7.4.7 (Debian 12): a figure that was corrected with changes tracked is joined to the one it replaced.
#
# Valid input: a Word file in which 1.857 was corrected to 1.875 while changes were tracked: once the whole number
#   deleted and typed anew, once its last two digits only (w:del and w:ins, ECMA-376 part 1, 17.13.5).
# Seen: made into text by soffice --headless --convert-to txt, the sentences read "Có 1.8571.875 hội viên" and
#   "Có 1.85775 hội viên", with no mark; the same in HTML, and in what pypdf and pypdfium2 read of the PDF (on its
#   page the deleted digits are struck out).  docx2txt and python-docx read no deleted text of the same file.
# Expected: text without marks is the text as it stands, as other readers have it, or the deleted part is left out
#   as comments are.  What is shown on the screen is put out, and changes are shown unless the file says otherwise.
# Why it matters: drafts circulate with tracked changes, and are made into PDF or text before figures are taken from
#   them.  1.8571.875 is seen to be wrong; 1.85775 is a number.
# Way out: accept all changes before converting (Edit › Track Changes › Accept All), or read the .docx itself.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
command -v soffice >/dev/null || exit 2
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq python-docx==1.2.0 docx2txt==0.9 pypdf==7.1.1 pypdfium2==5.15.2 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = Document()
for before, old, new in (("Có ", "1.857", "1.875"), ("Có 1.8", "57", "75")):
    paragraph = document.add_paragraph(before)
    for tag, text in (("del", f"<w:delText>{old}</w:delText>"), ("ins", f"<w:t>{new}</w:t>")):
        paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{text}</w:r></w:{tag}>'))
    paragraph.add_run(" hội viên")
document.save("report.docx")
PYTHON
for kind in "txt:Text (encoded):UTF8" html pdf; do
  soffice --headless "-env:UserInstallation=file://$tmp/profile" --convert-to "$kind" report.docx >/dev/null 2>&1 || exit 2
done
venv/bin/python - <<'PYTHON'
import re
import sys
import docx2txt
import pypdf
import pypdfium2

reads = {
    "LibreOffice, txt": open("report.txt", encoding="utf-8-sig").read(),
    "LibreOffice, html": re.sub("<[^>]*>", "", open("report.html", encoding="utf-8").read().split("<body")[1]),
    "pypdf of its PDF": pypdf.PdfReader("report.pdf").pages[0].extract_text(),
    "pypdfium2 of its PDF": pypdfium2.PdfDocument("report.pdf")[0].get_textpage().get_text_bounded(),
    "docx2txt of the .docx": docx2txt.process("report.docx"),
}
seen = [re.findall("Có (.*?) hội viên", " ".join(text.split())) for text in reads.values()]
for way, figures in zip(reads, seen, strict=True):
    print(f"{way:22}", *figures)
sys.exit(0 if seen == [["1.8571.875", "1.85775"]] * 4 + [["1.875", "1.875"]] else 1)
PYTHON
