"""What readers read, as an editor would have it: one wording for one thing, dates in one form, a unit
of measure said once, and no promise that no test holds.
"""

import csv
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from generator import text, urls
from generator.catalogues import catalogue
from generator.pages.view import words
from generator.pages.view.amounts import noun, telling_noun
from generator.products import BarChart, ShareChart
from tests.test_pages_site import build, parse

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "site_src"
DECISIONS = WRITTEN / "phuong-phap/quyet-dinh"
FRAMES = ("theme/404.html", "theme/main.html")

RETIRED = (
    "[cách báo lỗi](",
    "Ai cũng có thể đề nghị sửa",
    "Ai cũng đọc được con số ấy",
    "Bản phát hành chỉ giữ",
    "có mỗi bảng một bảng",
    "nên không vẽ hình.",
    "rên bản đồ hiện nay",
    "báo cho chúng tôi",
    "chỗ đứng trong nguồn",
    "công khai đã in sẵn",
    "cũng viết như vậy",
    "cũng xin báo như vậy",
    "các thành phần cộng lại",
    "chỉ có số liệu chung",
    "cộng ra",
    "đơn vị tiền thân",
    "giá của thời điểm báo cáo",
    "hai vế không cùng một đại lượng",
    "hồ sơ ",
    "hồ sơ.",
    "Hồ sơ ",
    "là hội khác",
    "mỗi con số một địa chỉ cố định",
    "nêu lần",
    "nguồn in:",
    "Tên ngắn Hội",
    "Như khi báo cáo",
    "phần so sánh",
    "quan hệ khớp",
    "quan hệ số học",
    "Số liệu mới nhất",
    "theo thứ tự chính thức",
    "tên để trống",
    "tính ra",
    "trừ hàng ghi vị trí riêng",
    "vấn đề ở kho mã nguồn",
)
"""Wordings that were given up; what stands for each is in the pages that had it."""

DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
COUNTED = re.compile(r"\d số liệu\b(?! (?:về|ở))")
PROMISE = re.compile(r"không bao giờ|\bluôn\b|\bmọi\b|\bcòn mãi\b|\bkhông\b[^.;:]*\bnào\b", re.IGNORECASE)
LAW = re.compile(
    r"không bao giờ|vĩnh viễn|địa chỉ mới|giữ nguyên|không (?:bị )?sửa\b|\b(?:luôn|mãi|mọi|vẫn)\b"
    r"|(?<!địa )\bchỉ\b[^.;:,]*\bkhi\b|\bkhông (?!có\b)(?:\w+|con số) nào\b",
    re.IGNORECASE,
)
"""What promises anywhere; templates say `không … nào` of what there is, too."""
UNSAID = re.compile(r"\{#.*?#\}|<(script|style)\b.*?</\1>", re.DOTALL)
FIELD, BRANCH, STEP = (
    re.compile(one, re.DOTALL) for one in (r"\{\{.*?\}\}", r"\{%-? *el.*?%\}", r"\{%.*?%\}")
)
ENDED = re.compile(r"</(?:p|li|d[dt]|t[dh]|a|h\d|caption|summary)>")
MARKUP = re.compile(r"<[^>]+>|[*_`]|\{#[^}]*\}|\]\([^)]*\)|\[")


@pytest.fixture(scope="module")
def made(register):
    return build(register)


@pytest.fixture(scope="module")
def told(made):
    """All that a reader is told on each page: its description, its text, its charts."""
    said = {}
    for address, page in made.items():
        front, tree = parse(page)
        charts = [part for chart in page.charts for part in (chart.title, chart.source)]
        body = tree.body.text(separator=" ")
        said[address] = " ".join(chain([front.get("description") or ""], charts, [body])).split()
    return {address: " ".join(parts) for address, parts in said.items()}


@cache
def written():
    """The text of each hand-written page and frame."""
    pages = [page for page in sorted(WRITTEN.rglob("index.md")) if page.parent.parent != DECISIONS]
    return {str(page.relative_to(ROOT)): page.read_text("utf-8") for page in pages if is_by_hand(page)} | {
        name: (ROOT / name).read_text("utf-8") for name in FRAMES
    }


