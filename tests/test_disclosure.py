"""What can be worked out of published figures: each way to add up, one case that gives a number away and
one that does not; and the exact ranges against trying out every whole number."""

import random
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from generator.disclosure import (
    NUMERATOR,
    OLD,
    Counting,
    Knowledge,
    Known,
    Quantity,
    Row,
    World,
    counted,
    gather_knowledge,
    knowledge,
    protected,
    ranges,
    remedy,
)
from generator.disclosure.ranges import Contradiction, pinned

THRESHOLD = 5
NOTHING: frozenset[int] = frozenset()
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
SUMMED = Counting(False, "", "", units=True, organisations=True, time=True)
ALONE = Counting(False, "", "", units=False, organisations=False, time=False)
WORLD = World(
    indicators={
        "helped": SUMMED,
        "apart": ALONE,
        "asked": SUMMED,
        "rate": Counting(True, "helped", "asked", units=False, organisations=False, time=False),
    },
    groups=frozenset({"several"}),
    above={name: [("district", frozenset({"north", "south"}))] for name in ("north", "south")},
    in_force=dict.fromkeys(("district", "north", "south"), (date.min, date.max)),
)


def of(name: str) -> Quantity:
    """`north/red_cross/helped/a=1;b=2`, of the year 2023."""
    unit_id, body, indicator, *pairs = name.split("/")
    return Quantity(unit_id, body, indicator, tuple(pairs[0].split(";")) if pairs else (), *YEAR)


def row(number: int, quantity: str | Quantity, value: str = "", parts: str = "/", bound: str = "") -> Row:
    over, under = (Decimal(part) if part else None for part in parts.split("/"))
    name = of(quantity) if isinstance(quantity, str) else quantity
    return Row(number, name, Decimal(value) if value else None, over, under, bound)


def known_of(withheld: list[str | Quantity], rows: list[Row], stated: tuple[Known, ...] = ()):
    names = [of(one) if isinstance(one, str) else one for one in withheld]
    known = gather_knowledge(WORLD, rows, stated, dict.fromkeys(names, THRESHOLD), {"helped": THRESHOLD})
    return known, names


def derivable(withheld: list[str | Quantity], *rows: tuple, stated: tuple[Known, ...] = ()) -> set[Quantity]:
    known, names = known_of(withheld, [row(n, *cells) for n, cells in enumerate(rows)], stated)
    return known.derivable(NOTHING, names)


def test_a_number_that_nothing_else_tells_of_stays_withheld():
    assert derivable(["north//helped"]) == set()
    assert derivable(["north//helped"], ("south//asked", "30")) == set()


def test_one_withheld_member_of_a_breakdown_follows_from_the_total():
    rows = (("north//helped", "30"), ("north//helped/a=1", "20"), ("north//helped/a=2", "7"))
    assert derivable(["north//helped/a=3"], *rows) == {of("north//helped/a=3")}
    assert derivable(["north//helped/a=3", "north//helped/a=2"], *rows[:2]) == set()


def test_two_withheld_members_that_are_few_together_are_too_narrow():
    pair = ["north//helped/a=2", "north//helped/a=3"]
    assert derivable(pair, ("north//helped", "24"), ("north//helped/a=1", "20")) == set(map(of, pair))
    assert derivable(pair, ("north//helped", "25"), ("north//helped/a=1", "20")) == set()


def test_a_member_alone_is_no_more_than_its_total():
    assert derivable(["north//helped/a=1"], ("north//helped", "4")) == {of("north//helped/a=1")}
    assert derivable(["north//helped/a=1"], ("north//helped", "5")) == set()


def test_totals_of_two_breakdowns_are_one_total_though_no_row_states_it():
    rows = [("north//helped/a=1", "10"), ("north//helped/b=1", "8"), ("north//helped/b=2", "6")]
    assert derivable(["north//helped/a=2"], *rows) == {of("north//helped/a=2")}
    assert derivable(["north//helped/a=2"], *rows[:2]) == set()


