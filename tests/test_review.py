"""A change is reviewed: what differs is told, what looks wrong first, and honest work is left in peace."""

import csv
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import cli, settings
from generator.cli import review_formats
from generator.cli.figure_words import FigureWords
from generator.cli.review_words import Telling
from generator.cli.words import Words
from generator.pipeline import previews, reviews
from generator.review.doubts import CODES
from generator.synth import synthesise
from generator.text import number
from tests.builders import BASE, DATA, OBSERVATIONS, make_data, replace_in
from tests.forms import TODAY, copy_of, fill, import_form, make_form
from tests.registers import make_register
from tests.test_pipeline import keep_provinces

MIXED = (",associations,hội viên,", ',associations,"hội viên, lượt người",')
"""Another unit of measure: members, or attendances."""


@pytest.fixture(autouse=True)
def _of_few_places(few_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests of this file begin with fewer units: each reads all of them several times."""
    monkeypatch.setattr(sys.modules[__name__], "DATA", few_places)


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    root = tmp_path_factory.mktemp("review")
    synthesise(root / "data", "province", None, 5)
    keep_provinces(root, "tinh-72", "tinh-80")  # the one of the seed, before its reform and since
    return root / "data"


class Record:
    """A copy of a record, of which rows can be changed."""

    def __init__(self, base: Path, place: Path) -> None:
        shutil.copytree(base, place)
        self.data = place
        self.rows = {
            path.stem: list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
            for path in sorted((place / "observations").glob("*.csv"))
        }

    def write(self, unit_id: str) -> None:
        rows = self.rows[unit_id]
        with (self.data / f"observations/{unit_id}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, rows[0], lineterminator="\n")
            out.writeheader()
            out.writerows(rows)


def state(row, value):
    """Let a row say another number, in its text as well."""
    row["value"], row["value_text"] = str(value), number(Decimal(value))


def memberships(record):
    """Return plain numbers of members of one association that no total is stated of, by series."""
    found = defaultdict(list)
    for unit_id, rows in record.rows.items():
        members = [row for row in rows if row["indicator_id"] == "member_count"]
        totals = {row["period_end"] for row in members if not row["organisation_id"]}
        for row in members:
            is_plain = row["value"] and not (row["qualifier"] or row["denominator"] or row["breakdown"])
            is_apart = row["organisation_id"] and row["period_end"] not in totals
            if is_plain and is_apart and int(row["value"]) >= 50:
                found[unit_id, row["organisation_id"]].append(row)
    return {key: rows for key, rows in found.items() if len(rows) >= 2}


def reviewed(base, head):
    made = reviews.review(settings.make(data=head, makes_pages=False), str(base), str(head), TODAY)
    assert made.problems == ()
    return made


def codes(made):
    return {doubt.code for suspect in made.suspects for doubt in suspect.doubts}


# What differs ------------------------------------------------------------------------------------


def test_a_change_of_nothing_is_told_as_such(tmp_path, capsys):
    data = make_data(tmp_path)
    assert cli.run(["diff", str(data), str(data), "--data", str(data)]) == 0
    assert "Không có số liệu nào khác nhau." in capsys.readouterr().out


def test_before_and_after_of_a_figure_stand_side_by_side(tmp_path, capsys):
    base = make_data(tmp_path / "a")
    head = make_data(
        tmp_path / "b",
        {OBSERVATIONS: (base / OBSERVATIONS).read_text().replace("1875", "1857").replace("1.875", "1.857")},
    )
    assert cli.run(["diff", str(base), str(head), "--data", str(head)]) == 0
    assert "1.875 hội viên → 1.857 hội viên" in capsys.readouterr().out
    for data in (base, head):
        replace_in(
            data / "indicators.csv", ",associations,hội viên,", ',associations,"hội viên, lượt người",'
        )
    assert cli.run(["diff", str(base), str(head), "--data", str(head)]) == 0
    assert "1.875 → 1.857" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ("elderly,member_count", True),
        (",member_count", False),  # one person may be a member of several associations
        ("front_and_unions,member_count", False),
        (",staff_fulltime_count", True),
        ("elderly,propaganda_attendance", False),
    ],
)
def test_more_members_of_one_association_than_people_of_the_place_are_doubted(tmp_path, row, is_told):
    base, head = (copy_of(DATA, tmp_path / name) for name in ("a", "b"))
    with (head / "observations/tinh-93.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row},,2024-01-01,2024-12-31,open,729889,,,,,729.889,bao-cao-hau-giang-2024,mục V,\n")
    assert ("above-population" in codes(reviewed(base, head))) is is_told


# What looks wrong first, and what does not ---------------------------------------------------------


class Change:
    """A base and a head; rows are chosen by dice, each for one change."""

    def __init__(self, province: Path, place: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.base, self.head = Record(province, place / "base"), Record(province, place / "head")
        self.series = memberships(self.head)
        self.free = [(key[0], row) for key, rows in sorted(self.series.items()) for row in rows[1:]]
        self.dice.shuffle(self.free)

    def row(self):
        """Return a unit and a row that nothing has changed yet; one row of each series stays as it is."""
        return self.free.pop()

    def correct(self, factor):
        """Let a published figure become another one."""
        _, row = self.row()
        was = int(row["value"])
        value = round(was * factor)
        state(row, value if value != was else was + 1)
        return row

    def report(self, factor):
        """Let a figure be new."""
        unit_id, row = self.row()
        self.unpublish(unit_id, row)
        state(row, max(1, round(int(row["value"]) * factor)))
        return row

    def unpublish(self, unit_id, row):
        self.base.rows[unit_id] = [one for one in self.base.rows[unit_id] if _key(one) != _key(row)]

    def explain(self):
        _, row = self.row()
        row["note"] = "Văn bản ghi ở phụ lục."

    def fill(self):
        """Let a figure be reported of which the record had the reason of its absence."""
        unit_id, row = self.row()
        (was,) = (one for one in self.base.rows[unit_id] if _key(one) == _key(row))
        was |= {"value": "", "value_text": "", "missing": "not_reported"}

    def written(self):
        for record in (self.base, self.head):
            for unit_id in record.rows:
                record.write(unit_id)
        return reviewed(self.base.data, self.head.data)


def _key(row):
    return tuple(
        row[name] for name in ("organisation_id", "indicator_id", "breakdown", "period_end", "locator")
    )


def make_honest_changes(change):
    """Make a hundred changes as honest keepers of a record make them."""
    for _ in range(40):
        change.correct(change.dice.uniform(0.9, 1.12))
    for _ in range(40):
        change.report(change.dice.uniform(0.93, 1.08))
    for _ in range(10):
        change.fill()
        change.explain()


def plant_slips(change):
    """Make ten slips, each of another kind; return what each is told by, with the rows that are wrong."""
    return {
        "factor-before": [change.correct(1000)],
        "jump-before": [change.correct(3.7)],
        "digits-lost": [change.correct(0.1)],
        "factor-earlier": [change.report(100)],
        "swapped": swap(change),
        "contradiction": [break_sum(change)],
        "flow-as-stock": [mistake_stock(change)],
        "missing-to-zero": [mistake_missing(change)],
        "gone": [lose(change)],
        "moved-period": [misdate(change)],
    }


def swap(change):
    by_unit = defaultdict(dict)
    for (unit_id, _), rows in change.series.items():
        for row in rows:
            by_unit[unit_id, row["period_end"]][row["organisation_id"]] = row
    pairs = [list(rows.values())[:2] for _, rows in sorted(by_unit.items()) if len(rows) > 1]
    one, other = change.dice.choice([pair for pair in pairs if pair[0]["value"] != pair[1]["value"]])
    first, second = one["value"], other["value"]
    state(one, second)
    state(other, first)
    change.free = [(unit_id, row) for unit_id, row in change.free if row is not one and row is not other]
    return [one, other]


def break_sum(change):
    """Let a part change by a little, and its total not at all."""
    for unit_id, rows in sorted(change.head.rows.items()):
        relations = (change.head.data / "relations.csv").read_text("utf-8")
        newest = max(row["period_end"] for row in rows)
        parts = [row for row in rows if row["indicator_id"] == "member_count" and row["period_end"] == newest]
        whole = [row for row in parts if not row["organisation_id"]]
        if unit_id.startswith("xa") and f",sum,{unit_id}," in relations and len(whole) == 2:
            part = next(row for row in parts if row["organisation_id"] and int(row["value"] or 0) >= 200)
            if sum(int(row["value"] or 0) for row in parts if row["organisation_id"]) == int(
                whole[0]["value"]
            ):
                state(part, round(int(part["value"]) * 1.15))
                return part
    raise AssertionError("no sum is right")


def mistake_stock(change):
    """Let all members be told as those that are new."""
    unit_id, row = change.row()
    wrong = {**row, "indicator_id": "member_new_count"}
    change.head.rows[unit_id].append(wrong)
    return wrong


def mistake_missing(change):
    unit_id, row = change.row()
    (was,) = (one for one in change.base.rows[unit_id] if _key(one) == _key(row))
    was |= {"value": "", "value_text": "", "missing": "not_reported"}
    row |= {"value": "0", "value_text": "0"}
    return row


def lose(change):
    unit_id, row = change.row()
    change.head.rows[unit_id].remove(row)
    return row


def _matter(row):
    return row["organisation_id"], row["indicator_id"], row["breakdown"]


def misdate(change):
    """Let a figure stand for another period, of which its unit tells other things."""
    while True:
        unit_id, row = change.row()
        told = [one for one in change.head.rows[unit_id] if _matter(one) == _matter(row)]
        taken = {one["period_end"] for one in told}
        ends = {one["period_end"]: one["period_start"] for one in change.head.rows[unit_id]}
        others = sorted(ends.keys() - taken - {max(ends)})
        if others:
            row |= {"period_end": others[0], "period_start": ends[others[0]]}
            return row


def names_of(rows):
    columns = ("unit_id", "organisation_id", "indicator_id", "period_end")
    return {tuple(row.get(name, "") for name in columns[1:]) for row in rows}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_a_hundred_honest_changes_at_most_two_are_doubted(province, tmp_path, seed):
    change = Change(province, tmp_path, seed)
    make_honest_changes(change)
    made = change.written()
    assert len(made.changes) == 100
    assert len(made.suspects) <= 2, [suspect.doubts for suspect in made.suspects]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ten_slips_among_a_hundred_honest_changes_are_named_first(province, tmp_path, seed):
    change = Change(province, tmp_path, seed)
    slips = plant_slips(change)
    make_honest_changes(change)
    made = change.written()
    wrong = [row for rows in slips.values() for row in rows]
    by_id = {one.figure_id: one for one in made.changes}
    first = [by_id[one.figure_id].key for one in made.suspects[: len(wrong)]]
    assert names_of(first) == names_of(wrong)
    assert set(slips) - {"digits-lost"} <= codes(made)
    assert len(made.suspects) <= len(wrong) + 2


# Each reason: where it is told, and where not ------------------------------------------------------


def told_of(tmp_path, before, after):
    """Return the reasons that are told where the rows of the commune become others."""
    others = [
        row for row in (BASE / OBSERVATIONS).read_text("utf-8").splitlines() if ",member_count,," not in row
    ]
    states = [
        make_data(tmp_path / name, {OBSERVATIONS: "\n".join((*others, *rows, ""))})
        for name, rows in (("base", before), ("head", after))
    ]
    return reviewed(*states)


def members(value, year=2023, text=None, note=""):
    shown = text or number(Decimal(value))
    span = f"{year}-01-01,{year}-12-31,stated"
    return f",member_count,,{span},{value},,,,,{shown},bao-cao-2023,mục II,{note}"


EARLIER = "kỳ khác văn bản vì nêu để so sánh"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([members(1875)], [members(1875000)], "factor-before"),
        ([members(1875)], [members(187)], "factor-before"),
        ([members(1875)], [members(6200)], "jump-before"),
        ([members(1875)], [members(0)], "zero-before"),
        ([members(1875)], [members(1857)], "digits"),
        (
            [members(1800, 2022, note=EARLIER)],
            [members(1800, 2022, note=EARLIER), members(9300)],
            "jump-earlier",
        ),
        (
            [members(1800, 2022, note=EARLIER)],
            [members(1800, 2022, note=EARLIER), members(0)],
            "zero-earlier",
        ),
        (
            [members(1800, 2022, note=EARLIER), members(1900)],
            [members(1900, 2022, note=EARLIER), members(1800)],
            "swapped",
        ),
        ([members(1875), members(1800, 2022, note=EARLIER)], [members(1875)], "gone"),
        ([members(1875)], [members(1875, 2022, note=EARLIER)], "moved-period"),
    ],
)
def test_a_slip_is_told_by_its_own_reason(tmp_path, before, after, code):
    assert code in codes(told_of(tmp_path, before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([members(1875)], [members(1912)]),
        ([members(1875)], [members(1875, note="Theo phụ lục.")]),
        ([members(12)], [members(9)]),
        ([members(1800, 2022, note=EARLIER)], [members(1800, 2022, note=EARLIER), members(1990)]),
        ([members(1800, 2022, note=EARLIER)], [members(1811, 2022, note=EARLIER)]),
    ],
)
def test_a_small_correction_or_a_usual_step_is_not_doubted(tmp_path, before, after):
    assert told_of(tmp_path, before, after).suspects == ()


def test_an_indicator_that_counts_otherwise_changes_what_its_figures_say(tmp_path):
    base, head = make_data(tmp_path / "base"), make_data(tmp_path / "head")
    text = (head / "indicators.csv").read_text("utf-8")
    (head / "indicators.csv").write_text(text.replace(",stock,", ",flow,"), "utf-8")
    assert "kind-changed" in codes(reviewed(base, head))
    assert "kind-changed" not in codes(reviewed(head, head))


def test_a_relation_that_failed_before_by_as_much_is_not_told_again(tmp_path):
    base = DATA
    head = tmp_path / "data"
    shutil.copytree(base, head)
    path = head / "observations/tinh-93.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    failing = next(at for at, row in enumerate(rows) if row.startswith(",assoc_count,,"))
    rows[failing] = (
        rows[failing].rstrip("\n") + ("." if rows[failing].endswith(",\n") else " Xem phụ lục.") + "\n"
    )
    path.write_text("".join(rows), "utf-8")
    made = reviewed(base, head)
    assert [change.fields for change in made.changes] == [("note",)]
    assert made.suspects == ()


def report_cells(place, total, *parts):
    """Import a form that says how many party cells there are, and how many of each kind."""
    data = copy_of(DATA, place)
    form = make_form(data, place / "a.xlsx", unit_id="xa-05590", form_id="mau-chi-thi-17-2017")
    names = ("so-chi-bo", "so-chi-bo-nong-thon", "so-chi-bo-truong-hoc", "so-chi-bo-khac")
    document = {"document/issuer.answer": "Ủy ban nhân dân xã", "document/title.answer": "Báo cáo về hội"}
    answers = dict(zip((f"{name}.answer" for name in names), (total, *parts), strict=True))
    assert import_form(data, fill(form, document | answers)).written
    return data, form


@pytest.mark.parametrize(
    ("total", "parts", "is_told"),
    [
        ("40", ("30", "8", "0"), True),
        ("38", ("30", "8", "0"), False),
        ("trên 40", ("30", "8", "0"), False),
        ("40", ("30", "8", None), False),
    ],
)
def test_a_total_of_a_form_that_its_parts_do_not_make_is_told(tmp_path, total, parts, is_told):
    data, _ = report_cells(tmp_path, total, *parts)
    made = reviewed(DATA, data)
    assert ("unequal-parts" in codes(made)) == is_told
    shown = review_formats.as_text(Telling(made, Words("vi")))
    assert ("ghi 40, các phần cộng lại được 38" in shown) == is_told


def test_a_total_of_a_form_that_was_unequal_before_is_not_told_again(tmp_path):
    data, form = report_cells(tmp_path, "16", "5", "5", "5")
    head = copy_of(data, tmp_path / "head")
    assert import_form(head, fill(form, {"so-chi-bo.note": "Theo phụ lục"})).written
    assert codes(reviewed(DATA, head)) == {"unequal-parts"}
    assert codes(reviewed(data, head)) == set()


def test_parts_of_a_form_that_make_more_than_their_total_are_told_once(tmp_path):
    data, _ = report_cells(tmp_path, "10", "5", "5", "5")
    assert codes(reviewed(DATA, data)) == {"contradiction"}


# States and forms ----------------------------------------------------------------------------------


def git(folder, *command):
    told = ("-c", "user.name=a", "-c", "user.email=a@example.vn", *command)
    subprocess.run(("git", "-C", str(folder), *told), check=True, capture_output=True)


def test_a_commit_a_release_and_a_folder_can_be_compared(tmp_path, capsys):
    data = make_data(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "-qm", "first")
    text = (data / OBSERVATIONS).read_text("utf-8")
    (data / OBSERVATIONS).write_text(text.replace("1875", "1912").replace("1.875", "1.912"), "utf-8")
    assert cli.run(["diff", "HEAD", str(data), "--data", str(data), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [(it["before"]["value"], it["after"]["value"]) for it in made["changes"]] == [("1875", "1912")]
    assert cli.run(["diff", "2026-11-28", "2026-11-28", "--data", str(DATA)]) == 0
    assert "Không có số liệu nào khác nhau." in capsys.readouterr().out


def test_an_older_release_is_compared_though_checks_came_later(capsys):
    assert cli.run(["diff", "2026-11-28", "2026-11", "--data", str(DATA)]) == 0
    shown = capsys.readouterr().out
    assert "Xã Tả Lèng · Đoàn Thanh niên" in shown
    assert "Còn thiếu trong revisions.csv" not in shown


def test_a_name_that_means_no_state_is_told(tmp_path, capsys):
    data = make_data(tmp_path)
    for name in ("khong-co", "--output=x", "-x^{tree}"):
        assert cli.run(["diff", "--data", str(data), "--", name, str(data)]) == 2
        assert f"“{name}”" in capsys.readouterr().err


def test_a_state_with_problems_is_not_compared(tmp_path, capsys):
    base = make_data(tmp_path / "a")
    head = make_data(
        tmp_path / "b", {OBSERVATIONS: (base / OBSERVATIONS).read_text("utf-8").replace("1875", "1,875")}
    )
    assert cli.run(["diff", str(base), str(head), "--data", str(head)]) == 1
    told = capsys.readouterr().err
    assert OBSERVATIONS in told and f"“{head}” có" in told
    (base / OBSERVATIONS).write_bytes(b"\xff\xfe\x00")
    right = make_data(tmp_path / "c")
    assert cli.run(["diff", str(base), str(right), "--data", str(right)]) == 1
    assert f"“{base}” có" in capsys.readouterr().err


def test_a_published_figure_that_changes_names_the_row_that_is_missing(tmp_path):
    head = tmp_path / "data"
    shutil.copytree(DATA, head)
    path = head / "observations/xa-05587.csv"
    path.write_text(path.read_text("utf-8").replace(",1875,,,,,1.875,", ",1880,,,,,1.880,"), "utf-8")
    made = reviewed(DATA, head)
    assert {(row.field, row.old_value, row.new_value) for row in made.missing} == {
        ("value", "1875", "1880"),
        ("value_text", "1.875", "1.880"),
    }
    assert reviewed(DATA, DATA).missing == ()


@pytest.fixture(scope="module")
def slips(province, tmp_path_factory):
    """The review of a change with slips of every kind."""
    change = Change(province, tmp_path_factory.mktemp("slips"), 4)
    plant_slips(change)
    return change.written()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_reason_has_its_words_in_every_form(slips, form, lang):
    shown = getattr(review_formats, f"as_{form}")(Telling(slips, Words(lang)))
    assert len(codes(slips)) >= 9
    assert form == "json" or "{" not in shown.rpartition("</style>")[2]


def test_the_page_needs_nothing_else_and_a_cell_stays_text(tmp_path):
    hostile = "<script>alert(1)</script>"
    made = told_of(tmp_path, [members(1875)], [members(1875000, note=hostile)])
    made = replace(made, base=hostile)
    shown = review_formats.as_html(Telling(made, Words("vi")))
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert not re.search(r"""src=|href=["'][^#]|url\(""", shown)
    assert "<script" not in review_formats.as_markdown(Telling(made, Words("vi")))


def shown_on_a_page(made, copied=()):
    return review_formats.as_html(Telling(made, Words("vi")), copied)


def test_before_and_after_are_bars_as_long_as_their_values(tmp_path):
    shown = shown_on_a_page(told_of(tmp_path, [members(1875)], [members(1875000)]))
    bars = re.findall(r'<span style="width:([0-9.]+)%"></span>([^<]+)', shown)
    assert bars == [("0.1", "1.875 hội viên"), ("100.0", "1.875.000 hội viên")]
    assert 'class="bars"' not in shown_on_a_page(told_of(tmp_path / "x", [members(1875)], [members(1876)]))


def test_a_changed_figure_leads_to_what_looks_wrong_in_it_where_something_does(tmp_path):
    (doubted,) = (made := told_of(tmp_path, [members(1875)], [members(1875000)])).changes
    assert shown_on_a_page(made).count(f'href="#{doubted.figure_id}"') == 1
    calm = told_of(tmp_path / "x", [members(1875)], [members(1876)])
    assert "nên xem lại" not in shown_on_a_page(calm)


def test_a_page_is_linked_where_it_lies_beside_the_review(tmp_path):
    made = told_of(tmp_path, [members(1875)], [members(1876)])
    address = f"/so/{made.changes[0].figure_id}/"
    assert f'href="so/{made.changes[0].figure_id}/index.html"' in shown_on_a_page(made, [address])
    assert ".html" not in shown_on_a_page(made)


def a_site(folder):
    """A site of two pages, a style with a picture, and a download."""
    page = '<link rel="stylesheet" href="../assets/a.css"><a href="../b/">b</a><a href="../data/a.csv">a</a>'
    files = {
        "index.html": "", "a/index.html": page, "b/index.html": page, "data/a.csv": "a",
        "assets/a.css": "p{background:url(a.svg)}", "assets/a.svg": "<svg/>", "assets/other.svg": "<svg/>",
    }  # fmt: skip
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    return folder


def test_pages_that_change_are_taken_out_with_what_they_need_to_look_right(tmp_path):
    site, place = a_site(tmp_path / "site"), tmp_path / "place"
    assert previews.copy_pages(site, ["/a/", "/gone/"], place) == {"/a/"}
    copied = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert copied == {"a/index.html", "assets/a.css", "assets/a.svg"}


def test_a_review_with_pages_needs_a_built_site_and_a_file_to_lay_them_beside(tmp_path, capsys):
    data, site = make_data(tmp_path), tmp_path / "site"
    asked = ["diff", str(data), str(data), "--data", str(data), "--site", str(site)]
    assert cli.run(asked) == 2
    assert "--site chỉ dùng cùng --format html và -o TỆP" in capsys.readouterr().err
    asked += ["--format", "html", "-o", str(tmp_path / "xem-lai.html")]
    assert cli.run(asked) == 2
    assert "không có trang nào đã dựng" in capsys.readouterr().err
    a_site(site)
    assert cli.run(asked) == 0


def test_the_pages_of_a_figure_change_and_those_of_others_do_not(tmp_path):
    made = told_of(tmp_path, [members(1875)], [members(1912)])
    (change,) = made.changes
    assert f"/so/{change.figure_id}/" in made.pages
    assert any(address.startswith("/xa/05587-") for address in made.pages)
    assert not any(address.startswith("/xa/") and "05587" not in address for address in made.pages)


def test_many_pages_are_counted_by_kind_in_a_terminal_and_listed_everywhere_else(tmp_path):
    made = told_of(tmp_path, [members(1875)], [members(1876)])
    figures = {f"/so/member-count-2023-{at:012x}/": "added" if at else "gone" for at in range(40)}
    units = dict.fromkeys(
        ("/tinh/19-x/", "/xa/05587-y/hoi-nong-dan/", "/xa/05587-y/", "/xa/05590-z/"), "changed"
    )
    many = Telling(replace(made, pages=figures | units | {"/chi-tieu/so-hoi/": "changed"}), Words("vi"))
    shown = review_formats.as_text(many)
    assert "\n- đơn vị: 4 (/tinh/19-x/, /xa/05587-y/, /xa/05590-z/, …)\n" in shown
    assert (
        "\n- chỉ tiêu: 1 (/chi-tieu/so-hoi/)\n- từng con số: 40; 39 trang mới; 1 trang không còn\n" in shown
    )
    assert "/so/" not in shown and "--format markdown" in shown
    assert all(one in review_formats.as_json(many) for one in figures)
    assert review_formats.as_markdown(many).count("- &#47;so&#47;member") == 40
    few = Telling(replace(made, pages=units), Words("vi"))
    assert "\n- /xa/05587-y/hoi-nong-dan/\n" in review_formats.as_text(few)


def test_an_indicator_with_another_unit_of_measure_changes_the_pages_of_all_its_figures(tmp_path):
    base, head = make_data(tmp_path / "base"), make_data(tmp_path / "head")
    replace_in(head / "indicators.csv", *MIXED)
    made = reviewed(base, head)
    assert (made.changes, codes(made)) == ((), {"measure-changed"})
    figures = {address for address in made.pages if address.startswith("/so/")}
    assert len(figures) == 3 and all(one.startswith("/so/member-count-") for one in figures)
    assert any(address.startswith("/xa/05587-") for address in made.pages)
    assert "/chi-tieu/so-hoi-vien/" in made.pages
    assert reviewed(head, head).pages == {}


def test_every_reason_is_explained_in_both_languages():
    for lang in ("vi", "en"):
        texts = tomllib.loads(Path(f"generator/messages/cli.{lang}.toml").read_text("utf-8"))["doubt"]
        assert tuple(texts) and set(texts) == set(CODES)


@pytest.mark.parametrize(
    ("lang", "end", "said"),
    [
        ("vi", "2026-04-05", "ngày 05/4/2026"),
        ("en", "2026-04-05", "2026-04-05"),
        ("en", "2026-04-06", "2026-04-05 – 2026-04-06"),
    ],
)
def test_a_period_of_one_day_is_named_by_that_day(lang, end, said) -> None:
    named = FigureWords(make_register(), Words(lang))
    assert named.period({"period_start": "2026-04-05", "period_end": end}) == said
