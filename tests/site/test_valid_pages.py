"""Pages as a validator wants them: what Nu Html Checker and html-validate found once is looked for always."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.site.test_readers import MOVED, PAGES

pytestmark = pytest.mark.slow

NOT_IN_ENGLISH = frozenset({"data dictionary", "method", "about", "guide with code", "code"})
"""Pages in Vietnamese alone, and a code of a province without reports, which `in_full` leaves out."""
ENDS_LEFT_OUT = frozenset(
    {"p", "li", "dt", "dd", "tr", "th", "td", "thead", "tbody", "tfoot", "option", "html", "body"}
)
NAMES_OTHERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list")
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class Ends(HTMLParser):
    """Counts elements that begin against those that end, of kinds whose end must be written."""

    def __init__(self) -> None:
        super().__init__()
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[tag] += tag not in VOID | ENDS_LEFT_OUT

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        self.open[tag] -= tag not in ENDS_LEFT_OUT


def faults(html: str) -> list[str]:
    """Return what is wrong with the page, each as the validators would say it."""
    tree, ends = LexborHTMLParser(html), Ends()
    ends.feed(html)
    ids = Counter(node.attributes["id"] or "" for node in tree.css("[id]"))
    levels = [int((node.tag or "")[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    return [
        *(f"id twice: {name}" for name, times in ids.items() if times > 1),
        *(f"no element of this id: {name}" for name in named(tree) - ids.keys()),
        *(f"ends without beginning, or the reverse: {tag}" for tag, left in ends.open.items() if left),
        *(
            f"a level left out before h{after}"
            for before, after in zip([0, *levels], levels, strict=False)
            if after > before + 1
        ),
        *("an empty paragraph, as of an end without beginning" for node in tree.css("p") if is_empty(node)),
        *("not one h1" for _ in range(levels.count(1) != 1)),
    ]


def named(tree: LexborHTMLParser) -> set[str]:
    """Return the ids that elements of the page name."""
    nodes = tree.css(",".join(f"[{name}]" for name in NAMES_OTHERS))
    return {
        one for node in nodes for name in NAMES_OTHERS for one in (node.attributes.get(name) or "").split()
    }


def is_empty(node: LexborNode) -> bool:
    return not node.attributes and node.first_child is None


@pytest.mark.parametrize("path", [*PAGES.values(), MOVED, "/404.html"])
def test_a_page_has_no_fault_that_a_validator_would_find(site: Path, path: str) -> None:
    file = site / path.strip("/")
    assert_valid(file if file.suffix else file / "index.html")


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_IN_ENGLISH])
def test_an_english_page_has_none_either(in_full: Path, name: str) -> None:
    file = in_full / "en" / PAGES[name].strip("/") / "index.html"
    assert_valid(file)
    assert '<html lang="en"' in file.read_text("utf-8")


def assert_valid(file: Path) -> None:
    html = file.read_text("utf-8")
    assert faults(html) == []
    assert html.lstrip().lower().startswith("<!doctype html>")


@pytest.mark.parametrize(
    "fault",
    [
        '<i id="a"></i><i id="a"></i>',
        '<label for="b">x</label>',
        "<p><p>x</p></p>",
        "<div>",
        "</span>",
        "<h3>x</h3>",
        "<h1>y</h1>",
    ],
)
def test_each_fault_is_seen(fault: str) -> None:
    assert faults(f"<h1>x</h1>{fault}") != []
    assert faults("<h1>x</h1><p>y<p>z<ul><li>a<li>b</ul>") == []