def test_a_cell_of_a_cross_table_follows_from_its_margins_unless_four_corners_are_withheld():
    cells = {f"north//helped/a={a};b={b}": "20" for a, b in product("123", "123")}
    margins = {f"north//helped/{side}={n}": "60" for side, n in product("ab", "123")}
    corners = [f"north//helped/a={a};b={b}" for a, b in product("12", "12")]

    def without(*withheld: str) -> set[Quantity]:
        told = {name: value for name, value in {**cells, **margins}.items() if name not in withheld}
        return derivable(list(withheld), *told.items())

    assert without(corners[0]) == {of(corners[0])}
    assert without(*corners[:3]) == set(map(of, corners[:3]))
    assert without(*corners) == set()


def test_organisations_add_up_to_all_of_them_where_the_indicator_says_so():
    rows = [("north//{}", "30"), ("north/women/{}", "27")]

    def withheld(indicator: str, body: str = "youth") -> set[Quantity]:
        name = f"north/{body}/{indicator}"
        return {of(name)} & derivable([name], *((one.format(indicator), value) for one, value in rows))

    assert withheld("helped")
    assert not withheld("apart")  # one person may be in two
    assert not withheld("helped", "several")  # may be all of them once more


def test_units_add_up_to_their_parent_only_when_all_of_them_are_there():
    parent, south = ("district//helped", "30"), ("south//helped", "28")
    assert derivable(["north//helped"], parent, south) == {of("north//helped")}
    assert derivable(["north//helped"], parent) == set()
    assert derivable(["north//apart"], ("district//apart", "30"), ("south//apart", "28")) == set()


def test_a_part_of_an_incomplete_sum_cannot_exceed_what_is_left():
    assert derivable(["north//helped"], ("district//helped", "4")) == {of("north//helped")}


def test_a_unit_that_ended_before_the_period_is_not_waited_for():
    ended = {**WORLD.in_force, "south": (date.min, date(2022, 6, 30))}
    world = World(WORLD.indicators, WORLD.groups, WORLD.above, ended)
    withheld = {of("north//helped"): THRESHOLD}
    known = gather_knowledge(world, [row(1, "district//helped", "30")], (), withheld, {})
    assert known.derivable(NOTHING, withheld) == {of("north//helped")}


def test_a_year_less_nine_months_is_the_rest_of_the_year():
    year = of("north//helped")
    nine, rest = year._replace(end=date(2023, 9, 30)), year._replace(start=date(2023, 10, 1))
    assert derivable([rest], (year, "30"), (nine, "27")) == {rest}
    assert derivable([rest], (year, "30")) == set()
    apart = rest._replace(indicator_id="apart")
    assert derivable([apart], ("north//apart", "30"), (nine._replace(indicator_id="apart"), "27")) == set()


def test_a_percentage_gives_back_its_numerator_within_its_rounding():
    rate, asked = "north//rate", ("north//asked", "40")
    assert derivable(["north//helped"], (rate, "7.5"), asked) == {of("north//helped")}
    assert derivable(["north//helped"], (rate, "7"), ("north//asked", "900")) == set()  # 59 to 67 of 900
    assert derivable(["north//helped"], asked) == set()


def test_a_percentage_that_no_whole_number_has_gives_its_numerator_away_all_the_same():
    cut_off = (("north//rate", "20.7"), ("north//asked", "41"))  # 8.47 to 8.51 of 41
    assert derivable(["north//helped"], *cut_off) == {of("north//helped")}


def test_a_numerator_printed_with_its_rate_is_the_figure_itself():
    assert derivable(["north//helped"], ("north//rate", "7.5", "3/40")) == {of("north//helped")}
    assert (
        protected(WORLD, of("north//rate"))
        == counted(WORLD, of("north//rate"), NUMERATOR)
        == of("north//helped")
    )


def test_what_another_document_or_a_release_states_is_known():
    assert derivable(["north//helped"], ("north//helped", "3")) == {of("north//helped")}
    assert derivable(["north//helped"], ("north//helped", "3", "/", "<=")) == {of("north//helped")}
    assert derivable(["north//helped"], ("north//helped", "100", "/", ">=")) == set()


