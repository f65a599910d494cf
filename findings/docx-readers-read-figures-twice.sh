#!/bin/sh
# docx2txt 0.9 and docx2python 3.7.1 (PyPI): a figure in a text box comes twice, and 5‑6 is 56.
#
# Valid input: WordprocessingML (ECMA-376) as Word writes it: a text box, which stands in mc:AlternateContent (part 3)
#   as mc:Choice for new programs and as mc:Fallback for old ones; a sentence moved while changes were tracked,
#   which stays where it was as w:moveFrom (part 1, 17.13.5.22); a range with the hyphen that does not break
#   (Ctrl+Shift+-), w:noBreakHyphen (17.3.3.18).
# Seen: both libraries read the figure of the box twice and the moved sentence at both places, and the range 5‑6
#   as 56.  pandoc 3.9 (pypandoc_binary 1.17) and mammoth 1.13.0 read each once, and 5‑6.
#   LibreOffice 7.4.7 writes text boxes in the same two ways.
# Expected: of the two ways of AlternateContent one is read, which is what it is there for; what was moved away is
#   left out as what was deleted is (both leave w:del out); a hyphen is a character.
# Why it matters: key figures of reports stand in boxes, and a sum over them is doubled; a range that becomes one
#   number looks like a number.
# Way out: walk the XML past mc:Fallback and w:moveFrom, and put a hyphen for w:noBreakHyphen.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 \
  pypandoc_binary==1.17 python-docx==1.2.0 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import re
import sys
import docx2txt
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx2python import docx2python

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


BOX = f"<w:txbxContent><w:p>{run('[42 hội viên]')}</w:p></w:txbxContent>"
NEW = (
    '<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="box"/><a:graphic>'
    f'<a:graphicData uri="{NAMES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{BOX}</wps:txbx>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
OLD = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
PARAGRAPHS = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{NEW}</mc:Choice><mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent></w:r>',
    f'<w:moveFrom w:id="1" w:author="x">{run("[7 chi hội]")}</w:moveFrom>',
    f'<w:moveTo w:id="2" w:author="x">{run("[7 chi hội]")}</w:moveTo>',
    "<w:r><w:t>[5</w:t><w:noBreakHyphen/><w:t>6 buổi]</w:t></w:r>",
)
document = Document()
names = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items())
for at, paragraph in enumerate(PARAGRAPHS):
    document.element.body.insert(at, parse_xml(f"<w:p {names}>{paragraph}</w:p>"))
document.save("report.docx")
reads = {
    "docx2txt": docx2txt.process("report.docx"),
    "docx2python": docx2python("report.docx").text,
    "mammoth": mammoth.extract_raw_text(open("report.docx", "rb")).value,
    "pandoc": pypandoc.convert_file("report.docx", "plain"),
}
seen = [" ".join(re.findall(r"\[(.*?)\]", text.replace("\u2011", "-"))) for text in reads.values()]
for reader, figures in zip(reads, seen, strict=True):
    print(f"{reader:12} {figures}")
twice = "42 hội viên 42 hội viên 7 chi hội 7 chi hội 56 buổi"
once = "42 hội viên 7 chi hội 5-6 buổi"
sys.exit(0 if seen == [twice, twice, once, once] else 1)
PYTHON
