"""Tile maps and strips: every place once, told apart without colour, each a link that says its value."""

import csv
import os
import re
import subprocess
import sys
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace

from generator import charts
from generator.charts import colours, lettering
from generator.errors import GeneratorError
from generator.products import Strip, Tile, TileMap
from tests.test_charts import HOSTILE, SVG, contrast, visible

ROOT = Path(__file__).parent.parent
LEGEND = ("chưa có số liệu", "dưới 10%", "10% đến dưới 50%", "50% đến dưới 100%", "đủ 100%")
HOANG_SA = ("Hoàng Sa (Đà Nẵng)", 3, 3)


def make_tile(label="Huế", step=0, row=0, column=0, **more):
    given = {"name": f"Thành phố {label}", "text": f"bước {step}", "href": "../tinh/46-hue/", **more}
    return Tile(label=label, step=step, row=row, column=column, **given)


def make_map(*tiles, islands=(), legend=LEGEND, title="Bản đồ", description="Mô tả", source="Nguồn: thử"):
    return TileMap(title, description, source, legend, tiles, islands)


def make_strip(*tiles, legend=LEGEND, title="Các xã", description="Mô tả", source="Nguồn: thử"):
    return Strip(title, description, source, legend, tiles)


MAP = make_map(
    make_tile("Lai Châu", 1, 0, 0, href="../tinh/12-lai-chau/"),
    make_tile("Tuyên Quang", 0, 0, 2, href="../tinh/08-tuyen-quang-20250701/"),
    make_tile("Hà Nội", 4, 1, 1, href="../tinh/01-ha-noi/"),
    make_tile("Đà Nẵng", 2, 3, 2, href="../tinh/48-da-nang-20250701/"),
    make_tile("Hồ Chí Minh", 3, 5, 1, href=""),
    islands=(HOANG_SA,),
)
STRIP = make_strip(
    *(
        make_tile(f"Xã {number}", number % 5, href=f"#xa-{number}" if number % 2 else "")
        for number in range(13)
    )
)
BOTH = pytest.mark.parametrize("chart", [MAP, STRIP], ids=["map", "strip"])


def items(chart):
    """Return the items of the list, each the link or the image of one tile, in their order."""
    listed = ElementTree.fromstring(charts.draw(chart).svg_inline).find("g[@role='list']")
    assert [item.get("role") for item in listed] == ["listitem"] * len(chart.tiles)
    return [next(iter(item)) for item in listed]


def boxes(element):
    """Return (colour, left, top, right, bottom) of the rectangles of an element, as they are drawn."""
    found = []
    for path in element.iter("path"):
        steps = re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)v([\d.]+)H\1z", path.get("d"))
        assert steps, "only rectangles are expected"
        for left, top, right, tall in (map(float, step) for step in steps):
            found.append((path.get("fill"), left, top, right, top + tall))
    return found


def tile_box(item):
    return boxes(item)[0][1:]


# Where the tiles stand -------------------------------------------------------------------------


@BOTH
def test_tiles_are_equal_squares_apart_from_each_other_and_inside_the_picture(chart):
    drawn = ElementTree.fromstring(charts.draw(chart).svg_inline)
    _, _, width, height = (float(number) for number in drawn.get("viewBox").split())
    squares = [tile_box(item) for item in items(chart)]
    assert width == 360
    for left, top, right, bottom in squares:
        assert right - left == pytest.approx(squares[0][2] - squares[0][0], abs=0.011)
        assert bottom - top == pytest.approx(right - left, abs=0.011)
        assert left >= 0 and top >= 0 and right <= width and bottom <= height
    for one, other in combinations(squares, 2):
        across = max(one[0], other[0]) - min(one[2], other[2])
        down = max(one[1], other[1]) - min(one[3], other[3])
        assert max(across, down) >= 2.9


def test_tiles_of_a_map_stand_by_row_and_column():
    corners = [tile_box(item)[:2] for item in items(MAP)]
    pitch = corners[1][0] / 2
    for (x, y), tile in zip(corners, MAP.tiles, strict=True):
        assert (x, y) == pytest.approx((tile.column * pitch, tile.row * pitch), abs=0.02)


def test_a_map_begins_at_its_first_row_and_column():
    away = replace(
        MAP,
        tiles=tuple(replace(tile, row=tile.row + 3, column=tile.column - 4) for tile in MAP.tiles),
        islands=(("Hoàng Sa (Đà Nẵng)", 6, -1),),
    )
    assert [tile_box(item) for item in items(away)] == [tile_box(item) for item in items(MAP)]


