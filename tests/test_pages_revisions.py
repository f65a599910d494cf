"""Changes of published figures in words: of what stands, of what moved, of what is gone."""

from datetime import date

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages
from generator.model import Period, Redirect, Release, Renaming, Revision
from generator.pages.blocks.revisions import changes, corrections, newest_first, notice
from generator.pages.kinds.corrections import corrections_page
from generator.pages.kinds.releases import release_page, releases_page, unit_then_page
from generator.pages.view.context import Context
from generator.pages.view.figure import flags_of
from tests.registers import make_indicator, make_observation, make_register, make_unit, revised

UNIT = "xa-00001"
FIRST = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)
SECOND = Release("2027-02", date(2027, 2, 1), "Bản hai", None)
THIRD = Release("2027-05", date(2027, 5, 1), "Bản ba", None)
WITHDRAWN = Revision(
    "f", UNIT, "correction", date(2026, 12, 1), "withdrawn", "f", None, "chép nhầm", "2026-11"
)
MOVED = replace(WITHDRAWN, field="moved", new_value="g")


def context_of(*revisions, was=(), releases=(FIRST,), beside=()):
    register = replace(
        revised(make_register(make_observation("g", "2"), *beside), *revisions),
        releases=releases,
        frozen={("2026-11", UNIT): was},
    )
    return Context(register, measures.measure(register), "/xa/")


def told(*revisions, **given):
    return changes(context_of(*revisions, **given), revisions)


def test_a_withdrawn_figure_is_told_with_the_bound_and_the_value_it_had():
    (change,) = told(WITHDRAWN, was=(make_observation("f", "394", qualifier=">="),))
    assert (change.old_value, change.new_value, change.target) == ("trên 394", "đã rút", None)


def test_a_withdrawn_figure_that_had_no_value_is_told_with_the_reason():
    (change,) = told(WITHDRAWN, was=(make_observation("f", None, missing="not_reported"),))
    assert change.old_value == "chưa báo cáo"


def test_a_period_found_to_be_inferred_is_told_in_words_and_flags_no_figure():
    basis = replace(MOVED, figure_id="g", field="period_basis", old_value="stated", new_value="inferred")
    (change,) = told(basis)
    said = (change.what, change.old_value, change.new_value)
    assert said == ("kỳ do đâu mà có", "văn bản ghi rõ kỳ", "kỳ suy ra")
    context = context_of(basis)
    assert flags_of(context, make_observation("g", "2")) == ()
    assert flags_of(context_of(replace(basis, field="qualifier", old_value=">=")), make_observation("g", "2"))


VALUE = replace(MOVED, figure_id="g", field="value", old_value="1875", new_value="1975")
PRINTED = replace(VALUE, field="value_text", old_value="1.875", new_value="1.975")


def test_a_value_and_its_printed_form_that_say_the_same_are_told_once():
    assert [change.field for change in told(PRINTED, VALUE)] == ["value"]


def test_a_leading_zero_says_no_more_than_the_value():
    value = replace(VALUE, old_value="7", new_value="8")
    printed = replace(PRINTED, old_value="07", new_value="8")
    assert [change.field for change in told(value, printed)] == ["value"]


@pytest.mark.parametrize(
    "other",
    [
        replace(PRINTED, new_value="1.975 hội viên"),
        replace(PRINTED, reason="Ghi lại cách viết của nguồn"),
        replace(PRINTED, old_value=None),
        replace(PRINTED, figure_id="h"),
    ],
)
def test_printed_words_that_say_more_or_were_changed_for_another_reason_are_told_too(other):
    assert {change.field for change in told(VALUE, other)} == {"value", "value_text"}
    assert [change.field for change in told(PRINTED)] == ["value_text"]


def test_a_moved_figure_leads_to_what_it_has_become():
    (change,) = told(MOVED, was=(make_observation("f", "2"),))
    assert change.target is not None
    assert change.target.href is not None
    assert change.target.href.endswith("#g")


def test_the_anchor_of_a_figure_that_is_gone_is_kept_once_and_that_of_one_that_stands_never():
    value = replace(MOVED, field="value", old_value="1", new_value="2")
    of_gone = told(MOVED, value, replace(MOVED, revised_on=date(2026, 12, 2)))
    assert [change.is_gone for change in of_gone] == [True, False, False]
    assert not any(change.is_gone for change in told(replace(value, figure_id="g")))