def test_a_relation_of_the_source_is_a_way_to_subtract():
    one, two, total = of("north//apart/a=1"), of("south//apart/a=1"), of("district//apart/a=1")
    stated = Known({total: Fraction(1), one: Fraction(-1), two: Fraction(-1)}, Fraction(0), Fraction(0))
    rows = ((total, "30"), (two, "28"))
    assert derivable([one], *rows, stated=(stated,)) == {one}
    assert derivable([one], *rows) == set()


def test_a_total_that_another_breakdown_contradicts_gives_a_number_away_all_the_same():
    rows = (("north//helped", "30"), ("north//helped/a=1", "20"), ("north//helped/b=1", "40"))
    withheld = ["north//helped/a=2"]
    assert derivable(withheld, *rows) == {of("north//helped/a=2")}  # 20 and 40 cannot both be parts of 30


# Contradictions --------------------------------------------------------------------------------------


def some_relations(dice: random.Random) -> list[Known]:
    """Sums of four withheld numbers, most of which cannot be true together."""
    found = []
    for _ in range(dice.randint(4, 7)):
        some = dice.sample("abcd", dice.randint(1, 3))
        total = Fraction(dice.randint(0, 30))
        high = dice.choice((total, total + 3, None))
        found.append(Known({of(f"{name}//apart"): Fraction(1) for name in some}, total, high))
    return found


def readings(relations: list[Known], wanted: dict[Quantity, int]) -> list[tuple[set[int], set[Quantity]]]:
    """Return all sets of relations that agree and take up no further one, with what each pins down."""
    agreeing: list[tuple[set[int], set[Quantity]]] = []
    for bits in sorted(product((0, 1), repeat=len(relations)), key=sum, reverse=True):
        kept = {place for place, bit in enumerate(bits) if bit}
        if any(kept <= other for other, _ in agreeing):
            continue
        with suppress(Contradiction):
            agreeing.append((kept, pinned([relations[place] for place in sorted(kept)], wanted)))
    return agreeing


@pytest.mark.parametrize("seed", range(40))
def test_what_any_reading_of_contradicting_relations_pins_down_is_known_in_whatever_order(seed: int) -> None:
    dice = random.Random(seed)
    relations = some_relations(dice)
    wanted = {name: THRESHOLD for one in relations for name in one.factors}
    expected = set().union(*(pins for _, pins in readings(relations, wanted)))
    for _ in range(3):
        dice.shuffle(relations)
        names = dice.sample(sorted(wanted), len(wanted))
        known = Knowledge({}, relations, wanted, {})
        assert known.derivable(NOTHING, names) == expected
        assert {one for one in names if one in known.derivable(NOTHING, [one])} == expected


def test_where_readings_would_be_too_many_all_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    name, other = of("north//apart"), of("south//apart")
    relations = [Known({name: Fraction(1)}, Fraction(end), None) for end in range(3)]
    relations += [
        Known({name: Fraction(1), other: Fraction(1)}, Fraction(90 + end), None) for end in range(3)
    ]
    relations += [
        Known({name: Fraction(1), other: Fraction(1)}, None, Fraction(70 + end)) for end in range(3)
    ]
    known = Knowledge({}, relations, {name: THRESHOLD, other: THRESHOLD}, {})
    assert known.derivable(NOTHING, [name]) == set()
    monkeypatch.setattr(knowledge, "_READINGS_AT_MOST", 3)
    known.solved = 0
    assert known.derivable(NOTHING, [name]) == {name, other}
    assert known.solved <= 4


def test_of_two_rows_that_disagree_the_same_one_counts_in_either_order():
    rows = [("north//helped", "24"), ("north//helped", "40"), ("north//helped/a=1", "20")]
    pair = ["north//helped/a=2", "north//helped/a=3"]
    assert derivable(pair, *rows) == derivable(pair, *reversed(rows)) == set(map(of, pair))


# Remedies --------------------------------------------------------------------------------------------


def remedied(withheld: str, *rows: tuple) -> list[str]:
    known, (name,) = known_of([withheld], [row(n, *cells) for n, cells in enumerate(rows)])
    return ["/".join(rows[n][0].split("/")[2:]) for n in remedy(known, {name})]


