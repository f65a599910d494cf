"""Reports as files: what is read of each kind, and the sentence for each that cannot be read."""

from __future__ import annotations

import builtins
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SettingError
from generator.reports import files, office
from generator.reports.files import read_report
from generator.reports.locations import paragraphs
from generator.reports.numbers import numbers_of
from generator.reports.source import LABEL_END, MARK, mark
from tests.reports import PAGES, WORD, docx, odt, pdf, report, zipped

TEXT = "Có 1.875 hội viên"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLD_WORD + "EncryptedPackage".encode("utf-16-le")


def refusal(path: Path) -> str:
    with pytest.raises(SettingError) as caught:
        read_report(path)
    assert caught.value.args[1]["path"] == str(path)
    return str(caught.value.args[0])


@pytest.mark.parametrize(("kind", "write"), [("docx", docx), ("odt", odt)])
def test_office_files_give_their_paragraphs_and_footnotes(tmp_path: Path, kind: str, write: Any) -> None:
    source = read_report(write(tmp_path / f"a.{kind}", "I. Một", TEXT, note="Gồm 3 hội"))
    assert [MARK.sub("*", line) for line in source.lines] == ["I. Một*", TEXT]
    assert source.notes == {1: "Gồm 3 hội"}
    assert [(one.place.locator, one.text) for one in paragraphs(source)][-1] == (
        "mục I, chú thích 1",
        "Gồm 3 hội",
    )


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    assert TEXT in read_report(pdf(tmp_path / "a.pdf", TEXT)).lines


def test_a_raised_mark_of_a_pdf_is_no_digit_of_the_figure_before_it(tmp_path: Path) -> None:
    """As text, PDFium 5.15.2 gives "121 xã" and "1.87512 hội viên", and breaks the line at some marks."""
    body = "có 12$^1$ xã, 1.875$^2$ hội viên (127)$^3$ và 1.642$^{12}$ gia đình, 45 m$^2$ đất"
    source = read_report(pdf(tmp_path / "a.pdf", body, "$^1$ Theo 9 xã.", "$^2$ Số của 2023."))
    assert source.notes == {1: "Theo 9 xã.", 2: "Số của 2023."}
    assert [MARK.sub("[]", line) for line in source.lines] == [
        "có 12[] xã, 1.875[] hội viên (127)³ và 1.642¹² gia đình, 45 m² đất"
    ]
    found = [(number.printed, number.values) for number in numbers_of(paragraphs(source))][:5]
    assert found == [
        (text, (Decimal(text.replace(".", "")),)) for text in ("12", "1.875", "127", "1.642", "45")
    ]


RAISED_RUN = "<w:r><w:t>Có 12</w:t></w:r><w:r><w:rPr>{}</w:rPr><w:t>1</w:t></w:r><w:r><w:t> xã</w:t></w:r>"
RAISED_STYLE = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:type="character" w:styleId="mark"><w:rPr>'
    '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="own"><w:basedOn w:val="mark"/></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ('<w:vertAlign w:val="superscript"/>', "Có 12¹ xã"),
        ('<w:rStyle w:val="own"/>', "Có 12¹ xã"),
        ('<w:rStyle w:val="own"/><w:vertAlign w:val="baseline"/>', "Có 121 xã"),
        ('<w:vertAlign w:val="subscript"/>', "Có 121 xã"),
    ],
)
def test_a_mark_that_was_raised_by_hand_in_word_is_no_digit_of_the_figure_before_it(
    tmp_path: Path, said: str, read: str
) -> None:
    body = f"<w:p>{RAISED_RUN.format(said)}</w:p>"
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    zipped(tmp_path / "a.docx", {"word/document.xml": document, "word/styles.xml": RAISED_STYLE})
    assert read_report(tmp_path / "a.docx").lines == (read,)


