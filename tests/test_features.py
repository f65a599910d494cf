"""The table of seventy features: each stands there once, names tests that exist, and the count is right."""

import re
from collections import Counter

import pytest

from tests.builders import ROOT
from tests.test_trust import names_in

PAGE = (ROOT / "site_src/phuong-phap/bay-muoi-tinh-nang/index.md").read_text("utf-8")
ROW = re.compile(
    r'<tr><th scope="row">(\d+)\. [^<]+</th><td data-label="Ở đây">([^<]+)</td>'
    r'<td data-label="Xem ở đâu">(.*)</td></tr>'
)
NAMED = re.compile(r"<code>(tests/[\w/]+\.py)::(test_\w+)</code>")
ROWS = ROW.findall(PAGE)
ASKED_FOR = 63


def test_each_of_the_seventy_features_stands_there_once() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 71))
    assert PAGE.count('<tr><th scope="row">') == 70


def test_the_count_at_the_head_is_that_of_the_rows_and_enough() -> None:
    counted = Counter(verdict for _, verdict, _ in ROWS)
    told = re.search(r"(\d+) điều có, (\d+) điều có một phần, (\d+) điều không", PAGE)
    assert told is not None
    assert [counted[verdict] for verdict in ("có", "một phần", "không")] == [
        int(one) for one in told.groups()
    ]
    assert counted["có"] >= ASKED_FOR


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("40", "Parquet khi nơi dựng có cài"),
        ("58", "Khi trang web có nơi nhận"),
        ("60", "Khi trang web có địa chỉ"),
    ],
)
def test_what_is_there_only_where_it_is_set_up_says_so(number: str, told: str) -> None:
    shown = {row: said for row, _, said in ROWS}
    assert told in shown[number]
    assert told not in "".join(said for row, said in shown.items() if row != number)


def test_what_is_there_names_a_test_that_exists_and_what_is_not_says_why() -> None:
    for number, verdict, shown in ROWS:
        named = NAMED.findall(shown)
        assert bool(named) == (verdict != "không"), number
        assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == [], number
        assert verdict == "có" or re.sub(r"<small>.*?</small>", "", shown).strip(), number