def test_the_remedy_is_the_smallest_other_member_that_is_large_enough():
    rows = (
        ("north//helped", "40"),
        ("north//helped/a=1", "20"),
        ("north//helped/a=2", "9"),
        ("north//helped/a=4", "8"),
    )
    assert remedied("north//helped/a=3", *rows) == ["helped/a=4"]


def test_the_remedy_withholds_one_more_where_one_is_too_small():
    rows = (("north//helped", "10"), ("north//helped/a=1", "6"), ("north//helped/a=2", "0"))
    assert remedied("north//helped/a=3", *rows) == ["helped/a=1"]


def test_a_remedy_protects_what_it_withholds_too():
    rows = [row(n, f"north//helped/a={n}", "20") for n in range(1, 4)]
    known, (name,) = known_of(["north//helped/a=0"], [row(9, "north//helped", "62"), *rows])
    hidden = remedy(known, {name})
    assert len(hidden) == 1
    assert known.derivable(frozenset(hidden), (name,)) == set()


def test_a_percentage_is_withheld_where_no_number_beside_it_can_be():
    known, (name,) = known_of(
        ["north//helped"], [row(OLD, "north//asked", "40"), row(7, "north//rate", "7.5")]
    )
    assert remedy(known, {name}) == (7,)
    assert derivable(["north//helped"], ("north//asked", "40")) == set()


@pytest.mark.parametrize("wrong", (0, 5))
def test_a_remedy_of_many_rows_ends_soon_though_totals_contradict_each_other(wrong: int) -> None:
    dice = random.Random(3)
    amounts = {f"north//helped/a={a};b={b}": dice.randint(0, 8) for a, b in product(range(9), range(4))}
    sums: dict[str, int] = {}
    for name, amount in amounts.items():
        for pair in name.rpartition("/")[2].split(";"):
            sums[f"north//helped/{pair}"] = sums.get(f"north//helped/{pair}", 0) + amount
    sums["north//helped/b=0"] -= wrong
    withheld = [name for name, amount in amounts.items() if 0 < amount < THRESHOLD]
    told = {name: amount for name, amount in {**amounts, **sums}.items() if name not in withheld}
    rows = [row(n, name, str(amount)) for n, (name, amount) in enumerate(told.items())]
    known, names = known_of(list(withheld), rows)
    narrow = known.derivable(NOTHING, names)
    known.solved = 0
    hidden = remedy(known, narrow)
    assert known.solved < 600
    assert hidden and known.derivable(frozenset(hidden), sorted(narrow)) == set()


def test_what_a_release_printed_has_no_remedy():
    known, (name,) = known_of(["north//helped"], [row(OLD, "north//helped", "3")])
    assert remedy(known, {name}) == ()


# Ranges ----------------------------------------------------------------------------------------------


def some_sums(dice: random.Random, names: str) -> list[Known]:
    """Sums of some numbers up to 7, each counted once."""
    relations = [Known({name: Fraction(1)}, None, Fraction(7)) for name in names]
    for _ in range(dice.randint(1, 3)):
        some = [name for name in names if dice.random() < 0.7]
        total = Fraction(dice.randint(0, 12))
        width = dice.choice((0, 0, 1, 3))
        relations.append(Known(dict.fromkeys(some, Fraction(1)), total, total + width))
    return relations


def some_shares(dice: random.Random, names: str) -> list[Known]:
    """Relations of numbers up to 7 in which these count several times, between ends that are not whole."""
    relations = [Known({name: Fraction(1)}, None, Fraction(7)) for name in names]
    for _ in range(dice.randint(1, 3)):
        factors = {name: Fraction(dice.randint(-6, 6), dice.randint(1, 3)) for name in names}
        low = Fraction(dice.randint(-60, 60), 7)
        relations.append(
            Known({name: one for name, one in factors.items() if one}, low, low + dice.randint(0, 9))
        )
    return relations


def pins(relations: list[Known], wanted: dict[str, int], fractions: str = "") -> set[str] | frozenset[int]:
    """Return what is pinned down, or the places of relations that no numbers satisfy."""
    try:
        return pinned(relations, wanted, fractions)
    except Contradiction as error:
        with pytest.raises(Contradiction):
            pinned([relations[place] for place in sorted(error.places)], {}, fractions)
        return error.places


