"""The page of a document: what it has to do with others, why it is there, whether it is in force."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import measures, urls
from generator.model import DocumentRelation
from generator.pages.blocks.document_relations import reason
from generator.pages.kinds.document import document_page
from generator.pages.kinds.documents import documents_page
from generator.pages.kinds.home import home_page
from generator.pages.kinds.quality import quality_page
from generator.pages.view.context import Context, place_anchor
from tests.builders import ROOT
from tests.registers import make_document, make_observation, make_register, make_unit

SEEN = date(2026, 11, 21)


def page_of(document_id, *relations, **changes):
    """The page of one of two laws, `old` and `new`, which have these relations."""
    laws = {name: make_document(name, kind="nghị định", status="unknown") for name in ("old", "new")}
    laws[document_id] = make_document(document_id, **{"status": "unknown", **changes})
    register = make_register(
        make_observation("f"), documents=tuple(laws.values()), document_relations=relations
    )
    context = Context(register, measures.measure(register), f"/nguon/{document_id}/")
    return document_page(context, document_id).body


def relation(kind, locator=None, note=None):
    return DocumentRelation("new", kind, "old", locator, note)


@pytest.mark.parametrize(
    ("kind", "forward", "backward"),
    [
        ("cites", "Nhắc đến", "Được nhắc đến trong"),
        ("implements", "Thực hiện", "Văn bản thực hiện"),
        ("amends", "Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bằng"),
        ("replaces", "Thay thế", "Được thay thế bằng"),
        ("issued_after", "Ban hành sau, có liên quan đến", "Văn bản ban hành sau, có liên quan"),
    ],
)
def test_each_relation_has_words_of_its_own_on_both_pages(kind, forward, backward):
    assert f'<dt>{forward}</dt> <dd><a href="../old/">old</a></dd>' in page_of("new", relation(kind))
    assert f'<dt>{backward}</dt> <dd><a href="../new/">new</a></dd>' in page_of("old", relation(kind))


@pytest.mark.parametrize(("count", "folded"), [(6, []), (7, ["7 văn bản"])])
def test_many_related_documents_unfold(count, folded):
    laws = tuple(make_document(f"law-{n}", kind="nghị định") for n in range(count))
    relations = tuple(DocumentRelation("new", "cites", law.document_id, None, None) for law in laws)
    register = make_register(
        make_observation("f"), documents=(make_document("new"), *laws), document_relations=relations
    )
    context = Context(register, measures.measure(register), "/nguon/new/")
    card = LexborHTMLParser(document_page(context, "new").body).css_first(".facts > dl.card")
    assert [fold.text() for fold in card.css("summary")] == folded
    assert len(card.css("dd a[href^='../law-']")) == count


def test_several_figures_are_said_to_follow_the_sections_of_a_document_as_no_more_is_known_of_their_order():
    register = make_register(make_observation("f"), make_observation("g", locator="II"))
    context = Context(register, measures.measure(register), "/nguon/report/")
    assert "2 con số, xếp theo mục của văn bản" in document_page(context, "report").body
    assert "xếp theo" not in page_of("report")


def test_a_relation_is_told_with_its_place_and_its_note():
    shown = page_of("new", relation("cites", "mục II.1", "Giao nghiên cứu sửa đổi."))
    assert '<small class="src">(mục II.1; giao nghiên cứu sửa đổi)</small>' in shown


def test_a_document_is_there_for_the_reason_that_its_relations_give():
    named = "văn bản được đưa vào đây vì được văn bản khác trong kho số liệu nhắc đến hoặc thực hiện."
    later = "văn bản được đưa vào đây vì được ban hành sau và có liên quan đến một văn bản trong kho số liệu."
    assert named in page_of("old", relation("cites"))
    assert named not in page_of("new", relation("cites"))
    assert later in page_of("new", relation("issued_after"))
    assert later not in page_of("old", relation("issued_after"))
    assert "vì sửa đổi hoặc thay thế một văn bản trong kho số liệu." in page_of("new", relation("replaces"))
    assert "Không có số liệu nào được lấy từ văn bản này.</p>" in page_of("old")


def test_validity_is_told_with_the_day_on_which_somebody_looked():
    assert "<dd>hiệu lực: chưa kiểm tra</dd>" in page_of("old")
    looked_up = page_of("old", status="in_force", status_checked_on=SEEN)
    assert "<dd>còn hiệu lực (xem ngày 21/11/2026)</dd>" in looked_up
    assert "<dd>chưa rõ hiệu lực (xem ngày 21/11/2026)</dd>" in page_of("old", status_checked_on=SEEN)
    draft = page_of("old", status="draft")
    assert "<dd>bản dự thảo</dd>" in draft
    assert "chưa kiểm tra" not in draft


def test_a_draft_is_told_to_be_one_and_not_what_it_leaves_blank():
    draft = page_of("old", status="draft", number="12/BC-UBND", issued_on=date(2025, 1, 20))
    assert "Đây là bản dự thảo; bản chính thức có thể khác." in draft
    assert "để trống" not in draft
    assert "bản dự thảo" not in page_of("old", status="issued")


def test_pages_that_count_figures_of_documents_or_places_say_what_they_leave_out():
    counting = "Mẫu số có dòng riêng cũng là một con số ở đây; chỗ nhắc lại thì không đếm."
    register = make_register(make_observation("f"), documents=(make_document("report"),))
    for make, address in ((documents_page, urls.DOCUMENTS), (quality_page, urls.QUALITY)):
        context = Context(register, measures.measure(register), address)
        assert counting in make(context).body
    without = make_register(documents=())
    assert counting not in documents_page(Context(without, measures.measure(without), urls.DOCUMENTS)).body


def test_a_list_of_documents_without_any_says_so():
    register = make_register(documents=())
    shown = documents_page(Context(register, measures.measure(register), urls.DOCUMENTS)).body
    assert "<p>Chưa có văn bản nào.</p>" in shown
    assert "0 văn bản" not in shown
    register = make_register(make_observation("f"), documents=(make_document("report"),))
    shown = documents_page(Context(register, measures.measure(register), urls.DOCUMENTS)).body
    assert "Chưa có văn bản nào" not in shown
    assert "0 văn bản" not in shown


@pytest.mark.parametrize(
    ("count", "folded"),
    [(12, []), (13, ["Tỉnh A 12\xa0văn\xa0bản", "Không của riêng địa phương nào 1\xa0văn\xa0bản"])],
)
def test_many_sources_are_folded_by_province_and_those_of_no_place_come_last(count, folded):
    province = make_unit("tinh-1", type="tỉnh", name="A")
    reports = [make_document(f"paper-{n}", unit_id="tinh-1" if n else None) for n in range(count)]
    figures = [make_observation(f"f{n}", unit_id="tinh-1", document_id=f"paper-{n}") for n in range(count)]
    register = make_register(*figures, units=(province,), documents=tuple(reports))
    tree = LexborHTMLParser(
        documents_page(Context(register, measures.measure(register), urls.DOCUMENTS)).body
    )
    assert [one.text() for one in tree.css("details:has(h3) > summary")] == folded
    assert len(tree.css("dt a[href^='paper']")) == count


def test_a_record_without_checks_says_that_there_are_none_and_not_that_none_of_them_holds():
    keys = home_page(Context(register := make_register(), measures.measure(register), urls.HOME)).body
    assert "chưa có phép nào" in keys
    assert "0/0" not in keys


def test_nobody_asks_whether_a_report_is_in_force():
    shown = page_of("old", period_start=date(2023, 1, 1), period_end=date(2023, 12, 31))
    assert "<dd>không rõ đã ban hành chính thức hay chưa</dd>" in shown
    assert "hiệu lực" not in shown


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"status": "issued"}, "Cơ quan ban hành"),
        ({"status": "unknown"}, "Cơ quan ban hành"),  # a law, whose validity nobody looked up
        ({"status": "draft"}, "Cơ quan lập"),
        ({"status": "template"}, "Dành cho"),
        ({"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}, "Cơ quan lập"),
    ],
)
def test_only_of_a_document_that_was_issued_an_issuer_is_named(changes, heading):
    page = LexborHTMLParser(page_of("old", **changes))
    assert page.css_first(".facts dt").text() == heading


def described(document):
    """The description of a document's page, and its line in the list of documents."""
    register = make_register(documents=(document,))
    measured = measures.measure(register)
    front = document_page(Context(register, measured, "/nguon/one/"), "one").front
    return front["description"], documents_page(Context(register, measured, urls.DOCUMENTS)).body


