"""Lines and dots: one scale from zero, gaps that stay gaps, bounds that look like bounds."""

import re
from decimal import Decimal
from hashlib import sha256

import pytest
from msgspec.structs import replace

from generator import charts
from generator.charts import colours
from generator.charts.dots import draw_dots
from generator.charts.lines import draw_lines
from generator.charts.marks import WIDTH, Area, Box, Words
from generator.errors import GeneratorError
from generator.products import Bar, BarChart, DotChart, Line, LineChart, Reading


def make_line(label, *values, bounds=(), emphasis=True):
    bound = dict(bounds)
    readings = (
        Reading(
            str(2021 + at),
            None if value is None else Decimal(value),
            "chưa báo cáo" if value is None else value,
            bound.get(at, ""),
        )
        for at, value in enumerate(values)
    )
    return Line(label, tuple(readings), emphasis)


def make_chart(*lines, apart=False):
    return LineChart("Số hội viên, 2021–2025", "Mô tả", "Nguồn: thử", lines, apart)


def make_dots(*values, own=0, middle="", middle_value="0"):
    dots = (Bar("Xã A" if at == own else "", Decimal(v), v, at == own) for at, v in enumerate(values))
    return DotChart("Một xã trong các xã", "Mô tả", "Nguồn: thử", tuple(dots), middle, Decimal(middle_value))


def said(picture):
    return [
        "".join(run for run, _ in line)
        for mark in picture.marks
        if isinstance(mark, Words)
        for line in mark.lines
    ]


def middles(picture, corners=8):
    """Return the middles of the octagons of a picture, the marks of values."""
    found = [mark for mark in picture.marks if isinstance(mark, Area) and len(mark.corners) == corners]
    return [tuple(sum(axis) / corners for axis in zip(*mark.corners, strict=True)) for mark in found]


def pieces(picture):
    return [mark for mark in picture.marks if isinstance(mark, Area) and len(mark.corners) == 4]


def test_heights_are_proportional_to_values_and_begin_at_zero():
    picture = draw_lines(make_chart(make_line("A", "0", "50", "100")))
    zero, half, all_of_it = (y for _, y in middles(picture))
    assert zero - half == pytest.approx(half - all_of_it, abs=0.02)
    ground = next(mark for mark in picture.marks if isinstance(mark, Box))
    assert zero == pytest.approx(ground.y, abs=0.02)


def test_a_missing_value_leaves_a_gap_and_its_time_says_why():
    whole = draw_lines(make_chart(make_line("A", "1", "2", "3", "4")))
    broken = draw_lines(make_chart(make_line("A", "1", "2", None, "4")))
    assert (len(pieces(whole)), len(pieces(broken))) == (3, 1)
    assert "chưa báo cáo" in said(broken)
    assert "chưa báo cáo" not in said(whole)


def test_small_multiples_share_one_scale():
    chart = make_chart(make_line("Lớn", "100", "100"), make_line("Nhỏ", "50", "50"), apart=True)
    grounds = [mark.y for mark in draw_lines(chart).marks if isinstance(mark, Box)]
    heights = [
        ground - y
        for ground, (_, y) in zip(
            [*grounds[:1] * 2, *grounds[1:] * 2], middles(draw_lines(chart)), strict=True
        )
    ]
    assert heights == pytest.approx([54, 54, 27, 27], abs=0.05)


def test_every_line_of_several_is_named_once_with_its_last_value():
    picture = draw_lines(
        make_chart(make_line("Nông dân", "5", "7"), make_line("Phụ nữ", "5", "6", emphasis=False))
    )
    assert {"Nông dân 7", "Phụ nữ 6"} <= set(said(picture))
    tops = [mark.y for mark in picture.marks if isinstance(mark, Words)][:2]
    assert abs(tops[0] - tops[1]) >= 15


def test_a_bound_is_open_and_points_to_where_the_true_value_lies():
    picture = draw_lines(make_chart(make_line("A", "10", "20", "20", bounds=((0, ">="), (1, "<=")))))
    tips = [mark for mark in picture.marks if isinstance(mark, Area) and len(mark.corners) == 3]
    first, second = tips
    assert first.corners[1][1] < first.corners[0][1]
    assert second.corners[1][1] > second.corners[0][1]
    assert sum(mark.colour == colours.TINTS[0] for mark in picture.marks if isinstance(mark, Area)) == 2


