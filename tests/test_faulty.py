"""One small faulty data folder for every code of the catalogue, each with the exact problems expected."""

import json
import random
import re
import shlex
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from generator import checks, read
from generator.assemble import assemble
from generator.pipeline import addresses, translations
from generator.problems import LANGUAGES, Problem, as_json, as_markdown, catalogue, codes, describe, in_order
from generator.read import rows
from tests.builders import BASE, FAULTY, ROOT, make_data, make_faulty

TODAY = date(2026, 11, 28)
FACTS = json.loads((FAULTY / "facts.json").read_text(encoding="utf-8"))
EVERY = sorted(path for path in FAULTY.iterdir() if path.is_dir() and path.name != "_base")
FIXTURES = [path for path in EVERY if not (path / "form.toml").exists()]  # forms: test_workbooks_faulty


def all_problems(data: Path) -> tuple[Problem, ...]:
    reading = read.read(data)
    found = in_order((*reading.problems, *checks.check(reading, TODAY)))
    lost = found or addresses.problems_of(ROOT / "site_src", reading)
    return lost or tuple(translations.nouns_without_english(reading))


def expected(fixture: Path) -> list[tuple[str, str, str, str]]:
    """The problems of a folder; `10..12` stands for one on each of these lines."""
    lines = map(shlex.split, (fixture / "expected.txt").read_text(encoding="utf-8").splitlines())
    return [(code, file, line, column) for code, file, at, column in lines for line in every_line(at)]


def every_line(at: str) -> list[str]:
    first, is_span, last = at.partition("..")
    return [str(line) for line in range(int(first), int(last) + 1)] if is_span else [at]


def told(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.file, str(problem.line or "-"), problem.column or "-"


def facts_of(problems: Iterable[Problem]) -> dict[str, dict[str, str]]:
    """What the sentence of each code says of its first place: what was found, what was probably meant."""
    firsts = {problem.code: problem for problem in reversed(tuple(problems))}
    return {code: {name: str(fact) for name, fact in one.facts.items()} for code, one in firsts.items()}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_a_faulty_folder_gives_exactly_the_expected_problems(fixture: Path, tmp_path: Path) -> None:
    found = all_problems(make_faulty(tmp_path, fixture))
    assert sorted(map(told, found)) == sorted(expected(fixture))
    assert facts_of(found) == FACTS[fixture.name]
    for lang in LANGUAGES:
        for problem in found:
            sentence = describe(problem, lang)
            assert not re.search(r"\{\w+\}", sentence)
            assert sentence.startswith(problem.file)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_a_large_file_gives_the_same_problems_as_a_small_one(
    fixture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "LARGE", 0)
    monkeypatch.setattr(rows, "HUGE", 0)
    found = all_problems(make_faulty(tmp_path, fixture))
    assert sorted(map(told, found)) == sorted(expected(fixture))


def test_every_code_of_the_catalogue_has_a_fixture_named_after_it() -> None:
    assert {fixture.name.partition(".")[0] for fixture in EVERY} == set(codes())


def test_every_fixture_expects_the_code_that_it_is_named_after() -> None:
    for fixture in EVERY:
        assert fixture.name.partition(".")[0] in {entry[0] for entry in expected(fixture)}


def test_both_languages_have_the_same_codes_and_the_same_facts() -> None:
    vietnamese, english = catalogue("vi"), catalogue("en")
    assert list(vietnamese) == list(english)
    for code, message in vietnamese.items():
        for ours, theirs in zip(message, english[code], strict=True):
            assert placeholders(ours) == placeholders(theirs), code


def placeholders(sentence: str | None) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence or ""))


def test_the_folder_that_all_fixtures_start_from_has_no_problem(tmp_path: Path) -> None:
    assert all_problems(make_data(tmp_path)) == ()


DEBRIS = [
    ",",
    "\n",
    '"',
    "\x00",
    ";",
    "\t",
    "\r",
    "-5",
    "2025-07-01",
    "1.875",
    "ộ",
    "xa-05587",
    "/",
    "#2",
    "=",
    "１",
]
DEBRIS += ["\u202e", "9" * 5000, "huyen-167", "scope=x", "0912345678", "²"]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_folder_is_refused_or_read_and_never_a_crash(seed: int, tmp_path: Path) -> None:
    mixer = random.Random(seed)
    name = mixer.choice(sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.csv")))
    text = (BASE / name).read_text(encoding="utf-8")
    for _ in range(mixer.randint(1, 4)):
        place = mixer.randrange(len(text) + 1)
        text = text[:place] + mixer.choice(DEBRIS) + text[place + mixer.choice([0, 1, 5, 40]) :]
    data = make_data(tmp_path, {name: text})
    found = all_problems(data)
    assert as_json(found) and as_markdown(found)
    if not found:
        assemble(read.read(data))


def test_a_huge_word_in_the_header_is_told_at_once(tmp_path: Path) -> None:
    found = all_problems(make_data(tmp_path, {"releases.csv": "a" * 100_000 + "\n1\n"}))
    assert "header-unknown" in {problem.code for problem in found}
    assert max(len(describe(problem)) for problem in found) < 1000