def test_of_a_blank_form_it_is_said_who_fills_it_in_and_not_who_made_it():
    changes = {"title": "Mẫu", "issuer": "Đảng ủy xã"}
    description, line = described(make_document("one", status="template", **changes))
    assert description == "Mẫu. Dành cho: Đảng ủy xã."
    assert "<small>Dành cho: Đảng ủy xã ·" in line
    description, line = described(make_document("one", status="issued", **changes))
    assert description == "Mẫu (Đảng ủy xã)."
    assert "<small>Đảng ủy xã ·" in line


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issued_on": date(2023, 1, 6)}, "06/01/2023"),
        ({"issued_text": "không ghi ngày"}, "không ghi ngày"),
        ({}, "chưa rõ ngày"),  # a document that is only mentioned: nobody has seen whether it has one
    ],
)
def test_a_document_bears_no_date_only_where_somebody_read_it(changes, told):
    law = {"issued_on": None, "issued_text": None, "status": "unknown"} | changes
    assert f"<dt>Ngày</dt> <dd>{told}</dd>" in page_of("old", **law)
    assert f" · {told} ·" in described(make_document("one", **law))[1]


def test_a_document_bears_no_number_only_where_figures_or_questions_show_that_it_was_read():
    assert "<dt>Số</dt> <dd>chưa rõ số</dd>" in page_of("old", number=None)
    assert "<dt>Số</dt> <dd>12/BC</dd>" in page_of("old", number="12/BC")
    register = make_register(make_observation("f"), documents=(make_document("report", number=None),))
    read = document_page(Context(register, measures.measure(register), "/nguon/report/"), "report").body
    assert "<dt>Số</dt> <dd>không ghi số</dd>" in read