def test_squares_of_a_strip_follow_the_order_given_row_after_row():
    for tiles in (13, 103, 170):
        corners = [tile_box(item)[:2] for item in items(make_strip(*[make_tile()] * tiles))]
        assert corners == sorted(corners, key=lambda corner: (corner[1], corner[0]))
        assert len({y for _, y in corners}) == {13: 1, 103: 6, 170: 8}[tiles]


def test_words_on_the_water_take_two_tiles_and_touch_no_tile():
    drawn = ElementTree.fromstring(charts.draw(MAP).svg_inline)
    squares = [tile_box(item) for item in items(MAP)]
    side = squares[0][2] - squares[0][0]
    loose = [path for path in drawn.findall("path") if path.get("fill") == "var(--field)"]
    dashes = [
        box[1:] for path in loose for box in boxes(path) if min(box[3] - box[1], box[4] - box[2]) <= 1.1
    ]
    left, top = min(dash[0] for dash in dashes), min(dash[1] for dash in dashes)
    right, bottom = max(dash[2] for dash in dashes), max(dash[3] for dash in dashes)
    assert (right - left, bottom - top) == pytest.approx((2 * side + 3, side), abs=0.1)
    assert all(s[2] < left or s[0] > right or s[3] < top or s[1] > bottom for s in squares)
    words = next(text for text in drawn.findall("text") if "Hoàng" in "".join(text.itertext()))
    assert words.get("fill") == "var(--soft)"
    assert left < float(words.get("x")) < right and top < float(words.get("y")) < bottom


# What a tile says ------------------------------------------------------------------------------


@BOTH
def test_every_tile_says_name_and_value_and_leads_where_it_should(chart):
    for item, tile in zip(items(chart), chart.tiles, strict=True):
        assert item.find("title").text == f"{tile.name}: {tile.text}"
        assert item[0].tag == "title"
        assert item.get("href") == (tile.href or None)
        assert (item.tag, item.get("role")) == (("a", None) if tile.href else ("g", "img"))


def test_a_tile_without_a_value_in_words_says_its_name_alone():
    assert items(make_map(make_tile(text="")))[0].find("title").text == "Thành phố Huế"


def test_every_label_stands_in_its_tile_on_at_most_two_lines():
    for item, tile in zip(items(MAP), MAP.tiles, strict=True):
        left, top, right, bottom = tile_box(item)
        text = item.find("text")
        size = float(text.get("font-size"))
        assert "".join(text.itertext()) == tile.label
        assert len(text) <= 1
        for line in (text, *text):
            assert left < float(line.get("x")) + lettering.width(line.text.rstrip(), size) < right
            assert top + 0.7 * size < float(line.get("y")) < bottom


def test_labels_have_a_colour_of_their_own_on_the_darkest_tint_only():
    fills = [item.find("text").get("fill") for item in items(MAP)]
    assert fills == ["var(--on-bar)" if tile.step == 4 else None for tile in MAP.tiles]


def test_the_tint_is_the_step():
    for item, tile in zip(items(MAP), MAP.tiles, strict=True):
        edge, tint = (colour for colour, *_ in boxes(item)[:2])
        assert edge == ("var(--bar)" if tile.step else "var(--field)")
        assert tint == f"var(--tint-{tile.step})"


def test_the_line_along_the_foot_is_as_long_as_the_step():
    for item, tile in zip(items(MAP), MAP.tiles, strict=True):
        lines = [box for box in boxes(item)[2:] if box[0] in ("currentColor", "var(--on-bar)")]
        left, _, right, bottom = tile_box(item)
        assert len(lines) == (tile.step > 0)
        for _, x, _, end, foot in lines:
            assert (end - x) == pytest.approx((right - left - 2 * (x - left)) * tile.step / 4, abs=0.03)
            assert foot < bottom


def test_a_square_of_a_strip_is_filled_from_its_foot_by_its_step():
    for item, tile in zip(items(STRIP), STRIP.tiles, strict=True):
        _, top, _, bottom = tile_box(item)
        inner = bottom - top - 2
        filled = sum(box[4] - box[2] for box in boxes(item) if box[0] == "var(--tint-4)")
        assert filled == pytest.approx(inner * tile.step / 4, abs=0.03)
        rest = {box[0] for box in boxes(item)[1:]} - {"var(--tint-4)"}
        assert rest == ({f"var(--tint-{tile.step})"} if tile.step < 4 else set())


