"""The ladder of the search page: each line of the tables, asked of the script itself in a browser."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.model import Register
from generator.search import part_of
from generator.search.names import sounded
from tests.search_tables import (
    DISTANCES,
    FOLDED,
    GIVEN,
    LADDER,
    NEAREST,
    SOUNDED,
    SPELLED_OUT,
    VARIANTS,
    Case,
)
from tests.site.conftest import ROOT

SCRIPT = (ROOT / "theme/assets/search-rank.js").read_text("utf-8")

Ask = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def ask(browser: Browser) -> Iterator[Ask]:
    """Call a function of the script with an argument."""
    page = browser.new_page()
    load = "script => import(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })))"
    script = page.evaluate_handle(load, SCRIPT)
    yield lambda expression, given: script.evaluate(f"(search, given) => {expression}", given)
    page.close()


def names(case: Case) -> dict[str, str]:
    return {"title": case.title, "ten_khac": case.others, "khong_dau": case.words}


@pytest.mark.parametrize(("typed", "meant"), FOLDED)
def test_the_script_folds_as_the_generator_does(ask: Ask, typed: str, meant: str) -> None:
    assert ask("search.fold(given)", meant) == typed
    assert ask("search.fold(given)", unicodedata.normalize("NFD", meant)) == typed


@pytest.mark.parametrize(("typed", "meant"), SOUNDED)
def test_i_and_y_are_alike_where_both_are_written(ask: Ask, typed: str, meant: str) -> None:
    assert ask("search.sounded(given)", meant) == typed == sounded(meant)


@pytest.mark.parametrize(("typed", "meant"), SPELLED_OUT)
def test_short_forms_of_kinds_are_spelled_out(ask: Ask, typed: str, meant: str) -> None:
    assert ask("search.spelledOut(given)", typed) == meant


@pytest.mark.parametrize("case", LADDER, ids=lambda case: f"{case.rung}-{case.query}")
def test_a_result_stands_on_its_rung(ask: Ask, case: Case) -> None:
    assert ask("search.rungOf(...given)", [case.query, names(case)]) == case.rung


def test_every_rung_has_a_case_or_is_given_and_a_better_one_comes_first(ask: Ask) -> None:
    rank = ask("search.RANK", None)
    assert list(rank.values()) == sorted(rank.values())
    assert [rung for rung, _ in groupby(case.rung for case in LADDER)] == [
        rung for rung in rank if rung not in GIVEN
    ]


@pytest.mark.parametrize(("typed", "asked"), VARIANTS)
def test_pagefind_is_asked_in_the_spellings_that_it_tells_apart(
    ask: Ask, typed: str, asked: list[str]
) -> None:
    assert ask("search.variants(given)", typed) == asked


def test_the_script_finds_the_part_that_the_generator_puts_a_unit_in(ask: Ask, register: Register) -> None:
    parts = {unit.unit_id: part_of(unit) for unit in register.units.values()}
    asked = [sorted(set(parts.values())), list(parts)]
    assert ask("given[1].map(id => search.partOf(given[0], id))", asked) == list(parts.values())


def test_equal_ranks_come_by_weight_then_by_length_then_by_score(ask: Ask) -> None:
    def result(url: str, rank: str, weight: int, length: int, score: int) -> dict[str, object]:
        return {"url": url, "rung": rank, "weight": weight, "length": length, "score": score}

    ordered = [
        result("name-of-a-row", "NAME", 19, 30, 0),
        result("folded-with-figures", "FOLDED_NAME", 100, 30, 0),
        result("folded-row", "FOLDED_NAME", 20, 10, 9),
        result("together-short", "TOGETHER", 0, 10, 0),  # from here on no weight
        result("together-long", "TOGETHER", 100, 30, 9),
        result("page-with-more", "ON_PAGE", 0, 30, 9),  # nor length
        result("page-a", "ON_PAGE", 100, 10, 1),
        result("page-b", "ON_PAGE", 100, 10, 1),
    ]
    ranked = "given.map(one => ({ ...one, rank: search.RANK[one.rung] }))"
    sort = f"{ranked}.sort(search.bestFirst).map(one => one.url)"
    assert ask(sort, ordered[::-1]) == [one["url"] for one in ordered]


# Nearly a name ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def near(browser: Browser) -> Iterator[Ask]:
    """Call a function of the script that finds names nearly typed right."""
    page = browser.new_page()
    load = "script => import(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })))"
    rank = page.evaluate("rank => URL.createObjectURL(new Blob([rank], { type: 'text/javascript' }))", SCRIPT)
    script = (ROOT / "theme/assets/search-near.js").read_text("utf-8").replace("./search-rank.js", rank)
    module = page.evaluate_handle(load, script)
    yield lambda expression, given: module.evaluate(f"(near, given) => {expression}", given)
    page.close()


@pytest.mark.parametrize(("typed", "name", "expected"), DISTANCES)
def test_the_distance_of_a_name_counts_letters_and_swaps(
    near: Ask, typed: str, name: str, expected: int
) -> None:
    assert near("near.distance(...given, 3)", [typed, name]) == expected
    assert near("near.distance(...given, 3)", [name, typed]) == expected
    assert near("near.distance(...given)", [typed, name, expected - 1]) in (None, float("inf"))


@pytest.mark.parametrize(("typed", "expected"), NEAREST)
def test_the_nearest_names_are_found_and_none_that_is_far(near: Ask, typed: str, expected: list[str]) -> None:
    names = [(name, sounded(name)) for name in ("Hậu Giang", "Hà Giang", "Yên", "Bình Yên", "Bình Yển")]
    assert near("near.nearest(...given).found", [names, typed]) == expected
