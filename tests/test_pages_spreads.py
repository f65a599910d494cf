"""How far the figures of communes lie apart: told where it says something, and of nobody by name."""

from collections.abc import Sequence
from datetime import date

from generator import measures, urls
from generator.measures import Measured
from generator.model import Observation, Period, Register
from generator.pages.blocks import spreads
from generator.pages.blocks.spreads import Spreads, spreads_of
from generator.pages.kinds.indicator import indicator_page
from generator.pages.view.context import Context
from tests.registers import YEAR, make_observation, make_organisation, make_register

COMMUNES = ("xa-00001", "xa-00002", "xa-00003", "xa-00004")
BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))


def figures_of(*values: str, period: Period = YEAR, body: str | None = None) -> list[Observation]:
    return [
        make_observation(
            f"{unit_id}-{period.code}-{body}", value, unit_id=unit_id, period=period, organisation_id=body
        )
        for unit_id, value in zip(COMMUNES, values, strict=False)
    ]


def told(figures: Sequence[Observation], bodies: Sequence[str] = ()) -> Spreads | None:
    register = make_register(*figures, organisations=tuple(map(make_organisation, bodies)))
    context = Context(register, measures.measure(register), "/chi-tieu/so-hoi-vien/")
    return spreads_of(context, register.indicators["member_count"])


def test_lowest_median_and_highest_are_told_plain_and_in_words() -> None:
    found = told(figures_of("1875", "2", "3"))
    assert found is not None
    (row,) = found.rows
    assert (row.label, row.units) == ("Cấp xã (đơn vị hiện nay)", 3)
    assert row.values == (("2", "2"), ("3", "3"), ("1875", "1.875"))
    assert found.file == "../../data/so-sanh/so-hoi-vien.csv"


def test_too_few_or_equal_figures_are_not_told_of() -> None:
    assert told(figures_of("1", "2")) is None
    assert told(figures_of("5", "5", "5", "5")) is None


def test_only_the_latest_period_is_told_and_changes_only_of_enough_communes() -> None:
    found = told([*figures_of("1", "2", "3", period=BEFORE), *figures_of("2", "1", "3", "9")])
    assert found is not None
    (row,) = found.rows
    assert (row.period, row.units, row.rose, row.fell, row.stayed) == ("năm 2023", 4, 1, 1, 1)
    few = told([*figures_of("1", "2", period=BEFORE), *figures_of("2", "1", "3")])
    assert few is not None
    assert (few.rows[0].rose, few.rows[0].fell, few.rows[0].stayed) == (0, 0, 0)


def test_of_many_spreads_those_of_most_communes_are_told_and_how_many_there_are() -> None:
    bodies = [f"body{number:02}" for number in range(spreads.MOST + 1)]
    figures = [one for body in bodies for one in figures_of("1", "2", "3", body=body)]
    found = told([*figures, *figures_of("1", "2", "3", "4")], bodies)
    assert found is not None
    assert (len(found.rows), found.found) == (spreads.MOST, spreads.MOST + 2)
    assert [row.units for row in found.rows[:2]] == [4, 3]


def test_the_page_of_an_indicator_tells_it_with_its_file_and_another_says_nothing(
    register: Register, measured: Measured
) -> None:
    context = Context(register, measured, urls.INDICATORS)
    compared = indicator_page(context, "dialogue_attendance").body
    assert ">So sánh các địa phương<" in compared
    assert '<data value="73.5">73,5</data>' in compared
    assert "<small>9 tháng đầu năm 2023.</small>" in compared
    assert "luot-nguoi-du-doi-thoai.csv" in compared
    assert ">So sánh các địa phương<" not in indicator_page(context, "supervision_count").body
