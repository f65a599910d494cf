"""The charts' promises: true lengths, text as text, the same bytes everywhere, readable by all."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from generator import charts
from generator.charts import canvas, colours, lettering
from generator.charts.marks import WIDTH
from generator.errors import GeneratorError
from generator.products import Bar, BarChart, ShareChart

ROOT = Path(__file__).parent.parent
XLINK = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = (
    "</title><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} {chart:0}",
    "$x$ và $\\frac{1}{$ và $$",
    "A & B &amp; &nbsp; <b>\"C\" 'D'</b>",
    'javascript:alert(1)" onload="alert(1)',
    "Emoji 😀 👩‍👩‍👧 và chữ 字",
    "Hoa\u0300 e\u0302\u0323 o\u031b\u0309 (dấu rời)",
    "-->]]><!--",
)


def make_bars(*bars, title="Phụ nữ nhiều nhất", description="Mô tả", source="Nguồn: thử"):
    made = tuple(Bar(label, Decimal(value), text, *more) for label, value, text, *more in bars)
    return BarChart(title, description, source, made)


def make_shares(*rows, title="Ba trong năm là hội khác"):
    made = tuple(
        (label, tuple(Bar(name, Decimal(value), text, *more) for name, value, text, *more in parts))
        for label, parts in rows
    )
    return ShareChart(title, "Mô tả", "Nguồn: thử", made)


TAM_DUONG = make_bars(
    ("Hội Liên hiệp Phụ nữ", "865", "865"),
    ("Mặt trận Tổ quốc", "591", "591"),
    ("Hội Nông dân", "523", "523"),
    ("Huyện đoàn", "394", "trên 394"),
    ("Liên đoàn Lao động", "182", "182", False),
    ("Hội Cựu chiến binh", "83", "83", False),
)
HAU_GIANG = make_shares(
    ("Cấp tỉnh", (("được giao", "13", "13"), ("khác", "26", "26", False))),
    ("Cấp huyện, xã", (("được giao", "28", "28"), ("khác", "31", "31", False))),
)


def visible(svg):
    """Return the texts that a reader sees, one an element, spaces as a browser shows them."""
    root = ElementTree.fromstring(svg)
    texts = [element for element in root.iter() if element.tag in ("text", f"{SVG}text")]
    return [re.sub(" +", " ", "".join(text.itertext())).strip(" ") for text in texts]


def boxes(svg, colour):
    """Return (left, top, right, bottom) of the rectangles in one colour."""
    path = next((p for p in ElementTree.fromstring(svg).iter("path") if p.get("fill") == colour), None)
    if path is None:
        return []
    numbers = r"M([\d.]+) ([\d.]+)H([\d.]+)v([\d.]+)H\1z"
    assert re.sub(numbers, "", path.get("d")) == "", "only rectangles are expected"
    found = re.findall(numbers, path.get("d"))
    lengths = [[float(length) for length in box] for box in found]
    return [(left, top, right, top + height) for left, top, right, height in lengths]


# What a bar says -------------------------------------------------------------------------------


def test_lengths_of_bars_are_proportional_to_values_and_begin_at_zero():
    bars = boxes(charts.draw(TAM_DUONG).svg_inline, "var(--bar)")
    assert [left for left, *_ in bars] == [0] * 6
    longest = bars[0][2]
    for (_, _, right, _), bar in zip(bars, TAM_DUONG.bars, strict=True):
        assert right == pytest.approx(longest * float(bar.value) / 865, abs=0.11)
    assert longest > 300


def test_bars_follow_the_order_given_and_do_not_touch():
    bars = boxes(charts.draw(TAM_DUONG).svg_inline, "var(--bar)")
    assert all(below[1] > above[3] for above, below in pairwise(bars))


def test_a_bar_without_emphasis_has_the_second_colour_inside_an_edge_of_the_first():
    drawn = charts.draw(TAM_DUONG).svg_inline
    outer, inner = boxes(drawn, "var(--bar)")[4:], boxes(drawn, "var(--bar2)")
    assert len(inner) == 2
    for whole, inside in zip(outer, inner, strict=True):
        edges = [abs(a - b) for a, b in zip(whole, inside, strict=True)]
        assert edges == pytest.approx([1, 1, 1, 1])


def test_parts_of_all_rows_share_one_scale():
    parts = boxes(charts.draw(HAU_GIANG).svg_inline, "var(--bar)")
    lengths = [right - left for left, top, right, bottom in parts if bottom - top > 20]
    for length, value in zip(lengths, (13, 26, 28, 31), strict=True):
        assert length / value == pytest.approx(lengths[0] / 13, abs=0.002)
    assert max(right for _, _, right, _ in parts) == pytest.approx(WIDTH, abs=0.02)


def test_zero_draws_no_bar_but_says_its_text():
    drawn = charts.draw(make_bars(("Hội Đông y", "0", "0 hội viên"), ("Hội Luật gia", "5", "5"))).svg_inline
    assert len(boxes(drawn, "var(--bar)")) == 1
    assert "0 hội viên" in visible(drawn)


@pytest.mark.parametrize(
    "chart",
    [make_bars(("Hội", "0", "0")), make_shares(("Xã", (("có", "0", "0"), ("không", "0", "0", False))))],
)
def test_a_chart_of_zeros_only_is_drawn_without_bars(chart):
    large = [box for box in boxes(charts.draw(chart).svg_inline, "var(--bar)") if box[2] - box[0] > 10]
    assert large == []


def test_equal_shares_that_are_too_narrow_are_named_below_in_their_order():
    chart = make_shares(("Xã", (("đã đăng ký", "99", "99%"), ("chưa đăng ký", "1", "1%", False))))
    assert visible(charts.draw(chart).svg_inline) == ["Xã", "99% đã đăng ký", "1% chưa đăng ký"]
    assert "var(--on-bar)" not in charts.draw(chart).svg_inline


def test_names_on_bars_have_a_colour_of_their_own():
    chart = make_shares(("Xã", (("có", "50", "50%"), ("không", "50", "50%", False))))
    texts = re.findall(r"<text[^>]*>", charts.draw(chart).svg_inline)
    assert ['fill="var(--on-bar)"' in text for text in texts] == [False, True, False]


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "-1"])
def test_a_value_that_no_bar_can_show_is_refused(value):
    with pytest.raises(GeneratorError, match="cannot show"):
        charts.draw(make_bars(("Hội", value, "?")))
    with pytest.raises(GeneratorError, match="cannot show"):
        charts.draw(make_shares(("Xã", (("Hội", value, "?"),))))


def test_a_chart_without_rows_or_with_too_many_is_refused():
    with pytest.raises(GeneratorError, match="0 rows"):
        charts.draw(make_bars())
    with pytest.raises(GeneratorError, match="101 rows"):
        charts.draw(make_bars(*[("Hội", "1", "1")] * 101))
    with pytest.raises(GeneratorError, match="without parts"):
        charts.draw(make_shares(("Xã", ())))


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused(char):
    with pytest.raises(GeneratorError, match="no page can show"):
        charts.draw(make_bars((f"Hội{char}", "1", "1")))


def test_the_height_grows_by_the_same_for_every_bar():
    one, two, thirty = (charts.draw(make_bars(*[("Hội", "1", "1")] * n)).svg_inline for n in (1, 2, 30))
    heights = [float(re.search(r'viewBox="0 0 360 ([\d.]+)"', svg)[1]) for svg in (one, two, thirty)]
    assert heights[2] == pytest.approx(heights[0] + 29 * (heights[1] - heights[0]))


# Text ------------------------------------------------------------------------------------------


def test_every_label_and_value_stands_in_the_picture_exactly_once():
    texts = visible(charts.draw(TAM_DUONG).svg_inline)
    assert texts == [text for bar in TAM_DUONG.bars for text in (bar.label, bar.text)]
    assert visible(charts.draw(HAU_GIANG).svg_inline) == [
        "Cấp tỉnh", "13 được giao", "26 khác", "Cấp huyện, xã", "28 được giao", "31 khác",
    ]  # fmt: skip


def test_the_file_has_title_and_source_in_the_picture_and_the_page_has_not():
    drawn = charts.draw(TAM_DUONG)
    assert visible(drawn.svg_file)[-2:] == [TAM_DUONG.title, TAM_DUONG.source]
    assert TAM_DUONG.title not in visible(drawn.svg_inline)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_text_draws_as_itself_everywhere(label):
    bars = make_bars((label, "2", label), title=label, description=label, source=label)
    shares = make_shares((label, ((label, "2", "2"), (label, "1", "1", False))), title=label)
    assert visible(charts.draw(bars).svg_inline) == [label, label]
    assert visible(charts.draw(shares).svg_inline) == [label, f"2 {label}", f"1 {label}"]
    assert visible(charts.draw(bars).svg_file) == [label] * 4


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_text_adds_no_tag_and_no_attribute(label):
    def skeleton(text):
        chart = make_bars((text[:5], "2", "2"), title=text, description=text, source=text[:5])
        for source in (charts.draw(chart).svg_inline, charts.draw(chart).svg_file):
            root = ElementTree.fromstring(source)
            # A long title takes more lines in the file; that is all that may differ.
            yield [(e.tag, sorted(e.attrib)) for e in root.iter() if "tspan" not in e.tag]

    assert list(skeleton(label)) == list(skeleton("Hội Khuyến học"))


def test_line_ends_and_runs_of_spaces_are_one_space_and_no_break_spaces_stay():
    chart = make_bars(("Hội \n\n Khuyến\thọc ", "1", "140,5\u00a0tỷ\u00a0đồng"), title="A\n\nB")
    drawn = charts.draw(chart)
    assert visible(drawn.svg_inline) == ["Hội Khuyến học", "140,5\u00a0tỷ\u00a0đồng"]
    assert "\n" not in drawn.svg_inline


def test_a_long_label_takes_two_lines_and_loses_no_word():
    label = "Hội Người mù – chất độc da cam – khuyết tật và bảo vệ quyền trẻ em huyện Châu Thành A"
    drawn = charts.draw(make_bars((label, "1", "1"))).svg_inline
    assert visible(drawn) == [label, "1"]
    assert drawn.count("<tspan x=") == 1


def test_only_what_two_lines_cannot_hold_becomes_an_ellipsis():
    label = "Hội Bảo trợ người khuyết tật " * 9
    shown = visible(charts.draw(make_bars((label, "1", "1"))).svg_inline)[0]
    assert shown.endswith("…")
    assert label.startswith(shown[:-1])
    assert len(shown) > 90


def test_a_value_is_never_shortened():
    value = "một nghìn tám trăm bảy mươi lăm hội viên và nhiều người khác nữa " * 5
    assert visible(charts.draw(make_bars(("Hội", "1", value))).svg_inline)[1] == value.strip()


@pytest.mark.parametrize(
    "text", ["Hội Khuyến học " * 12, "nghiêng" * 40, "a\u0302\u0323" * 150, "😀👩‍👩‍👧" * 30, "W"]
)
def test_lines_fit_their_room_and_joined_are_the_text(text):
    lines = lettering.wrapped(text.strip(), 13.5, 200)
    assert "".join(lines) == text.strip()
    assert all(lettering.width(line.rstrip(" "), 13.5) <= 200 for line in lines)
    assert not any(line.startswith(("\u0302", "\u0323", "\u200d")) for line in lines)


def test_shortened_lines_fit_their_room():
    lines = lettering.wrapped("Hội Khuyến học " * 12, 13.5, 200, most=2)
    assert len(lines) == 2
    assert lettering.width(lines[1], 13.5) <= 200


def test_text_stays_inside_the_picture_with_long_labels_and_values():
    chart = make_bars(("Hội Nông dân " * 20, "10", "hơn 495,4 triệu đồng " * 4), ("A", "9", "trên 1.875"))
    width = WIDTH
    for text in ElementTree.fromstring(charts.draw(chart).svg_inline).iter("text"):
        bold = text.get("font-weight") == "600"
        first = text.text or ""
        assert float(text.get("x")) + lettering.width(first.rstrip(), 13.5, bold) <= width


def test_the_typeface_has_every_vietnamese_letter_and_sign():
    letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    signs = "0123456789.,%–—…“”‘’₫·/()&"
    for file in sorted((ROOT / "generator/charts/fonts").glob("*.ttf")):
        has = lettering.FT2Font(str(file)).get_charmap()
        assert [c for c in letters + letters.upper() + signs if ord(c) not in has] == []


# For those who cannot see it, or not the colours ---------------------------------------------------


@pytest.mark.parametrize("chart", [TAM_DUONG, HAU_GIANG])
def test_title_and_description_name_the_picture_without_ids_that_could_be_taken(chart):
    root = ElementTree.fromstring(charts.draw(chart).svg_inline)
    assert root.get("role") == "img"
    assert [(one.tag, one.text) for one in root[:2]] == [("title", chart.title), ("desc", chart.description)]
    assert not [element for element in root.iter() if element.get("id")]


def test_a_file_has_its_title_and_says_in_words_what_is_no_text_in_the_picture():
    bars, shares = (ElementTree.fromstring(charts.draw(chart).svg_file) for chart in (TAM_DUONG, HAU_GIANG))
    assert [root.find(f"{SVG}title").text for root in (bars, shares)] == [TAM_DUONG.title, HAU_GIANG.title]
    assert shares.find(f"{SVG}desc").text == HAU_GIANG.description
    assert bars.find(f"{SVG}desc") is None
    said = visible(charts.draw(TAM_DUONG).svg_file)
    assert all({bar.label, bar.text} <= set(said) for bar in TAM_DUONG.bars)


def luminance(colour):
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_of_the_files_have_enough_contrast():
    assert contrast(colours.BAR, colours.PAPER) >= 3
    assert contrast(colours.BAR, colours.BAR2) >= 3
    assert contrast(colours.ON_BAR, colours.BAR) >= 4.5
    assert contrast(colours.INK, colours.BAR2) >= 4.5
    assert contrast(colours.SOFT, colours.PAPER) >= 4.5


# The files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [TAM_DUONG, HAU_GIANG])
def test_svg_has_nothing_that_acts_or_fetches(chart):
    drawn = charts.draw(chart)
    for source in (drawn.svg_inline, drawn.svg_file):
        for element in ElementTree.fromstring(source).iter():
            tag = element.tag.removeprefix(SVG)
            assert tag in {"svg", "title", "desc", "path", "text", "tspan"}
            assert not [name for name in element.attrib if name.startswith("on") or name in ("href", XLINK)]


def test_the_svg_for_a_page_has_no_size_no_prolog_no_fixed_colour_and_is_small():
    drawn = charts.draw(TAM_DUONG).svg_inline
    root = ElementTree.fromstring(drawn)
    assert drawn.startswith('<svg viewBox="0 0 360 ')
    assert {"width", "height", "xmlns"}.isdisjoint(root.attrib)
    assert not re.search("#[0-9a-f]{3,6}", drawn.replace("&#", ""))
    assert len(drawn.encode()) < 2000


def test_the_svg_to_take_away_stands_alone():
    source = charts.draw(HAU_GIANG).svg_file.decode()
    assert "var(" not in source
    assert "currentColor" not in source
    root = ElementTree.fromstring(source)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_signs_that_no_font_has_give_no_warning(recwarn):
    charts.draw(make_bars(("Emoji 🧪 字 क", "1", "1 🧪")))
    assert [str(warning.message) for warning in recwarn] == []


# The same bytes ----------------------------------------------------------------------------------

PROGRAM = """
import sys
from hashlib import sha256
from generator import charts
from tests.test_charts import HAU_GIANG, TAM_DUONG
for chart in (TAM_DUONG, HAU_GIANG)[:: int(sys.argv[1])]:
    drawn = charts.draw(chart)
    content = drawn.svg_inline.encode() + drawn.svg_file
    print(drawn.key, sha256(content).hexdigest())