def test_the_banner_stands_until_a_release_that_brings_no_change_to_the_unit():
    since = notice(context_of(MOVED, releases=(FIRST, SECOND)), UNIT)
    assert since is not None
    assert (since.figures, since.release, since.is_called_by_day) == (1, "2026-11", False)
    by_day = replace(FIRST, release_id=FIRST.released_on.isoformat())
    moved = replace(MOVED, release_id=by_day.release_id)
    assert notice(context_of(moved, releases=(by_day, SECOND)), UNIT).is_called_by_day
    assert notice(context_of(MOVED, releases=(FIRST, SECOND, THIRD)), UNIT) is None


def test_the_banner_counts_each_figure_once_those_that_came_from_elsewhere_among_them():
    printed = replace(MOVED, field="value_text", old_value="56", new_value="56 công dân")
    arrived = replace(MOVED, figure_id="e", unit_id="xa-00002", new_value="h")
    context = context_of(MOVED, printed, releases=(FIRST, SECOND))
    assert notice(context, UNIT).figures == 1
    assert notice(context, UNIT, (arrived,)).figures == 2
    later = replace(printed, figure_id="h")
    assert notice(context_of(later, releases=(FIRST, SECOND)), UNIT, (arrived,)).figures == 1


def test_a_figure_as_it_was_tells_the_printed_form_only_where_it_says_more():
    def then(value_text, value="1040", **changes):
        was = replace(make_observation("f", value, **changes), value_text=value_text)
        context = context_of(MOVED, was=(was,))
        return unit_then_page(context, "2026-11", UNIT).body

    assert "văn bản ghi: 1.040 hội viên" in then("1.040 hội viên")
    assert "văn bản ghi" not in then("1.040")
    assert "văn bản ghi" not in then("01", "1")
    assert "văn bản ghi" not in then("trên 1.040", qualifier=">=")
    assert "văn bản ghi: hơn 1.040" in then("hơn 1.040", qualifier=">=")
    assert "; có con số đã đổi từ đó." in then("1.040")  # all of them, maybe


def test_a_figure_as_it_was_has_both_days_of_its_period_and_what_it_counts_beside_it():
    span = Period(date(2014, 9, 22), date(2024, 12, 31))
    was = replace(make_observation("f", "29", period=span), value_text="29")
    context = context_of(MOVED, was=(was, replace(was, figure_id="e", value=None, missing="not_reported")))
    indicator = make_indicator(name="Gạo dự trữ", unit_of_measure="tấn", kind="stock")
    register = replace(context.register, indicators={"member_count": indicator})
    page = LexborHTMLParser(unit_then_page(replace(context, register=register), "2026-11", UNIT).body)
    numbers, missing = page.css("#khi-do ~ table tbody tr")
    assert numbers.css_first(".detail").text() == "22/9/2014–31/12/2024"
    assert numbers.css_first("td").text().replace("\xa0", " ").strip() == "29 tấn"
    assert missing.css_first("td").text().split() == ["chưa", "báo", "cáo", "văn", "bản", "ghi:", "29"]
    marked = replace(was, period_basis="inferred")
    assert (
        "22/9/2014–31/12/2024 (kỳ suy ra)"
        in unit_then_page(context_of(MOVED, was=(marked,)), "2026-11", UNIT).body
    )


def test_a_unit_as_it_was_says_of_when_its_names_and_units_of_measure_are():
    context = context_of(was=(make_observation("g", "2"),))

    def told(**changes):
        register = replace(context.register, **changes)
        page = unit_then_page(replace(context, register=register), "2026-11", UNIT)
        return LexborHTMLParser(page.body).css_first("#khi-do + p").text()

    unsaved = "Bản này chưa lưu tên chỉ tiêu và đơn vị tính: ở đây dùng tên"
    assert told() == f"{unsaved} và đơn vị hiện nay."
    recounted = replace(RENAMED, column="unit_of_measure", old_value="đồng", new_value="hội viên")
    assert told(renamed=(recounted,)) == f"{unsaved} hiện nay và đơn vị tính của bản sớm nhất có lưu."
    kept = told(release_files={"2026-11": ("figures.csv", "meanings.csv")})
    assert kept == "Con số, kỳ và đơn vị tính như trong bản này; tên gọi ghi như hiện nay."


