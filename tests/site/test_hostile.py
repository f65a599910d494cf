"""A cell is text everywhere.

The record is built twice: once with hostile text in every text cell, once with harmless text of
the same shape.  Every page must have the same tags and attributes in both.  The test knows no
attack: whatever a cell manages to change in the skeleton of a page makes it fail.
"""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.site.conftest import ROOT, build

pytestmark = pytest.mark.slow

PAYLOAD = (
    "</title><script>alert(1)</script> [x](javascript:alert(1)) <javascript:alert(1)> { onclick=alert(1) } "
    "{: #id .cls onclick=1 } {{ 7*7 }} {% raw %} {# #} <!-- --> ]]> | a|b ***x*** `c` ~~~ &lt; &amp;amp; \"' "
    '$x$ :smile: --8<-- "/etc/passwd" ![x](x){ onerror=alert(1) } [^1] [Hội]: javascript:alert(1) '
    "*[HTML]: x <img src=x onerror=alert(1)> {chart:0} {chart:0:svg} \\ \\\\"
)
TEXTUAL = {"title", "alt", "download", "aria-label", "content", "data-label", "placeholder"}
TEXTUAL |= {f"data-{name}" for name in ("title", "khong-dau", "ten-khac", "mo-ta", "tinh", "hoi", "unit")}
MADE_OF_TEXT = re.compile(r"[0-9a-f]{8,}|(?<=vi-tri-)[a-z0-9-]+")  # digests, and anchors of places


def hostile(number: int, separator: str | None) -> str:
    text = f"Chữ {number:06d} {PAYLOAD}"
    return text.replace(separator.strip(), ",") if separator else text


def harmless(number: int, separator: str | None) -> str:
    words = re.sub(r"[^ ]", "n", PAYLOAD)
    return f"Chữ {number:06d} {words}"


def text_fields(resource: dict) -> dict[str, str | None]:
    """The columns whose cells are free text: no pattern, no list of values, no key, no reference."""
    schema = resource["schema"]
    bound = set(schema["primaryKey"]) - {"locator"}
    bound |= {name for key in schema.get("foreignKeys", []) for name in key["fields"]}
    return {
        field["name"]: field.get("separator")
        for field in schema["fields"]
        if field["type"] == "string"
        and not {"pattern", "enum"} & set(field.get("constraints", {}))
        and field["name"] not in bound | {"stated", "terms"}
    }


def forget_what_was_published(data: Path) -> None:
    """Take away the releases and all that follows from them: other text would be undeclared changes."""
    shutil.rmtree(data / "releases")
    for name in ("releases.csv", "revisions.csv", "redirects.csv"):
        header = (data / name).read_text(encoding="utf-8").partition("\n")[0]
        (data / name).write_text(f"{header}\n", encoding="utf-8")


def rewrite(data: Path, make_text: Callable[[int, str | None], str]) -> None:
    number = 0
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = text_fields(resource)
        if resource["name"] == "set_aside":
            fields.pop("locator", None)  # where only a place is taken, and anything longer is refused
        for path in sorted(data.glob(resource["path"])):
            with path.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
                header = list(rows[0]) if rows else []
            for row in rows:
                for name, separator in fields.items():
                    number += 1
                    if row[name]:
                        row[name] = make_text(number, separator)
            if rows:
                with path.open("w", encoding="utf-8", newline="") as lines:
                    writer = csv.DictWriter(lines, header, lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(rows)


def skeleton(page: Path) -> list[tuple[str, ...]]:
    """Tags in document order, each with its attributes; values too, unless they hold the text itself.

    How many lines a label in a drawing takes depends on how wide its letters are, so of drawings only
    the kinds of tags and attributes are compared.
    """
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    drawn: set[tuple[str, ...]] = set()
    for drawing in tree.css("svg"):
        drawn |= {(node.tag or "", *sorted(node.attributes)) for node in drawing.traverse()}
        drawing.decompose()
    assert tree.root is not None
    return [shape(node) for node in tree.root.traverse()] + sorted(drawn)


def shape(node: LexborNode) -> tuple[str, ...]:
    return (
        node.tag or "",
        *sorted(
            name if name in TEXTUAL else f"{name}={MADE_OF_TEXT.sub('#', value or '')}"
            for name, value in node.attributes.items()
        ),
    )


@pytest.fixture(scope="module")
def both_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    sites = []
    for make_text in (hostile, harmless):
        folder = tmp_path_factory.mktemp(make_text.__name__)
        shutil.copytree(ROOT / "data", folder / "data")
        forget_what_was_published(folder / "data")
        rewrite(folder / "data", make_text)
        done = build(folder / "data", folder / "site")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        sites.append(folder / "site")
    return sites[0], sites[1]


def test_hostile_cells_leave_every_page_with_the_same_tags_and_attributes(
    both_sites: tuple[Path, Path],
) -> None:
    attacked, calm = both_sites
    pages = {path.relative_to(attacked) for path in attacked.rglob("*.html")}
    assert pages == {path.relative_to(calm) for path in calm.rglob("*.html")}
    assert len(pages) > 100
    different = [str(page) for page in sorted(pages) if skeleton(attacked / page) != skeleton(calm / page)]
    assert different == []


def test_a_hostile_name_is_read_as_it_was_written(both_sites: tuple[Path, Path]) -> None:
    page = both_sites[0] / "xa" / "05587-binh-yen" / "index.html"
    heading = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("h1")
    assert heading is not None
    assert PAYLOAD in heading.text()


def test_hostile_cells_leave_well_formed_charts(both_sites: tuple[Path, Path]) -> None:
    from xml.etree import ElementTree

    charts = list((both_sites[0] / "assets" / "bieu-do").glob("*.svg"))
    assert charts
    for chart in charts:
        names = {element.tag.rpartition("}")[2] for element in ElementTree.parse(chart).iter()}
        assert not names & {"script", "foreignObject", "a", "image"}
