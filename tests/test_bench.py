"""The benchmarks: that they measure what they say; how fast anything is, only `make bench` judges."""

import os
import re
import sys
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from bench import against, benchmarks, report
from bench.__main__ import main, measure
from bench.processes import run
from bench.ratios import Target, UnmeasuredError, in_turns, limit, ratio
from bench.report import Failure, Results
from bench.workbench import Workbench

TINY = replace(benchmarks.SMALL, name="tiny", hugo=300, charts=2, forms=3, repeats=1, long_repeats=1)


# Numbers side by side -----------------------------------------------------------------------------


def test_medians_are_compared_and_a_target_is_met_or_missed() -> None:
    faster = ratio("a", [1.0, 9.0, 2.0], [30.0, 20.0, 20.0], target=Target(10, faster=True))
    assert (faster.ours, faster.theirs, faster.ratio, faster.meets, faster.repeats) == (2, 20, 10, True, 3)
    assert not ratio("b", [4.3], [1.0], target=Target(4.2)).meets
    assert ratio("c", [4.3], [1.0]).target is None


def test_value_above_its_limit_misses_it() -> None:
    assert limit("a", 120.0, 120.0, unit="KB").meets
    assert not limit("a", 120.1, 120.0, unit="KB").meets


def test_two_sides_run_in_turns() -> None:
    order = count()
    assert in_turns(lambda: next(order), lambda: next(order), 3) == ([0, 2, 4], [1, 3, 5])


# Commands -----------------------------------------------------------------------------------------


def test_memory_of_a_worker_is_seen_apart_from_that_of_the_largest_process() -> None:
    hold = "import time; held = bytearray({mb} << 20); time.sleep(0.4)"
    child = f"subprocess.Popen([sys.executable, '-c', '{hold.format(mb=40)}'])"
    script = f"import subprocess, sys; worker = {child}; {hold.format(mb=90)}; worker.wait()"
    seen = run([sys.executable, "-c", script])
    assert 90 < seen.largest_mb < 140
    assert 40 < seen.worker_mb < 80
    assert seen.seconds >= 0.4


def test_processor_time_is_that_of_all_processes_of_a_command() -> None:
    work = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    child = f"subprocess.run([sys.executable, '-c', {work!r}])"
    assert run([sys.executable, "-c", f"import subprocess, sys\n{work}\n{child}"]).processor_seconds >= 0.6


def test_command_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(UnmeasuredError, match="ended with code 3: no such data"):
        run([sys.executable, "-c", "import sys; print('no such data'); sys.exit(3)"])


def test_program_that_is_not_there_is_named() -> None:
    with pytest.raises(UnmeasuredError, match="“no-such-program” is not installed"):
        run(["no-such-program"])


def test_benchmark_that_cannot_be_measured_is_told_and_the_next_one_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(workbench: Workbench, scale: benchmarks.Scale) -> None:
        raise UnmeasuredError("hugo is not installed.")

    def fine(workbench: Workbench, scale: benchmarks.Scale) -> tuple[object, ...]:
        return (limit("fine", 1, 2, unit="MB"),)

    monkeypatch.setattr("bench.__main__.BENCHMARKS", {"missing": missing, "fine": fine})
    found = measure(Workbench(tmp_path), TINY, ["missing", "fine"])
    assert found.failures == (Failure("missing", "hugo is not installed."),)
    assert [one.name for one in found.ratios] == ["fine"]
    assert not found.meets
    assert "not measured: hugo is not installed." in report.table(found)


def test_commit_that_git_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnmeasuredError, match="The commit no-such-commit is not here"):
        against.earlier(Workbench(tmp_path), "no-such-commit")


# The page for readers -------------------------------------------------------------------------------


def test_results_come_back_from_json_as_they_were() -> None:
    found = _results()
    assert report.from_json(report.as_json(found)) == found


def test_page_tells_every_result_with_machine_and_versions() -> None:
    page = re.sub(r' (data-label|class)="[^"n][^"]*"', "", report.page(_results()))
    assert "21/11/2026" in page
    assert '<td class="n">15,0 lần</td><td class="n">ít nhất 15 <small>đạt</small></td>' in page
    assert '<td class="n">0,80</td><td class="n">nhiều nhất 0,5 <small>chưa đạt</small></td>' in page
    assert "2 lõi" in page
    assert "mkdocs 1.6.1" in page


def test_published_page_is_written_from_the_published_results() -> None:
    published, earlier = (
        report.from_json(file.read_text("utf-8")) for file in (report.RESULTS, report.AGAINST)
    )
    assert {one.name for one in earlier.ratios} == {
        f"against/{what}{time}" for what in against.TARGETS for time in ("", "/processor")
    }
    largest = report.kept(report.TEN_NATIONS)
    assert report.PAGE.read_text("utf-8") == report.page(published, earlier, largest)


def test_page_tells_ten_nations_with_their_build_or_says_that_they_were_not_measured() -> None:
    record = {"counts": {"pages": 401_234}, "outgrown": []}
    cell = limit("ten-nations/one-cell", 12.5, 15, unit="s")
    ten = replace(_results(), ratios=(cell,), records={"ten-nations": record})
    told, untold = report.page(_results(), None, ten), report.page(_results())
    assert '    {\n      "counts": {\n        "pages": 401234' in told
    assert "12,5 giây" in told and "chưa được đo" not in told
    assert "Quy mô này chưa được đo." in untold
    assert "chưa được đo" in report.page(_results(), None, replace(ten, ratios=()))


def test_what_takes_hours_is_measured_only_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def measure(workbench: Workbench, scale: benchmarks.Scale, names: list[str]) -> Results:
        asked.append(names)
        return _results()

    monkeypatch.setattr("bench.__main__.measure", measure)
    monkeypatch.setattr(report, "RESULTS", Path(os.devnull))
    monkeypatch.setattr(report, "AGAINST", Path(os.devnull))
    for words in ([], ["--only", "ten-nations"]):
        main([*words, "--small"])
    usual, named = map(set, asked)
    assert set(benchmarks.BENCHMARKS) - usual == named == {"ten-nations"}


def test_what_a_whole_run_compared_with_an_earlier_commit_is_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(report, "AGAINST", tmp_path / "against.json")
    against_earlier = limit("against/clean", 2, 1, unit="s")
    found = replace(_results(), ratios=(*_results().ratios, against_earlier))
    report.keep(found)
    assert report.kept(report.RESULTS) == _results()
    assert report.kept(report.AGAINST) == replace(found, ratios=(against_earlier,))


def _results() -> Results:
    return Results(
        measured_on=date(2026, 11, 21).isoformat(),
        scale="full",
        seconds=1200,
        machine={"processor": "A", "cores": 2, "memory_gb": 8, "system": "Linux x86_64"},
        versions={"Python": "3.11.7", "mkdocs": "1.6.1"},
        commit=None,
        ratios=(
            ratio("clean-build", [2.0], [30.0], target=Target(15, faster=True), note="1.000 pages"),
            ratio("rendering", [0.8], [1.0], target=Target(0.5)),
        ),
        failures=(),
    )
