"""Comparisons: like beside like, every value as the source has it, worked out again only where needed."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis import FEWEST, Comparison, Point, Subject, compare
from generator.cache import state
from generator.cache.register_file import RecordFile
from generator.measures import measure
from generator.model import Observation, Period, Register
from generator.pipeline import fingerprints
from generator.pipeline.ingest import gather
from generator.workers.in_process import InProcess
from tests.builders import DATA, replace_in
from tests.registers import (
    DISTRICT_END,
    YEAR,
    make_document,
    make_observation,
    make_organisation,
    make_register,
    make_unit,
    year,
)

TEN_YEARS = Period(date(2013, 1, 1), date(2022, 12, 31))
COMMUNES = ("xa-00001", "xa-00002", "xa-00003", "xa-00004")
RELEASED = ("releases.csv", "revisions.csv", "redirects.csv")
CRITICISM = "social_criticism_conference_count"  # 13 communes of Tam Đường
PARENT = "huyen-106"
PRICE = Decimal("0.01")


def figures_of(*values: str, period: Period = YEAR, **changes: object) -> list[Observation]:
    """Return one figure for each of the first communes."""
    return [
        make_observation(f"{unit_id}-{period.code}", value, unit_id=unit_id, period=period, **changes)
        for unit_id, value in zip(COMMUNES, values, strict=False)
    ]


def comparisons_of(*figures: Observation, **tables: object) -> tuple[Comparison, ...]:
    register = make_register(*figures, **tables)  # type: ignore[arg-type]
    return measure(register).comparisons.get("member_count", ())


def comparison_of(*figures: Observation, **tables: object) -> Comparison:
    (comparison,) = comparisons_of(*figures, **tables)
    return comparison


def units_in(*figures: Observation, **tables: object) -> int:
    return len(comparison_of(*figures, **tables).values)


def test_lowest_median_and_highest_of_some_communes_are_those_counted_by_hand() -> None:
    found = comparison_of(*figures_of("1000", "9", "74.87"))
    assert (len(found.values), found.lowest, found.median, found.highest) == (
        3,
        Decimal(9),
        Decimal("74.87"),
        Decimal(1000),
    )
    assert (found.level, found.state, found.period) == ("xa", "in_force", YEAR)


def test_the_median_of_an_even_number_lies_between_the_middle_two_to_the_last_digit() -> None:
    assert comparison_of(*figures_of("1", "2.5", "2.75", "10")).median == Decimal("2.625")


@settings(deadline=None)
@given(
    st.lists(
        st.integers(0, 10**15 - 1).map(lambda number: number * PRICE), min_size=FEWEST, max_size=len(COMMUNES)
    )
)
def test_no_digit_is_lost_in_values_as_long_as_the_reader_accepts(values: list[Decimal]) -> None:
    assume(len(set(values)) > 1)
    found = comparison_of(*figures_of(*map(str, values)))
    assert (found.lowest, found.median, found.highest) == (min(values), median(values), max(values))


def test_two_communes_make_no_comparison() -> None:
    assert comparisons_of(*figures_of("1", "2")) == ()


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
    assert units_in(*others, other, documents=papers) == 3
    assert units_in(*others, last, documents=papers) == 4


def test_people_are_not_compared_with_attendances() -> None:
    figures = figures_of("1", "2", "3", "4")
    alike = replace(figures[3], value_text="4 hội viên")
    other = replace(figures[3], value_text="4 lượt người")
    assert units_in(*figures[:3], alike) == 4
    assert units_in(*figures[:3], other) == 3
    turns = [replace(one, value_text=f"{one.value} lượt người") for one in figures]
    assert comparison_of(*turns).column == "2023;;lượt người"


def test_equal_values_alone_make_no_comparison() -> None:
    assert comparisons_of(*figures_of("0", "0", "0", "0")) == ()
    assert comparison_of(*figures_of("0", "0", "1")).is_telling


def test_units_of_today_never_stand_beside_former_ones() -> None:
    ended = tuple(make_unit(name, valid_to=DISTRICT_END) for name in COMMUNES)
    figures = figures_of("1", "2", "3", "4")
    assert comparisons_of(*figures, units=ended[:2]) == ()
    assert units_in(*figures, units=ended[:1]) == 3
    assert comparison_of(*figures, units=ended).state == "former"


def test_levels_never_stand_beside_each_other() -> None:
    district = make_observation("district", "3", unit_id="huyen-001")
    assert comparisons_of(*figures_of("1", "2"), district) == ()


def test_a_commune_of_which_two_documents_state_different_values_is_left_out() -> None:
    figures = figures_of("1", "2", "3", "4")
    again = make_observation("again", "4", unit_id=COMMUNES[3], document_id="form")
    other = make_observation("other", "5", unit_id=COMMUNES[3], document_id="form")
    assert units_in(*figures, again) == 4
    assert units_in(*figures, other) == 3


def test_changes_count_the_communes_with_a_figure_of_the_same_days_a_year_before() -> None:
    before = figures_of("10", "10", "10", "9", period=year(2022))
    newest, oldest = comparisons_of(*before, *figures_of("11", "9", "10"))
    assert (newest.period, newest.rose, newest.fell, newest.stayed) == (YEAR, 1, 1, 1)
    assert (oldest.period, oldest.rose, oldest.fell, oldest.stayed) == (year(2022), 0, 0, 0)


def test_ten_years_are_no_year_before() -> None:
    tens = figures_of("1", "1", "2", period=TEN_YEARS)
    newest, _ = comparisons_of(*tens, *figures_of("2", "2", "3"))
    assert (newest.period, newest.rose) == (YEAR, 0)
    later = figures_of("2", "2", "3", period=Period(date(2014, 1, 1), YEAR.end))
    assert [one.rose for one in comparisons_of(*tens, *later)] == [0, 0]


def test_a_comparison_has_the_figures_of_its_communes_and_no_others() -> None:
    figures = [*figures_of("1", "2", "3", "4"), *figures_of("5", "6", "7.50", period=year(2022))]
    bound = make_observation("bound", "9", unit_id=COMMUNES[3], period=year(2022), qualifier=">=")
    newest, oldest = comparisons_of(*figures, bound)
    assert (newest.column, newest.values) == ("2023", tuple(zip(COMMUNES, "1234", strict=True)))
    assert (oldest.column, oldest.values) == (
        "2022",
        tuple(zip(COMMUNES[:3], ("5", "6", "7.50"), strict=True)),
    )


PERIODS = [
    ("2022-01-01", "2022-12-31"),
    ("2023-01-01", "2023-12-31"),
    ("2022-01-01", "2023-12-31"),
]


def point(unit_id: str, body: str, noun: str, period: tuple[str, str], value: str) -> Point:
    return Point("a", unit_id, "xa", "former", body, "sex=female", noun, *period, value)


POINTS = st.lists(
    st.builds(
        point,
        unit_id=st.sampled_from(COMMUNES),
        body=st.sampled_from(["", "women"]),
        noun=st.sampled_from(["", "người"]),
        period=st.sampled_from(PERIODS),
        value=st.sampled_from(["1", "2", "2.0", "2.5", "100000000000.001"]),
    ),
    max_size=80,
)


@settings(deadline=None)
@given(POINTS)
def test_many_at_once_come_to_the_same_as_one_by_one(points: list[Point]) -> None:
    in_order = sorted(points, key=lambda point: point.unit_id)
    with pytest.MonkeyPatch.context() as patch:
        few = compare(in_order)
        patch.setattr(sys.modules["generator.analysis.compare"], "MANY", 0)
        assert compare(in_order) == few


def test_a_column_names_period_organisation_and_breakdown() -> None:
    plain = figures_of(
        "1", "2", "3", organisation_id="women", breakdown=(("age", "young"), ("sex", "female"))
    )
    assert (
        comparison_of(*plain, organisations=(make_organisation("women"),)).column
        == "2023;women;age=young;sex=female"
    )


def test_every_figure_compared_in_the_record_is_one_of_the_record(register: Register) -> None:
    found = measure(register).comparisons
    assert CRITICISM in found
    for name, comparisons in found.items():
        figures = [one for one in register.observations.values() if one.indicator_id == name]
        stated = {(one.unit_id, one.value, one.period) for one in figures}
        for one in comparisons:
            assert {(unit_id, Decimal(value), one.period) for unit_id, value in one.values} <= stated
            assert len(one.values) >= FEWEST


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
        gather(data, fingerprints.of_data(data), made.record, InProcess())
    made.seal()
    return state.reading(cache)


def comparisons_in(record: RecordFile) -> dict[Subject, tuple[Comparison, ...]]:
    of_all = {subject: record.comparisons(subject) for subject in sorted(record.subjects_compared())}
    return of_all | {(PARENT, name): record.siblings(PARENT, name) for name, _ in of_all}


def test_in_a_new_record_nobody_has_looked_at_a_figure_yet(unreleased: Path, tmp_path: Path) -> None:
    """Its keys are those of files and of what is compared, and not millions of figures."""
    made = state.fresh(tmp_path, "program")
    with made.record.changes():
        keys = gather(unreleased, fingerprints.of_data(unreleased), made.record, InProcess())
    made.seal()
    assert {key.partition("/")[0] for key in keys} == {"source", "points", "comparisons", "siblings"}


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
            keys = gather(data, fingerprints.of_data(data), kept.record, InProcess())
        assert {f"comparisons/{CRITICISM}", "comparisons/**"} <= keys
        assert {key for key in keys if key.startswith("siblings/")} == {
            f"siblings/{PARENT}={CRITICISM}",
            "siblings/**",
        }
        seen.append(comparisons_in(kept.record))
        kept.seal()
        clean = gathered(data, tmp_path / "clean")
        assert seen[-1] == comparisons_in(clean)
        clean.close()
    assert seen[0] != seen[1]


NO_PANDAS = """
import sys
from pathlib import Path
from generator.cache import state
from generator.pipeline import fingerprints
from generator.pipeline.ingest import gather
from generator.workers.in_process import InProcess

