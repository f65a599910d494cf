"""An official who changes a published figure and does only what the messages say comes to an end."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import pipeline, settings
from generator.errors import SettingError
from generator.pipeline import releases, revisions
from generator.problems import Problem
from generator.releases.reasons import is_placeholder
from tests.builders import ROOT, make_data, newest_day

UNIT = "observations/xa-05587.csv"
BEGIN = ",member_count,,2023-01-01,"
AS_PUBLISHED = {"until": "2023-12-31", "value": "1875", "text": "1.875"}
REASON = "Nhập đảo chữ số"

State = Mapping[str, str] | None
"""What differs in the row from what was published; None where the row is gone."""
PUBLISHED: State = {}
VALUE: State = {"value": "1965", "text": "1.965"}
OTHER: State = {"value": "1975", "text": "1.975"}
TEXT: State = {"text": "1875"}
PERIOD: State = {"until": "2023-12-30"}
PERIOD_TOO: State = {"until": "2023-12-29"}
PERIOD_AND_TEXT: State = {"until": "2023-12-29", "text": "1875"}

WALKS: Mapping[str, tuple[State, ...]] = {
    "value": (VALUE,),
    "printed words only": (TEXT,),
    "period": (PERIOD,),
    "deleted": (None,),
    "deleted and added again": (None, PUBLISHED),
    "deleted and added again with another value": (None, VALUE),
    "changed twice": (VALUE, OTHER),
    "changed twice and back": (VALUE, OTHER, PUBLISHED),
    "taken back": (VALUE, PUBLISHED),
    "taken back and done again": (VALUE, PUBLISHED, VALUE),
    "value and period": (VALUE, PERIOD),
    "moved twice": (PERIOD, PERIOD_TOO),
    "moved on with other words": (PERIOD, PERIOD_AND_TEXT),
    "moved and back": (PERIOD, PUBLISHED),
    "moved and back with another value": (PERIOD, VALUE),
    "moved and deleted": (PERIOD, None),
    "deleted, then there with another period": (None, PERIOD),
}


IN_THE_RECORD = ("value", "printed words only", "period", "deleted", "deleted and added again", "taken back")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest data folder, with one release."""
    monkeypatch.chdir(ROOT)
    made = make_data(tmp_path)
    releases.release(
        settings.make(data=made), releases.Wish("Bản thử", date(2026, 11, 21)), date(2026, 11, 21)
    )
    return made


def row_of(data: Path) -> str:
    lines = (data / UNIT).read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith(BEGIN))


def put(data: Path, published: str, state: State) -> None:
    """Make the row say something else than was published, or take it out."""
    lines = (data / UNIT).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(BEGIN)]
    changed = published
    for name, cell in (state or {}).items():
        changed = changed.replace(f",{AS_PUBLISHED[name]},", f",{cell},", 1)
    (data / UNIT).write_text("\n".join([*kept, *([] if state is None else [changed]), ""]), "utf-8")


def walked(
    data: Path, walk: Sequence[State], mend: Callable[[Path, date], None], days_between: int = 0
) -> list[Problem]:
    """Go from state to state, mend what check finds after each, and return what is left of it."""
    day, published, left = newest_day(data), row_of(data), list[Problem]()
    for state in walk:
        put(data, published, state)
        mend(data, day)
        left += problems(data, day)
        day += timedelta(days_between)
    return left


def problems(data: Path, day: date) -> tuple[Problem, ...]:
    return pipeline.check(settings.make(data=data), day)


def by_command(data: Path, today: date, on: date | None = None) -> None:
    reason = revisions.Reason(REASON, "correction", on)
    assert revisions.revise(settings.make(data=data), reason, today).problems == ()


def by_hand(data: Path, day: date) -> None:
    """Follow one message after another, as they are worded."""
    for _ in range(20):
        found = problems(data, day)
        if not found:
            return
        follow(found[0], data / "revisions.csv", day.isoformat())


def follow(problem: Problem, file: Path, day: str) -> None:
    lines = file.read_text("utf-8").splitlines()
    facts = problem.facts
    line = facts.get("line", "").replace("YYYY-MM-DD", day).replace("…", REASON)
    at = (problem.line or 0) - 1
    if problem.code == "revision-figure-there":
        own = (facts["figure"], "withdrawn", "moved")
        lines = [one for one in lines if not (own[0] in one and any(f",{word}," in one for word in own[1:]))]
    elif problem.code == "revision-repeated":
        lines = repeated(problem, lines)
    elif problem.code in ("revision-unmatched", "revision-target-lost") and f",{day}," in lines[at]:
        lines[at : at + 1] = [] if "suggestion" in facts else [rewritten(lines[at], line)]
    else:
        assert line, problem
        lines.append(line)
    file.write_text("\n".join([*lines, ""]), "utf-8")