def test_of_a_figure_that_moved_only_what_is_another_is_told():
    elsewhere = make_observation("f", "1", unit_id="xa-00002")
    (change,) = told(MOVED, was=(elsewhere,), beside=(replace(elsewhere, figure_id="h"),))
    assert (change.old_value, change.target.text) == ("Xã Tên 00002", "Xã Tên 00001")
    earlier = Period(date(2022, 1, 1), date(2022, 12, 31))
    (change,) = told(MOVED, was=(make_observation("f", "1", period=earlier),))
    assert (change.old_value, change.target.text) == ("Năm 2022", "Năm 2023")


def test_a_figure_that_moved_but_is_told_alike_is_told_whole():
    (change,) = told(MOVED, was=(make_observation("f", "1"),))
    assert change.old_value == change.target.text == "Số hội viên, năm 2023, xã Tên 00001"


def ended(*revisions, target=None, address="/so/f/", **given):
    """Return the words of what stands at an old address."""
    context = context_of(*revisions, **given)
    kind = "redirect" if target else "tombstone"
    redirect = Redirect(address, target, kind, date(2026, 12, 1), "chép nhầm")
    html = pages.moved(redirect, context.register, context.measured)
    return " ".join(LexborHTMLParser(html).css_first("main").text(separator=" ").split()).replace(" ,", ",")


def test_the_page_of_a_withdrawn_figure_says_what_it_was_when_and_why_it_went_and_which_release_had_it_last():
    was = replace(make_observation("f", "394", qualifier=">="), value_text="trên 394 hội viên")
    said = ended(WITHDRAWN, was=(was,))
    assert "Từ ngày 01/12/2026, trang này không còn. Lý do: chép nhầm" in said
    assert "Bản phát hành 2026-11, 21/11/2026 là bản cuối cùng có số liệu này" in said
    assert "Giá trị trên 394 hội viên Văn bản ghi “trên 394 hội viên” Địa phương Xã" in said
    assert "Kỳ năm 2023 Chỉ tiêu" in said
    assert "Văn bản Báo cáo, I" in said


@pytest.mark.parametrize(
    ("missing", "told"), [("not_reported", "chưa báo cáo"), ("withheld", "không công bố")]
)
def test_the_page_of_a_withdrawn_figure_without_a_value_says_why_it_had_none(missing, told):
    assert f"Giá trị {told}" in ended(WITHDRAWN, was=(make_observation("f", None, missing=missing),))


@pytest.mark.parametrize(
    "ending",
    [
        {"revisions": (WITHDRAWN,)},
        {"revisions": (), "was": (make_observation("f", "2"),)},
        {"revisions": (MOVED,), "was": (make_observation("f", "2"),), "target": "/so/g/"},
        {"revisions": (WITHDRAWN,), "was": (make_observation("f", "2"),), "address": "/xa/f/"},
        {
            "revisions": (replace(WITHDRAWN, figure_id="g", old_value="g"),),
            "was": (make_observation("g", "1"),),
            "address": "/so/g/",
        },
    ],
    ids=["in no release", "not withdrawn", "moved", "no figure's page", "back again"],
)
def test_what_ended_otherwise_is_not_said_to_have_been_a_figure(ending):
    said = ended(*ending.pop("revisions"), **ending)
    assert "Lý do: chép nhầm" in said
    assert "đã rút" not in said


def test_changes_of_one_reason_and_day_are_one_correction_wherever_they_were_made():
    elsewhere = replace(WITHDRAWN, figure_id="h", unit_id="xa-00002")
    another = replace(WITHDRAWN, figure_id="i", reason="chép thiếu")
    later = replace(WITHDRAWN, figure_id="j", revised_on=date(2026, 12, 2))
    revisions = (WITHDRAWN, elsewhere, another, later)
    register = make_register(make_observation("g"), make_observation("k", unit_id="xa-00002"))
    register = replace(revised(register, *revisions), releases=(FIRST,))
    context = Context(register, measures.measure(register), "/dinh-chinh/")
    found = corrections(context, newest_first(revisions), most=10)
    assert [(one.day, one.reason, one.count, one.units) for one in found] == [
        ("02/12/2026", "chép nhầm", 1, 1),
        ("01/12/2026", "chép nhầm", 2, 2),
        ("01/12/2026", "chép thiếu", 1, 1),
    ]
    folds = LexborHTMLParser(corrections_page(context).body).css("details.block")
    assert ["open" in fold.attributes for fold in folds] == [True, False, True]
    assert [len(fold.css("tbody tr")) for fold in folds] == [1, 2, 1]
    told = " ".join(folds[1].css_first("summary").text().split())
    assert told == "chép nhầm Đính chính 01/12/2026 · 2 thay đổi ở 2 địa phương"


