"""Values place by place: which figures make a picture, in which classes, and what the picture says."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from generator import charts, measures
from generator.analysis.classes import Class, class_of, classes_of
from generator.measures import Measured
from generator.model import Observation, Period, Register
from generator.pages.blocks.tile_map import layout
from generator.pages.blocks.value_maps import ValueMaps, maps_of_communes, value_maps
from generator.pages.kinds.indicator import indicator_page
from generator.pages.view.context import Context
from generator.products import MOST_TILES, Chart, Strip, TileMap
from tests.registers import make_document, make_observation, make_register, make_unit, year

FORMER = [f"tinh-{code}" for code in layout()["former"]["places"]]
TODAY = [f"tinh-{code}-20250701" for code in layout()["places"]]
UNITS = (
    *(make_unit(name, type="tỉnh", valid_to=date(2025, 6, 30)) for name in FORMER),
    *(make_unit(name, type="tỉnh", valid_from=date(2025, 7, 1)) for name in TODAY),
)


def stated(unit_id: str, value: str, number: int = 2023, **changes: object) -> Observation:
    return make_observation(f"{unit_id}-{number}", value, unit_id=unit_id, period=year(number), **changes)


def context_of(figures: Sequence[Observation], **tables: object) -> Context:
    register = make_register(*figures, **{"units": UNITS, **tables})  # type: ignore[arg-type]
    return Context(register, measures.measure(register), "/chi-tieu/so-hoi-vien/")


def maps_of(figures: Sequence[Observation]) -> tuple[ValueMaps | None, tuple[Chart, ...]]:
    return value_maps(context_of(figures), figures, "tinh")


def steps(chart: Chart) -> dict[str, int]:
    assert isinstance(chart, TileMap | Strip)
    return {tile.name: tile.step for tile in chart.tiles}


# Classes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ("1 2 3 4 5 6 7 8", ["1-2", "3-4", "5-6", "7-8"]),
        ("1 2 3", ["1-1", "2-2", "3-3"]),
        ("1 2 3 4 5", ["1-3", "4-5"]),
        ("0 0 0 0 0 0 1 9", ["0-0", "1-1", "9-9"]),
        ("0 1 0 1 1", ["0-0", "1-1"]),
        ("5 5 5", ["5-5"]),
        ("0.5 12.75 3 100 7 8 9 10 11", ["0.5-7", "8-9", "10-11", "12.75-100"]),
    ],
)
def test_classes_hold_about_as_many_values_and_equal_values_share_one(values: str, limits: list[str]) -> None:
    numbers = [Decimal(value) for value in values.split()]
    classes = classes_of(numbers)
    assert [f"{one.lowest}-{one.highest}" for one in classes] == limits
    for value in numbers:
        own = classes[class_of(value, classes) - 1]
        assert own.lowest <= value <= own.highest


def test_a_class_is_counted_from_the_lowest() -> None:
    classes = (Class(Decimal(1), Decimal(2)), Class(Decimal(5), Decimal(9)))
    assert [class_of(Decimal(value), classes) for value in (1, 2, 5, 9)] == [1, 1, 2, 2]


# Provinces ------------------------------------------------------------------------------------------


def test_provinces_lie_on_the_map_of_their_time_each_with_its_value_and_class() -> None:
    old = [stated(name, str(at)) for at, name in enumerate(FORMER[:8], start=1)]
    new = [stated(name, str(at), 2026) for at, name in enumerate(TODAY[:8], start=1)]
    maps, (newest, before) = maps_of([*old, *new])
    assert maps is not None
    assert [one.period for one in maps.maps] == ["năm 2026", "năm 2023"]
    assert isinstance(newest, TileMap) and isinstance(before, TileMap)
    assert (len(newest.tiles), len(before.tiles)) == (34, 63)
    assert before.title == (
        "Số hội viên theo tỉnh, năm 2023: 8 trong 63 nơi có số so được, từ 1 đến 8, trung vị 4,5"
    )
    assert before.legend == (
        "không có số so được", "nhóm 1: từ 1 đến 2", "nhóm 2: từ 3 đến 4", "nhóm 3: từ 5 đến 6",
        "nhóm 4: từ 7 đến 8",
    )  # fmt: skip
    told = {tile.name: (tile.step, tile.text, tile.value) for tile in before.tiles}
    assert told["Tỉnh Tên 02"] == (1, "1 (nhóm 1)", "1")
    assert told["Tỉnh Tên 96"] == (0, "không có số so được", "")
    assert [one.split()[0] for one, _, _ in before.islands] == ["Hoàng", "Trường"]
    assert before.hatches


def test_every_province_has_one_square_on_either_map_and_the_sea_is_free() -> None:
    for one in (layout(), layout()["former"]):
        waters = [(row, column + more) for _, row, column in one["islands"].values() for more in (0, 1)]
        taken = [*map(tuple, one["places"].values()), *waters]
        assert len(taken) == len(set(taken))
        assert max(column for _, column in taken) < 7


@pytest.mark.parametrize("values", ["12", "777", ""], ids=["two places", "all the same", "none"])
def test_too_few_places_or_equal_values_make_no_map(values: str) -> None:
    figures = [stated(name, value) for name, value in zip(FORMER, values, strict=False)]
    assert maps_of(figures) == (None, ())


def test_only_like_stands_on_one_map() -> None:
    alike = [stated(name, str(at)) for at, name in enumerate(FORMER[:3], start=1)]
    others = [
        stated(FORMER[3], "4", qualifier=">="),
        stated(FORMER[4], "5", period_basis="inferred"),
        stated(FORMER[5], "6", document_id="draft"),
        replace(stated(FORMER[6], "7"), value_text="7 công dân"),
        stated(FORMER[7], "8", organisation_id="women"),
        replace(stated(FORMER[8], "9"), period=Period(date(2023, 1, 1), date(2023, 9, 30))),
    ]
    figures = [*alike, *others]
    context = context_of(figures, documents=(make_document("draft", status="draft"),))
    _, (chart,) = value_maps(context, figures, "tinh")
    assert {name for name, step in steps(chart).items() if step} == {
        "Tỉnh Tên 02",
        "Tỉnh Tên 04",
        "Tỉnh Tên 12",
    }


def test_years_share_their_classes_and_the_newest_with_many_places_stands_open() -> None:
    figures = [stated(name, str(at), 2022) for at, name in enumerate(FORMER[:8], start=1)]
    figures += [stated(name, str(10 * at), 2023) for at, name in enumerate(FORMER[:8], start=1)]
    figures += [stated(name, "100", 2024) for name in FORMER[:2]] + [stated(FORMER[2], "1", 2024)]
    maps, drawn = maps_of(figures)
    assert maps is not None
    assert [(one.period[-4:], one.is_open) for one in maps.maps] == [
        ("2024", False), ("2023", True), ("2022", False),
    ]  # fmt: skip
    assert len({chart.legend for chart in drawn if isinstance(chart, TileMap)}) == 1
    assert [steps(chart)["Tỉnh Tên 02"] for chart in drawn] == [4, 2, 1]
    assert [[len(cell) for cell in row.cells] for row in maps.rows[:1]] == [[1, 1, 1]]


def test_of_two_values_the_title_says_how_many_places_state_either() -> None:
    _, (chart,) = maps_of([stated(name, value) for name, value in zip(FORMER, "01101", strict=False)])
    assert chart.title.endswith("trong 63 nơi, 2 nơi là 0, 3 nơi là 1")
    assert chart.source.startswith("Mỗi nhóm là một con số.")
    assert chart.description == "nhóm 1: 0, có 2 nơi; nhóm 2: 1, có 3 nơi"


# Communes -------------------------------------------------------------------------------------------


def of_district(communes: int, known: int) -> tuple[Context, list[Observation]]:
    names = [f"xa-{n:05}" for n in range(1, communes + 1)]
    figures = [stated(name, str(at)) for at, name in enumerate(names[:known], start=1)]
    units = (make_unit("huyen-106", type="huyện"), *(make_unit(name, "huyen-106") for name in names))
    return context_of(figures, units=units), figures


def test_few_communes_have_their_names_and_many_are_squares_in_the_order_of_the_alphabet() -> None:
    (maps,), (named,) = maps_of_communes(*of_district(13, 5))
    assert isinstance(named, TileMap)
    assert [tile.label for tile in named.tiles][:2] == ["Tên 00001", "Tên 00002"]
    assert maps.place == "huyện Tên 106"
    _, (squares,) = maps_of_communes(*of_district(43, 5))
    assert isinstance(squares, Strip)
    assert squares.source.endswith("Xếp theo vần.")
    assert "xã ở huyện Tên 106" in squares.title


def test_a_province_of_more_than_400_communes_works_and_small_squares_lead_nowhere() -> None:
    context, figures = of_district(579, 3)
    _, (chart,) = maps_of_communes(context, figures)
    assert isinstance(chart, Strip)
    assert len(chart.tiles) == 579
    assert {tile.href for tile in chart.tiles} == {""}
    assert "3 trong 579 nơi" in charts.draw(chart).svg_file.decode()
    too_many = of_district(MOST_TILES + 1, 3)
    assert maps_of_communes(*too_many) == ((), ())


def test_communes_without_a_unit_above_them_make_no_picture() -> None:
    figures = [stated(f"xa-0000{n}", str(n)) for n in range(1, 5)]
    assert maps_of_communes(context_of(figures), figures) == ((), ())


# On the pages ---------------------------------------------------------------------------------------


def page_of(register: Register, measured: Measured, indicator_id: str) -> str:
    slug = register.indicators[indicator_id].slug
    return indicator_page(Context(register, measured, f"/chi-tieu/{slug}/"), indicator_id).body


def test_communes_with_one_conference_or_none_are_squares_and_no_bars(
    register: Register, measured: Measured
) -> None:
    body = page_of(register, measured, "social_criticism_conference_count")
    assert "trong 13 nơi, 5 nơi là 0, 8 nơi là 1" in body
    assert "Từng nơi ở huyện Tam Đường" in body
    assert re.findall(r"\{chart:(\d)\}", body) == ["0"]


def test_an_indicator_without_a_map_says_why(register: Register, measured: Measured) -> None:
    why = "ít nhất 3 tỉnh, thành phố có số so được với nhau"
    assert why in page_of(register, measured, "member_count")
    three = [stated(name, str(at)) for at, name in enumerate(FORMER[:3])]
    context = context_of(three)
    known = replace(context, register=replace(context.register, topics=register.topics))
    body = indicator_page(known, "member_count").body
    assert why not in body
    assert "Trên bản đồ" in body