@BOTH
def test_the_legend_shows_and_says_each_step_in_use(chart):
    shown = visible(charts.draw(chart).svg_inline)
    assert [text for text in shown if text in LEGEND] == list(LEGEND)
    two = replace(
        chart, legend=("không", "", "", "", "có"), tiles=tuple(replace(t, step=4) for t in chart.tiles)
    )
    drawn = ElementTree.fromstring(charts.draw(two).svg_inline)
    assert {"không", "có"} <= {text.text for text in drawn.findall("text")}
    tints = {path.get("fill") for path in drawn.findall("path") if "tint" in path.get("fill")}
    assert tints == {"var(--tint-0)", "var(--tint-4)"}


def test_a_long_legend_wraps_and_is_whole():
    long = "mọi xã, phường, đặc khu của tỉnh hoặc thành phố đều đã có số liệu riêng trong kỳ báo cáo"
    assert long in visible(charts.draw(replace(MAP, legend=(*LEGEND[:4], long))).svg_inline)


def province_names():
    with (ROOT / "data/units.csv").open(newline="", encoding="utf-8") as file:
        return sorted({r["name"] for r in csv.DictReader(file) if r["level"] == "tinh" and not r["valid_to"]})


@pytest.mark.parametrize("across", [6, 7, 8])
def test_every_province_of_today_is_whole_and_readable_on_maps_of_up_to_eight_columns(across):
    names = province_names()
    assert len(names) == 34
    tiles = [make_tile(name, 1, *divmod(number, across)) for number, name in enumerate(names)]
    drawn = items(make_map(*tiles))
    assert ["".join(item.find("text").itertext()) for item in drawn] == names
    assert {float(item.find("text").get("font-size")) for item in drawn} == {
        {6: 12.75, 7: 10.75, 8: 9.5}[across]
    }


def test_a_label_without_room_is_shortened_and_said_in_full():
    tile = make_tile("Đặc khu Lý Sơn và các đảo lân cận ngoài khơi", 1, 0, 0)
    item = items(make_map(tile, make_tile(column=7)))[0]
    assert "".join(item.find("text").itertext()).endswith("…")
    assert tile.label in item.find("title").text


# Values in classes ------------------------------------------------------------------------------


def hatched(item):
    """Return whether a square has slanting lines, which nothing else in a picture has."""
    return any("L" in path.get("d") for path in item.findall("path"))


@BOTH
def test_what_is_not_known_is_hatched_where_the_picture_says_so_and_nowhere_else(chart):
    told = replace(chart, hatches=True)
    assert [hatched(item) for item in items(told)] == [tile.step == 0 for tile in chart.tiles]
    assert not any(map(hatched, items(chart)))
    assert charts.key(told) != charts.key(chart)
    drawn = ElementTree.fromstring(charts.draw(told).svg_inline)
    assert hatched(drawn)  # the legend


def test_hatching_stays_inside_its_square_and_below_the_name():
    item = items(replace(make_map(make_tile("Huế"), make_tile(column=1)), hatches=True))[0]
    edge = item.find("path").get("d")
    left, top, right, tall = map(
        float, re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)v([\d.]+)H.*z", edge).groups()
    )
    (lines,) = [path.get("d") for path in item.findall("path") if "L" in path.get("d")]
    ends = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", lines)]
    foot = float(item.find("text").get("y"))
    assert all(left < x < right and foot < y < top + tall for x, y in ends)


def test_values_stand_in_the_squares_where_all_have_room_and_in_none_where_one_has_not():
    tiles = [make_tile("Tuyên Quang", 1, column=n, value=value) for n, value in enumerate(("1.875", "0"))]
    far = make_tile("Huế", 0, column=6)
    for more, shown in ((tiles[1], True), (replace(tiles[1], value="12.345.678.900"), False)):
        chart = make_map(tiles[0], more, far)
        texts = ["".join(text.itertext()) for item in items(chart) for text in item.findall("text")]
        assert ("1.875" in texts) is shown
        assert more.text in items(chart)[1].find("title").text
    assert charts.key(make_map(*tiles)) != charts.key(make_map(*(replace(one, value="") for one in tiles)))


