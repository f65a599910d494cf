"""The period that the title of a report states."""

from __future__ import annotations

import pytest

from generator.reports.title_periods import stated_period


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Báo cáo kết quả công tác hội 6 tháng đầu năm 2024", "20240101-20240630"),
        ("Báo cáo KẾT QUẢ 9 THÁNG ĐẦU NĂM 2024", "20240101-20240930"),
        ("Báo cáo phong trào 6 tháng cuối năm 2024", "20240701-20241231"),
        ("Báo cáo hoạt động hội quý I năm 2024", "20240101-20240331"),
        ("Báo cáo hoạt động hội Quý III/2024", "20240701-20240930"),
        ("Báo cáo quý 4, 2024", "20241001-20241231"),
        ("Báo cáo công tác tháng 5/2024", "20240501-20240531"),
        ("Báo cáo tình hình hội năm 2024", "2024"),
        ("Báo cáo công tác năm 2024, phương hướng năm 2025", "2024"),
        ("Báo cáo công tác 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024", "20240101-20240630"),
        ("Báo cáo từ ngày 15/12/2023 đến ngày 14/6/2024", "20231215-20240614"),
    ],
)
def test_the_title_states_a_period(title: str, code: str) -> None:
    stated = stated_period(title)
    assert stated is not None and stated.period.code == code


@pytest.mark.parametrize(
    "title",
    [
        "Báo cáo tình hình hội quần chúng",
        "Báo cáo tổng kết 5 năm thực hiện Chỉ thị ngày 28/8/2012",
        "Báo cáo giai đoạn 2021 - 2025",
        "Báo cáo số hội viên ngày 12 tháng 5 năm 2024",
        "Báo cáo năm học 2023 - 2024",
        "Báo cáo kết quả năm 2023, năm 2024",
        "Báo cáo từ ngày 31/02/2024 đến ngày 14/6/2024",
        "",
    ],
)
def test_a_title_may_state_no_period_or_several_years(title: str) -> None:
    assert stated_period(title) is None
