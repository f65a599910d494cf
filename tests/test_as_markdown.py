"""The Markdown beside a page says what the page says: word for word, figure for figure, link for link."""

import re

import pytest
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from generator import pages, schema
from generator.measures import Measured
from generator.model import EACH, Register
from generator.site.as_markdown import as_markdown
from tests.builders import DATA

CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
LEFT_OUT = "nav.crumbs, form, button, svg"


def tree(html: str) -> LexborHTMLParser:
    found = LexborHTMLParser(html)
    for node in found.css(LEFT_OUT):
        node.decompose()
    return found


def read(told: str) -> LexborHTMLParser:
    """Return what another program makes of Markdown."""
    return LexborHTMLParser(markdown(told, extensions=["tables", "fenced_code"], tab_length=2))


def words(page: LexborHTMLParser) -> list[str]:
    return re.findall(r"\w+", page.text(separator=" "))


def links(page: LexborHTMLParser) -> list[tuple[str | None, list[str]]]:
    """Return where each link leads, and its words: a figure is a link to its address."""
    found = ((link.attributes["href"], link.text().split()) for link in page.css("a[href]"))
    return [(link, words) for link, words in found if words]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("unit", "huyen-106"),
        ("unit", "tinh-93"),
        ("association", "women"),
        ("indicator", "member_count"),
        ("document", "bao-cao-hau-giang-2024"),
    ],
)
def test_it_has_the_words_and_links_of_the_page(
    register: Register, measured: Measured, kind: str, name: str
) -> None:
    (task,) = (
        task
        for task in pages.plan(register, measured, EACH)
        if task.kind == kind and name in task.ids and not task.address.startswith("/en/")
    )
    body = re.sub(r"\{chart:\d+\}", "", pages.make(task, register, measured, CONTRACT).body)
    page, told = tree(body), read(as_markdown(body))
    assert words(told) == words(page)
    assert links(told) == links(page)


@pytest.mark.parametrize(
    "text", ["a*b*c_d_", "[a](b)", "<b>a</b> &amp; b", "a | b", "1. a", "- a", "# a", "`a`", "\\*"]
)
def test_text_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    for html in (f"<p>{escaped}</p>", f"<ul><li>{escaped}</li></ul>", f"<h2>{escaped}</h2>"):
        assert read(as_markdown(html)).text().strip() == text
    table = read(as_markdown(f"<table><thead><tr><th>x</th></tr></thead><tr><td>{escaped}</td></tr></table>"))
    assert [cell.text() for cell in table.css("td")] == [text]


def test_a_table_keeps_its_cells_in_their_columns() -> None:
    told = as_markdown(
        "<table><caption>Hội viên</caption><thead><tr><th>Nơi<th colspan=2>Năm</tr></thead>"
        "<tr><th>A<td>1<td>2</tr></table>"
    )
    assert told == "**Hội viên**\n\n| Nơi | Năm |  |\n| --- | --- | --- |\n| A | 1 | 2 |\n"


def test_what_is_pressed_or_drawn_is_left_out() -> None:
    told = as_markdown(
        '<nav class="crumbs">x</nav><p>a</p><svg><text>x</text></svg><form><button>x</button></form>'
    )
    assert told == "a\n"


def test_code_that_holds_the_signs_around_code_stays_one_piece() -> None:
    page = read(as_markdown("<p><code>a `b` [x](y) ``c`` d</code></p>"))
    assert [node.text() for node in page.css("code")] == ["a `b` [x](y) ``c`` d"]
    assert page.css("a") == []
