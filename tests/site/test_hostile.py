"""A cell is text everywhere.

A record is built twice: once with hostile text in every text cell, once with harmless text of the same
length.  Every file must have the same shape in both: the same tags and attributes, keys and kinds of
values, sheets and cells, tables and rows.  That test knows no attack: whatever a cell manages to change
makes it fail.  Then a browser uses the hostile site as nginx serves it, and must hear of nothing.

`HOSTILE_SEED=7 pytest tests/site/test_hostile.py` lets the columns begin with other attacks.
"""

import csv
import json
import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown import markdown
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import cli
from generator.search import pagefind_format
from tests.site.conftest import ROOT, build
from tests.test_pipeline import DISTRICTS, PROVINCES, keep_districts, keep_provinces, rows_of
from tests.test_push_to_page import Server, serve, set_up

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("HOSTILE_SEED", "0"))

OPENINGS = (
    "</title><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "[Hội]: javascript:alert(1)", "[^1]: x", "*[HTML]: x", "# x", "> x", "1. x", "***", "~~~", "```", "|a|b|",
    "!!! note", "{: onclick=alert(1) }", "{ onclick=alert(1) }", "{{ 7*7 }}", "{% include 'x' %}", "{# x",
    "...", "!!python/object:os.system", "&a", "*a", "%TAG ! x", "? x", "\"", "'", "}", "]", ",", ";",
    "javascript:alert(1)", "vbscript:alert(1)", "data:text/html,x", "//evil.example/x", "http://evil.example/x",
    "ftp://evil.example", "mailto:x", "internal:Sheet!A1", "external:C:\\x", "file:///etc/passwd", "{=1+1}",
    "<!--", "]]>", "<?xml?>", "</style>", "</svg>", "</p></main>", "${7*7}", "#{7*7}", "<%= 7 %>",
    "null", "NaN", "true", "1e5", "0x10", "01", "2026-01-02", "12:30", "~", "\\", "`", "$x$",
)  # fmt: skip
"""What a cell begins with: each attacks a reader that looks at the beginning."""
PAYLOAD = (
    "</title><script>alert(1)</script> [x](javascript:alert(1)) <javascript:alert(1)> { onclick=alert(1) } "
    "{: #id .cls onclick=1 } {{ 7*7 }} {% raw %} {# #} <!-- --> ]]> | a|b ***x*** `c` ~~~ &lt; &amp;amp; \"' "
    '$x$ :smile: --8<-- "/etc/passwd" ![x](x){ onerror=alert(1) } [^1] [Hội]: javascript:alert(1) '
    "*[HTML]: x <img src=x onerror=alert(1)> {chart:0} {chart:0:svg} &#106;avascript:alert(1) "
    "https://evil.example </style><svg/onload=alert(1)> </script> <mark>x</mark> <b>x</b> "
    "url(javascript:alert(1)) */ ${7*7} <%= x %> "
    "<?xml?> <![CDATA[x]]> \\u003cb> %0a@x,=1+1;{=1+1} \\ \\\\"
)
TEXTUAL = {"title", "alt", "download", "aria-label", "content", "data-label", "placeholder"}
_DATA = ("title", "khong-dau", "ten-khac", "mo-ta", "tinh", "hoi", "unit", "name")
TEXTUAL |= {f"data-{name}" for name in _DATA}
MADE_OF_TEXT = re.compile(r"[0-9a-f]{8,}|(?<=vi-tri-)[a-z0-9-]+")  # digests, and anchors of places

MakeText = Callable[[int, int, str | None], str]


def hostile(column: int, number: int, separator: str | None) -> str:
    text = f"{OPENINGS[(SEED + column) % len(OPENINGS)]} Chữ {number:06d} {PAYLOAD}"
    return text.replace(separator.strip(), ",") if separator else text


def harmless(column: int, number: int, separator: str | None) -> str:
    """Letters stay letters and digits stay: whether a cell begins with one, or has one, means something."""
    start, end = hostile(column, number, separator).split(f"Chữ {number:06d}")
    return f"{dull(start)}Chữ {number:06d}{dull(end)}"