kept = state.opened(Path(sys.argv[2]), "program")
with kept.record.changes():
    data = Path(sys.argv[1])
    keys = gather(data, fingerprints.of_data(data), kept.record, InProcess())
kept.seal()
print(len(keys), "pandas" in sys.modules)
"""


def loads_pandas(data: Path, cache: Path) -> tuple[bool, bool]:
    """Gather in a process of its own; say whether anything changed, and whether pandas was loaded."""
    command = [sys.executable, "-c", NO_PANDAS, str(data), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    changed, loaded = done.stdout.split()
    return changed != "0", loaded == "True"


def test_pandas_is_not_loaded_where_nothing_or_one_cell_changed(unreleased: Path, tmp_path: Path) -> None:
    data, cache = Path(shutil.copytree(unreleased, tmp_path / "data")), tmp_path / "cache"
    gathered(data, cache).close()
    assert loads_pandas(data, cache) == (False, False)
    replace_in(data / "observations/xa-05587.csv", "stated,1,,,,,01", "stated,2,,,,,02")
    assert loads_pandas(data, cache) == (True, False)
    replace_in(data / "observations/xa-03394.csv", "stated,0,,,,,chưa tổ chức", "stated,5,,,,,5")
    assert loads_pandas(data, cache) == (True, False)


def test_many_figures_are_compared_with_pandas() -> None:
    code = """
import sys
from generator.analysis import Point, compare
year = ("2023-01-01", "2023-12-31")
few = [Point("a", f"xa-{at:05}", "xa", "former", "", "", "", *year, str(at)) for at in range(4)]
compare(few)
print("pandas" in sys.modules)
compare(few * 10_000)
print("pandas" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
