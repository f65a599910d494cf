"""What readers read, as an editor would have it: one wording for one thing, dates in one form, a unit
of measure said once, and no promise that no test holds.
"""

import re
import tomllib
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from generator import text
from generator.pages.view import words
from generator.pages.view.figure import noun, telling_noun
from generator.products import BarChart, ShareChart
from tests.test_pages_site import build, parse

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "site_src"
DECISIONS = WRITTEN / "phuong-phap/quyet-dinh"
FRAMES = ("theme/404.html", "theme/main.html")

RETIRED = (
    "rên bản đồ hiện nay",
    "báo cho chúng tôi",
    "chỗ đứng trong nguồn",
    "các thành phần cộng lại",
    "chỉ có số liệu chung",
    "cộng ra",
    "đơn vị tiền thân",
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
    "tính ra",
    "trừ hàng ghi vị trí riêng",
    "vấn đề ở kho mã nguồn",
)
"""Wordings that were given up; what stands for each is in the pages that had it."""

DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
COUNTED = re.compile(r"\d số liệu\b(?! (?:về|ở))")
PROMISE = re.compile(r"không bao giờ|\bluôn\b|\bmọi\b|\bcòn mãi\b|\bkhông\b[^.;:]*\bnào\b", re.IGNORECASE)
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


def test_a_day_is_written_in_one_form_everywhere(told):
    found = {
        (address, day[0])
        for address, said in everything(told)
        for day in DAY.finditer(said)
        if day[0] != text.day(date(int(day[3]), int(day[2]), int(day[1])))
    }
    assert found == set()


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
    meanings = words.vocabulary()["missing_meaning"]
    assert rows == [(said, meanings[reason]) for reason, said in words.vocabulary()["missing"].items()]


# Promises -------------------------------------------------------------------------------------


def promises():
    """Return each sentence of the hand-written pages that promises, with its page."""
    for name, page in written().items():
        if name in FRAMES or "/quyet-dinh/" in name or "/toc-do/" in name:
            continue
        body = MARKUP.sub("", page.split("\n---\n", 1)[1])
        for sentence in re.split(r"(?<=[.!?])\s+|\n", body):
            if PROMISE.search(sentence):
                yield name, " ".join(sentence.split())


def kept():
    return tomllib.loads((ROOT / "tests/reference/promises.toml").read_text("utf-8"))["promise"]


def test_every_promise_in_words_names_the_test_that_holds_it():
    assert sorted({(one["page"], one["sentence"]) for one in kept()}) == sorted(set(promises()))


@pytest.mark.parametrize("named", sorted({name for one in kept() for name in one["tests"]}))
def test_the_test_that_holds_a_promise_exists(named):
    file, _, test = named.partition("::")
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