def dull(text: str) -> str:
    """Return a text of letters, digits and two signs: a comma for what may join two things in a label."""
    return re.sub(r"[^\w\s,]|_", "”", re.sub("[;/+&]", ",", re.sub(r"[^\W\d_]", "n", text)))


def text_fields(resource: dict[str, Any]) -> dict[str, str | None]:
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


def rewrite(data: Path, make_text: MakeText) -> None:
    column = number = 0
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = text_fields(resource)
        if resource["name"] == "set_aside":
            fields.pop("locator", None)  # where only a place is taken, and anything longer is refused
        columns = {name: column + place for place, name in enumerate(fields)}
        column += len(fields)
        for path in sorted(data.glob(resource["path"])):
            with path.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
                header = list(rows[0]) if rows else []
            for row in rows:
                for name, separator in fields.items():
                    number += 1
                    if row[name]:
                        row[name] = make_text(columns[name], number, separator)
            if rows:
                with path.open("w", encoding="utf-8", newline="") as lines:
                    writer = csv.DictWriter(lines, header, lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(rows)


def publish_and_correct(data: Path, make_text: MakeText) -> None:
    """Publish the record in words like those of its cells, and correct a figure for such a reason."""
    words = [make_text(0, number, None) for number in range(3)]
    told = ["--data", str(data), "--date", "2026-11-28"]
    assert cli.run(["release", *told, "--title", words[0], "--note", words[1]]) == 0
    file = data / "observations/xa-05587.csv"
    first, *rest = rows_of(file)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, first, lineterminator="\n")
        writer.writeheader()
        writer.writerows([first | {"value_text": f"{first['value_text']}n"}, *rest])
    assert cli.run(["revise", *told, "--reason", words[2]]) == 0


@pytest.fixture(scope="module")
def both_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    sites = []
    for make_text in (hostile, harmless):
        folder = tmp_path_factory.mktemp(make_text.__name__)
        shutil.copytree(ROOT / "data", folder / "data")
        forget_what_was_published(folder / "data")
        keep_provinces(folder, *PROVINCES)
        keep_districts(folder, *DISTRICTS, "huyen-106", "huyen-934")
        rewrite(folder / "data", make_text)
        publish_and_correct(folder / "data", make_text)
        done = build(folder / "data", folder / "site")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        sites.append(folder / "site")
    return sites[0], sites[1]


# The shape of a file ------------------------------------------------------------------------------


def shape_of_html(content: str) -> object:
    """Tags in document order, each with its attributes; values too, unless they hold the text itself.

    How many lines a label in a drawing takes depends on how wide its letters are, so of drawings only
    the kinds of tags and attributes are compared.
    """
    tree = LexborHTMLParser(content)
    drawn: set[tuple[str, ...]] = set()
    for drawing in tree.css("svg"):
        drawn |= {(node.tag or "", *sorted(node.attributes)) for node in drawing.traverse()}
        drawing.decompose()
    assert tree.root is not None
    scripts = [json.loads(node.text()) for node in tree.css("script[type='application/ld+json']")]
    return [*map(shape_of_node, tree.root.traverse()), sorted(drawn), shape_of_value(scripts)]


def shape_of_node(node: LexborNode) -> tuple[str, ...]:
    return (
        node.tag or "",
        *sorted(
            name if name in TEXTUAL else f"{name}={MADE_OF_TEXT.sub('#', value or '')}"
            for name, value in node.attributes.items()
        ),
    )


def shape_of_value(value: object) -> object:
    """Keys and kinds; what is not text stays as it is, unless it is the size of a file."""
    if isinstance(value, dict):
        return [(name, shape_of_value(part)) for name, part in value.items() if name != "bytes"]
    if isinstance(value, list):
        return [shape_of_value(part) for part in value]
    return "text" if isinstance(value, str) else value


def refuse_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def shape_of_json(content: str) -> object:
    return shape_of_value(json.loads(content, parse_constant=refuse_number))


def shape_of_xml(content: str) -> object:
    return [(element.tag, *sorted(element.attrib)) for element in ElementTree.fromstring(content).iter()]


def shape_of_drawing(content: str) -> object:
    return sorted({*map(tuple, shape_of_xml(content))})  # type: ignore[call-overload]