@pytest.mark.parametrize(
    ("position", "read"),
    [
        ("super 58%", "Có 12¹ xã"),
        ("33% 58%", "Có 12¹ xã"),
        ("0% 100%", "Có 121 xã"),
        ("-33% 58%", "Có 121 xã"),
    ],
)
def test_a_mark_that_was_raised_by_hand_in_libreoffice_is_no_digit_either(
    tmp_path: Path, position: str, read: str
) -> None:
    properties = f'<style:text-properties style:text-position="{position}"/>'
    styles = (
        f'<style:style style:name="up" style:family="text">{properties}</style:style>'
        '<style:style style:name="T1" style:family="text" style:parent-style-name="up"/>'
    )
    odt(tmp_path / "a.odt", 'Có 12<text:span text:style-name="T1">1</text:span> xã', styles=styles)
    assert read_report(tmp_path / "a.odt").lines == (read,)


@pytest.mark.parametrize("family", ["text", "paragraph"])
def test_hidden_text_of_libreoffice_is_not_read(tmp_path: Path, family: str) -> None:
    hidden = '<style:text-properties text:display="none"/>'
    styles = (
        f'<style:style style:name="gone" style:family="{family}">{hidden}</style:style>'
        f'<style:style style:name="T1" style:family="{family}" style:parent-style-name="gone"/>'
    )
    text = 'Có 12<text:span text:style-name="T1"> hay 15</text:span> xã'
    odt(tmp_path / "a.odt", text, styles=styles)
    seen = "Có 12 xã" if family == "text" else "Có 12 hay 15 xã"
    assert read_report(tmp_path / "a.odt").lines == (seen,)


def test_a_hidden_paragraph_of_libreoffice_is_not_read(tmp_path: Path) -> None:
    hidden = '<style:text-properties text:display="none"/>'
    shown = hidden.replace("none", "true")
    styles = (
        f'<style:style style:name="P1" style:family="paragraph">{hidden}</style:style>'
        f'<style:style style:name="T1" style:family="text">{shown}</style:style>'
    )
    span = '<text:span text:style-name="T1">9 hội</text:span>'
    texts = ("Có 12 xã", f'</text:p><text:p text:style-name="P1">Có 15 xã<text:s/>{span} nữa')
    odt(tmp_path / "a.odt", *texts, styles=styles)
    assert [line for line in read_report(tmp_path / "a.odt").lines if line] == ["Có 12 xã", "9 hội"]


