"""The page of a figure and the JSON beside it: what they say, and what they leave unsaid."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages, schema, text, urls
from generator.language import ENGLISH, speaking
from generator.model import EACH, UNIT, Period, Redirect, Release, Revision, Term
from generator.pages.kinds.figure import figure_page
from generator.pages.view.context import Context
from generator.site import verify
from tests.builders import DATA, ROOT
from tests.registers import (
    make_document,
    make_indicator,
    make_observation,
    make_register,
    make_relation,
    make_unit,
    revised,
)

RELEASE = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)
REVISION = Revision(
    "f", "xa-00001", "correction", date(2026, 12, 1), "value", "1875", "2", "chép nhầm", "2026-11"
)


def context_of(register):
    return Context(register, measures.measure(register), "/en/so/f/")


def made(register, family="figure", name="f", **site):
    contract, _ = schema.load(DATA / "datapackage.json")
    measured = measures.measure(register)
    tasks = pages.plan(register, measured, site.get("figure_pages", EACH))
    (task,) = (task for task in tasks if (task.kind, task.ids) == (family, (name,)))
    return pages.make(task, register, measured, contract, pages.Site(**site))


def words_of(page):
    return " ".join(LexborHTMLParser(page.body).body.text(separator=" ").split())


def facts_of(page):
    ((_, told),) = page.facts
    return json.loads(told)


def test_a_figure_has_a_page_with_its_value_as_shown_as_printed_and_its_document():
    page = made(make_register(replace(make_observation("f", "1875"), value_text="1.875")))
    assert page.path == "so/f/index.md"
    assert '<data value="1875" data-figure="f">1.875</data>' in page.body
    assert "Văn bản ghi “1.875”" in words_of(page)
    assert "Báo cáo , I" in words_of(page)


def test_a_figure_keeps_its_anchor_on_the_page_of_its_unit_and_leads_to_its_own_page(register):
    name = register.observations_of["xa-05587"][0]
    tree = LexborHTMLParser(made(register, "unit", "xa-05587").body)
    (row,) = tree.css(f"data[id='{name}']")
    assert row.parent.attributes["href"] == f"../../so/{name}/"
    (there,) = tree.css(f"a[href='../../so/{name}/'] data[id]")
    assert there.attributes["data-figure"] == name


def test_a_bound_is_explained_and_an_exact_figure_has_none():
    assert "không thấp hơn số này" in words_of(made(make_register(make_observation("f", qualifier=">="))))
    assert "Giới hạn" not in words_of(made(make_register(make_observation("f"))))


def test_a_period_that_the_source_does_not_state_is_marked_and_one_that_it_states_is_not():
    inferred = made(make_register(make_observation("f", period_basis="inferred")))
    assert "kỳ do chúng tôi suy ra, văn bản không ghi rõ " in words_of(inferred)
    assert facts_of(inferred)["period_basis"] == "inferred"
    stated = words_of(made(make_register(make_observation("f"))))
    assert "suy ra" not in stated
    assert "ước chừng" not in stated


def test_a_figure_that_is_a_numerator_says_out_of_how_many_and_a_rate_its_two_numbers():
    def told(value):
        figure = replace(make_observation("f", value), numerator=Decimal(90), denominator=Decimal(127))
        return words_of(made(make_register(figure)))

    assert "Trong tổng số 127 Kỳ" in told("90")
    assert "Tử số/mẫu số" not in told("90")
    assert "Tử số/mẫu số 90/127 Kỳ" in told("70.87")
    assert "Trong tổng số" not in told("70.87")


@pytest.mark.parametrize(
    ("status", "name", "told"),
    [
        ("issued", "Báo cáo 5", "theo Báo cáo 5, I"),
        ("draft", "Báo cáo 5", "theo Báo cáo 5, I (bản dự thảo)"),
        ("draft", "Báo cáo 5, dự thảo", "theo Báo cáo 5, dự thảo, I"),
    ],
)
def test_the_citation_of_a_figure_ends_with_its_document_and_place_and_says_a_draft_once(status, name, told):
    document = replace(make_document("report", status=status), short_title=name)
    page = made(make_register(make_observation("f"), documents=(document,)))
    cited = LexborHTMLParser(page.body).css_first("#trich-dan")
    said = {one.attributes["data-copy"]: one.text() for one in cited.css("[data-copy]")}
    assert said["vi"].endswith(f"ngày truy cập: …; {told}")
    draft = " (draft)" if status == "draft" else ""
    assert said["en"].endswith(f"accessed …; from {name}, I{draft}")
    assert f"note = {{{told}}}" in said["bibtex"]
    (item,) = json.loads(said["csl"])
    assert item["note"] == told
    assert all(one.count("…") == 1 for one in said.values())  # where the script puts the day of access


def test_no_open_place_of_a_locator_is_left_in_a_citation_and_a_unit_is_cited_without_a_document():
    figure = replace(make_observation("f"), locator="mục I … & 2")
    register = make_register(figure)
    said = LexborHTMLParser(made(register).body).css_first("[data-copy=bibtex]").text()
    assert "note = {theo Báo cáo, mục I ... \\& 2}" in said
    assert "theo Báo cáo" not in cited_in(made(register, "unit", "xa-00001"))


def test_the_guide_cites_a_figure_as_its_page_does_and_names_a_release_that_has_it_so(register):
    guide = (ROOT / "site_src/phuong-phap/sua-va-trich-dan/index.md").read_text("utf-8")
    (example,) = re.findall(r"^Ví dụ: (.+)\.$", guide, re.MULTILINE)
    (name,) = [
        one.figure_id
        for one in register.observations.values()
        if (one.unit_id, one.indicator_id, one.breakdown) == ("tinh-93", "member_count", ())
    ]
    cited = cited_in(made(register, name=name))
    assert example.partition("”, ")[0] == cited.partition("”, ")[0]
    assert example.rpartition("; ")[2] == cited.rpartition("; ")[2]
    (release_id,) = re.findall(r"bản phát hành (\S+) ", example)
    with (DATA / "releases" / release_id / "figures.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = [row for row in csv.DictReader(lines) if row["figure_id"] == name]
    assert row["period_basis"] == register.observations[name].period_basis


def test_a_figure_without_a_value_says_why_and_shows_no_number():
    page = made(make_register(make_observation("f", None, missing="not_reported")))
    assert "chưa báo cáo" in words_of(page)
    assert "<data" not in page.body
    assert facts_of(page)["value"] is None
    assert facts_of(page)["missing"] == "not_reported"


def test_a_change_stands_on_the_page_and_in_the_json_and_none_is_claimed_where_none_was_noted():
    register = make_register(make_observation("f", "2"), make_observation("g", "1"))
    register = revised(register, REVISION)
    changed, other = made(register), made(register, name="g")
    assert "01/12/2026, đính chính: 1.875 thành 2. chép nhầm" in words_of(changed)
    assert facts_of(changed)["changes"] == [
        {
            "revised_on": "2026-12-01",
            "kind": "correction",
            "field": "value",
            "old_value": "1875",
            "new_value": "2",
            "reason": "chép nhầm",
            "release_id": "2026-11",
            "told": "1.875 thành 2",
        }
    ]
    assert "chưa ghi lần thay đổi nào" in words_of(other)
    assert facts_of(other)["changes"] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"field": "value_text", "old_value": "91", "new_value": "91 người"},
            "cách nguồn ghi: từ “91” thành “91 người”",
        ),
        (
            {"field": "value_text", "old_value": None, "new_value": "91 người"},
            "cách nguồn ghi: không ghi thành 91 người",
        ),
        ({"field": "qualifier", "old_value": None, "new_value": ">="}, "mức chính xác: số đúng thành trên"),
        (
            {"field": "missing", "old_value": "not_reported", "new_value": None},
            "lý do không có số: chưa báo cáo thành có số",
        ),
        (
            {"field": "moved", "figure_id": "e", "old_value": "e", "new_value": "f"},
            "chuyển từ mã e sang mã f",
        ),
    ],
)
def test_a_change_of_another_field_or_of_the_id_says_which(changes, said):
    revision = replace(REVISION, **changes)
    assert said in words_of(made(revised(make_register(make_observation("f")), revision)))


@pytest.mark.parametrize("former", ["xa-00001", "xa-00002"])
def test_a_figure_that_came_from_another_unit_says_where_it_stood_on_its_page_and_on_that_of_its_unit(former):
    move = replace(REVISION, field="moved", figure_id="e", unit_id=former, old_value="e", new_value="f")
    units = [make_unit(name, name=name.upper()) for name in ("xa-00001", "xa-00002")]
    register = replace(
        revised(make_register(make_observation("f"), units=units), move),
        releases=(RELEASE,),
        frozen={("2026-11", former): (replace(make_observation("e"), unit_id=former),)},
    )
    of_figure, of_unit = made(register), made(register, "unit", "xa-00001")
    assert "chuyển từ mã e sang mã f" in words_of(of_figure)
    assert "Số liệu đã sửa" in words_of(of_unit)
    came_from = former != "xa-00001"
    for page in (of_figure, of_unit):
        assert ("trước đây ghi ở xã XA-00002" in words_of(page)) == came_from
    assert ('id="e"' in of_unit.body) != came_from  # the anchor stays where it was published
    assert '"dateModified":"2026-12-01"' in of_unit.front["jsonld"].replace(" ", "")


def test_a_change_of_money_shows_every_digit_that_differs():
    money = make_indicator("m", unit_of_measure="đồng")
    register = make_register(make_observation("f", "140457192000", indicator_id="m"), indicators=[money])
    change = replace(REVISION, old_value="140457182000", new_value="140457192000")
    register = revised(register, change)
    assert "140.457,182 triệu đồng thành 140.457,192 triệu đồng" in words_of(made(register))


def test_a_change_of_a_value_and_of_its_printed_form_that_say_the_same_is_told_once():
    printed = replace(REVISION, field="value_text", old_value="1.875", new_value="2")
    register = make_register(make_observation("f", "2"))
    assert words_of(made(revised(register, REVISION, printed))).count("đính chính:") == 1
    more = replace(printed, new_value="2 hội viên")
    assert words_of(made(revised(register, REVISION, more))).count("đính chính:") == 2


def test_the_first_release_is_named_and_a_figure_in_none_is_called_so():
    register = replace(make_register(make_observation("f"), make_observation("g")), releases=(RELEASE,))
    register = replace(register, published={"xa-00001": {"f": "2026-11"}})
    assert "Công bố lần đầu bản phát hành 2026-11, 21/11/2026" in words_of(made(register))
    assert facts_of(made(register))["first_released_on"] == "2026-11-21"
    assert "chưa có trong bản phát hành nào" in words_of(made(register, name="g"))
    assert facts_of(made(register, name="g"))["first_release_id"] is None


def test_a_figure_that_moved_was_first_published_under_its_former_id_and_one_that_was_new_was_not():
    later = Release("2026-12", date(2026, 12, 1), "Bản sau", None)
    oldest = replace(REVISION, figure_id="a", unit_id="xa-00002", field="moved", old_value="a", new_value="b")
    moves = oldest, replace(REVISION, figure_id="b", field="moved", old_value="b", new_value="f")
    units = make_unit("xa-00001"), make_unit("xa-00002")
    figures = make_observation("f"), make_observation("g")
    register = revised(make_register(*figures, units=units), *moves)
    published = {"xa-00001": {"b": "2026-12", "f": "2026-12", "g": "2026-12"}, "xa-00002": {"a": "2026-11"}}
    register = replace(register, releases=(RELEASE, later), published=published)
    assert "Công bố lần đầu bản phát hành 2026-11, 21/11/2026, dưới mã cũ" in words_of(made(register))
    assert facts_of(made(register))["first_released_on"] == "2026-11-21"
    assert "Công bố lần đầu bản phát hành 2026-12, 01/12/2026 Thay" in words_of(made(register, name="g"))
    unpublished = replace(register, published={})
    assert "chưa có trong bản phát hành nào" in words_of(made(unpublished))


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("04 + 03 + 01", "Cộng các số trong văn bản 04 + 03 + 01 Kỳ"),
        ("8 người", "Văn bản ghi “8 người” Kỳ"),
    ],
)
def test_a_sum_that_was_made_of_printed_numbers_is_not_called_the_words_of_the_document(printed, told):
    figure = replace(make_observation("f", "8"), value_text=printed)
    assert told in words_of(made(make_register(figure)))


def test_two_checks_that_read_alike_are_told_apart_by_what_they_add_up_and_one_is_not():
    parts = [
        make_observation(name, value, indicator_id=name) for name, value in zip("abcd", "1234", strict=True)
    ]
    relations = [replace(make_relation("sum", "f", *names), relation_id=names) for names in ("ad", "bc")]
    register = make_register(make_observation("f", "5"), *parts, relations=tuple(relations))
    told = words_of(made(register))
    assert "Cộng các phần để so với số này: 1 + 4 : khớp" in told
    assert "Cộng các phần để so với số này: 2 + 3 : khớp" in told
    alone = make_register(make_observation("f", "5"), *parts, relations=tuple(relations[:1]))
    assert "Cộng các phần để so với số này : khớp" in words_of(made(alone))


@pytest.mark.parametrize(("total", "verdict"), [("3", "khớp"), ("4", "không khớp")])
def test_the_checks_a_figure_takes_part_in_are_named_with_how_they_came_out(total, verdict):
    parts = [make_observation(name, value, indicator_id=name) for name, value in (("a", "1"), ("b", "2"))]
    figures = (make_observation("f", total), *parts)
    register = make_register(*figures, relations=(make_relation("sum", "f", "a", "b"),))
    assert f"Cộng các phần để so với số này : {verdict}" in words_of(made(register))
    assert "Số này là một phần của “Số hội viên”" in words_of(made(register, name="a"))
    status = "ok" if verdict == "khớp" else "mismatch"
    assert facts_of(made(register))["checks"] == [
        {"relation_id": "relation", "kind": "sum", "status": status}
    ]


def test_a_check_of_figures_together_says_so_on_the_page_of_each():
    both = [make_observation("f", "1"), make_observation("g", "1", indicator_id="g")]
    listed = [make_observation(name, indicator_id=name) for name in "ab"]
    relation = make_relation("count", "f", "a", "b", also_stated=(Term("g"),))
    register = make_register(*both, *listed, relations=(relation,))
    told = "Đếm các mục được liệt kê để so với tổng của số này và các số cùng chỉ tiêu : khớp"
    assert told in words_of(made(register)) and told in words_of(made(register, name="g"))
    assert told not in words_of(made(register, name="a"))


def test_a_figure_held_against_one_of_something_else_is_not_called_its_repetition():
    figures = make_observation("f", "97"), make_observation("g", "97", indicator_id="g")
    indicators = make_indicator(name="Số suất quà"), make_indicator("g", name="Số người nhận")
    register = make_register(
        *figures, indicators=indicators, relations=(make_relation("repetition", "f", "g"),)
    )
    assert "So với “Số người nhận” : khớp" in words_of(made(register))
    assert "So với “Số suất quà” : khớp" in words_of(made(register, name="g"))
    assert "ghi cùng số liệu" not in words_of(made(register))


def test_a_check_of_a_denominator_says_so_and_one_of_the_value_does_not():
    share = replace(make_observation("f", "5"), numerator=Decimal(5), denominator=Decimal(13))
    register = make_register(
        share,
        make_observation("a", "8", indicator_id="a"),
        relations=(make_relation("sum", Term("f", "denominator"), "a", "f"),),
    )
    assert "Cộng các phần để so với mẫu số của số này : khớp" in words_of(made(register))
    assert "Số này là một phần của “Số hội viên · mẫu số” : khớp" in words_of(made(register, name="a"))
    whole = make_register(
        share, make_observation("a", "5", indicator_id="a"), relations=(make_relation("sum", "f", "a"),)
    )
    assert "mẫu số của số này" not in words_of(made(whole))


@pytest.mark.parametrize(
    ("kind", "end", "told"),
    [
        ("flow", date(2023, 12, 31), "Kỳ năm 2023 01/01/2023–31/12/2023 "),
        ("stock", date(2023, 9, 30), "Kỳ đến 30/9/2023 Chỉ tiêu"),
        ("flow", date(2023, 10, 15), "Kỳ 01/01/2023–15/10/2023 Chỉ tiêu"),
        ("flow", date(2023, 1, 1), "Kỳ ngày 01/01/2023 Chỉ tiêu"),
    ],
)
def test_the_days_of_a_period_are_told_of_what_was_counted_in_it_and_only_once(kind, end, told):
    indicators = [make_indicator("member_count", kind=kind)]
    figure = make_observation("f", period=Period(date(2023, 1, 1), end))
    assert told in words_of(made(make_register(figure, indicators=indicators)))


def test_an_english_page_tells_the_days_of_a_period_in_one_form():
    figure = make_observation("f", period=Period(date(2014, 9, 22), date(2024, 12, 31)))
    with speaking(ENGLISH):
        page = figure_page(context_of(make_register(figure, indicators=[make_indicator(kind="flow")])), "f")
    assert "Period 22 Sep 2014 to 31 Dec 2024 Indicator" in words_of(page)


@pytest.mark.parametrize(
    ("of", "told"),
    [("stock", "Kỳ đến 30/9/2023 Chỉ tiêu"), ("flow", "Kỳ 9 tháng đầu năm 2023 01/01/2023")],
)
def test_a_rate_is_of_the_day_or_of_the_days_of_its_numerator(of, told):
    indicators = [
        make_indicator("member_count", kind="ratio", unit_of_measure="%", numerator_id="some"),
        make_indicator("some", kind=of),
    ]
    figure = make_observation("f", "80", period=Period(date(2023, 1, 1), date(2023, 9, 30)))
    assert told in words_of(made(make_register(figure, indicators=indicators)))


def test_a_figure_in_no_check_says_nothing_of_checks():
    assert "Kiểm tra" not in words_of(made(make_register(make_observation("f"))))


def test_the_json_keeps_every_digit_and_says_what_may_be_added():
    page = made(
        make_register(make_observation("f", "74.870"), indicators=(make_indicator(adds_over_units=False),))
    )
    assert '"value":74.870,' in page.facts[0][1]
    assert facts_of(page)["adds_over"] == ["organisations"]


def test_the_json_has_full_addresses_where_the_site_has_one():
    register = make_register(make_observation("f"))
    assert facts_of(made(register))["address"] == "/so/f/"
    full = facts_of(made(register, url="https://vi.du/so-lieu/"))
    assert full["address"] == "https://vi.du/so-lieu/so/f/"
    assert full["unit_address"] == "https://vi.du/so-lieu/xa/00001-ten-00001/"


def test_the_page_says_where_to_report_an_error_or_that_there_is_no_such_place():
    register = replace(make_register(make_observation("f")), releases=(RELEASE,))
    told = LexborHTMLParser(
        made(register, form="https://vi.du/moi", mail="a@vi.du", url="https://b.vn/").body
    )
    form, mail = (
        node.attributes["href"] for node in told.css("a[href^='https://vi.du'], a[href^='mailto:']")
    )
    assert form == "https://vi.du/moi?address=https%3A%2F%2Fb.vn%2Fso%2Ff%2F&figure=f&release=2026-11"
    assert "https%3A//b.vn/so/f/" in mail
    assert "chưa có nơi nhận báo lỗi" in words_of(made(register))
    assert "Thấy số này sai? Gửi thư báo lỗi" in words_of(made(register, mail="a@vi.du"))


def described(page):
    return json.loads(page.front["jsonld"])


def test_catalogues_are_told_licence_maker_days_and_full_addresses(register):
    figure = described(made(register, name=register.observations_of["xa-05587"][0], url="https://b.vn/"))
    (dataset, trail) = described(made(register, "unit", "xa-05587", url="https://b.vn/"))["@graph"]
    for told in (figure, dataset):
        assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert told["creator"]["name"] == "Số liệu hội"
        assert told["dateModified"] >= register.releases[-1].released_on.isoformat()
    assert "về hội quần chúng ở xã Bình Yên" in dataset["description"]
    assert dataset["name"].startswith("Xã Bình Yên")
    assert dataset["temporalCoverage"] == "2023-01-01/2023-12-31"
    assert dataset["distribution"][0]["contentUrl"] == "https://b.vn/data/observations/xa-05587.csv"
    assert trail["itemListElement"][0]["item"] == "https://b.vn/"


def test_a_figure_is_dated_by_its_own_change_and_its_unit_by_that_of_any_figure():
    register = make_register(make_observation("f"), make_observation("g"))
    register = revised(replace(register, releases=(RELEASE,)), REVISION)
    days = [described(made(register, name=name))["dateModified"] for name in ("f", "g")]
    assert days == ["2026-12-01", "2026-11-21"]
    (dataset, _) = described(made(register, "unit", "xa-00001"))["@graph"]
    assert dataset["dateModified"] == "2026-12-01"


def test_a_unit_without_figures_is_no_dataset(register):
    assert described(made(register, "unit", "xa-05587-20250701"))["@type"] == "BreadcrumbList"


def test_the_newest_release_stands_in_the_json_with_its_date():
    register = replace(make_register(make_observation("f")), releases=(RELEASE,))
    facts = facts_of(made(register))
    assert (facts["release_id"], facts["released_on"]) == ("2026-11", "2026-11-21")


def test_where_figures_have_no_pages_the_row_on_the_units_page_is_the_address(register):
    page = made(register, "unit", "xa-05587", figure_pages=UNIT)
    name = register.observations_of["xa-05587"][0]
    (row,) = LexborHTMLParser(page.body).css(f"data[id='{name}']")
    assert row.parent.attributes["href"] == f"#{name}"
    assert [path for path, _ in page.facts] == ["so/xa-05587.json"]
    assert {task.kind for task in pages.plan(register, measures.measure(register), UNIT)}.isdisjoint(
        {"figure"}
    )


def test_a_figure_of_a_units_json_with_what_its_ids_name_is_that_figures_own_json(register):
    measured = measures.measure(register)
    contract, _ = schema.load(DATA / "datapackage.json")
    unit = register.units["xa-05587"]
    task = pages.PageTask("unit", ("xa-05587",), urls.unit(unit))
    told = facts_of(pages.make(task, register, measured, contract, pages.Site(figure_pages=UNIT)))
    tables = ("indicators", "documents", "organisations", "periods")
    assert set(told["figures"]) == set(register.observations_of["xa-05587"])
    for name, figure in told["figures"].items():
        merged = {key: fact for key, fact in told.items() if key not in ("figures", *tables)} | figure
        for table in tables:
            merged |= told[table].get(str(merged.get(f"{table[:-1]}_id")), {})
        del merged["period_id"]
        own = pages.PageTask("figure", (name,), urls.figure_page(name))
        alone = facts_of(pages.make(own, register, measured, contract))
        known = {key: fact for key, fact in alone.items() if fact not in (None, [], "")}
        assert merged == {key: fact for key, fact in known.items() if key not in ("figure_id", "address")}


def test_a_json_that_says_another_value_is_a_fault():
    register = make_register(make_observation("f", "1875"), make_observation("g", None, missing="withheld"))
    ((path, told),) = made(register).facts
    assert list(verify.told_faults(path, told, register)) == []
    altered = told.replace(":1875,", ":1975,")
    assert [fault.code for fault in verify.told_faults(path, altered, register)] == ["figure-altered"]
    absent = text.to_json({"figures": {"f": {}, "g": {}}})
    assert [(one.code, one.what) for one in verify.told_faults(path, absent, register)] == [
        ("figure-absent", "f")
    ]


FIRST_FORMAT = """
    address adds_over breakdown breakdown_name changes checks definition denominator document_address
    document_id document_short_title document_status document_title figure_id first_release_id
    first_released_on format indicator_id indicator_name kind locator missing note numerator organisation_id
    period period_basis period_end period_start qualifier release_id released_on shown unit_address unit_id
    unit_name unit_of_measure unit_title value value_text
