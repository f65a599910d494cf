"""Reports of Word: styles that go on from others, hidden text, deleted ends of paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reports.files import read_report
from generator.reports.locations import paragraphs
from generator.reports.numbers import numbers_of
from generator.reports.source import LABEL_END
from tests.reports import zipped

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{at + 1}"/>'
    f'<w:lvlText w:val="%{at + 1}."/></w:lvl>'
    for at, form in enumerate(("upperRoman", "decimal"))
)
LIST = f'<w:abstractNum w:abstractNumId="4">{LEVELS}</w:abstractNum>'
NUMBER = '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'


def style(name: str, inside: str = "", after: str = "", **attributes: str) -> str:
    """Return a style that goes on from another."""
    said = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    based = f'<w:basedOn w:val="{after}"/>' if after else ""
    return f'<w:style w:styleId="{name}"{said}>{based}{inside}</w:style>'


def numbered(level: str = "", name: str = "9") -> str:
    of_level = f'<w:ilvl w:val="{level}"/>' if level else ""
    of_list = f'<w:numId w:val="{name}"/>' if name else ""
    return f"<w:pPr><w:numPr>{of_level}{of_list}</w:numPr></w:pPr>"


def paragraph(text: str, name: str = "", more: str = "", run: str = "") -> str:
    own = f'<w:pStyle w:val="{name}"/>' if name else ""
    return f"<w:p><w:pPr>{own}{more}</w:pPr><w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def texts(path: Path, body: str, styles: str = "", numbering: str = LIST + NUMBER) -> list[str]:
    """Return the lines of a Word file with these parts, each after the number that Word shows."""
    parts = {
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {SPACE}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {SPACE}>{styles}</w:styles>",
    }
    lines = read_report(zipped(path / "a.docx", parts)).lines
    return [line.replace(LABEL_END, " ") for line in lines if line]


# Numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "styles",
    [
        style("Heading1", numbered()) + style("Heading2", numbered("1", ""), "Heading1"),
        style("Heading1", numbered()) + style("Heading2", numbered()),
        style("List", numbered()) + style("Heading1", after="List") + style("Heading2", after="List"),
        style("Heading1", numbered("0")) + style("Heading2", numbered("1")),
    ],
    ids=["the list of the style before", "the level of the list's own", "both", "all of its own"],
)
def test_a_style_has_its_list_and_its_level_from_where_it_goes_on(tmp_path: Path, styles: str) -> None:
    body = (
        paragraph("Chung", "Heading1")
        + paragraph("Số hội", "Heading2")
        + paragraph("Hội viên", "Own")
        + paragraph("Riêng", "Heading1")
    )
    found = texts(tmp_path, body, styles + style("Own", after="Heading2"))
    assert found == ["I. Chung", "1. Số hội", "2. Hội viên", "II. Riêng"]


def test_a_style_or_a_paragraph_may_leave_the_list_of_the_style_before(tmp_path: Path) -> None:
    styles = style("Heading1", numbered("0")) + style("Plain", numbered("", "0"), "Heading1")
    body = paragraph("Chung", "Heading1") + paragraph("Có 5 hội", "Plain")
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body += paragraph("Có 6 hội", "Heading1", own) + paragraph("Riêng", "Heading1")
    assert texts(tmp_path, body, styles) == ["I. Chung", "Có 5 hội", "Có 6 hội", "II. Riêng"]


def test_a_paragraph_without_a_style_has_the_usual_one(tmp_path: Path) -> None:
    styles = style("Normal", numbered("1"), type="paragraph", default="1")
    bare = "<w:p><w:r><w:t>Có 5 hội</w:t></w:r></w:p>"
    assert texts(tmp_path, bare + paragraph("Có 6 hội"), styles) == ["1. Có 5 hội", "2. Có 6 hội"]


def test_styles_that_go_on_from_each_other_in_a_circle_are_read(tmp_path: Path) -> None:
    styles = style("A", after="B") + style("B", numbered("1"), "A")
    assert texts(tmp_path, paragraph("Số hội", "A"), styles) == ["1. Số hội"]


def test_a_list_may_be_made_as_a_style_of_lists_or_change_one_level_of_another(tmp_path: Path) -> None:
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Lists"/></w:abstractNum>'
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    lists = (
        '<w:num w:numId="10"><w:abstractNumId w:val="5"/></w:num>'
        f'<w:num w:numId="11"><w:abstractNumId w:val="4"/>'
        f'<w:lvlOverride w:ilvl="0">{bullet}</w:lvlOverride></w:num>'
    )
    body = "".join(
        paragraph(text, more=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{name}"/></w:numPr>')
        for text, name in (("Chung", "10"), ("Có 5 hội", "11"))
    )
    found = texts(tmp_path, body, style("Lists", numbered()), LIST + linked + NUMBER + lists)
    assert found == ["I. Chung", "Có 5 hội"]


# Hidden text ------------------------------------------------------------------------------------

HIDDEN, SHOWN = "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:vanish w:val="0"/></w:rPr>'


@pytest.mark.parametrize(
    ("name", "run", "expected"),
    [
        ("", HIDDEN, ""),
        ("", '<w:rPr><w:rStyle w:val="Deeper"/></w:rPr>', ""),
        ("Notes", "", ""),
        ("Shown", "", "Có 7 hội"),
        ("Notes", SHOWN, "Có 7 hội"),
        ("Notes", '<w:rPr><w:rStyle w:val="Deeper"/></w:rPr>', "Có 7 hội"),
        ("", SHOWN, "Có 7 hội"),
    ],
)
def test_text_that_is_hidden_by_itself_or_by_its_styles_is_not_read(
    tmp_path: Path, name: str, run: str, expected: str
) -> None:
    styles = (
        style("Hidden", HIDDEN)
        + style("Notes", after="Hidden")
        + style("Deeper", after="Hidden")
        + style("Shown", SHOWN, "Hidden")
    )
    body = paragraph("Chung") + paragraph("Có 7 hội", name, run=run) + paragraph("Có 2 xã")
    assert texts(tmp_path, body, styles) == [one for one in ("Chung", expected, "Có 2 xã") if one]


# Paragraphs without an end ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "gone",
    ['<w:del w:id="1" w:author=""/>', '<w:moveFrom w:id="1" w:author=""/>', "<w:vanish/>"],
)
def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next_and_counts_in_no_list(
    tmp_path: Path, gone: str
) -> None:
    first = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="9"/></w:numPr>'
    body = (
        paragraph("Số hội", more=first)
        + paragraph("Có 1.8", more=f"{first}<w:rPr>{gone}</w:rPr>")
        + '<w:bookmarkStart w:id="0" w:name="a"/>'
        + paragraph("75 hội viên", more=first)
        + paragraph("Quỹ", more=first)
    )
    assert texts(tmp_path, body) == ["1. Số hội", "2. Có 1.875 hội viên", "3. Quỹ"]


def test_a_paragraph_that_is_deleted_whole_counts_in_no_list(tmp_path: Path) -> None:
    first = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="9"/></w:numPr>'
    text = "<w:del><w:r><w:delText>Cũ</w:delText></w:r></w:del>"
    deleted = f"<w:p><w:pPr>{first}<w:rPr><w:del/></w:rPr></w:pPr>{text}</w:p>"
    body = paragraph("Số hội", more=first) + deleted * 2 + paragraph("Quỹ", more=first)
    assert texts(tmp_path, body) == ["1. Số hội", "2. Quỹ"]


def test_the_last_paragraph_of_a_cell_and_one_before_a_table_keep_their_ends(tmp_path: Path) -> None:
    open_end = "<w:rPr><w:del/></w:rPr>"
    cells = "".join(f"<w:tc>{paragraph(text, more=open_end)}</w:tc>" for text in ("12", "34"))
    body = paragraph("Có 5 hội", more=open_end) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("Hết")
    assert texts(tmp_path, body) == ["Có 5 hội", "12", "34", "Hết"]


def test_notes_are_in_order_where_they_are_called_in_a_paragraph_without_an_end(tmp_path: Path) -> None:
    def called(name: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{name}"/></w:r></w:p>'

    first = paragraph("Có 5 hội", more="<w:rPr><w:del/></w:rPr>").replace("</w:p>", called(7))
    body = first + paragraph(" và 6 xã").replace("</w:p>", called(3))
    notes = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for name, text in ((3, "Có 8 tổ"), (7, "Có 9 quỹ"))
    )
    parts = {
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {SPACE}>{notes}</w:footnotes>",
    }
    source = read_report(zipped(tmp_path / "a.docx", parts))
    assert source.notes == {1: "Có 9 quỹ", 2: "Có 8 tổ"}
    assert [one.printed for one in numbers_of(paragraphs(source))] == ["5", "6", "9", "8"]