def is_by_hand(page):
    """Whether a page is kept with the project, and not one that the generator left behind."""
    return page.relative_to(WRITTEN).parts[0] in {"gioi-thieu", "phuong-phap", "tim-kiem"}


def everything(told):
    return chain(told.items(), written().items())


def test_no_page_has_a_wording_that_was_given_up(told):
    found = [
        (address, wording) for address, said in everything(told) for wording in RETIRED if wording in said
    ]
    assert found == []


def test_what_an_indicator_counts_is_said_without_what_one_report_leaves_out(register):
    of_one_report = re.compile(
        r"(?:^|[.;,] )báo cáo (?:này )?(?:không|ghi|nêu|gộp|viết)|\bbên cạnh\b"
        r"|\breport (?:does not|gives|puts|counts|has (?!it))|\bit does not say"
        r"|stated among|beside the figure",
        re.IGNORECASE,
    )
    assert of_one_report.search("Số vụ hòa giải thành trên 100 vụ. Báo cáo không nêu số vụ.")
    assert of_one_report.search("Recruits per 100 planned. The report does not give the planned number.")
    assert not of_one_report.search("Số người dự, đếm như báo cáo: có nơi ghi người, có nơi ghi lượt người.")
    found = {
        one.indicator_id: said
        for one in register.indicators.values()
        for said in (one.definition, one.definition_en)
        if of_one_report.search(said)
    }
    assert found == {}


def test_a_day_is_written_in_one_form_everywhere(told):
    found = {
        (address, day[0])
        for address, said in everything(told)
        for day in DAY.finditer(said)
        if day[0] != text.day(date(int(day[3]), int(day[2]), int(day[1])))
    }
    assert found == set()


def test_a_place_has_no_capital_before_its_name_in_mid_sentence(told):
    kinds = "Xã|Phường|Thị trấn|Huyện|Tỉnh|Thành phố|Thị xã"
    capital = re.compile(rf"\b(của|ở|về) (?:{kinds}) [A-ZĐ]")
    assert capital.search("Số liệu của Xã Bản Bo")
    indicators = ("nghĩa vụ trở về", "hỗ trợ nhà ở")  # a place follows in a cell of its own
    found = [
        (address, said[max(0, hit.start() - 30) : hit.end()])
        for address, said in told.items()
        for hit in capital.finditer(said)
        if not said[: hit.end(1)].endswith(indicators)
    ]
    assert found == []


def test_no_name_of_an_indicator_is_followed_by_the_unit_of_measure_that_it_names(register, told):
    doubled = {
        f"{indicator.name} {noun(indicator)}"
        for indicator in register.indicators.values()
        if noun(indicator) and not telling_noun(indicator)
    }
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(doubled)))})(?!\w)")
    assert pattern.search("Số hội hội")
    assert [(address, hit[0]) for address, said in told.items() for hit in pattern.finditer(said)] == []


def test_what_is_counted_is_a_number_and_never_so_many_data(told):
    found = [(address, hit[0]) for address, said in told.items() for hit in COUNTED.finditer(said)]
    assert found == []


def test_every_chart_names_its_place_or_what_it_compares_and_its_period(register, made):
    units = {unit.full_name.lower() for unit in register.units.values()}
    charts = [chart for page in made.values() for chart in page.charts]
    compared = [chart for chart in charts if isinstance(chart, BarChart | ShareChart)]
    assert len(compared) > 10
    for chart in compared:
        assert re.search(r"năm \d{4}|tháng \d|đến \d|\d{4}–", chart.title), chart.title
        said = chart.title.lower()
        assert "theo địa phương" in said or any(f", {unit}" in said for unit in units), chart.title


def test_the_method_explains_missing_figures_in_the_words_of_the_pages():
    page = written()["site_src/phuong-phap/index.md"]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', page)
    meanings = words.group("missing_meaning")
    assert rows == [(said, meanings[reason]) for reason, said in words.group("missing").items()]


def test_every_contradiction_stands_beside_its_figure_on_the_page_of_its_unit(register, measured, made):
    contradictions = [finding for finding in measured.findings if finding.fails]
    assert contradictions
    trees = {
        unit_id: parse(made[urls.unit(register.units[unit_id])])[1] for unit_id in measured.failing_of_unit
    }
    for finding in contradictions:
        (cell,) = trees[finding.unit_id].css(f"td:has([id='{finding.stated_term.figure_id}'])")
        flags = [flag.attributes["href"] for flag in cell.css("a.flag")]
        assert f"#{urls.relation_anchor(finding.relation_id)}" in flags


