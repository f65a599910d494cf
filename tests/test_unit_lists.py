"""The national list of units: official counts, unbroken succession, and a second, independent list.

The five special zones Bạch Long Vĩ, Cồn Cỏ, Hoàng Sa, Lý Sơn and Côn Đảo come from island districts that
had no communes: their one predecessor is the district.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator import urls
from generator.model import Unit, UnitChange
from generator.text import fold, slugify
from tests.builders import rows_of

ROOT = Path(__file__).parents[1]
EVE = date(2025, 6, 30)
DAY = date(2025, 7, 1)
LISTED_ON = date(2026, 7, 25)

ISLAND_DISTRICTS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}
LISTED_OTHERWISE = {"06970": "06978"}  # tests/reference/UNITS.md
NAMESAKES = {
    # of one type and alike without accents inside one province, on 2025-07-01
    ("19", "Văn Lang", "Văn Lăng"),
    ("31", "Cẩm Giang", "Cẩm Giàng"),
    ("51", "Sơn Hà", "Sơn Hạ"),
    ("51", "Ba Tơ", "Ba Tô"),
    ("75", "Lộc Thạnh", "Lộc Thành"),
    ("80", "Tân Thạnh", "Tân Thành"),
    ("82", "Tân Thạnh", "Tân Thành"),
    ("79", "Thanh An", "Thạnh An"),
}


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@cache
def units() -> dict[str, Unit]:
    rows = rows_of(ROOT / "data" / "units.csv")
    found = [
        Unit(
            **{name: row[name] for name in ("unit_id", "level", "code", "type", "name", "slug")},
            parent_id=row["parent_id"] or None,
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            basis=row["basis"] or None,
        )
        for row in rows
    ]
    return {unit.unit_id: unit for unit in found}


@cache
def changes() -> tuple[UnitChange, ...]:
    return tuple(
        UnitChange(
            row["from_unit_id"],
            row["to_unit_id"],
            row["relation"],
            date.fromisoformat(row["effective_on"]),
            row["basis"] or None,
        )
        for row in rows_of(ROOT / "data" / "unit_changes.csv")
    )


@cache
def successors() -> dict[str, list[UnitChange]]:
    found = defaultdict(list)
    for change in changes():
        found[change.from_unit_id].append(change)
    return found


@cache
def predecessors() -> dict[str, list[UnitChange]]:
    found = defaultdict(list)
    for change in changes():
        found[change.to_unit_id].append(change)
    return found


def begins(unit: Unit) -> date:
    return unit.valid_from or date.min


def ends(unit: Unit) -> date:
    return unit.valid_to or date.max


@cache
def in_force(on: date, level: str) -> tuple[Unit, ...]:
    return tuple(
        unit for unit in units().values() if unit.level == level and begins(unit) <= on <= ends(unit)
    )


def communes_of(district_or_province: str, on: date) -> set[str]:
    """The communes below a unit, directly or through its districts."""
    districts = {unit.unit_id for unit in in_force(on, "huyen") if unit.parent_id == district_or_province}
    above = districts | {district_or_province}
    return {unit.unit_id for unit in in_force(on, "xa") if unit.parent_id in above}


# Counts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "level", "count"),
    [
        (EVE, "tinh", 63), (EVE, "huyen", 696), (EVE, "xa", 10035),
        (DAY, "tinh", 34), (DAY, "huyen", 0), (DAY, "xa", 3321),
        (LISTED_ON, "tinh", 34), (LISTED_ON, "xa", 3321),
        (date(2026, 9, 20), "tinh", 34), (date(2026, 9, 20), "xa", 3321),
    ],
)  # fmt: skip
def test_as_many_units_are_in_force_as_officially_counted(on: date, level: str, count: int) -> None:
    assert len(in_force(on, level)) == count


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (DAY, {"xã": 2621, "phường": 687, "đặc khu": 13}),
        (LISTED_ON, {"xã": 2611, "phường": 697, "đặc khu": 13}),
        (date(2026, 9, 20), {"xã": 2599, "phường": 709, "đặc khu": 13}),
    ],
)
def test_communes_are_of_the_officially_counted_types(on: date, counts: dict[str, int]) -> None:
    assert Counter(unit.type for unit in in_force(on, "xa")) == counts


@pytest.mark.parametrize(
    ("on", "municipalities"),
    [(EVE, 6), (DAY, 6), (date(2026, 4, 30), 7), (date(2026, 9, 1), 8), (date(2026, 9, 20), 9)],
)
def test_three_provinces_became_municipalities_in_2026(on: date, municipalities: int) -> None:
    kinds = Counter(unit.type for unit in in_force(on, "tinh"))
    assert kinds["thành phố trực thuộc trung ương"] == municipalities


def test_split_and_unchanged_communes_are_as_many_as_the_statistics_office_counts() -> None:
    of_2025 = [
        change for change in changes() if change.effective_on == DAY and change.from_unit_id[:2] == "xa"
    ]
    split = {change.from_unit_id for change in of_2025 if change.relation == "part"}
    kinds = Counter(change.relation for change in of_2025)
    assert len(split) == 441
    assert (kinds["unchanged"], kinds["renamed"]) == (127, 2)
    assert kinds["whole"] + kinds["type_changed"] == 9463 + 2


# Identity -------------------------------------------------------------------------------------


def test_every_unit_has_one_address_and_no_two_share_one() -> None:
    addresses = Counter(urls.unit(unit).lower() for unit in units().values())
    assert len(addresses) == len(rows_of(ROOT / "data" / "units.csv"))
    assert all(address.isascii() and address.count("/") == 3 for address in addresses)


def test_slugs_are_made_of_the_names() -> None:
    assert not [unit for unit in units().values() if unit.slug != slugify(unit.name)]


def test_the_eight_pairs_that_are_alike_without_accents_are_apart() -> None:
    by_slug = defaultdict(list)
    for unit in in_force(DAY, "xa"):
        by_slug[unit.parent_id, unit.type, unit.slug].append(unit)
    found = set()
    for (parent_id, *_), alike in by_slug.items():
        names = sorted({unit.name for unit in alike})
        if len(names) > 1:
            assert len({urls.unit(unit) for unit in alike}) == len(alike)
            found.add((units()[parent_id].code, *names))
    assert found == {(code, *sorted(names)) for code, *names in NAMESAKES}


def test_spans_of_one_code_do_not_overlap() -> None:
    by_code = defaultdict(list)
    for unit in units().values():
        by_code[unit.level, unit.code].append(unit)
    for spans in by_code.values():
        ordered = sorted(spans, key=begins)
        assert all(ends(earlier) < begins(later) for earlier, later in pairwise(ordered))


def test_a_unit_above_is_in_force_whenever_the_unit_below_is() -> None:
    for unit in units().values():
        if unit.level == "tinh":
            assert unit.parent_id is None
            continue
        above = units()[unit.parent_id or ""]
        assert begins(above) <= begins(unit)
        assert ends(unit) <= ends(above)
        assert above.level == ("huyen" if unit.level == "xa" and unit.valid_from is None else "tinh")


# Succession -----------------------------------------------------------------------------------


def test_every_province_and_commune_that_ended_has_a_successor() -> None:
    ended = [unit for unit in units().values() if unit.ended and unit.level != "huyen"]
    assert len(ended) > 10000
    assert not [unit.unit_id for unit in ended if not successors()[unit.unit_id]]


def test_every_unit_that_began_has_a_predecessor() -> None:
    begun = [unit for unit in units().values() if unit.valid_from is not None]
    assert not [unit.unit_id for unit in begun if not predecessors()[unit.unit_id]]


def test_only_the_five_island_districts_have_a_successor_their_special_zone() -> None:
    of_districts = [change for change in changes() if change.from_unit_id.startswith("huyen-")]
    expected = {(f"huyen-{old}", f"xa-{new}-20250701") for old, new in ISLAND_DISTRICTS.items()}
    assert {(change.from_unit_id, change.to_unit_id) for change in of_districts} == expected
    for change in of_districts:
        assert change.relation == "type_changed"
        assert len(predecessors()[change.to_unit_id]) == 1
        assert units()[change.to_unit_id].type == "đặc khu"


def test_a_successor_begins_the_day_after_its_predecessor_ended() -> None:
    for change in changes():
        before, after = units()[change.from_unit_id], units()[change.to_unit_id]
        assert after.valid_from == change.effective_on
        assert before.valid_to == change.effective_on - timedelta(days=1)


def test_a_commune_goes_whole_into_one_unit_or_in_parts_into_several() -> None:
    for found in successors().values():
        relations = {change.relation for change in found}
        assert relations == {"part"} if len(found) > 1 else relations != {"part"}


def test_no_two_rows_name_the_same_two_units() -> None:
    pairs = Counter((change.from_unit_id, change.to_unit_id) for change in changes())
    assert max(pairs.values()) == 1


def test_a_commune_stays_in_the_province_that_its_own_became() -> None:
    heirs = {
        change.from_unit_id: change.to_unit_id for change in changes() if change.from_unit_id[:4] == "tinh"
    }
    for change in changes():
        if change.from_unit_id[:2] == "xa" and change.effective_on == DAY:
            district = units()[units()[change.from_unit_id].parent_id or ""]
            province = district.parent_id or ""
            now = units()[change.to_unit_id].parent_id
            assert now in (province, heirs.get(province))


def test_the_acts_of_a_commune_are_those_of_its_province() -> None:
    acts = defaultdict(set)
    for unit in in_force(DAY, "xa"):
        acts[unit.parent_id].add(unit.basis)
    assert all(len(found) == 1 for found in acts.values())
    assert len(set.union(*acts.values())) == 34


def test_the_guide_tells_how_many_districts_have_a_successor() -> None:
    guide = ROOT / "site_src" / "phuong-phap" / "don-vi-hanh-chinh" / "index.md"
    followed = {change.from_unit_id for change in changes() if change.from_unit_id.startswith("huyen-")}
    assert len(followed) == 5
    assert "trừ năm huyện đảo không có xã: mỗi huyện thành một đặc khu" in guide.read_text("utf-8")


def test_disputed_rows_say_what_the_other_source_says() -> None:
    disputed = {row["from_unit_id"]: row["disputed"] for row in rows_of(ROOT / "data" / "unit_changes.csv")}
    assert disputed["xa-31379"] == "cả hai nguồn: một phần, phần khác vào Xã Thuận Hòa"
    assert disputed["xa-05587"] == ""


# The units of the reports ---------------------------------------------------------------------


def test_the_pairs_of_the_statistics_office_are_all_there() -> None:
    crosswalk = rows_of(ROOT / "tools" / "units" / "sources" / "crosswalk_2025.csv")
    assert len(crosswalk) == 110
    relation = {(change.from_unit_id, change.to_unit_id): change.relation for change in changes()}
    for row in crosswalk:
        assert row["relation"] == "Nhập toàn bộ"
        assert relation[f"xa-{row['old_code']}", f"xa-{row['new_code']}-20250701"] == "whole"


def test_former_hau_giang_goes_whole_into_28_units_of_can_tho_and_nothing_else_does() -> None:
    old = communes_of("tinh-93", EVE)
    moved = [change for unit_id in old for change in successors()[unit_id]]
    new = {change.to_unit_id for change in moved}
    assert (len(old), len(moved), len(new)) == (75, 75, 28)
    assert {change.relation for change in moved} == {"whole"}
    assert {units()[unit_id].parent_id for unit_id in new} == {"tinh-92-20250701"}
    assert {change.from_unit_id for unit_id in new for change in predecessors()[unit_id]} == old


def test_former_tam_duong_goes_whole_into_six_units_two_of_which_have_other_predecessors() -> None:
    old = communes_of("huyen-106", EVE)
    moved = [change for unit_id in old for change in successors()[unit_id]]
    new = {change.to_unit_id for change in moved}
    assert (len(old), len(moved), len(new)) == (13, 13, 6)
    assert {change.relation for change in moved} == {"whole"}
    mixed = {
        units()[unit_id].full_name
        for unit_id in new
        if not {change.from_unit_id for change in predecessors()[unit_id]} <= old
    }
    assert mixed == {"Phường Tân Phong", "Xã Sin Suối Hồ"}


def test_new_binh_yen_is_four_old_communes() -> None:
    parts = {units()[change.from_unit_id].name for change in predecessors()["xa-05587-20250701"]}
    assert parts == {"Định Biên", "Thanh Định", "Trung Lương", "Bình Yên"}


# A second list --------------------------------------------------------------------------------


def test_units_in_force_equal_those_of_an_independent_list() -> None:
    listed = {
        (row["level"], LISTED_OTHERWISE.get(row["code"], row["code"])): (
            row["type"].lower().removesuffix(" tại hải đảo"),
            fold(row["name"]),
            row["province_code"],
        )
        for row in rows_of(ROOT / "tests" / "reference" / "units_2026-07-25.csv")
    }
    ours = {
        ("province" if level == "tinh" else "commune", LISTED_OTHERWISE.get(unit.code, unit.code)): (
            unit.type,
            fold(unit.name),
            units()[unit.parent_id].code if unit.parent_id else "",
        )
        for level in ("tinh", "xa")
        for unit in in_force(LISTED_ON, level)
    }
    assert ours == listed