# Text and addresses of others ------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_values_and_legends_are_text(text):
    shown = re.sub(" +", " ", text)
    tile = make_tile(text, 3, name=text, text=text)
    legend = (*LEGEND[:3], text, LEGEND[4])
    for chart in (
        make_map(tile, islands=((text, 2, 0),), legend=legend, title=text, description=text, source=text),
        make_strip(tile, legend=legend, title=text, description=text, source=text),
    ):
        drawn = charts.draw(chart)
        assert items(chart)[0].find("title").text == f"{shown}: {shown}"
        assert shown in visible(drawn.svg_inline)
        assert visible(drawn.svg_file)[-1] == shown
        tags = {element.tag for element in ElementTree.fromstring(drawn.svg_inline).iter()}
        assert tags <= {"svg", "g", "a", "title", "desc", "path", "text", "tspan"}


@BOTH
def test_a_picture_has_nothing_that_acts_or_fetches_and_its_files_have_no_links(chart):
    drawn = charts.draw(chart)
    allowed = {"svg", "g", "a", "title", "desc", "path", "text", "tspan"}
    for element in ElementTree.fromstring(drawn.svg_inline).iter():
        assert element.tag in allowed
        assert not [name for name in element.attrib if name.startswith("on") or "}" in name]
        assert "href" not in element.attrib or element.tag == "a"
    file = ElementTree.fromstring(drawn.svg_file)
    assert {element.tag.removeprefix(SVG) for element in file.iter()} <= allowed - {"a", "g"}
    assert b"href" not in drawn.svg_file
    assert file.get("role") == "img"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "https://example.org/",
        "//example.org/",
        "/tinh/01-ha-noi/",
        "data:text/html,x",
        "../x/?q=1",
        "..\\x",
        '../x/" onload="y',
        "../x/\njavascript:alert(1)",
        "../hà-nội/",
        " ../x/",
        "../x/#a#b",
    ],
)
def test_an_address_that_is_not_a_relative_path_is_refused(href):
    for chart in (make_map(make_tile(href=href)), make_strip(make_tile(href=href))):
        with pytest.raises(GeneratorError, match="not a relative path"):
            charts.draw(chart)


@pytest.mark.parametrize(
    "href", ["../../xa/05587-binh-yen-20250701/", "./", "#xa-05587", "x.csv", "../y/#a_b-1"]
)
def test_a_relative_path_is_kept_as_it_is(href):
    assert items(make_strip(make_tile(href=href)))[0].get("href") == href


# What cannot be drawn --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (make_map(), "0 tiles"),
        (make_strip(*[make_tile()] * 701), "701 tiles"),
        (make_strip(make_tile(step=5)), "step 5"),
        (make_strip(make_tile(step=-1)), "step -1"),
        (make_strip(make_tile(), legend=LEGEND[:4]), "explains 4 steps"),
        (make_strip(make_tile(step=2), legend=("a", "b", " ", "c", "d")), "does not explain"),
        (make_strip(make_tile(name=" ")), "without a name"),
        (make_map(make_tile("Huế"), make_tile("Vinh")), "'Thành phố Huế' and 'Thành phố Vinh' in one place"),
        (make_map(make_tile(row=3, column=4), islands=(HOANG_SA,)), "in one place: row 3, column 4"),
        (make_map(make_tile(), make_tile(column=8)), "9 columns"),
        (make_map(make_tile(), make_tile(row=30)), "31 rows"),
        (make_map(make_tile("Hu\x00ế")), "no page can show"),
        (make_map(make_tile(), islands=(("\x1b", 1, 1),)), "no page can show"),
        (make_map(make_tile(), legend=(*LEGEND[:4], "\ufffe")), "no page can show"),
    ],
)
def test_what_no_picture_can_show_is_refused_in_one_sentence(chart, said):
    with pytest.raises(GeneratorError, match=said):
        charts.draw(chart)


# For those who cannot see it, or not the colours -------------------------------------------------


@BOTH
def test_a_group_named_by_its_title_holds_the_list(chart):
    drawn = ElementTree.fromstring(charts.draw(chart).svg_inline)
    named = {element.get("id"): element.text for element in drawn.iter() if element.get("id")}
    assert drawn.get("role") == "group"
    assert named[drawn.get("aria-labelledby")] == chart.title
    assert named[drawn.get("aria-describedby")] == chart.description


def page_tints():
    """Return the tints 1 to 4 in each block of the style sheet that sets them, with where that holds."""
    css = (ROOT / "theme/assets/site.css").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:(@media[^{}]*) \{\s*)?(:root[^{}]*) \{([^{}]*)\}", css)
    found = [(" ".join(where), re.findall(r"--tint-[1-4]: (#\w{6})", content)) for *where, content in blocks]
    return [(where.strip(), tints) for where, tints in found if tints]


