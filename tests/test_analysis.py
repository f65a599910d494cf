"""Comparisons: like beside like, every value as the source has it, worked out again only where needed."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.analysis import FEWEST, Comparison, Spread
from generator.cache import state
from generator.cache.record_file import RecordFile
from generator.measures import measure
from generator.model import Observation, Period, Register, Unit
from generator.pipeline.ingest import gather
from generator.workers.in_process import InProcess
from tests.builders import DATA
from tests.registers import DISTRICT_END, YEAR, make_document, make_observation, make_register, make_unit

TEN_YEARS = Period(date(2013, 1, 1), date(2022, 12, 31))
COMMUNES = ("xa-00001", "xa-00002", "xa-00003", "xa-00004")
RELEASED = ("releases.csv", "revisions.csv", "redirects.csv")
CRITICISM = "social_criticism_conference_count"  # 13 communes of Tam Đường
PRICE = Decimal("0.01")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def figures_of(*values: str, period: Period = YEAR, **changes: object) -> list[Observation]:
    """Return one figure for each of the first communes."""
    return [
        make_observation(f"{unit_id}-{period.code}", value, unit_id=unit_id, period=period, **changes)
        for unit_id, value in zip(COMMUNES, values, strict=False)
    ]


def comparison_of(*figures: Observation, units: tuple[Unit, ...] = (), **tables: object) -> Comparison:
    register = make_register(*figures, units=units, **tables)  # type: ignore[arg-type]
    return measure(register).comparisons["member_count"]


def spread_of(*figures: Observation, **tables: object) -> Spread:
    (spread,) = comparison_of(*figures, **tables).spreads  # type: ignore[arg-type]
    return spread


def has_comparison(*figures: Observation, **tables: object) -> bool:
    return "member_count" in measure(make_register(*figures, **tables)).comparisons  # type: ignore[arg-type]


def test_lowest_median_and_highest_of_some_communes_are_those_counted_by_hand() -> None:
    spread = spread_of(*figures_of("1000", "9", "74.87"))
    assert (spread.units, spread.lowest, spread.median, spread.highest) == (
        3,
        Decimal(9),
        Decimal("74.87"),
        Decimal(1000),
    )
    assert (spread.level, spread.state, spread.period) == ("xa", "in_force", YEAR)


def test_the_median_of_an_even_number_lies_between_the_middle_two_to_the_last_digit() -> None:
    assert spread_of(*figures_of("1", "2.5", "2.75", "10")).median == Decimal("2.625")


@given(
    st.lists(
        st.integers(0, 10**15 - 1).map(lambda number: number * PRICE), min_size=FEWEST, max_size=len(COMMUNES)
    )
)
def test_no_digit_is_lost_in_values_as_long_as_the_reader_accepts(values: list[Decimal]) -> None:
    assume(len(set(values)) > 1)
    spread = spread_of(*figures_of(*map(str, values)))
    assert (spread.lowest, spread.median, spread.highest) == (min(values), median(values), max(values))


def test_two_communes_make_no_comparison() -> None:
    assert not has_comparison(*figures_of("1", "2"))


@pytest.mark.parametrize(
    "left_out",
    [
        {"qualifier": ">="},
        {"value": None, "missing": "withheld"},
        {"occurrence": 2},
        {"period_basis": "inferred"},
        {"period_basis": "open"},
        {"document_id": "early"},
        {"organisation_id": "women"},
        {"breakdown": (("sex", "female"),)},
        {"period": Period(date(2023, 1, 1), date(2023, 9, 30))},
    ],
)
def test_what_is_not_alike_exact_stated_and_final_is_not_compared(left_out: dict[str, object]) -> None:
    *others, last = figures_of("1", "2", "3", "4")
    other = make_observation("other", **{"unit_id": last.unit_id, "period": YEAR, **left_out})
    papers = (make_document("early", status="draft"),)
    assert spread_of(*others, other, documents=papers).units == 3
    assert spread_of(*others, last, documents=papers).units == 4


def test_people_are_not_compared_with_attendances() -> None:
    figures = figures_of("1", "2", "3", "4")
    alike = replace(figures[3], value_text="4 hội viên")
    other = replace(figures[3], value_text="4 lượt người")
    assert spread_of(*figures[:3], alike).units == 4
    assert spread_of(*figures[:3], other).units == 3
    turns = [replace(one, value_text=f"{one.value} lượt người") for one in figures]
    assert comparison_of(*turns).columns == ("2023;;lượt người",)


def test_equal_values_alone_make_no_comparison() -> None:
    assert not has_comparison(*figures_of("0", "0", "0", "0"))
    assert [one.is_telling for one in comparison_of(*figures_of("0", "0", "1")).spreads] == [True]


def test_units_of_today_never_stand_beside_former_ones() -> None:
    ended = tuple(make_unit(name, valid_to=DISTRICT_END) for name in COMMUNES)
    figures = figures_of("1", "2", "3", "4")
    assert not has_comparison(*figures, units=ended[:2])
    assert spread_of(*figures, units=ended[:1]).units == 3
    assert spread_of(*figures, units=ended).state == "former"


def test_levels_never_stand_beside_each_other() -> None:
    district = make_observation("district", "3", unit_id="huyen-001")
    assert not has_comparison(*figures_of("1", "2"), district)


def test_a_commune_of_which_two_documents_state_different_values_is_left_out() -> None:
    figures = figures_of("1", "2", "3", "4")
    again = make_observation("again", "4", unit_id=COMMUNES[3], document_id="form")
    other = make_observation("other", "5", unit_id=COMMUNES[3], document_id="form")
    assert spread_of(*figures, again).units == 4
    assert spread_of(*figures, other).units == 3


def test_changes_count_the_communes_with_a_figure_of_the_same_days_a_year_before() -> None:
    before = figures_of("10", "10", "10", period=year(2022))
    newest, oldest = comparison_of(*before, *figures_of("11", "9", "10", "7")).spreads
    assert (newest.period, newest.rose, newest.fell, newest.stayed) == (YEAR, 1, 1, 1)
    assert (oldest.period, oldest.rose, oldest.fell, oldest.stayed) == (year(2022), 0, 0, 0)


def test_ten_years_are_no_year_before() -> None:
    newest, _ = comparison_of(
        *figures_of("1", "1", "2", period=TEN_YEARS), *figures_of("2", "2", "3")
    ).spreads
    assert (newest.period, newest.rose) == (YEAR, 0)
    tens = [
        *figures_of("1", "1", "2", period=TEN_YEARS),
        *figures_of("2", "2", "3", period=Period(date(2014, 1, 1), YEAR.end)),
    ]
    assert comparison_of(*tens).spreads[0].rose == 0


def test_the_rows_have_the_compared_figures_of_each_commune_and_no_others() -> None:
    figures = [*figures_of("1", "2", "3", "4"), *figures_of("5", "6", "7.50", period=year(2022))]
    bound = make_observation("bound", "9", unit_id=COMMUNES[3], period=year(2022), qualifier=">=")
    found = comparison_of(*figures, bound)
    assert found.columns == ("2023", "2022")
    assert found.rows == (
        (COMMUNES[0], ("1", "5")),
        (COMMUNES[1], ("2", "6")),
        (COMMUNES[2], ("3", "7.50")),
        (COMMUNES[3], ("4", "")),
    )


def test_a_column_names_period_organisation_and_breakdown() -> None:
    plain = figures_of(
        "1", "2", "3", organisation_id="women", breakdown=(("age", "young"), ("sex", "female"))
    )
    assert comparison_of(*plain).columns == ("2023;women;age=young;sex=female",)


def test_every_figure_compared_in_the_record_is_one_of_the_record(register: Register) -> None:
    found = measure(register).comparisons
    assert CRITICISM in found
    for name, comparison in found.items():
        stated = {
            (one.unit_id, one.value) for one in register.observations.values() if one.indicator_id == name
        }
        cells = {(unit, Decimal(cell)) for unit, row in comparison.rows for cell in row if cell}
        assert cells <= stated
        assert all(spread.units >= FEWEST for spread in comparison.spreads)


# In the cache ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unreleased(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real record as if nothing had been published yet, so that any figure may change."""
    data = tmp_path_factory.mktemp("analysis") / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("releases"))
    for name in RELEASED:
        file = data / name
        file.write_text(file.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    return data


def gathered(data: Path, cache: Path) -> RecordFile:
    """Gather into a folder from nothing, and leave the state sealed there."""
    made = state.fresh(cache, "program")
    with made.record.changes():
        gather(data, made.record, InProcess())
    made.seal()
    return state.reading(cache)


def comparisons_in(record: RecordFile) -> dict[str, Comparison]:
    return {name: record.comparison(name) for name in sorted(record.indicators_compared())}


def replace_in(file: Path, old: str, new: str) -> None:
    content = file.read_text("utf-8")
    assert old in content
    file.write_text(content.replace(old, new), "utf-8")


def test_what_is_known_from_the_last_build_equals_what_a_clean_one_works_out(
    unreleased: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(unreleased, tmp_path / "data"))
    gathered(data, tmp_path / "kept").close()
    steps: Iterable[tuple[str, str, str]] = (
        ("observations/xa-03394.csv", "2023-09-30,stated,0,,,,,chưa tổ chức", "2023-09-30,stated,5,,,,,5"),
        ("observations/xa-03400.csv", "2023-09-30,stated,1", "2023-09-30,inferred,1"),
    )
    seen = []
    for name, old, new in steps:
        replace_in(data / name, old, new)
        kept = state.opened(tmp_path / "kept", "program")
        assert kept is not None
        with kept.record.changes():
            keys = gather(data, kept.record, InProcess())
        assert {f"comparisons/{CRITICISM}", "comparisons/**"} <= keys
        seen.append(comparisons_in(kept.record))
        kept.seal()
        clean = gathered(data, tmp_path / "clean")
        assert seen[-1] == comparisons_in(clean)
        clean.close()
    assert seen[0] != seen[1]


NO_PANDAS = """
import sys
from pathlib import Path
from generator import pipeline
from generator.cache import state
from generator.pipeline.ingest import gather
from generator.workers.in_process import InProcess

kept = state.opened(Path(sys.argv[2]), "program")
with kept.record.changes():
    keys = gather(Path(sys.argv[1]), kept.record, InProcess())
kept.seal()
print(len(keys), "pandas" in sys.modules)
"""


def loads_pandas(data: Path, cache: Path) -> tuple[bool, bool]:
    """Gather in a process of its own; say whether anything changed, and whether pandas was loaded."""
    command = [sys.executable, "-c", NO_PANDAS, str(data), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    changed, loaded = done.stdout.split()
    return changed != "0", loaded == "True"


def test_pandas_is_loaded_only_where_three_units_have_what_changed(unreleased: Path, tmp_path: Path) -> None:
    data, cache = Path(shutil.copytree(unreleased, tmp_path / "data")), tmp_path / "cache"
    gathered(data, cache).close()
    assert loads_pandas(data, cache) == (False, False)
    replace_in(data / "observations/xa-05587.csv", "stated,1,,,,,01", "stated,2,,,,,02")
    assert loads_pandas(data, cache) == (True, False)
    replace_in(
        data / "observations/xa-03394.csv",
        "2023-09-30,stated,0,,,,,chưa tổ chức",
        "2023-09-30,stated,5,,,,,5",
    )
    assert loads_pandas(data, cache) == (True, True)
