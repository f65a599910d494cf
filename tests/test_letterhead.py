"""What a report says of itself before its first section."""

from __future__ import annotations

import pytest

from generator.reports.letterhead import letterhead
from tests.reports import report

KINDS = ("báo cáo", "thông báo", "nghị quyết", "nghị quyết liên tịch")


@pytest.mark.parametrize(
    ("head", "kind", "number", "day", "title"),
    [
        (
            "Số 267-TB/VPTU\nA, ngày 06 tháng 9 năm 2017\nTHÔNG BÁO\nKết luận của Thường trực\n-----",
            "thông báo", "267-TB/VPTU", "2017-09-06", "Thông báo kết luận của Thường trực",
        ),
        (
            "Số     -BC/TU\nA, ngày    tháng    năm 2024\nBÁO CÁO\nTổng kết 10 năm\nThực hiện Kế hoạch 27",
            "báo cáo", "", "", "Báo cáo tổng kết 10 năm",
        ),
        ("BÁO CÁO\nKẾT QUẢ CỦA XÃ BÌNH YÊN\n-----", "báo cáo", "", "", "Báo cáo KẾT QUẢ CỦA XÃ BÌNH YÊN"),
        ("A, ngày 31 tháng 02 năm 2024\nBÁO CÁO\nNăm 2023", "báo cáo", "", "", "Báo cáo năm 2023"),
        ("NGHỊ QUYẾT LIÊN TỊCH\nQuy chế", "nghị quyết liên tịch", "", "", "Nghị quyết liên tịch quy chế"),
        (f"BÁO CÁO\n{'Kết quả ' * 40}", "báo cáo", "", "", ""),
        ("", "", "", "", ""),
    ],
)  # fmt: skip
def test_kind_number_day_and_title_are_read_as_far_as_they_stand_there(
    head: str, kind: str, number: str, day: str, title: str
) -> None:
    said = letterhead(report(f"{head}\nI. CHUNG\nBÁO CÁO số 12/BC-X ngày 01 tháng 02 năm 2020."), KINDS)
    assert said == {"kind": kind, "number": number, "issued_on": day, "title": title}