def test_the_page_has_the_tints_of_the_files_on_paper_too_and_one_dark_set_for_screens():
    light, dark, chosen_dark = (tints for _, tints in page_tints())
    assert light == list(colours.TINTS[1:])
    assert dark == chosen_dark != light
    assert [where for where, _ in page_tints()] == [
        ":root",
        '@media screen and (prefers-color-scheme: dark) :root:not([data-theme="light"])',
        '@media screen :root[data-theme="dark"]',
    ]


def test_text_on_every_tint_has_enough_contrast_in_both_schemes():
    light, dark = (page_tints()[at][1] for at in (0, 1))
    for tints, ink, on_bar in ((light, colours.INK, colours.ON_BAR), (dark, "#e9efec", "#0b1412")):
        assert min(contrast(ink, tint) for tint in tints[:3]) >= 4.5
        assert contrast(on_bar, tints[3]) >= 4.5
    assert contrast(colours.INK, colours.TINTS[0]) >= 4.5
    assert contrast(colours.FIELD, colours.PAPER) >= 3


@pytest.mark.slow
def test_in_a_browser_every_link_is_reached_by_keyboard_and_axe_finds_nothing(window):
    css = (ROOT / "theme/assets/site.css").read_text(encoding="utf-8")
    figures = "".join(f"<figure>{charts.draw(chart).svg_inline}</figure>" for chart in (MAP, STRIP))
    page = window((320, 800))
    page.set_content(
        f'<html lang="vi"><head><title>Thử</title><style>{css}</style></head>'
        f'<body><main class="wrap"><h1>Thử</h1>{figures}</main></body></html>'
    )
    reached = []
    for _ in range(1 + len([tile for tile in (*MAP.tiles, *STRIP.tiles) if tile.href])):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const at = document.activeElement, ring = at.querySelector('path');"
                " return [at.getAttribute('href'), ring && getComputedStyle(ring).strokeWidth] }"
            )
        )
    assert reached[:-1] == [[tile.href, "4px"] for tile in (*MAP.tiles, *STRIP.tiles) if tile.href]
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []


# The same bytes ----------------------------------------------------------------------------------

PROGRAM = """
import sys
from hashlib import sha256
from generator import charts
from tests.test_tiles import MAP, STRIP
for chart in (MAP, STRIP)[:: int(sys.argv[1])]:
    drawn = charts.draw(chart)
    content = drawn.svg_inline.encode() + drawn.svg_file
    print(drawn.key, sha256(content).hexdigest())
"""


def printed(order, seed):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, order],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip


def test_another_process_and_order_give_the_same_bytes():
    assert printed("1", "1") == printed("-1", "2")[::-1]


def test_the_key_changes_with_everything_that_is_shown_and_with_where_it_leads():
    tile = MAP.tiles[0]
    changed = [
        replace(tile, label="khác"),
        replace(tile, name="khác"),
        replace(tile, text="khác"),
        replace(tile, step=2),
        replace(tile, href="../khac/"),
        replace(tile, row=2),
        replace(tile, column=3),
    ]
    others = [
        *(replace(MAP, tiles=(other, *MAP.tiles[1:])) for other in changed),
        replace(MAP, tiles=MAP.tiles[::-1]),
        replace(MAP, islands=()),
        replace(MAP, islands=(("Trường Sa", 3, 3),)),
        replace(MAP, legend=(*LEGEND[:4], "đủ")),
        replace(MAP, title="khác"),
        replace(MAP, description="khác"),
        replace(MAP, source="khác"),
        Strip(MAP.title, MAP.description, MAP.source, MAP.legend, MAP.tiles),
    ]
    assert len({charts.key(chart) for chart in [MAP, *others]}) == 1 + len(others)
    assert charts.key(replace(MAP)) == charts.draw(MAP).key


def test_a_picture_that_changes_comes_with_a_new_drawing_version():
    """Kept drawings are found by their key: raise charts.DRAWING together with these two digests."""
    pictures = [charts.draw(chart).svg_inline.encode() for chart in (MAP, STRIP)]
    digests = [sha256(re.sub(rb"c[0-9a-f]{16}", b"", picture)).hexdigest()[:16] for picture in pictures]
    assert (charts.DRAWING, digests) == (7, ["767b1104956875da", "f2ffd1cb71ae35c8"])


def test_a_strip_of_170_communes_stays_small():
    tiles = [make_tile(step=number % 5, href=f"../../xa/{number:05d}-thu/") for number in range(170)]
    drawn = charts.draw(make_strip(*tiles))
    assert len(drawn.svg_inline) < 50_000