def test_the_way_of_checking_is_told_where_the_page_of_quality_leads():
    register = make_register(make_observation("f"))
    shown = quality_page(Context(register, measures.measure(register), urls.QUALITY)).body
    assert '<a href="../phuong-phap/cong-va-doi-chieu/#doi-chieu">Cách kiểm tra</a>' in shown
    told = (ROOT / "site_src/phuong-phap/cong-va-doi-chieu/index.md").read_text("utf-8")
    assert "## Đối chiếu {#doi-chieu}" in told


def test_no_document_of_the_record_is_there_without_a_reason(register, measured):
    forms = {question.document_id for question in register.questions}
    for document_id in register.documents.keys() - measured.units_of_document.keys() - forms:
        context = Context(register, measured, f"/nguon/{document_id}/")
        assert reason(context, document_id) is not None, document_id


def test_the_record_names_the_documents_that_the_reports_cite(register):
    def cited(document_id, kind):
        return {
            register.documents[one.to_document_id].number
            for one in register.refers_to[document_id]
            if one.relation == kind
        }

    notices = {f"{number}-TB/HU" for number in (507, 509, 510, 511, 512, 513)}
    tam_duong = cited("bao-cao-tam-duong-9-thang-2023", "cites")
    assert notices | {"21-KL/TW", "05-CT/TW", "217-QĐ/TW", "09-NQ/TW"} <= tam_duong
    assert "16/CT-TTg" in cited("bao-cao-binh-yen-2023", "cites")
    assert "36-NQ/TW" in cited("bao-cao-hau-giang-2024", "cites")
    assert cited("bao-cao-hau-giang-2024", "implements") == {"102-KL/TW", "277-KH/TU"}
    assert cited("nghi-dinh-126-2024-nd-cp", "replaces") == {"45/2010/NĐ-CP", "33/2012/NĐ-CP"}
    assert cited("nghi-dinh-33-2012-nd-cp", "amends") == {"45/2010/NĐ-CP"}
    assert cited("ket-luan-178-kl-tw-2025", "replaces") == set()


@pytest.mark.parametrize("count", [40, 41])
def test_of_many_figures_those_of_each_place_unfold(count):
    figures = [make_observation(f"f{at}", locator=f"mục {at % 2}", occurrence=1) for at in range(count)]
    register = make_register(*figures)
    context = Context(register, measures.measure(register), "/nguon/report/")
    page = LexborHTMLParser(document_page(context, "report").body)
    folded = [node.text().split() for node in page.css("summary:has(+ .in-order)")]
    assert folded == (
        [["Mục", "0", "21", "con", "số"], ["Mục", "1", "20", "con", "số"]] if count > 40 else []
    )
    assert all(page.css_first(f"#{place_anchor(f'mục {at}')} data[data-figure]") for at in range(2))
