"""The data dictionary: all of the contract, nothing else, in words, and anew when the contract changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from markdown import Markdown
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import schema
from generator.pages import dictionary_page
from generator.schema import Contract, Field, ForeignKey, Resource
from tests.builders import ROOT


def shown(contract: Contract, release: str | None = None) -> LexborHTMLParser:
    """Return the page as MkDocs would show it, but for the frame."""
    _, _, body = dictionary_page(contract, release).removeprefix("---\n").partition("---\n")
    extensions = ["admonition", "attr_list", "tables", "toc"]
    return LexborHTMLParser(Markdown(extensions=extensions).convert(body))


def text_of(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def contract_of(*fields: Field, **changes: object) -> Contract:
    table = Resource("small_table", "small_table.csv", "Bảng nhỏ", "", "Chỉ để thử.", "", fields, (), ())
    return Contract({"small_table": replace(table, **changes)})


@pytest.fixture(scope="module")
def real() -> Contract:
    contract, faults = schema.load(ROOT / "data/datapackage.json")
    assert faults == ()
    return contract


def test_every_table_and_column_of_the_contract_stands_there_with_its_meaning(real: Contract) -> None:
    page = shown(real)
    for table in real.resources.values():
        anchor = f"bang-{table.name.replace('_', '-')}"
        assert text_of(page, f"h2#{anchor}") == table.title
        for field in table.fields:
            row = f"dt#{anchor}-{field.name.replace('_', '-')}"
            assert text_of(page, row) == f"{field.name} {field.title}"
            assert text_of(page, f"{row} + dd") == " ".join(field.description.split())
    assert len(page.css("dt")) == sum(len(table.fields) for table in real.resources.values())
    assert len(page.css("h2")) == len(real.resources)


def test_a_member_of_a_breakdown_has_one_name_in_the_contract(real: Contract) -> None:
    table = real.resources["dimensions"]
    told = {field.name: field.title for field in table.fields}
    for column in ("member_id", "name", "name_en"):
        assert table.title.lower() in told[column].lower()
    said = " ".join([table.description, real.resources["breakdowns"].description, *told.values()])
    assert "thành phần" not in said


def test_a_new_column_appears_and_one_without_a_meaning_says_so() -> None:
    before, after = (shown(contract_of(*columns)) for columns in ([Field("a", "string", description="A.")], [
        Field("a", "string", description="A."), Field("new_one", "date", "Cột mới"),
    ]))  # fmt: skip
    assert before.css_first("dt#bang-small-table-new-one") is None
    assert text_of(after, "dt#bang-small-table-new-one") == "new_one Cột mới"
    assert text_of(after, "dt#bang-small-table-new-one + dd") == "chưa có mô tả"
    assert text_of(after, "dt#bang-small-table-a + dd") == "A."


def test_what_may_stand_in_a_column_is_told_and_only_that() -> None:
    page = shown(
        contract_of(
            Field("free", "string"),
            Field("count", "integer", required=True, minimum=Decimal(1), maximum=Decimal(90)),
            Field("kind", "string", enum=("one", "two"), pattern="[a-z]{3}", separator=";"),
            Field("adds", "boolean", true_values=("yes",), false_values=("no",)),
        )
    )
    rules = {row.attributes["id"]: row for row in page.css("dt")}
    told = {name: text_of(page, f"dt#{name} + dd + dd") for name in rules}
    assert told == {
        "bang-small-table-free": "Chữ.",
        "bang-small-table-count": "Số nguyên, bắt buộc. Nhỏ nhất là 1. Lớn nhất là 90.",
        "bang-small-table-kind": "Chữ. Ghi một trong: one, two. Theo mẫu [a-z]{3}. "
        "Nhiều giá trị thì cách nhau bằng ;.",
        "bang-small-table-adds": "Có hoặc không. Ghi một trong: yes, no.",
    }


def test_keys_and_references_are_told_where_there_are_any() -> None:
    field = Field("parent_id", "string")
    page = shown(
        contract_of(
            field,
            primary_key=("parent_id",),
            foreign_keys=(ForeignKey(("parent_id",), "small_table", ("parent_id",)),),
        )
    )
    said = text_of(page, "body")
    assert "Trong một tệp, không có hai dòng trùng nhau ở parent_id." in said
    assert "parent_id, nếu ghi, phải có trong bảng Bảng nhỏ." in said
    assert "phải có trong" not in text_of(shown(contract_of(field)), "body")
    assert "trùng nhau" not in text_of(shown(contract_of(field)), "body")


def test_a_table_has_its_file_and_a_folder_of_tables_has_none() -> None:
    one, many = (shown(contract_of(path=path)) for path in ("small_table.csv", "small_table/*.csv"))
    assert one.css_first("a[href='../../data/small_table.csv']") is not None
    assert many.css_first("a[href*='small_table']") is None
    assert "small_table/*.csv" in text_of(many, "body")


def test_text_of_the_contract_stays_text() -> None:
    hostile = "<b>*a*</b> {x} {: #y } `c` [d](e) {chart:0}"
    page = shown(contract_of(Field("a", "string", hostile, description=hostile), title=hostile))
    assert text_of(page, "h2#bang-small-table") == hostile
    assert text_of(page, "dt") == f"a {hostile}"
    assert text_of(page, "dt + dd") == hostile
    assert page.css("b") == [] and page.css("#y") == []


def test_the_release_is_told_where_there_is_one() -> None:
    assert '"published": "2026-11"\n' in dictionary_page(contract_of(), "2026-11")
    assert "published" not in dictionary_page(contract_of(), None)