"""


def printed(order, **environment):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, order],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip


def test_another_process_hash_seed_time_zone_locale_and_order_give_the_same_bytes():
    one = printed("1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = printed("-1", PYTHONHASHSEED="2", TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1")
    assert one == other[::-1]


def test_a_machine_set_up_otherwise_gives_the_same_bytes(tmp_path):
    settings = tmp_path / "matplotlibrc"
    settings.write_text(
        "svg.fonttype: path\nfont.size: 30\nsavefig.bbox: tight\nsavefig.transparent: True\n"
        "figure.autolayout: True\nfigure.dpi: 300\npath.snap: False\npath.sketch: (1, 100, 2)\n"
    )
    assert printed("1", MATPLOTLIBRC=str(settings)) == printed("1")


def test_drawing_twice_gives_the_same_bytes_whatever_was_drawn_between():
    first = charts.draw(TAM_DUONG)
    charts.draw(make_bars(*[("Hội", "1", "1", False)] * 30))
    assert charts.draw(TAM_DUONG) == first


def test_the_key_changes_with_everything_that_is_shown_and_with_nothing_else():
    bar = TAM_DUONG.bars[0]
    others = [
        replace(TAM_DUONG, title="khác"),
        replace(TAM_DUONG, description="khác"),
        replace(TAM_DUONG, source="khác"),
        replace(TAM_DUONG, bars=TAM_DUONG.bars[1:]),
        replace(TAM_DUONG, bars=TAM_DUONG.bars[::-1]),
        *(
            replace(TAM_DUONG, bars=(changed, *TAM_DUONG.bars[1:]))
            for changed in (
                replace(bar, label="khác"),
                replace(bar, value=Decimal(1)),
                replace(bar, text="khác"),
                replace(bar, emphasis=False),
            )
        ),
    ]
    keys = {charts.key(chart) for chart in [TAM_DUONG, *others]}
    assert len(keys) == 10
    assert charts.key(replace(TAM_DUONG)) == charts.key(TAM_DUONG) == charts.draw(TAM_DUONG).key
    assert all(re.fullmatch("[0-9a-f]{16}", key) for key in keys)


def test_a_picture_that_changes_comes_with_a_new_drawing_version():
    """Kept drawings are found by their key: raise charts.DRAWING together with these two digests."""
    pictures = [charts.draw(chart).svg_file for chart in (TAM_DUONG, HAU_GIANG)]
    digests = [sha256(re.sub(rb"c[0-9a-f]{16}", b"", picture)).hexdigest()[:16] for picture in pictures]
    assert (charts.DRAWING, digests) == (7, ["9361169f754af444", "d929434b59b787d2"])


def test_the_example_charts_need_a_few_kilobytes():
    drawn = charts.draw(TAM_DUONG)
    assert len(drawn.svg_file) < 3000


def loaded_after(line):
    """Return whether matplotlib and pyplot are loaded once a new process has run a line."""
    program = (
        "import sys\nfrom decimal import Decimal\nfrom generator import charts\n"
        "from generator.products import Bar, BarChart\n"
        f"chart = BarChart('a', 'a', 'a', (Bar('a', Decimal(1), '1'),))\n{line}\n"
        "print(*(name in sys.modules for name in ('matplotlib', 'matplotlib.pyplot')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_one_figure_serves_all_charts_and_pyplot_is_not_loaded():
    charts.draw(TAM_DUONG)
    before = canvas.canvas()
    charts.draw(HAU_GIANG)
    assert canvas.canvas() is before
    assert loaded_after("charts.draw(chart)") == ["True", "False"]


def test_a_chart_has_its_name_without_matplotlib():
    assert loaded_after("charts.key(chart)") == ["False", "False"]


def test_a_colour_is_the_same_on_the_page_and_in_the_files():
    style = (Path(__file__).parent.parent / "theme" / "assets" / "site.css").read_text(encoding="utf-8")
    light = style[style.index(":root {") : style.index("prefers-color-scheme: dark")]
    named = dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]+)", light))
    whole = {
        name: value if len(value) == 7 else re.sub("[0-9a-f]", r"\g<0>\g<0>", value)
        for name, value in named.items()
    }
    roles = {"--ink": colours.INK, "--soft": colours.SOFT, "--bar": colours.BAR, "--bar2": colours.BAR2}
    roles |= {"--on-bar": colours.ON_BAR, "--line": colours.LINE, "--field": colours.FIELD}
    assert {name: whole.get(name) for name in roles} == roles


def test_a_file_says_where_it_is_from_and_the_page_that_it_stands_on_need_not():
    chart = replace(TAM_DUONG, origin="Số liệu hội, https://vi.du/huyen/106-tam-duong/")
    drawing = charts.draw(chart)
    assert "https://vi.du/huyen/106-tam-duong/" in drawing.svg_file.decode()
    assert "https://vi.du" not in drawing.svg_inline
    assert charts.key(chart) != charts.key(TAM_DUONG)
    assert "Số liệu hội" not in charts.draw(TAM_DUONG).svg_file.decode()
