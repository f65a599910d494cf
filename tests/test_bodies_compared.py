"""Associations side by side: only single ones, exact and final, of one place, indicator and period."""

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures
from generator.pages.blocks.bodies_compared import bodies_compared
from generator.pages.kinds.compare import compare_page
from generator.pages.view.context import Context
from tests.registers import (
    make_document,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
)

UNIT = "xa-00001"


def made(*values, **changes):
    """Return the context of a unit in which as many associations have a figure each."""
    figures = [
        make_observation(f"f{at}", value, organisation_id=f"body{at}", **changes)
        for at, value in enumerate(values)
    ]
    return of(*figures)


def of(*figures, families=None, documents=()):
    names = dict.fromkeys(one.organisation_id for one in figures if one.organisation_id)
    bodies = tuple(
        make_organisation(name, family=(families or {}).get(name, "association")) for name in names
    )
    register = make_register(*figures, organisations=bodies, documents=documents)
    return Context(register, measures.measure(register), "/so-sanh/")


def test_associations_stand_in_their_order_with_their_figures_and_sources():
    context = made("5", "9", "7")
    (found,) = bodies_compared(context)
    assert (found.subject, found.place, found.period) == ("Số hội viên", "xã Tên 00001", "năm 2023")
    assert [(row.organisation_id, row.figure.words) for row in found.rows] == [
        ("body0", "5"), ("body1", "9"), ("body2", "7"),
    ]  # fmt: skip
    page = LexborHTMLParser(compare_page(context).body)
    assert [node.attributes["value"] for node in page.css("table[data-bodies] data")] == ["5", "9", "7"]
    assert "không xếp hạng" in page.body.text()


@pytest.mark.parametrize(
    "values", [("5", "9"), ("5", "5", "5"), ("5", "9", None)], ids=["too few", "all alike", "one is missing"]
)
def test_few_or_equal_figures_make_no_comparison(values):
    assert bodies_compared(made(*values)) == ()


@pytest.mark.parametrize(
    ("printed", "unit"), [("{} người", "người"), ("{}", "người, chức danh")], ids=["source", "record"]
)
def test_what_is_counted_is_named_as_the_source_does_or_else_as_the_record_does(printed, unit):
    figures = [
        replace(
            make_observation(f"f{at}", value, organisation_id=f"body{at}"), value_text=printed.format(value)
        )
        for at, value in enumerate(("5", "9", "7"))
    ]
    indicator = make_indicator(name="Số được kiện toàn", unit_of_measure="người, chức danh")
    bodies = tuple(make_organisation(f"body{at}") for at in range(3))
    register = make_register(*figures, organisations=bodies, indicators=(indicator,))
    context = Context(register, measures.measure(register), "/so-sanh/")
    (table,) = LexborHTMLParser(compare_page(context).body).css("table[data-bodies]")
    assert table.attributes["data-unit"] == unit
    assert table.css_first("caption small").text() == f"({unit})"


@pytest.mark.parametrize("change", [{"qualifier": ">="}, {"occurrence": 2}, {"period_basis": "inferred"}])
def test_a_bound_a_repetition_or_an_inferred_period_is_left_out(change):
    figures = [make_observation(f"f{at}", str(at), organisation_id=f"body{at}") for at in range(3)]
    assert len(bodies_compared(of(*figures))) == 1
    assert bodies_compared(of(*figures[:2], replace(figures[2], **change))) == ()


def test_what_is_of_a_draft_or_of_several_organisations_together_is_left_out():
    figures = [make_observation(f"f{at}", str(at), organisation_id=f"body{at}") for at in range(3)]
    assert bodies_compared(of(*figures, families={"body2": "group"})) == ()
    draft = replace(figures[2], document_id="draft")
    assert bodies_compared(of(*figures[:2], draft, documents=(make_document("draft", status="draft"),))) == ()


def test_a_large_record_has_none(monkeypatch: pytest.MonkeyPatch):
    context = made("5", "9", "7")
    monkeypatch.setattr(measures.Measured, "is_large", True)
    assert bodies_compared(context) == ()


def left_in(context):
    """Return the words of what is in no comparison; empty where all is."""
    section = LexborHTMLParser(compare_page(context).body).css_first("section:has(> #khong-co)")
    return "" if section is None else section.text()


def test_who_has_figures_but_stands_in_no_comparison_is_named():
    compared = [make_observation(f"f{at}", str(at), organisation_id=f"body{at}") for at in range(3)]
    assert left_in(of(*compared)) == ""
    alone = make_observation("g", "1", organisation_id="body3", unit_id="xa-00002")
    left = left_in(of(*compared, alone))
    assert "Địa phương: xã Tên 00002." in left
    assert "Tổ chức: body3." in left


def test_of_a_large_record_they_are_not(monkeypatch: pytest.MonkeyPatch):
    context = made("5")
    assert left_in(context)
    monkeypatch.setattr(measures.Measured, "is_large", True)
    assert left_in(context) == ""
