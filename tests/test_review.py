"""A change is reviewed: what differs is told, what looks wrong first, and honest work is left in peace."""

import csv
import io
import random
import shutil
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator import cli, settings
from generator.pipeline import reviews
from generator.synth import synthesise
from generator.text import number
from tests.builders import OBSERVATIONS, make_data

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review") / "province"
    synthesise(folder, "province", None, 5)
    return folder


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


def misdate(change):
    """Let a figure stand for another period, of which its unit tells other things."""
    while True:
        unit_id, row = change.row()
        taken = {one["period_end"] for one in change.series[unit_id, row["organisation_id"]]}
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