"""


def test_no_field_of_the_first_format_of_the_json_is_gone():
    facts = facts_of(made(make_register(make_observation("f"))))
    assert facts["format"] == 1
    assert set(FIRST_FORMAT.split()) <= set(facts)


def test_numbers_in_json_keep_their_digits_and_text_stays_text():
    assert text.to_json([Decimal("1.50"), "1.50", None]) == '[1.50,"1.50",null]\n'
    with pytest.raises(TypeError, match="no form"):
        text.to_json(Path("x"))


@pytest.mark.parametrize(("target", "moved_to"), [("/so/b/", "../b/"), (None, None)])
def test_an_old_address_of_a_figure_tells_programs_where_it_went_or_why_it_ended(target, moved_to):
    kind = "redirect" if target else "tombstone"
    old = Redirect("/so/a/", target, kind, date(2026, 12, 1), "Xếp lại.")
    ((path, told),) = pages.moved_facts(old).items()
    assert path == "so/a/index.json"
    assert json.loads(told) == {
        "format": 1,
        "figure_id": "a",
        "moved_to": moved_to,
        "since": "2026-12-01",
        "reason": "Xếp lại.",
    }
    assert pages.moved_facts(replace(old, address="/xa/a/")) == {}


def test_a_name_is_told_from_another_by_its_unit():
    place = make_unit("xa-00001", valid_to=date(2025, 6, 30))
    facts = facts_of(made(make_register(make_observation("f"), units=(place,))))
    assert facts["unit_name"] == "Xã Tên 00001 (đến 30/6/2025)"


def cited_in(page):
    return " ".join(LexborHTMLParser(page.body).css_first("[data-copy=vi]").text().split())


def released(*revisions, since="2026-11"):
    register = revised(make_register(make_observation("f")), *revisions)
    return replace(
        register,
        releases=(RELEASE,),
        published={"xa-00001": {"f": since}} if since else {},
    )


@pytest.mark.parametrize("page", [("figure", "f"), ("unit", "xa-00001")])
def test_a_citation_names_a_release_only_for_what_that_release_has(page):
    assert ", bản phát hành 2026-11 (21/11/2026)," in cited_in(made(released(), *page))
    for later in (released(since=None), released(REVISION)):
        assert ", sau bản phát hành 2026-11 (21/11/2026)," in cited_in(made(later, *page))


def test_a_page_of_what_others_report_is_cited_as_it_is_and_one_with_a_new_part_after_the_release():
    district = make_unit("huyen-001", type="huyện")
    communes = [make_unit(f"xa-0000{number}", "huyen-001") for number in (1, 2)]
    parts = [make_observation(f"f{number}", unit_id=f"xa-0000{number}") for number in (1, 2)]
    register = replace(
        make_register(*parts, units=(district, *communes)),
        releases=(RELEASE,),
        published={"xa-00001": {"f1": "2026-11"}},
    )
    newest = ", bản phát hành mới nhất 2026-11 (21/11/2026),"
    assert newest in cited_in(made(register, "unit", "huyen-001"))
    own = make_observation("f", unit_id="huyen-001", indicator_id="branch_count")
    told = replace(
        make_register(*parts, own, units=(district, *communes)),
        releases=(RELEASE,),
        published={"xa-00001": {"f1": "2026-11"}, "huyen-001": {"f": "2026-11"}},
    )
    assert ", sau bản phát hành 2026-11 (21/11/2026)," in cited_in(made(told, "unit", "huyen-001"))
    both = replace(told, published={**told.published, "xa-00002": {"f2": "2026-11"}})
    assert ", bản phát hành 2026-11 (21/11/2026)," in cited_in(made(both, "unit", "huyen-001"))
