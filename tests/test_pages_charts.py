"""Which figures make a chart on the pages of associations and indicators, and what its title says."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from generator import measures
from generator.measures import Measured
from generator.model import Observation, Period, Register
from generator.page_tasks import MOST_FIGURES
from generator.pages.blocks.reach import reach_of
from generator.pages.blocks.stories import no_chart, story_of_body, story_of_indicator, why_none
from generator.pages.blocks.table_shapes import topic_tables
from generator.pages.blocks.trends import trend_chart
from generator.pages.kinds.association import association_page
from generator.pages.kinds.indicator import indicator_page
from generator.pages.view.context import Context
from generator.products import BarChart, DotChart, LineChart, Strip
from tests.registers import (
    make_document,
    make_member,
    make_observation,
    make_organisation,
    make_register,
    make_unit,
    year,
)

BODIES = ("farmers", "women", "youth")


def half(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 6, 30))


def series(*values: str | None, unit_id: str = "xa-00001", **changes: object) -> list[Observation]:
    """Return one figure a year from 2021 on; `` leaves a year out, None is a year without a report."""
    return [
        make_observation(
            f"{unit_id}-{2021 + at}-{changes.get('organisation_id')}",
            value,
            unit_id=unit_id,
            period=year(2021 + at),
            **{"missing": "not_reported" if value is None else None, **changes},
        )
        for at, value in enumerate(values)
        if value != ""
    ]


def context_of(figures: Sequence[Observation], **tables: object) -> Context:
    bodies = tuple(map(make_organisation, BODIES))
    register = make_register(*figures, organisations=bodies, **tables)  # type: ignore[arg-type]
    return Context(register, measures.measure(register), "/chi-tieu/so-hoi-vien/")


def trend(figures: Sequence[Observation], by_unit: bool = False, **tables: object) -> LineChart | None:
    return trend_chart(context_of(figures, **tables), figures, by_unit)


# Lines over the years -------------------------------------------------------------------------------


def test_a_line_says_how_its_last_year_differs_from_its_first() -> None:
    for values, said in (
        (("5", "7", "9"), "Số hội viên tăng từ 5 lên 9, xã Tên 00001, từ năm 2021 đến năm 2023"),
        (("9", "7", "5"), "Số hội viên giảm từ 9 xuống 5, xã Tên 00001, từ năm 2021 đến năm 2023"),
        (("5", "7", "5"), "Số hội viên đầu kỳ và cuối kỳ đều là 5, xã Tên 00001, từ năm 2021 đến năm 2023"),
    ):
        chart = trend(series(*values))
        assert chart is not None
        assert chart.title == said


def test_a_bound_at_an_end_says_nothing_of_a_change() -> None:
    first, *others = series("5", "7", "9")
    chart = trend([replace(first, qualifier=">="), *others])
    assert chart is not None
    assert chart.title == "Số hội viên, xã Tên 00001, từ năm 2021 đến năm 2023"
    assert chart.lines[0].readings[0].bound == ">="


def test_a_year_without_a_report_and_a_year_left_out_stay_gaps_with_their_reasons() -> None:
    chart = trend(series("5", None, "", "7", "9"))
    assert chart is not None
    assert [(one.when, one.text) for one in chart.lines[0].readings] == [
        ("2021", "5"), ("2022", "chưa báo cáo"), ("2023", "không có số"), ("2024", "7"), ("2025", "9"),
    ]  # fmt: skip
    assert "2022 chưa báo cáo" in chart.description


def test_a_year_of_which_documents_differ_is_a_gap_and_says_so() -> None:
    figures = series("5", "6", "7", "9")
    again = replace(figures[1], figure_id="again", value=figures[2].value, document_id="other")
    chart = trend([*figures, again], documents=(make_document("other"),))
    assert chart is not None
    assert chart.lines[0].readings[1].text == "văn bản ghi khác nhau"


def test_only_periods_of_one_kind_make_a_line_and_drafts_make_none() -> None:
    halves = [replace(one, period=half(one.period.start.year)) for one in series("1", "2")]
    chart = trend([*halves, *series("5", "7", "9")])
    assert chart is not None
    assert [one.text for one in chart.lines[0].readings] == ["5", "7", "9"]
    assert trend([*halves, *series("5", "7")]) is None
    draft = make_document("draft", status="draft")
    drafted = [replace(one, document_id="draft") for one in series("5", "7", "9")]
    assert trend(drafted, documents=(draft,)) is None


def test_lines_of_several_associations_say_how_many_rose_where_all_have_both_ends() -> None:
    figures = [
        *series("5", "7", "9", organisation_id="farmers"),
        *series("9", "7", "5", organisation_id="women"),
        *series("100", "100", "100"),
    ]
    chart = trend(figures)
    assert chart is not None
    assert [line.label for line in chart.lines] == ["farmers", "women"]  # the total is not among its parts
    assert chart.title.endswith(
        "theo tổ chức, xã Tên 00001, từ năm 2021 đến năm 2023: trong 2 tổ chức, 1 tăng, 1 giảm"
    )
    late = trend([*figures, *series("", "1", "2", organisation_id="youth")])
    assert late is not None
    assert late.title.endswith("2023: trong 2 tổ chức có số ở cả năm đầu và năm cuối, 1 tăng, 1 giảm")
    alike = trend([*figures[:3], *series("1", "", "2", organisation_id="youth")])
    assert alike is not None
    assert alike.title.endswith("2023: cả 2 tổ chức đều tăng")
    bounded = [replace(one, qualifier=">=") for one in series("1", "", "2", organisation_id="youth")]
    open_ended = trend([*figures[:6], *bounded])
    assert open_ended is not None
    assert open_ended.title.endswith("đến năm 2023")  # whether more than 1 rose to more than 2 nobody knows
    alone = trend([*figures[:3], *series("", "1", "2", organisation_id="youth")])
    assert alone is not None
    assert alone.title.endswith("đến năm 2023")


def test_places_stand_apart_on_one_scale() -> None:
    figures = [*series("1", "2", "3"), *series("4", "5", "6", unit_id="xa-00002")]
    chart = trend(figures, by_unit=True)
    assert chart is not None
    assert chart.apart
    assert [line.label for line in chart.lines] == ["Xã Tên 00001", "Xã Tên 00002"]


def test_a_topic_of_several_years_begins_with_its_longest_lines_and_one_of_a_year_has_none(
    register: Register,
) -> None:
    def charts(figures: list[Observation]) -> list[object]:
        context = context_of(figures)
        context = replace(context, register=replace(context.register, topics=register.topics))
        return [table.chart for table in topic_tables(context, figures)]

    figures = [
        *series("5", "7", "9", organisation_id="farmers"),
        *series("1", "2", "", "4", organisation_id="women"),
        *series("3", "4", "5", indicator_id="assoc_count"),
    ]
    first, *others = charts(figures)
    assert isinstance(first, LineChart)
    assert [line.label for line in first.lines] == ["farmers", "women"]
    assert not any(isinstance(chart, LineChart) for chart in others)
    assert not any(isinstance(chart, LineChart) for chart in charts(series("5")))


# The chart of an indicator --------------------------------------------------------------------------


def test_an_indicator_shows_places_over_years_else_places_else_the_parts_of_one_place() -> None:
    years = [*series("1", "2", "3"), *series("4", "5", "6", unit_id="xa-00002")]
    assert isinstance(story_of_indicator(context_of(years), years), LineChart)
    places = [
        make_observation(name, value, unit_id=name)
        for name, value in zip(("xa-00001", "xa-00002", "xa-00003"), "123", strict=True)
    ]
    assert isinstance(story_of_indicator(context_of(places), places), BarChart)
    parts = [
        make_observation(body, value, organisation_id=body) for body, value in zip(BODIES, "123", strict=True)
    ]
    assert isinstance(story_of_indicator(context_of(parts), parts), BarChart)


def test_parts_that_are_divided_further_are_added_up_and_say_so() -> None:
    figures = [
        make_observation("a", "5", breakdown=(("donor", "a"),)),
        make_observation("b", "3", breakdown=(("donor", "b"),)),
        make_observation("c1", "1", breakdown=(("donor", "c"), ("project", "x"))),
        make_observation("c2", "1", breakdown=(("donor", "c"), ("project", "y"))),
    ]
    pairs = sorted({pair for one in figures for pair in one.breakdown})
    chart = story_of_indicator(
        context_of(figures, members=tuple(make_member(*pair) for pair in pairs)), figures
    )
    assert isinstance(chart, BarChart)
    assert [(bar.label, bar.text) for bar in chart.bars] == [
        ("a", "5"), ("b", "3"), ("c (2 phần cộng lại)", "2"),
    ]  # fmt: skip


def test_a_page_says_why_figures_make_no_chart(register: Register, measured: Measured) -> None:
    def body(indicator_id: str) -> str:
        return indicator_page(Context(register, measured, "/chi-tieu/"), indicator_id).body

    assert "nên không đặt cạnh nhau được" in body("admin_unit_count")
    assert "chưa có đủ ba con số so sánh được với nhau" in body("gift_package_count")
    for drawn in ("dialogue_attendance", "sponsored_project_count", "member_count"):
        assert "Không vẽ biểu đồ" not in body(drawn)


def test_few_and_unlike_figures_are_told_apart() -> None:
    assert "chưa có đủ ba con số" in why_none(series("1", "2", "3"))
    equal = [make_observation(name, "1", organisation_id=name) for name in BODIES]
    assert "hoặc bằng nhau cả nên hình không cho biết thêm gì" in why_none(equal)
    assert no_chart(equal) == why_none(equal)
    assert no_chart(equal[:2]) == ""


def test_a_large_indicator_shows_its_units_as_dots_without_names(register: Register) -> None:
    figures = [make_observation(f"xa-{n:05}", str(n), unit_id=f"xa-{n:05}") for n in range(1, 46)]
    context = context_of(figures)
    known = replace(context, register=replace(context.register, topics=register.topics))
    page = indicator_page(known, "member_count")
    (chart,) = page.charts
    assert isinstance(chart, DotChart)
    assert {dot.label for dot in chart.dots} == {""}
    assert chart.title.endswith("năm 2023: trung vị của 45 địa phương là 23")


def test_an_indicator_too_large_for_one_page_shows_its_provinces_over_the_years(register: Register) -> None:
    provinces = tuple(make_unit(name) for name in ("tinh-01", "tinh-02"))
    figures = [one for unit in provinces for one in series("1", "2", "3", unit_id=unit.unit_id)]
    communes = [make_observation(f"c{n}", str(n), unit_id=f"xa-{n:05}") for n in range(1, MOST_FIGURES + 2)]
    units = tuple(make_unit(one.unit_id, "tinh-01") for one in communes)
    context = context_of([*figures, *communes], units=(*provinces, *units))
    known = replace(context, register=replace(context.register, topics=register.topics))
    page = indicator_page(known, "member_count")
    (chart,) = page.charts
    assert not page.tables
    assert isinstance(chart, LineChart)
    assert [line.label for line in chart.lines] == [
        "Xã Tên 01",
        "Xã Tên 02",
    ]  # units of a test are communes by name


# The charts of an association -----------------------------------------------------------------------


def test_an_association_with_figures_in_three_places_has_a_chart_and_those_with_like_figures_one_of_them(
    register: Register, measured: Measured
) -> None:
    shown = {
        name: association_page(Context(register, measured, f"/hoi/{body.slug}/"), name).charts
        for name, body in register.organisations.items()
    }
    squares = {name for name, charts in shown.items() if charts and isinstance(charts[-1], Strip)}
    assert squares == {name for name, units in measured.units_of_organisation.items() if len(units) >= 3}
    assert {name for name, charts in shown.items() if not isinstance((*charts, None)[0], Strip | None)} == {
        "fatherland_front", "trade_union", "farmers", "youth_union", "women", "veterans", "elderly",
    }  # fmt: skip


def test_an_association_says_how_old_its_figures_are_place_by_place(
    register: Register, measured: Measured
) -> None:
    def body(name: str) -> str:
        return association_page(Context(register, measured, "/hoi/x/"), name).body

    assert "Số mới nhất là của năm 2023." in body("fatherland_front")
    assert "Số mới nhất" not in body("journalists")


def test_an_association_stands_among_the_others_of_its_place_where_it_has_nothing_of_its_own() -> None:
    figures = [
        make_observation(body, value, organisation_id=body) for body, value in zip(BODIES, "123", strict=True)
    ]
    context = context_of(figures)
    story = story_of_body(context, "women", figures[1:2])
    assert story is not None
    assert isinstance(story.chart, BarChart)
    assert [bar.label for bar in story.chart.bars if bar.emphasis] == ["women"]
    assert story.table is not None
    assert story_of_body(context_of(figures[:2]), "women", figures[1:2]) is None


def test_places_over_the_years_come_before_everything_else() -> None:
    figures = [
        *series("1", "2", "3", organisation_id="women"),
        *series("4", "5", "6", unit_id="xa-00002", organisation_id="women"),
    ]
    story = story_of_body(context_of(figures), "women", figures)
    assert story is not None
    assert isinstance(story.chart, LineChart)
    assert story.table is None


def test_silence_is_a_square_too_and_of_many_units_a_square_is_a_province() -> None:
    figures = [make_observation(f"xa-{n:05}", "1", unit_id=f"xa-{n:05}") for n in range(1, 4)]
    strip = reach_of(context_of(figures), "Hội A", {"xa-00001", "xa-00002", "xa-00003"})
    assert strip is not None
    assert [tile.step for tile in strip.tiles] == [4, 4, 4]
    assert strip.title == "Hội A: có số ở 3 trong 3 địa phương đã có số liệu"
    assert reach_of(context_of(figures), "Hội A", {"xa-00001", "xa-00002"}) is None
    units = [make_unit(f"xa-{n:05}", f"tinh-{n % 2 + 1:02}") for n in range(1, 134)]
    provinces = tuple(make_unit(f"tinh-{n:02}") for n in (1, 2))
    many = [make_observation(unit.unit_id, "1", unit_id=unit.unit_id) for unit in units]
    large = reach_of(
        context_of(many, units=(*provinces, *units)), "Hội A", {"xa-00002", "xa-00004", "xa-00006"}
    )
    assert large is not None
    assert [(tile.step, tile.text) for tile in large.tiles] == [
        (0, "0 trong 67 địa phương có số xếp vào tổ chức này"),
        (1, "3 trong 66 địa phương có số xếp vào tổ chức này"),
    ]
