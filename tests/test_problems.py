import json

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.problems import (
    LANGUAGES,
    Problem,
    as_json,
    as_markdown,
    as_text,
    bundled,
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


def test_values_that_are_no_words_of_the_reader_are_explained():
    facts = {"found": "trên", "allowed": ">=, <=, ~, báo cáo"}
    problem = Problem(FILE, 3, "qualifier", "value-not-listed", facts)
    assert ">= (trên, hơn), <= (gần, dưới), ~ (khoảng), báo cáo." in describe(problem)
    assert json.loads(as_json([problem]))[0]["facts"]["allowed"] == facts["allowed"]


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


# Told together ----------------------------------------------------------------------------------


def rewritten(line: int, column: str = "period_end", found: str = "31/12/2023") -> Problem:
    return Problem(FILE, line, column, "date-rewritten", {"found": found, "suggestion": "2023-12-31"})


def test_the_same_words_on_several_lines_are_told_once_with_all_lines():
    told = as_text([rewritten(line) for line in (2, 3, 4, 15)]).splitlines()
    assert len(told) == 1
    assert told[0].startswith(f"{FILE}, dòng 2–4, 15, cột period_end (4 ô): “31/12/2023” là ngày")
    assert told[0].count("Cách sửa") == 1 and "Cũng vậy" not in told[0]


def test_a_flood_is_told_once_with_three_examples_and_their_remedies():
    flood = [
        Problem(FILE, line, "value", "number-grouped", {"found": f"{line} 000", "suggestion": f"{line}000"})
        for line in range(2, 1302)
    ]
    told = as_text(flood)
    assert told.startswith(f"{FILE}, dòng 2–1301, cột value (1.300 ô): “2 000” có dấu phân cách hàng nghìn.")
    assert told.endswith("Cũng vậy: “3 000” → “3000”, “4 000” → “4000” và 1.297 giá trị khác.\n")
    assert as_text(flood, "en").endswith(
        "Likewise: “3 000” → “3000”, “4 000” → “4000” and 1,297 other values.\n"
    )


def test_a_few_cells_of_different_content_are_told_each_in_full():
    told = as_text(
        [negative("-5"), Problem(FILE, 4, "value", "number-negative", {"found": "-6", "suggestion": "6"})]
    )
    assert told.count("Cách sửa") == 2


def test_a_fault_of_several_columns_of_one_row_is_told_once():
    told = as_text(Problem(FILE, 9, column, "value-required") for column in ("period_start", "indicator_id"))
    assert told.startswith(f"{FILE}, dòng 9, cột indicator_id, period_start: ")


def test_a_flood_that_fills_two_columns_of_the_same_rows_is_told_once():
    columns = ("period_start", "period_end")
    told = as_text(rewritten(line, column, f"31/12/{column}") for line in range(2, 9) for column in columns)
    assert told.count("\n") == 1
    assert "dòng 2–8, cột period_end, period_start (14 ô)" in told


def test_a_fault_with_a_suggestion_is_not_told_with_one_that_has_none():
    facts = [{"found": f"x{line}"} | ({"suggestion": "y"} if line % 2 else {}) for line in range(10)]
    problems = [Problem(FILE, line + 2, "topic", "topic-unknown", it) for line, it in enumerate(facts)]
    assert len(bundled(problems)) == 2


def test_very_many_scattered_lines_are_counted_after_the_first_ones():
    told = as_text(Problem(FILE, line, None, "row-blank") for line in range(2, 100, 2))
    assert "dòng 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 và 37 dòng nữa (49 dòng): dòng trống." in told
    assert "98" in as_markdown(Problem(FILE, line, None, "row-blank") for line in range(2, 100, 2))


def test_what_is_told_together_is_nothing_less_than_every_problem():
    problems = [rewritten(line, column) for line in range(2, 50) for column in ("period_start", "period_end")]
    problems += [negative(f"-{digit}") for digit in range(9)] + [Problem(FILE, None, None, "rows-none")]
    problems += [Problem("data/units.csv", line, None, "row-blank") for line in (7, 9)]
    told = [problem for bundle in bundled(problems) for problem in bundle]
    assert in_order(told) == in_order(problems)
    assert len(told) == len(problems)
    assert [bundle[0] for bundle in bundled(problems)] == list(
        in_order(bundle[0] for bundle in bundled(problems))
    )
    assert len(json.loads(as_json(problems))) == len(problems)


def test_files_with_the_same_fault_are_told_together():
    names = [f"data/observations/xa-{number:05d}.csv" for number in range(30)]
    told = as_text(Problem(name, None, None, "encoding-utf16") for name in names[:3])
    assert told.startswith(f"{names[0]}, {names[1]}, {names[2]}: tệp được lưu bằng UTF-16")
    assert told.count("\n") == 1
    told = as_text(Problem(name, 1, None, "separator-tab") for name in names)
    assert f"{names[11]} và 18 tệp nữa, dòng 1: các ô cách nhau bằng phím Tab." in told
    told = as_text((Problem(name, 1, None, "separator-tab") for name in names[:13]), "en")
    assert f"{names[11]} and 1 file more, line 1: " in told
    different = [Problem(names[0], 2, None, "row-blank"), Problem(names[1], 3, None, "row-blank")]
    assert as_text(different).count("\n") == 2


def test_a_flood_in_markdown_is_one_item_and_nothing_in_it_is_active():
    flood = [
        Problem(FILE, line, "value", "number-malformed", {"found": f"@a{line} [x](y)"})
        for line in range(2, 9)
    ]
    told = as_markdown(flood)
    assert told.count("\n- ") == 1 and told.startswith("7 lỗi trong 1 tệp")
    assert "@" not in told and "](" not in told
