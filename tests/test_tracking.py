"""What a task looks up: every look is noted, also by results that are known already."""

import pytest

from generator.tracking import Lazy, Traced, TracedRows, coarsened, figure_key, noting

ROWS = {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("look", "key"),
    [
        (lambda rows: rows["a"], "table/a"),
        (lambda rows: rows.get("c"), "table/c"),
        (lambda rows: "c" in rows, "table/c"),
        (list, "table/*"),
        (len, "table/*"),
        (lambda rows: list(rows.values()), "table/**"),
        (lambda rows: dict(rows.items()), "table/**"),
    ],
)
def test_every_look_is_noted(look, key):
    with noting() as keys:
        look(Traced("table", ROWS))
    assert keys == {key}


def test_a_name_of_several_parts_has_one_key():
    with noting() as keys:
        assert Traced("parts", {("u", "c", None): 1})["u", "c", None] == 1
    assert keys == {"parts/u=c=None"}


def test_rows_are_looked_at_as_a_whole():
    for look in (list, len, lambda rows: rows[0]):
        with noting() as keys:
            look(TracedRows("releases", (1, 2)))
        assert keys == {"releases/**"}


def test_a_row_that_is_missing_is_the_default():
    assert Traced("table", ROWS).get("c") is None
    assert Traced("table", ROWS).get("c", 3) == 3
    assert Traced("table", ROWS).get("a", 3) == 1


def test_nobody_notes_where_nobody_asks():
    assert Traced("table", ROWS)["a"] == 1


def test_an_outer_task_depends_on_what_an_inner_one_looked_up():
    with noting() as outer:
        with noting() as inner:
            Traced("table", ROWS)["a"]
        assert inner == {"table/a"}
    assert outer == {"table/a"}


def test_a_known_result_is_worked_out_once_and_its_keys_are_noted_each_time():
    rows, calls = Traced("table", ROWS), []

    def work_out(name):
        calls.append(name)
        return rows[name] * 10

    results = Lazy(lambda: ROWS, work_out)
    for _ in range(3):
        with noting() as keys:
            assert results["a"] == 10
        assert keys == {"table/a"}
    assert calls == ["a"]


def test_a_name_without_a_result_is_not_there():
    results = Lazy(lambda: ROWS, lambda name: None if name == "a" else name)
    assert dict(results) == {"b": "b"}
    assert "a" not in results and "c" not in results
    assert results.get("c", "x") == "x"
    with pytest.raises(KeyError):
        results["a"]


def test_many_rows_of_one_table_become_the_table_but_units_with_figures_and_revisions_stay_apart():
    many = [f"units/{number}" for number in range(100)]
    figures = [figure_key(f"{number}", "f") for number in range(100)]
    revisions = [f"revisions_of/{number}" for number in range(100)]
    pages = [f"{table}/{number}" for table in ("has_page", "counts_of_unit") for number in range(100)]
    assert coarsened([*many, *figures, *revisions, *pages, "topics/a"]) == {
        "units/**",
        "topics/a",
        *figures,
        *revisions,
        *pages,
    }


def test_many_figures_of_one_unit_become_the_unit_and_a_few_stay_apart():
    many = [figure_key("u", f"{number}") for number in range(30)]
    few = [figure_key("v", f"{number}") for number in range(3)]
    assert coarsened([*many, *few]) == {"figures/u", *few}