# Promises -------------------------------------------------------------------------------------


HELD_ELSEWHERE = (
    "quyet-dinh",
    "toc-do",
    "ai-duoc-lam-gi",
    "tiep-can",
    "bay-muoi-tinh-nang",
)  # test_trust, test_features


def promises():
    """Return each sentence of the hand-written pages that promises, with its page."""
    for name, page in written().items():
        if name in FRAMES or any(f"/{part}/" in name for part in HELD_ELSEWHERE):
            continue
        body = MARKUP.sub("", page.split("\n---\n", 1)[1])
        yield from ((name, one) for law in (PROMISE, LAW) for one in sentences(body, law))


def promises_by_program():
    """Return each sentence that promises in a template, a frame or the words of pages, with its file."""
    for path in [*ROOT.glob("generator/templates/*.j2"), *ROOT.glob("theme/**/*.html")]:
        said = unfilled(path.read_text("utf-8"))
        yield from ((str(path.relative_to(ROOT)), one) for one in sentences(said, LAW))
    said = "\n".join(strings(words.vocabulary("vi")))
    yield from (("generator/messages/words.vi.toml", one) for one in sentences(said, LAW))


def sentences(said, promising):
    for sentence in re.split(r"(?<=[.!?])\s+|\n", said):
        if promising.search(sentence):
            yield " ".join(sentence.split())


def unfilled(template):
    """Return the text of a template, with `…` for what is filled in and each branch on a line of its own."""
    said = STEP.sub(" ", BRANCH.sub("\n", FIELD.sub("…", UNSAID.sub("", template))))
    return MARKUP.sub("", ENDED.sub("\n", said))


def strings(value):
    if isinstance(value, str):
        return [value]
    return [one for part in value.values() for one in strings(part)] if isinstance(value, Mapping) else []


@cache
def reference():
    return tomllib.loads((ROOT / "tests/reference/promises.toml").read_text("utf-8"))


def kept():
    return reference()["promise"]


def test_every_promise_in_words_names_the_test_that_holds_it():
    found = {*promises(), *promises_by_program()}
    harmless = {(page, one) for each in reference()["harmless"] for page, one in each["said"]}
    assert sorted({(one["page"], one["sentence"]) for one in kept()} | harmless) == sorted(found)


@pytest.mark.parametrize(
    ("template", "promise"),
    [
        ("<p>Mỗi bản luôn tải về được.</p>", ["Mỗi bản luôn tải về được."]),
        ("{% if a %}Chưa có.{% else %}Số {{ n }} giữ nguyên.{% endif %}", ["Số … giữ nguyên."]),
        ("<p>Số chỉ đổi khi có một dòng.</p><p>Hết.</p>", ["Số chỉ đổi khi có một dòng."]),
        ("{# luôn #}<p>Chưa có bản nào.</p>", []),
    ],
)
def test_a_promise_is_found_in_each_branch_of_a_template_and_in_no_remark(template, promise):
    assert list(sentences(unfilled(template), LAW)) == promise


@pytest.mark.parametrize("named", sorted({name for one in kept() for name in one["tests"]}))
def test_the_test_that_holds_a_promise_exists(named):
    file, _, test = named.partition("::")
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_of_an_inferred_period_it_is_said_everywhere_that_its_document_does_not_state_it_exactly() -> None:
    for language, said in (("vi", "không ghi rõ"), ("en", "exactly")):
        known = catalogue(f"words.{language}")
        assert said in known["period_basis"]["inferred"], language
        assert said in known["period_basis_note"]["inferred"], language
        assert said not in known["period_basis"]["open"], language
    assert "không ghi rõ" in catalogue("takeaway")["period_basis"]["inferred"]
    with (ROOT / "data/glossary.csv").open(encoding="utf-8", newline="") as lines:
        (entry,) = [row for row in csv.DictReader(lines) if row["entry_id"] == "ky-suy-ra"]
    assert "không ghi rõ" in entry["definition"] and "exactly" in entry["definition_en"]