def test_a_bar_breaks_into_pieces_beyond_or_before_the_value_that_bounds_it():
    def end(bound):
        bars = (Bar("A", Decimal(100), "100"), Bar("B", Decimal(50), "50", True, bound))
        svg = charts.draw(BarChart("T", "Mô tả", "Nguồn", bars)).svg_file.decode()
        path = next(d for fill, d in re.findall(r'fill="([^"]+)" d="([^"]+)"', svg) if fill == colours.BAR)
        rows = [shape for shape in path.split("z") if shape]
        return len(rows), max(float(edge) for shape in rows[1:] for edge in re.findall(r"H([\d.]+)", shape))

    exact, above, below = end(""), end(">="), end("<=")
    assert (exact[0], above[0], below[0]) == (2, 4, 4)
    assert below[1] == pytest.approx(exact[1], abs=0.02)
    assert above[1] == pytest.approx(exact[1] + 9, abs=0.02)


def test_equal_values_stand_one_above_the_other_and_only_the_named_place_has_a_name():
    picture = draw_dots(make_dots("1", "0", "0", "1", "1"))
    places = middles(picture)
    assert sorted(round(x) for x, _ in places) == [5, 5, 355, 355, 355]
    assert len(set(places)) == 5
    assert [text for text in said(picture) if "Xã" in text] == ["Xã A: 1"]


def test_the_median_has_a_tick_at_its_place_and_none_is_drawn_without_its_words():
    told = draw_dots(make_dots("0", "50", "100", middle="trung vị 50", middle_value="50"))
    tick = [mark for mark in told.marks if isinstance(mark, Box) and mark.colour == colours.INK]
    assert [mark.x + mark.width / 2 for mark in tick] == [sorted(middles(told))[1][0]]
    silent = draw_dots(make_dots("0", "50", "100"))
    assert not [mark for mark in silent.marks if isinstance(mark, Box) and mark.colour == colours.INK]


@pytest.mark.parametrize(
    "chart",
    [
        make_chart(
            make_line("Một cái tên rất dài của một hội quần chúng ở cấp tỉnh", "1", "2", "1000000000")
        ),
        make_chart(*(make_line(f"Hội số {n}", str(n), str(n + 1)) for n in range(1, 8))),
        make_chart(*(make_line(f"Hội số {n}", str(n), None, str(n + 1)) for n in range(1, 8)), apart=True),
        make_dots(*map(str, range(300)), middle="trung vị 149,5", middle_value="149.5"),
        make_dots("7", own=0),
    ],
)
def test_everything_stays_inside_the_picture_and_the_same_chart_has_the_same_bytes(chart):
    drawn = charts.draw(chart)
    assert charts.draw(chart) == drawn
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.svg_inline)
    assert float(box[1]) == WIDTH
    for path in re.findall(r'd="([^"]+)"', drawn.svg_inline):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path):
            assert -0.1 <= float(x) <= WIDTH + 0.1
            assert 0 <= float(y) <= float(box[2])
    assert all(0 <= float(x) < WIDTH for x in re.findall(r'<text x="(-?[\d.]+)"', drawn.svg_inline))


def test_the_key_tells_gaps_bounds_and_layouts_apart():
    chart = make_chart(make_line("A", "1", "2", "3"))
    others = [
        replace(chart, apart=True),
        make_chart(make_line("A", "1", None, "3")),
        make_chart(make_line("A", "1", "2", "3", bounds=((1, "~"),))),
        make_chart(make_line("A", "1", "2", "3", emphasis=False)),
    ]
    assert len({charts.key(one) for one in [chart, *others]}) == 5


@pytest.mark.parametrize(
    "chart",
    [
        make_chart(),
        make_chart(make_line("A", None, None)),
        make_chart(make_line("A", "-1", "2")),
        make_chart(make_line("A", "1", "2"), make_line("B", "1", "2", "3")),
        make_dots("-1", "2"),
        make_dots("1", "2", middle="\x00"),
    ],
)
def test_what_no_line_and_no_dot_can_show_is_refused(chart):
    with pytest.raises(GeneratorError, match="chart"):
        charts.draw(chart)


def test_a_picture_that_changes_comes_with_a_new_drawing_version():
    """As for bars (tests/test_charts.py): raise charts.DRAWING together with these digests."""
    shown = (
        make_chart(make_line("A", "1", None, "3", bounds=((0, ">="),))),
        make_chart(make_line("A", "1", "2"), make_line("B", "3", "4"), apart=True),
        make_dots("1", "2", "2", middle="trung vị 2", middle_value="2"),
    )
    digests = [sha256(charts.draw(chart).svg_file).hexdigest()[:16] for chart in shown]
    assert (charts.DRAWING, digests) == (7, ["89c365116fb3f155", "717ce89d19af7c2d", "2d537391aa479f5a"])