def shape_of_csv(content: str) -> object:
    rows = list(csv.reader(content.removeprefix("\ufeff").splitlines(keepends=True), strict=True))
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+@\t\r＝＋－＠]|-\D", cell)]
    return rows[0], [len(row) for row in rows]


def shape_of_markdown(content: str) -> object:
    return shape_of_html(markdown(content, extensions=["attr_list", "tables", "footnotes", "abbr"]))


def shape_of_lines(content: str) -> object:
    return len(content.splitlines())


SHAPES: dict[str, Callable[[str], object]] = {
    ".html": shape_of_html, ".json": shape_of_json, ".jsonld": shape_of_json, ".xml": shape_of_xml,
    ".svg": shape_of_drawing, ".csv": shape_of_csv, ".md": shape_of_markdown, ".txt": shape_of_markdown,
}  # fmt: skip


def shape_of_workbook(file: Path) -> object:
    """Every part of a workbook, each cell with its kind; nothing but text may differ."""
    with zipfile.ZipFile(file) as parts:
        names = sorted(parts.namelist())
        sheets = [parts.read(name).decode() for name in names if "sheets/sheet" in name]
        assert not [name for name in names if re.search("externalLink|vba|hyperlink|ddeLink", name)]
    return names, [re.findall(r"<(?!/)(\w+)|\bt=\"(\w+)\"", sheet) for sheet in sheets]


def shape_of_database(file: Path) -> object:
    """The statements that made it, and how many rows each table of the record has."""
    with sqlite3.connect(file) as database:
        tables = database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        counts = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in TABLES}
    return tables, counts


def shape_of_fragment(file: Path) -> object:
    return shape_of_json(pagefind_format.unpacked(file).decode())


def shape_of_archive(file: Path) -> object:
    with zipfile.ZipFile(file) as parts:
        return [
            (MADE_OF_TEXT.sub("#", name), shape_of_part(name, parts.read(name))) for name in parts.namelist()
        ]


def shape_of_part(name: str, content: bytes) -> object:
    shape = SHAPES.get(Path(name).suffix)
    return shape(content.decode()) if shape else None


TABLES = ("figures", "units", "documents")
PACKED: dict[str, Callable[[Path], object]] = {
    ".xlsx": shape_of_workbook, ".sqlite": shape_of_database, ".zip": shape_of_archive,
    ".pf_fragment": shape_of_fragment,
}  # fmt: skip
OPAQUE = {".parquet", ".pf_index", ".pf_meta", ".pf_filter", ".png"}
"""What holds words packed together, or drawn."""


def shape(file: Path) -> object:
    if file.suffix in PACKED:
        return PACKED[file.suffix](file)
    if file.suffix in SHAPES:
        return SHAPES[file.suffix](file.read_text("utf-8"))
    return None if file.suffix in OPAQUE else MADE_OF_TEXT.sub("#", file.read_text("latin-1"))


def files_of(site: Path) -> dict[str, list[Path]]:
    """Files by address, those together whose names are made of what they hold; but not the lists of words."""
    found: dict[str, list[Path]] = {}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not re.fullmatch(
            r"pagefind/.*\.pf_(index|meta|filter)|tim-kiem/ten/.*|build\.json", path
        ):
            found.setdefault(MADE_OF_TEXT.sub("#", re.sub(r"vi(-\w+)?_\w+", "vi_#", path)), []).append(file)
    return found


MARKDOWN_OF_A_KIND = 5


def smaller_markdown(files: dict[str, list[Path]]) -> set[str]:
    """Of each kind of page, the Markdown that is not of its largest ones: to parse it all takes a minute."""
    of_kind: dict[str, list[str]] = {}
    by_size = sorted(files, key=lambda path: -files[path][0].stat().st_size)
    for path in (path for path in by_size if path.endswith(".md")):
        of_kind.setdefault(path.partition("/")[0], []).append(path)
    return {path for paths in of_kind.values() for path in paths[MARKDOWN_OF_A_KIND:]}


