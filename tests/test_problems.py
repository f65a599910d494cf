import json

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.problems import (
    LANGUAGES,
    Problem,
    as_json,
    as_markdown,
    catalogue,
    describe,
    in_order,
    visible,
)

FILE = "data/observations/xa-05587.csv"
HOSTILE = [
    "</title><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "@everyone #12 https://example.org",
    "Hội A { onclick=alert(1) }",
    "`</code><img src=x onerror=alert(1)>`",
    "# x\n- y\n\n| a |",
    "{{ 7*7 }} {what}",
]


def negative(found: str = "-5") -> Problem:
    return Problem(FILE, 3, "value", "number-negative", {"found": found, "suggestion": "5"})


def test_a_problem_is_described_with_its_place_what_is_wrong_and_the_remedy():
    assert describe(negative()) == (
        "data/observations/xa-05587.csv, dòng 3, cột value: “-5” là số âm."
        " Cách sửa: kiểm tra lại nguồn; nếu dấu trừ chỉ là gạch đầu dòng thì ghi “5”."
    )
    assert describe(negative(), "en").startswith(
        "data/observations/xa-05587.csv, line 3, column value: “-5” is negative. Remedy: look"
    )


def test_the_suggestion_is_the_remedy_where_there_is_one():
    known = Problem(FILE, 3, "indicator_id", "indicator-unknown", {"found": "x", "suggestion": "assoc_count"})
    unknown = Problem(FILE, 3, "indicator_id", "indicator-unknown", {"found": "x"})
    assert "có phải “assoc_count”?" in describe(known)
    assert "Cách sửa: thêm vào indicators.csv" in describe(unknown)


def test_quoted_data_is_shortened():
    assert visible("x" * 60) == "x" * 60
    assert visible("x" * 61) == "x" * 59 + "…"
    assert len(visible("\u200b" * 500)) <= 60


@pytest.mark.parametrize("sign", ["\x00", "\n", "\u202e", "\u200b", "\ue000", "\u00a0"])
def test_what_cannot_be_seen_is_shown_as_its_code_point(sign):
    assert visible(f"a{sign}b") == f"a⟨U+{ord(sign):04X}⟩b"


def test_the_words_of_the_contract_are_never_cut():
    problem = Problem(FILE, 1, None, "header-order", {"expected": ",".join(["column_name"] * 20)})
    assert describe(problem).endswith("column_name.")


@pytest.mark.parametrize("secret", ["0912 345 678", "+84912345678", "019085001234", "hoi@example.org"])
def test_personal_data_is_never_echoed(secret):
    problem = Problem(FILE, 3, "note", "formula-cell", {"found": f"+ gọi {secret}"})
    for told in (describe(problem), as_json([problem]), as_markdown([problem])):
        assert secret not in told
        assert secret.split("@")[0] not in told


def test_problems_come_once_and_in_the_order_of_file_line_and_column():
    places = [("b", 2, "x"), ("a", 10, "x"), ("a", 9, "y"), ("a", 9, "x"), ("a", None, None), ("b", 2, "x")]
    problems = [Problem(*place, "row-blank") for place in places]
    found = [(problem.file, problem.line, problem.column) for problem in in_order(problems)]
    assert found == [("a", None, None), ("a", 9, "x"), ("a", 9, "y"), ("a", 10, "x"), ("b", 2, "x")]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_markdown_of_hostile_data_has_no_more_elements_than_that_of_harmless_data(hostile):
    assert elements(as_markdown([negative(hostile)])) == elements(as_markdown([negative("harmless")]))
    assert elements(as_markdown([Problem(hostile, 1, hostile, "row-blank")])) == elements(
        as_markdown([Problem("harmless", 1, "harmless", "row-blank")])
    )


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    tree = LexborHTMLParser(markdown.markdown(text, extensions=["attr_list", "tables"]))
    return [(node.tag, node.attributes) for node in tree.root.traverse()]


def test_the_markdown_names_every_file_once_and_counts():
    other = Problem("data/units.csv", None, None, "file-missing")
    told = as_markdown([negative(), negative("-6"), other])
    assert told.count("<code>data&#47;units&#46;csv</code>") == 1
    assert told.startswith("3 lỗi trong 2 tệp")
    assert told.count("\n- ") == 3


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_json_comes_back_as_it_went_in(hostile):
    (entry,) = json.loads(as_json([negative(hostile)]))
    assert (entry["file"], entry["line"], entry["column"], entry["code"]) == (
        FILE,
        3,
        "value",
        "number-negative",
    )
    assert entry["facts"]["found"] == visible(hostile)
    assert entry["message"] == describe(negative(hostile))


def test_every_message_says_rule_fault_and_remedy_in_both_languages():
    for lang in LANGUAGES:
        for code, message in catalogue(lang).items():
            assert message.rule.endswith(".") and message.what.endswith((".", "?")), code
            assert message.remedy.endswith((".", "}", "?")), code