@pytest.mark.parametrize(("most", "some"), ((4, some_sums), (3, some_shares)))
@pytest.mark.parametrize("seed", range(40))
def test_ranges_are_those_found_by_trying_every_whole_number(seed: int, most: int, some) -> None:
    dice = random.Random(seed)
    names = "abcd"[: dice.randint(1, most)]
    relations = some(dice, names)
    wanted = {name: dice.randint(1, 5) for name in names}
    solutions = [
        found for found in product(range(8), repeat=len(names)) if _satisfies(names, found, relations)
    ]
    if not solutions:  # then fractions count, or no numbers at all satisfy the relations
        found = pins(relations, wanted)
        assert found == pins(relations, wanted, names)
        assert (
            isinstance(found, frozenset) or some is some_shares
        )  # sums of whole numbers contradict each other
        return
    ranges = {
        name: max(column) - min(column)
        for name, column in zip(names, zip(*solutions, strict=True), strict=True)
    }
    assert pinned(relations, wanted) == {name for name in names if ranges[name] < wanted[name]}


FIFTHS = (Known({"a": Fraction(2), "b": Fraction(-5)}, Fraction(0), Fraction(0)),)
UP_TO_FOUR = Known({"a": Fraction(1)}, None, Fraction(4))


@pytest.mark.parametrize(("fractions", "expected"), [("", {"a"}), ("b", set()), ("ab", set())])
def test_only_what_may_be_a_fraction_is_one(fractions: str, expected: set[str]) -> None:
    assert pinned((*FIFTHS, UP_TO_FOUR), {"a": 4}, fractions) == expected  # a is 0 where b is whole


def test_what_is_missing_beside_a_number_leaves_it_no_more_than_their_total():
    one, missing, total = of("north//apart/a=1"), of("south//apart/a=1"), of("district//apart/a=1")
    stated = Known({total: Fraction(1), one: Fraction(-1), missing: Fraction(-1)}, Fraction(0), Fraction(0))
    assert derivable([one], (total, "4"), stated=(stated,)) == {one}
    assert derivable([one], (total, "5"), stated=(stated,)) == set()


def test_an_amount_with_decimals_and_a_percentage_may_be_fractions_and_people_may_not() -> None:
    money = Counting(False, "", "", units=True, organisations=True, time=True, whole=False)
    world = World({**WORLD.indicators, "spent": money}, WORLD.groups, WORLD.above, WORLD.in_force)
    people, paid, rate = (of(f"north//{name}") for name in ("helped", "spent", "rate"))
    for other, expected in ((paid, set()), (counted(world, rate), set()), (of("north//asked"), {people})):
        tie = Known({people: Fraction(2), other: Fraction(-5)}, Fraction(0), Fraction(0))
        few = Known({people: Fraction(1)}, None, Fraction(4))
        known = gather_knowledge(world, (), (tie, few), {people: 4}, {})
        assert known.derivable(NOTHING, [people]) == expected


def test_what_is_not_found_in_time_counts_as_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = [Known({name: Fraction(1)}, None, Fraction(9)) for name in "abc"]
    tied = Known({"a": Fraction(-3), "b": Fraction(3), "c": Fraction(2)}, Fraction(-5), Fraction(-5))
    assert pinned([*limits, tied], {"a": 4}) == set()
    monkeypatch.setattr(ranges, "_PARTS_AT_MOST", 0)
    assert pinned([*limits, tied], {"a": 4}) == {"a"}


def _satisfies(names: str, found: tuple[int, ...], relations: list[Known]) -> bool:
    value = dict(zip(names, found, strict=True))
    sums = [(sum(factor * value[name] for name, factor in one.factors.items()), one) for one in relations]
    return all(
        (one.low is None or total >= one.low) and (one.high is None or total <= one.high)
        for total, one in sums
    )


def test_a_number_without_a_highest_value_is_not_pinned():
    more = Known({"a": Fraction(1), "b": Fraction(-1)}, Fraction(0), None)
    assert pinned([more], {"a": 10**6, "b": 10**6}) == set()