def test_a_zip_of_a_version_yet_to_come_is_told_as_damaged(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 71
    path.write_bytes(content)
    assert refusal(path) == "report-damaged"


def test_a_part_that_is_packed_in_an_unknown_way_is_told_as_damaged(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", TEXT)
    content = bytearray(path.read_bytes())
    for begins, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # where a ZIP says how a part is packed
        content[content.index(begins) + at] = 97
    path.write_bytes(content)
    assert refusal(path) == "report-damaged"


def test_a_raised_mark_of_a_text_file_calls_its_footnote(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Có 12¹ xã và 45 m² đất.\n¹Theo 9 xã.\n", "utf-8")
    source = read_report(tmp_path / "a.txt")
    assert (source.lines, source.notes) == ((f"Có 12{mark(1)} xã và 45 m² đất.",), {1: "Theo 9 xã."})


def test_a_hyphen_at_the_end_of_a_line_of_a_pdf_stays_one(tmp_path: Path) -> None:
    """PDFium gives it as U+0002 or U+FFFE after a letter, and joins the lines."""
    lines = read_report(pdf(tmp_path / "a.pdf", "36/NQ-", "UBND 1.875", "2021-", "2025")).lines
    assert "".join(lines) == "36/NQ-UBND 1.8752021-2025"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_every_encoding_of_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(unicodedata.normalize("NFD", TEXT).encode(encoding))
    assert read_report(path).lines == (TEXT,)


def test_footnotes_of_a_converter_and_of_pages_come_out_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("I. Một[[footnoteRef:1]] [1: [] Gồm 3 hội] \n[bookmark: _x]Hai", "utf-8")
    assert read_report(path).notes == {1: "Gồm 3 hội"}
    assert [one.text for one in paragraphs(read_report(path))][-1] == "Gồm 3 hội"


def test_a_footnote_stands_where_it_is_called_and_not_in_the_text() -> None:
    texts = {one.place.locator: one.text for one in report()}
    assert texts["mục I.1, chú thích 1"] == "Hội Chữ thập đỏ có 12 buổi cho 45 người; 03 chi hội dự họp."
    assert texts["mục I.2, chú thích 2"].startswith("Trong đó gần 5 triệu")
    assert "trên 120 lượt người dự" in texts["mục I.1"]


def test_a_line_that_begins_with_a_number_is_no_footnote_unless_it_is_called() -> None:
    assert {one.place.note for one in report(PAGES[0].replace("dự1", "dự"))} == {0}


def test_a_number_that_is_not_the_next_one_is_no_section() -> None:
    places = {one.place.section for one in report("I. Một\n1. Hai\n5. hội viên\n2. Ba\n2.1. Bốn")}
    assert places == {"I", "I.1", "I.2", "I.2.1"}


def test_the_parts_of_a_report_begin_their_numbering_anew() -> None:
    places = [one.place.locator for one in report("Phần thứ nhất\nI. Một\nPhần thứ hai\n1. Hai")]
    assert places == ["phần đầu", "mục I", "phần thứ hai, phần đầu", "phần thứ hai, mục 1"]


def test_what_cannot_be_read_is_told_for_what_it_is(tmp_path: Path) -> None:
    def file(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    assert refusal(tmp_path / "none.txt") == "report-missing"
    (tmp_path / "folder.txt").mkdir()
    assert refusal(tmp_path / "folder.txt") == "report-unreadable"
    assert refusal(file("a.rtf", b"x")) == "report-kind-unknown"
    assert refusal(file("old.docx", OLD_WORD)) == "report-old-word"
    assert (
        refusal(file("locked.docx", OLD_WORD + "EncryptedPackage".encode("utf-16-le"))) == "report-encrypted"
    )
    assert refusal(file("a.pdf", b"PK\x03\x04")) == "report-not-its-kind"
    assert refusal(file("b.docx", b"PK\x03\x04 no zip")) == "report-damaged"
    assert refusal(file("b.pdf", b"%PDF-1.4 broken")) == "report-damaged"
    assert refusal(file("tcvn.txt", b"Qu\xfd h\xe9i")) == "report-not-unicode"
    assert refusal(file("empty.txt", b" \n")) == "report-without-text"
    assert refusal(pdf(tmp_path / "scan.pdf")) == "report-without-text"
    assert refusal(zipped(tmp_path / "c.docx", {"other.xml": "<a/>"})) == "report-damaged"
    assert refusal(zipped(tmp_path / "d.docx", {"word/document.xml": "<a"})) == "report-damaged"
    locked = '<m:encryption-data xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    assert refusal(odt(tmp_path / "locked.odt", "x", manifest=locked)) == "report-encrypted"


def test_a_part_that_would_unpack_to_more_than_a_report_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = docx(tmp_path / "bomb.docx", "0" * 5000)
    monkeypatch.setattr(office, "XML_BYTES_AT_MOST", 1000)
    assert refusal(path) == "report-too-large"
    monkeypatch.setattr(files, "BYTES_AT_MOST", 10)
    assert refusal(path) == "report-too-large"


def test_parts_within_parts_a_thousand_deep_are_damage(tmp_path: Path) -> None:
    spans = "<text:span>" * 5000, "</text:span>" * 5000
    assert refusal(odt(tmp_path / "deep.odt", "5 hội".join(spans))) == "report-damaged"


def test_a_zip_whose_parts_do_not_unpack_is_damage(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", "".join(map(str, range(9000))))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path) == "report-damaged"


def test_brackets_that_are_never_closed_take_no_time_to_speak_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[bookmark: " * 900_000, "utf-8")
    assert len(files.read_report(tmp_path / "a.txt").lines) == 1


def test_an_entity_that_would_grow_is_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    assert refusal(zipped(tmp_path / "a.docx", {"word/document.xml": text})) == "report-damaged"


def test_a_library_that_is_missing_is_named_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, found = pdf(tmp_path / "a.pdf", TEXT), builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert refusal(path) == "report-library-missing"


def word_list(
    path: Path,
    *paragraphs: tuple[int, str],
    style: str = "",
    anew: tuple[tuple[int, str], ...] = (),
) -> Path:
    """Write a Word file of which each paragraph has a level of one list: I., 1., 1.1., a bullet.

    Those of `anew` are of a list that is made alike, but begins at 1 once more at the second level.
    """
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    forms = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("bullet", "-"))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for at, (form, shown) in enumerate(forms)
    )
    numbering = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'
        '<w:num w:numId="10"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )

    def number(level: int, name: int = 9) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'

    def properties(level: int) -> str:
        return f'<w:pStyle w:val="L{level}"/>' if style else number(level)

    styles = "".join(
        f'<w:style w:styleId="L{at}"><w:pPr>{number(at)}</w:pPr></w:style>' for at in range(len(forms))
    )
    body = "".join(
        f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        for listed, text in (
            *((properties(level), text) for level, text in paragraphs),
            *((number(level, 10), text) for level, text in anew),
        )
    )
    return zipped(
        path,
        {
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": numbering,
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
        },
    )


@pytest.mark.parametrize("style", ["", "by style"])
def test_numbers_that_word_makes_by_itself_are_places(tmp_path: Path, style: str) -> None:
    path = word_list(
        tmp_path / "a.docx",
        (0, "Chung"),
        (1, "Số hội"),
        (1, "Hội viên"),
        (2, "Có 12 hội viên"),
        (3, "Trong đó 5 mới"),
        (0, "Riêng"),
        (1, "Quỹ 7 đồng"),
        style=style,
    )
    found = paragraphs(read_report(path))
    assert [(one.place.section, one.text) for one in found] == [
        ("I", "I. Chung"),
        ("I.1", "1. Số hội"),
        ("I.2", "2. Hội viên"),
        ("I.2.1", "2.1. Có 12 hội viên"),
        ("I.2.1", "Trong đó 5 mới"),
        ("II", "II. Riêng"),
        ("II.1", "1. Quỹ 7 đồng"),
    ]
    assert [one.printed for one in numbers_of(found)] == ["12", "5", "7 đồng"]


def test_a_list_that_word_begins_anew_is_counted_anew(tmp_path: Path) -> None:
    path = word_list(tmp_path / "a.docx", (1, "Số hội"), (1, "Hội viên"), anew=((1, "Quỹ"), (1, "Thu")))
    texts = [one.text for one in paragraphs(read_report(path))]
    assert texts == ["1. Số hội", "2. Hội viên", "1. Quỹ", "2. Thu"]


ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
)
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
LEVELS = (
    '<{level} text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<{level} text:level="2" style:num-format="1" style:num-suffix="."/>'
    '<{level} text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
)
"""The levels I., 1. and 1.1., as LibreOffice writes them."""
FOURTH = '<text:list-level-style-bullet text:level="4" text:bullet-char="-"/>'


def odt_list(path: Path, body: str, list_levels: str = "", outline_levels: str = "") -> Path:
    """Write a LibreOffice file with one kind of list, or with numbers of headings, or both."""
    kinds = f'<text:list-style style:name="L1">{list_levels}</text:list-style>'
    outline = f'<text:outline-style style:name="Outline">{outline_levels}</text:outline-style>'
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        path,
        {
            "content.xml": f"<office:document-content {ODF} {LOEXT}>{kinds}<office:body>{body}</office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {ODF} {LOEXT}>{outline}</office:document-styles>",
            "META-INF/manifest.xml": manifest,
        },
    )


def member(text: str, deeper: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{deeper}</text:list-item>"


def nested(*members: str) -> str:
    return f"<text:list>{''.join(members)}</text:list>"


FIRST = '<text:list xml:id="a" text:style-name="L1">'
MORE = '<text:list text:continue-list="a" text:style-name="L1">'
DEEP = "<text:list-item><text:list>", "</text:list></text:list-item></text:list>"
LISTS = (
    f"{FIRST}{member('Chung', nested(member('Số hội')))}</text:list>"
    "<text:p>Có 12 hội</text:p>"
    f"{MORE}{DEEP[0]}{member('Hội viên', nested(member('Có 5 hội viên', nested(member('Trong đó 2 mới')))))}"
    f"{DEEP[1]}{MORE}{member('Riêng', nested(member('Quỹ 7 đồng')))}</text:list>"
)
"""A report as LibreOffice writes it: a list goes on after a paragraph, and its members are nested."""


@pytest.mark.parametrize("own", [False, True])
def test_numbers_that_libreoffice_makes_by_itself_are_places(tmp_path: Path, own: bool) -> None:
    levels = LEVELS.format(level="text:list-level-style-number") + FOURTH
    if own:  # newer versions say in a notation of their own how a number is shown
        for at, shown in (("2", "%2%."), ("3", "%2%.%3%.")):
            levels = levels.replace(f'level="{at}"', f'level="{at}" loext:num-list-format="{shown}"')
    found = paragraphs(read_report(odt_list(tmp_path / "a.odt", LISTS, levels)))
    assert [(one.place.section, one.text) for one in found] == [
        ("I", "I. Chung"),
        ("I.1", "1. Số hội"),
        ("I.1", "Có 12 hội"),
        ("I.2", "2. Hội viên"),
        ("I.2.1", "2.1. Có 5 hội viên"),
        ("I.2.1", "Trong đó 2 mới"),
        ("II", "II. Riêng"),
        ("II.1", "1. Quỹ 7 đồng"),
    ]
    assert [one.printed for one in numbers_of(found)] == ["12", "5", "2", "7 đồng"]


def test_headings_that_libreoffice_numbers_are_places(tmp_path: Path) -> None:
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h><text:p>Có {number} hội</text:p>'
        for number, (level, text) in enumerate([(1, "Chung"), (2, "Số hội"), (2, "Quỹ"), (1, "Riêng")], 2)
    )
    levels = LEVELS.format(level="text:outline-level-style")
    found = numbers_of(paragraphs(read_report(odt_list(tmp_path / "a.odt", body, outline_levels=levels))))
    places = {one.printed: one.place.locator for one in found}
    assert places == {"2": "mục I", "3": "mục I.1", "4": "mục I.2", "5": "mục II"}


def test_a_list_that_libreoffice_begins_anew_or_at_another_number_is_counted_so(tmp_path: Path) -> None:
    third = '<text:list-item text:start-value="3"><text:p>Ba</text:p></text:list-item>'
    body = f"{FIRST}{member('Một')}{member('Hai')}</text:list>{FIRST.replace('a', 'b', 1)}{member('Lại một')}"
    path = odt_list(
        tmp_path / "a.odt",
        f"{body}{third}</text:list>",
        LEVELS.format(level="text:list-level-style-number"),
    )
    assert [one.text for one in paragraphs(read_report(path))] == [
        "I. Một",
        "II. Hai",
        "I. Lại một",
        "III. Ba",
    ]


def test_a_list_as_libreoffice_writes_it_has_the_numbers_that_it_shows() -> None:
    """The file was made by LibreOffice 7.4.7; as text it exports the same numbers before the same lines."""
    lines = read_report(Path(__file__).parent / "reference/writer-list.odt").lines
    assert [line.replace(LABEL_END, " ") for line in lines] == [
        "Báo cáo",
        "I. Chung",
        "1. Số hội có 12 hội",
        "Có 9 xã.",
        "II. Riêng",
        "1. Quỹ 7 đồng",
        "Thu 5 đồng",
        "2. Chi 3 đồng",
        "Hết",
        "1. Kiến nghị 4 việc",
        "5. Đề nghị 6 việc",
    ]


def test_members_of_a_list_that_were_deleted_in_libreoffice_are_not_counted(tmp_path: Path) -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f'<text:list text:style-name="L1">{member("Cũ")}{member("Cũ nữa")}</text:list>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    goes_on = '<text:list text:continue-numbering="true" text:style-name="L1">'
    body = f"{deleted}{goes_on}{member('Chung')}{member('Riêng')}</text:list>"
    levels = LEVELS.format(level="text:list-level-style-number")
    found = read_report(odt_list(tmp_path / "a.odt", body, levels)).lines
    assert [line.replace(LABEL_END, " ") for line in found] == ["I. Chung", "II. Riêng"]


def test_comments_and_deleted_text_of_libreoffice_are_not_read(tmp_path: Path) -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Có 5 hội</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>9 hội?</text:p></office:annotation>"
    path = odt_list(tmp_path / "a.odt", f"{deleted}<text:p>Có {comment}7 hội</text:p>")
    assert [one.text for one in paragraphs(read_report(path))] == ["Có 7 hội"]


def test_a_text_box_and_what_was_moved_are_read_once(tmp_path: Path) -> None:
    """Word writes a text box twice, for old programs and for new; moved text stays, marked, where it was."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    both = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    moved = "<w:r><w:t>Có 5 hội</w:t></w:r>"
    box = "<w:txbxContent><w:p><w:r><w:t>Thu 7 đồng</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:moveFrom>{moved}</w:moveFrom></w:p><w:p><w:moveTo>{moved}</w:moveTo></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    parts = {"word/document.xml": f"<w:document {word} {both}><w:body>{body}</w:body></w:document>"}
    found = numbers_of(paragraphs(read_report(zipped(tmp_path / "a.docx", parts))))
    assert [one.printed for one in found] == ["5", "7 đồng"]


def test_notes_at_the_end_of_a_word_file_are_read_as_those_at_the_foot(tmp_path: Path) -> None:
    parts = dict.fromkeys(("document", "footnotes", "endnotes"), "")
    for part, note, text in (("footnotes", "footnote", "Có 2 xã"), ("endnotes", "endnote", "Có 3 tổ")):
        parts[part] = f'<w:{note} w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{note}>'
        parts["document"] += f'<w:p><w:r><w:t>Có 9 hội</w:t><w:{note}Reference w:id="1"/></w:r></w:p>'
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = {f"word/{part}.xml": f'<w:x xmlns:w="{word}">{xml}</w:x>' for part, xml in parts.items()}
    assert read_report(zipped(tmp_path / "a.docx", inside)).notes == {1: "Có 2 xã", 2: "Có 3 tổ"}


def test_a_hyphen_that_does_not_break_and_a_sign_of_the_symbol_font_are_read(tmp_path: Path) -> None:
    hyphen = "</w:t><w:noBreakHyphen/><w:t>"
    path = docx(tmp_path / "a.docx", f"Giai đoạn 2021{hyphen}2025, tức 2021\u20112025")
    assert [one.printed for one in numbers_of(paragraphs(read_report(path)))] == ["2021-2025"] * 2
    sign = '</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t>'
    found = paragraphs(read_report(docx(tmp_path / "a.docx", f"Có {sign} 5 hội")))
    assert [one.text for one in found] == ["Có ≥ 5 hội"]


def test_a_number_that_word_makes_for_a_list_is_neither_a_section_nor_a_number(tmp_path: Path) -> None:
    found = paragraphs(
        read_report(word_list(tmp_path / "a.docx", (2, "Có 12 hội viên"), (2, "Có 3 chi hội")))
    )
    assert [(one.place.section, one.text) for one in found] == [
        ("", "- Có 12 hội viên"),
        ("", "- Có 3 chi hội"),
    ]
    assert [one.printed for one in numbers_of(found)] == ["12", "3"]
