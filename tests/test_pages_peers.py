"""Where a unit stands among the units of its parent: only like with like, and nobody named as the last."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from generator import measures
from generator.measures import Measured
from generator.model import Observation, Period, Register
from generator.pages.blocks.distributions import MOST_DOTS
from generator.pages.blocks.peers import Peers, dots_of_unit, peers_of
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from tests.registers import YEAR, make_indicator, make_observation, make_register, make_unit

PARENT = "huyen-001"
BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))
OWN = "xa-00001"


def communes(*values: str, period: Period = YEAR, **changes: object) -> list[Observation]:
    return [
        make_observation(
            f"xa-{at:05}-{period.code}-{changes.get('indicator_id')}",
            value,
            unit_id=f"xa-{at:05}",
            period=period,
            **changes,
        )
        for at, value in enumerate(values, 1)
    ]


def told(figures: Sequence[Observation], unit_id: str = OWN, **indicator: object) -> Peers | None:
    found = compared(figures, unit_id, **indicator)
    return None if found is None else found[0]


def compared(figures: Sequence[Observation], unit_id: str = OWN, **indicator: object):  # type: ignore[no-untyped-def]
    context = context_of(figures, **indicator)
    own = context.figures(context.register.observations_of.get(unit_id, ()))
    return peers_of(context, unit_id, own)


def context_of(figures: Sequence[Observation], **indicator: object) -> Context:
    names = sorted({one.unit_id for one in figures} - {PARENT, "xa-09999"})
    units = (make_unit(PARENT), make_unit("huyen-002"), *(make_unit(name, PARENT) for name in names))
    other = make_unit("xa-09999", "huyen-002")
    register = make_register(
        *figures, units=(*units, other), indicators=(make_indicator(**indicator),)
    )  # fmt: skip
    return Context(register, measures.measure(register), "/xa/")


def text_of(markup: str) -> str:
    return re.sub("<[^>]+>", "", markup)


def test_a_figure_stands_beside_the_median_of_the_units_of_its_parent_and_no_others() -> None:
    elsewhere = make_observation("elsewhere", "1000", unit_id="xa-09999")
    found = told([*communes("10", "20", "60"), elsewhere])
    assert found is not None
    assert (found.units, found.median) == (3, ("20", "20"))
    assert told([*communes("10", "20"), elsewhere]) is None


def test_how_many_have_less_is_told_of_the_upper_half_and_never_of_the_lower() -> None:
    figures = communes("10", "20", "30", "40", "50")
    below = {at: told(figures, f"xa-{at:05}") for at in range(1, 6)}
    assert [one.below for one in below.values() if one] == [0, 0, 2, 3, 4]


def test_bounds_repeats_other_periods_and_other_members_never_stand_beside() -> None:
    own, *others = communes("10", "20", "60")
    for other in (
        {"qualifier": ">="},
        {"occurrence": 2},
        {"period": BEFORE},
        {"breakdown": (("a", "b"),)},
        {"period_basis": "inferred"},
    ):
        assert told([own, others[0], replace(others[1], **other)]) is None
    assert told([replace(own, qualifier=">="), *others, *communes(*"7777")[3:]]) is None


def test_a_share_is_told_of_what_adds_up_and_of_a_larger_whole_only() -> None:
    def share(value: str, **changes: object) -> str | None:
        whole = make_observation("whole", value, unit_id=PARENT)
        found = told([*communes("10", "20", "60"), whole], **changes)
        return found.share.percent if found and found.share else None

    assert share("150") == "6,7%"
    assert share("9") is None
    assert share("89") is None  # less than the communes have together: of the district alone
    assert share("90") == "11,1%"
    assert share("0") is None
    assert share("100000") is None
    assert share("150", adds_over_units=False) is None
    assert share("150", kind="ratio") is None


def test_a_change_is_told_against_the_same_days_of_the_year_before() -> None:
    def change(before: str, **changes: object) -> str | None:
        found = told([*communes("12", "20", "60"), *communes(before, period=BEFORE)], **changes)
        return found.change if found else None

    assert change("10") == "tăng 2 (20%)"
    assert change("16") == "giảm 4 (25%)"
    assert change("12") == "bằng cùng kỳ năm trước"
    assert change("0") == "tăng 12"
    assert change("10", kind="ratio") == "tăng 2 điểm phần trăm"
    plain = told(communes("12", "20", "60"))
    assert plain is not None
    assert plain.change is None


def test_an_indicator_of_several_values_comes_before_one_of_yes_and_no() -> None:
    yes_and_no = communes("0", "1", "1", indicator_id="assoc_count")
    both = told([*yes_and_no, *communes("10", "20", "60")])
    assert both is not None
    assert both.median[0] == "20"
    alone = told(yes_and_no)
    assert alone is not None
    assert alone.median[0] == "1"


def test_the_dots_name_the_unit_alone_and_too_many_make_no_picture() -> None:
    figures = communes("10", "20", "60")
    context = context_of(figures)
    found = peers_of(context, OWN, figures[:1])
    assert found is not None
    chart = dots_of_unit(context, OWN, found[1])
    assert chart is not None
    assert [dot.label for dot in chart.dots] == ["Xã Tên 00001", "", ""]
    assert chart.middle_value == Decimal(20)
    assert chart.title == "Số hội viên, xã Tên 00001, năm 2023: 10; trung vị của 3 xã là 20"
    many = communes(*map(str, range(1, MOST_DOTS + 2)))
    large = compared(many)
    assert dots_of_unit(context_of(many), OWN, large[1]) is None


def test_the_page_of_a_commune_tells_it_and_says_that_more_is_not_better(
    register: Register, measured: Measured
) -> None:
    body = unit_page(Context(register, measured, "/xa/03427-na-tam/"), "xa-03427").body
    assert "trung vị của 6 xã, thị trấn thuộc" in body
    assert (
        "Con số này bằng 16,8% của con số 429 công dân mà văn bản ghi cho huyện Tam Đường"
        " (Chủ tịch UBND cấp xã)."
    ) in text_of(body)
    assert "dự đối thoại (Chủ tịch UBND cấp xã), 9 tháng đầu năm 2023" in text_of(body)
    upper = unit_page(Context(register, measured, "/xa/03418-ban-giang/"), "xa-03418").body
    assert "Con số này cao hơn số của 4 trong 5 đơn vị còn lại và bằng 19,8% của con số" in text_of(upper)
    assert "nhiều hơn không có nghĩa là tốt hơn" in body
    alone = unit_page(Context(register, measured, "/xa/05587-binh-yen/"), "xa-05587").body
    assert "So với các đơn vị cùng cấp" not in alone
    assert "Không vẽ biểu đồ số liệu" in alone


def test_every_unit_with_figures_has_a_chart_or_says_why_not(register: Register, measured: Measured) -> None:
    for unit_id, names in register.observations_of.items():
        made = unit_page(Context(register, measured, "/xa/x/"), unit_id)
        assert made.charts or "Không vẽ biểu đồ số liệu" in made.body or len(names) < 3, unit_id