def test_a_correction_of_which_not_all_is_shown_is_counted_whole_and_namesakes_are_two_places():
    namesake = make_unit("xa-00002", name="Tên 00001")
    revisions = newest_first([replace(WITHDRAWN, unit_id=name) for name in ("xa-00001", "xa-00002")])
    register = make_register(
        make_observation("g"), make_observation("k", unit_id="xa-00002"), units=(namesake,)
    )
    register = replace(revised(register, *revisions), releases=(FIRST,))
    (found,) = corrections(Context(register, measures.measure(register), "/dinh-chinh/"), revisions, most=1)
    assert (len(found.changes), found.count, found.units) == (1, 2, 2)


def test_a_release_that_is_called_by_its_day_is_told_by_the_day_alone_and_its_page_says_when_it_was():
    called = Release("2026-12-02", date(2026, 12, 2), "Bản hai", None)
    context = context_of(releases=(FIRST, called))
    told = LexborHTMLParser(releases_page(context).body).css(".releases dt")
    assert [entry.text() for entry in told] == ["02/12/2026", "2026-11 · 21/11/2026"]
    assert [entry.css_first("a").attributes["href"] for entry in told] == [
        "../du-lieu/phien-ban/2026-12-02/",
        "../du-lieu/phien-ban/2026-11/",
    ]
    for release in (FIRST, called):
        day = release.released_on.strftime("%d/%m/%Y")
        assert f"Phát hành ngày {day}." in release_page(context, release.release_id).body


def test_a_release_without_changes_of_figures_says_that_notes_and_places_may_have_changed():
    unchanged = "Chưa con số nào của bản này bị sửa hay rút. Ghi chú, tên gọi và vị trí trong văn bản"
    changed = context_of(MOVED, was=(make_observation("f"),))
    assert unchanged not in release_page(changed, "2026-11").body
    as_it_was = replace(changed, register=replace(changed.register, frozen={}))
    assert unchanged in release_page(as_it_was, "2026-11").body


RENAMED = Renaming("2026-11", None, "indicators", "member_count", "name", "Hội viên", "Số hội viên")


def test_a_name_that_changed_is_told_on_the_page_of_corrections_without_a_row_for_each_figure():
    several = (
        RENAMED,
        replace(RENAMED, column="adds_over_units", old_value="no", new_value="yes"),
        replace(RENAMED, table="documents", name="report", column="issued_on", old_value=None,
                new_value="2026-11-21"),
        replace(RENAMED, column="unit_of_measure", old_value="người", new_value="hội viên"),
    )  # fmt: skip
    context = context_of()
    register = replace(context.register, renamed=several)
    page = LexborHTMLParser(corrections_page(replace(context, register=register)).body)
    rows = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("tbody tr")]
    assert rows == [
        ["Văn bản: Báo cáo ngày ban hành so với bản 2026-11", "không ghi", "21/11/2026"],
        ["Chỉ tiêu: Số hội viên cộng theo địa phương so với bản 2026-11", "không cộng được", "cộng được"],
        ["Chỉ tiêu: Số hội viên tên so với bản 2026-11", "Hội viên", "Số hội viên"],
    ]
    assert not LexborHTMLParser(corrections_page(context).body).css("#ten-goi")


def test_a_unit_as_it_was_counts_in_the_unit_of_measure_of_its_release():
    recounted = replace(RENAMED, column="unit_of_measure", old_value="đồng", new_value="hội viên")
    context = context_of(was=(make_observation("g", "2000000"),))
    register = replace(context.register, renamed=(recounted,))
    page = unit_then_page(replace(context, register=register), "2026-11", UNIT)
    assert "2\xa0triệu\xa0đồng" in LexborHTMLParser(page.body).text()
