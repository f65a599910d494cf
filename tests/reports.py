"""Small reports made up for tests, in the ways that real ones are laid out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from generator import read
from generator.assemble import assemble
from generator.reports.extract_rows import extract
from generator.reports.extracted import Extracted
from generator.reports.locations import Paragraph, paragraphs
from generator.reports.numbers import PrintedNumber, numbers_of
from generator.reports.source import Source, from_pages

ROOT = Path(__file__).parents[1]
PAGES = (
    """BÁO CÁO
I. TỔ CHỨC
1. Số hội
Toàn xã có 07 hội với 1.875 hội viên theo Nghị định số
45/2010/NĐ-CP ngày 21/4/2010 của Chính phủ, trên
120 lượt người dự1.
      1 Hội Chữ thập đỏ có 12 buổi cho
45 người; 03 chi hội dự họp.
""",
    """2. Quỹ của 90/127 chi hội là 45,5 triệu đồng2.
2 Trong đó gần 5 triệu đồng vận động năm 2023.
""",
)
"""Two pages as a PDF gives them: footnotes at the foot of the page, marks glued to words."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def numbers_in(text: str) -> tuple[PrintedNumber, ...]:
    """Return the numbers of a report of one paragraph."""
    return numbers_of(paragraphs(Source((text,), {})))


def report(*pages: str) -> tuple[Paragraph, ...]:
    return paragraphs(from_pages(pages or PAGES))


def real(text: str, like: str = "bao-cao-binh-yen-2023") -> list[Extracted]:
    """Extract a made-up report with the words of the real record; its period is that of a document."""
    register = assemble(read.read(ROOT / "data"))
    document = replace(register.documents[like], document_id="new")
    return list(extract(report(text), register, document, "xa-05590"))


def docx(path: Path, *texts: str, note: str = "") -> Path:
    """Write a Word file; the mark of its one footnote follows the first paragraph."""
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>' if note else ""
    paragraphs = [
        f"<w:p><w:r><w:t>{text}</w:t></w:r>{'' if at else mark}</w:p>" for at, text in enumerate(texts)
    ]
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    inside = f'<w:footnote w:id="7"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}">{inside}</w:footnotes>'
    return zipped(path, {"word/document.xml": body, "word/footnotes.xml": notes})


def odt(path: Path, *texts: str, note: str = "", manifest: str = "", styles: str = "") -> Path:
    """Write a LibreOffice file; its one footnote is called after the first paragraph."""
    mark = f"<text:note><text:note-body><text:p>{note}</text:p></text:note-body></text:note>" if note else ""
    paragraphs = [f"<text:p>{text}{'' if at else mark}</text:p>" for at, text in enumerate(texts)]
    spaces = f'xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" xmlns:style="{_STYLE}"'
    content = f"<office:document-content {spaces}>{styles}{''.join(paragraphs)}</office:document-content>"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = f'<m:manifest xmlns:m="{space}">{manifest}</m:manifest>'
    return zipped(path, {"content.xml": content, "META-INF/manifest.xml": listed})


def zipped(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def pdf(path: Path, *lines: str) -> Path:
    """Write a PDF file of one page, its text drawn with embedded letters."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(8, 4))
        for at, line in enumerate(lines):
            figure.text(0.05, 0.9 - 0.1 * at, line)
        figure.savefig(path)
    return path


def name_document(path: Path, **cells: str) -> None:
    """Fill in the sheet of a new document as a person would."""
    book = openpyxl.load_workbook(path)
    for row in book["Văn bản"].iter_rows(min_row=2):
        row[1].value = cells.get(row[0].value.rpartition("\n")[2], row[1].value)
    book.save(path)


def confirm(path: Path, value: str, **cells: str) -> None:
    """Confirm the number of that value in a workbook as a person would: right what is wrong, then an x."""
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    heads = {cell.value.rpartition("\n")[2]: cell.column for cell in sheet[1]}
    line = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[heads["value"] - 1].value == value)
    for name, said in {"Nhận": "x", **cells}.items():
        sheet.cell(line, heads[name]).value = said
    book.save(path)