def test_hostile_cells_leave_every_file_with_the_same_shape(both_sites: tuple[Path, Path]) -> None:
    attacked, calm = map(files_of, both_sites)
    assert {path: len(files) for path, files in attacked.items()} == {
        path: len(files) for path, files in calm.items()
    }
    assert len([path for path in attacked if path.endswith(".html")]) > 1000
    different = [
        path
        for path in attacked.keys() - smaller_markdown(attacked)
        if sorted(map(repr, map(shape, attacked[path]))) != sorted(map(repr, map(shape, calm[path])))
    ]
    assert different == []


def test_a_hostile_name_is_read_as_it_was_written(both_sites: tuple[Path, Path]) -> None:
    page = both_sites[0] / "xa" / "05587-binh-yen" / "index.html"
    heading = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("h1")
    assert heading is not None
    assert PAYLOAD in heading.text()


def test_hostile_cells_leave_well_formed_charts(both_sites: tuple[Path, Path]) -> None:
    charts = list((both_sites[0] / "assets" / "bieu-do").glob("*.svg"))
    assert charts
    for chart in charts:
        names = {element.tag.rpartition("}")[2] for element in ElementTree.parse(chart).iter()}
        assert not names & {"script", "foreignObject", "a", "image"}


# In a browser -------------------------------------------------------------------------------------

TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.log(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
USE_EVERYTHING = """() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const buttons = [...document.querySelectorAll("button:not([type=submit])")];
    const kinds = new Map(buttons.map((one) => [one.innerText, one]));
    for (const button of kinds.values()) if (!button.closest("form[action], [role=listbox]")) button.click();
    document.querySelector("article.kind-unit a.fig")?.click();
}"""


@pytest.fixture(scope="module")
def on_the_air(both_sites: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = set_up(tmp_path_factory.mktemp("server") / "server")
    shutil.copytree(both_sites[0], server.site, copy_function=os.link)
    yield from serve(server)


def one_page_of_each_kind(site: Path) -> list[str]:
    """Return the address of the largest page of each folder and depth."""
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for file in site.rglob("index.html"):
        parts = file.parent.relative_to(site).parts
        kind = (parts[0] if parts else "", len(parts))
        found[kind] = max(found.get(kind, (0, "")), (file.stat().st_size, f"/{'/'.join(parts)}"))
    return sorted(address.rstrip("/") + "/" for _, address in found.values())


def heard_in(page: Page, home: str) -> list[str]:
    """Return a list to which the page adds whatever should not happen on it."""
    heard: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: heard.append(f"console {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error {error}"))
    page.on("request", lambda asked: is_ours(asked.url, home) or heard.append(f"request {asked.url}"))
    page.on("popup", lambda other: heard.append(f"window {other.url}"))
    return heard


def is_ours(url: str, home: str) -> bool:
    return url.startswith((home, "data:", f"blob:{home}"))


def test_a_browser_uses_every_kind_of_page_and_hears_of_nothing(browser: Browser, on_the_air: Server) -> None:
    home = f"http://127.0.0.1:{on_the_air.port}"
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.add_init_script(TELL_VIOLATIONS)
        heard = heard_in(page, home)
        addresses = one_page_of_each_kind(on_the_air.site)
        assert len(addresses) > 25
        for address in addresses:
            page.goto(home + address)
            page.evaluate(USE_EVERYTHING)
            page.wait_for_load_state("networkidle")
            assert (address, heard) == (address, [])


def test_hostile_names_are_searched_suggested_and_compared_as_text(
    browser: Browser, on_the_air: Server
) -> None:
    home = f"http://127.0.0.1:{on_the_air.port}"
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(TELL_VIOLATIONS)
        heard = heard_in(page, home)
        page.goto(f"{home}/tim-kiem/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20script%20alert")
        page.locator("#ket-qua a").first.wait_for(timeout=60_000)
        assert "<script>alert(1)</script>" in page.locator("#ket-qua").inner_text()
        page.locator("input[name=q]").first.fill("script")
        page.locator("[role=listbox] [role=option]").first.wait_for(timeout=60_000)
        assert "<script>" in page.locator("[role=listbox]").first.inner_text()
        page.goto(f"{home}/so-sanh/")
        for _ in range(2):
            page.locator("#chon-noi").fill("script")
            page.locator(".offers button").first.click()
        assert "<script>" in page.locator("#chon tbody").inner_text()
        assert heard == []
