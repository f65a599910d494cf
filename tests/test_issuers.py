"""Who issued a report, by the capitals of its letterhead."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import read
from generator.assemble import assemble
from generator.reports.issuers import Issuer, issuer_in

ROOT = Path(__file__).parents[1]


def issuer(text: str, unit_id: str) -> Issuer | None:
    register = assemble(read.read(ROOT / "data"))
    return issuer_in(text, register.units[unit_id], register.organisations.values())


@pytest.mark.parametrize(
    ("text", "unit_id", "name", "short"),
    [
        (
            "UBND XÃ BÌNH YÊN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Số: 9/BC-UBND",
            "xa-05587", "Ủy ban nhân dân xã Bình Yên", "UBND xã Bình Yên",
        ),
        (
            "UỶ BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM XÃ BÌNH YÊN Độc lập - Tự do - Hạnh phúc",
            "xa-05587", "Ủy ban nhân dân xã Bình Yên", "UBND xã Bình Yên",
        ),
        (
            "ỦY BAN MTTQ VIỆT NAM XÃ BẢN BO BAN THƯỜNG TRỰC *", "xa-03424",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Bản Bo", "MTTQ xã Bản Bo",
        ),
        ("ĐẢNG BỘ HUYỆN ĐẢNG ỦY XÃ BÌNH YÊN *", "xa-05587", "Đảng ủy xã Bình Yên", "Đảng ủy xã Bình Yên"),
        ("TỈNH ỦY HẬU GIANG * ĐẢNG CỘNG SẢN VIỆT NAM", "tinh-93", "Tỉnh ủy Hậu Giang", "Tỉnh ủy Hậu Giang"),
        (
            "HỘI LHPN HUYỆN X HỘI LHPN XÃ BÌNH YÊN Số 3", "xa-05587",
            "Hội Liên hiệp Phụ nữ xã Bình Yên", "Hội Phụ nữ xã Bình Yên",
        ),
    ],
)  # fmt: skip
def test_an_office_of_the_unit_is_written_as_documents_are(
    text: str, unit_id: str, name: str, short: str
) -> None:
    assert issuer(text, unit_id) == Issuer(name, short)


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN XÃ LỘC BÌNH",  # another unit
        "ỦY BAN NHÂN DÂN XÃ BÌNH YÊN VĂN PHÒNG Số 4",  # an office within
        "Ủy ban nhân dân xã Bình Yên báo cáo như sau",  # running text
        "BÁO CÁO",
    ],
)
def test_nothing_is_proposed_where_the_letterhead_names_no_office_of_the_unit(text: str) -> None:
    assert issuer(text, "xa-05587") is None
