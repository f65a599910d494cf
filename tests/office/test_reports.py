"""Reports that LibreOffice Writer wrote are read with the numbers that it shows before their lists."""

from __future__ import annotations

from pathlib import Path

from generator.reports.files import read_report
from generator.reports.source import LABEL_END
from tests.office.hands import saved

LISTS = """<html><head><meta charset="utf-8"></head><body><h1>Báo cáo</h1>
<ol type="I"><li>Chung<ol><li>Có 12 hội</li><li>Có 345 người</li></ol></li></ol><p>Có 9 xã.</p>
<ol type="I" start="2"><li>Riêng<ol><li>Quỹ 7 đồng</li></ol></li></ol>
<ol><li>Kiến nghị 4 việc</li><li value="5">Đề nghị 6 việc</li></ol></body></html>"""


def test_lists_of_writer_are_read_as_it_shows_them_in_both_of_its_formats(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(LISTS, "utf-8")
    written = saved(page, "odt:writer8")
    shown = saved(written, "txt:Text (encoded):UTF8").read_text("utf-8-sig").split("\n")
    expected = [line.strip() for line in shown if line]
    for file in (written, saved(written, "docx:MS Word 2007 XML")):
        lines = (line.replace(LABEL_END, " ") for line in read_report(file).lines)
        assert [" ".join(line.split()) for line in lines if line] == expected
    assert expected[1:3] == ["I. Chung", "1. Có 12 hội"]