def rewritten(line: str, by: str) -> str:
    """Return a line with the field and the new value of another one."""
    cells, other = line.split(","), by.split(",")
    return ",".join([*cells[:4], other[4], cells[5], other[6], *cells[7:]])


def repeated(problem: Problem, lines: list[str]) -> list[str]:
    at, first = (problem.line or 0) - 1, int(problem.facts["first"]) - 1
    cells = lines[first].split(",")
    whole = ",".join([*cells[:5], problem.facts["old"], problem.facts["new"], *cells[7:]])
    kept = [] if "suggestion" in problem.facts else [whole]
    return [*lines[:first], *kept, *lines[first + 1 : at], *lines[at + 1 :]]


def told(data: Path) -> list[str]:
    return (data / "revisions.csv").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("days_between", [0, 1])
@pytest.mark.parametrize("mend", [by_command, by_hand])
@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_whoever_does_what_the_messages_say_ends_without_problems(
    data: Path, walk: Sequence[State], mend: Callable[[Path, date], None], days_between: int
) -> None:
    assert walked(data, walk, mend, days_between) == []


@pytest.mark.parametrize("name", IN_THE_RECORD)
def test_so_does_whoever_changes_the_record_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert walked(shutil.copytree(ROOT / "data", tmp_path / "data"), WALKS[name], by_hand) == []


@pytest.mark.parametrize("name", ["taken back", "changed twice and back", "moved and back"])
def test_what_was_done_and_undone_on_one_day_leaves_no_row(data: Path, name: str) -> None:
    assert walked(data, WALKS[name], by_command) == []
    assert told(data) == []


def test_two_changes_of_one_day_are_one_row_from_the_first_value_to_the_last(data: Path) -> None:
    assert walked(data, WALKS["changed twice"], by_command) == []
    assert [line.partition(",correction,")[2] for line in told(data)] == [
        f"2026-11-21,value,1875,1975,{REASON},2026-11-21",
        f"2026-11-21,value_text,1.875,1.975,{REASON},2026-11-21",
    ]


def test_a_row_typed_with_another_new_value_is_told_what_the_data_say(data: Path) -> None:
    assert walked(data, WALKS["value"], by_command) == []
    file = data / "revisions.csv"
    file.write_text(file.read_text("utf-8").replace(",value,1875,1965,", ",value,1875,1956,"), "utf-8")
    (found,) = problems(data, newest_day(data))
    assert (found.code, found.facts["found"], found.facts["actual"]) == ("revision-unmatched", "1956", "1965")
    by_hand(data, newest_day(data))
    assert ",value,1875,1965," in told(data)[0]


def test_what_follows_a_release_of_the_same_day_is_a_row_of_its_own(data: Path) -> None:
    day = date(2026, 11, 22)
    put(data, row_of(data), VALUE)
    by_command(data, day)
    assert releases.release(settings.make(data=data), releases.Wish("Bản hai", day), day).problems == ()
    file = data / UNIT
    file.write_text(file.read_text("utf-8").replace("1.965", "1965"), "utf-8")
    by_command(data, day)
    assert problems(data, day) == ()
    assert len(told(data)) == 3


def test_a_change_is_not_told_before_the_last_revision_of_the_figure(data: Path) -> None:
    published, day = row_of(data), newest_day(data)
    put(data, published, VALUE)
    by_command(data, day + timedelta(1))
    put(data, published, OTHER)
    with pytest.raises(SettingError, match="revision-too-early"):
        by_command(data, day + timedelta(1), on=day)


@pytest.mark.parametrize("reason", ["…", "...", "lý do", "Lý do…", "TODO", "xxx", " ", ""])
def test_what_only_stands_for_a_reason_is_no_reason(data: Path, reason: str) -> None:
    put(data, row_of(data), VALUE)
    with pytest.raises(SettingError, match="reason-placeholder"):
        revisions.revise(
            settings.make(data=data), revisions.Reason(reason, "correction", None), newest_day(data)
        )
    assert told(data) == []


@pytest.mark.parametrize("reason", [REASON, "Số mới", "Lý do nguồn nêu: đếm sót", "Nhập sai…"])
def test_a_reason_may_be_short_and_hold_any_of_these_words(reason: str) -> None:
    assert not is_placeholder(reason)


def test_the_line_of_a_message_does_not_pass_before_its_reason_is_filled_in(data: Path) -> None:
    put(data, row_of(data), TEXT)
    (found,) = problems(data, newest_day(data))
    line = found.facts["line"].replace("YYYY-MM-DD", "2026-11-21")
    with (data / "revisions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert [one.code for one in problems(data, newest_day(data))] == ["reason-placeholder"]
