"""The period of what was done on one day that its clause names."""

from __future__ import annotations

import pytest

from tests.reports import real

THE_DAY, THE_YEAR = ("2023-11-12", "2023-11-12"), ("2023-01-01", "2023-12-31")


def periods(said: str) -> dict[str, tuple[str, str]]:
    rows = [one for one in real(f"I. Chung\nHội Chữ thập đỏ: {said}") if one.cells]
    return {one.printed: (one.cells["period_start"], one.cells["period_end"]) for one in rows}


@pytest.mark.parametrize(
    "said",
    [
        "hiến 43 đơn vị máu ngày 12/11/2023.",
        "hiến 43 đơn vị máu (ngày 12/11/2023).",
        "Ngày 12 tháng 11 năm 2023, bà con hiến 43 đơn vị máu.",
        "ra quân tại nhà văn hóa ngày 12/11/2023, thu được 43 đơn vị máu.",
        "tặng quà trong năm; hiến 43 đơn vị máu ngày 12/11/2023; họp ngày 02/12/2023.",
    ],
)
def test_what_was_done_on_the_one_day_that_its_clause_names_is_of_that_day(said: str) -> None:
    assert periods(said)["43"] == THE_DAY


@pytest.mark.parametrize(
    "said",
    [
        "theo Kế hoạch số 08/KH-HCTĐ ngày 12/11/2023 hiến 43 đơn vị máu.",
        "thực hiện Công văn của tỉnh ngày 12/11/2023, hiến 43 đơn vị máu.",
        "tính đến ngày 12/11/2023 hiến 43 đơn vị máu.",
        "từ ngày 12/11/2023 hiến 43 đơn vị máu.",
        "chào mừng ngày 12/11/2023 hiến 43 đơn vị máu.",
        "ngày 12/11/2023 và ngày 13/12/2023 hiến 43 đơn vị máu.",
        "ngày 12/11/2019 hiến 43 đơn vị máu.",
    ],
)
def test_days_of_documents_limits_and_several_days_are_not_the_day(said: str) -> None:
    assert periods(said)["43"] == THE_YEAR


def test_the_day_is_that_of_its_own_clause_only_and_of_no_stock() -> None:
    found = periods("trao 30 suất quà, hiến 43 đơn vị máu ngày 12/11/2023.")
    assert found == {"30": THE_YEAR, "43": THE_DAY}
    assert periods("có 215 hội viên ngày 12/11/2023.") == {"215": THE_YEAR}
