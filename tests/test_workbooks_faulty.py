"""Every fault of a filled form: told at its cell, and nothing written."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from generator.problems import LANGUAGES, Problem, describe
from tests.builders import FAULTY, make_faulty
from tests.forms import confirmed, files_of, fill, import_form, make_form, spoil

FIXTURES = sorted(path.parent for path in FAULTY.glob("*/form.toml"))


def told(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.file, str(problem.line or "-"), problem.column or "-"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_a_faulty_form_gives_exactly_the_expected_problems_and_leaves_the_data_alone(
    fixture: Path, tmp_path: Path
) -> None:
    data = make_faulty(tmp_path, fixture)
    before = files_of(data)
    form = make_form(data, tmp_path / "form.xlsx")
    recipe = tomllib.loads((fixture / "form.toml").read_text("utf-8"))
    if "confirmed" in recipe:
        confirmed(form, recipe["confirmed"])
    elif "raw" in recipe:
        spoil(form, recipe["raw"])
    else:
        fill(form, **recipe)
    found = import_form(data, form).problems
    expected = [
        tuple(shlex.split(line)) for line in (fixture / "expected.txt").read_text("utf-8").splitlines()
    ]
    assert sorted(map(told, found)) == sorted(expected)
    assert files_of(data) == before
    for lang in LANGUAGES:
        for problem in found:
            assert not re.search(r"\{\w+\}", describe(problem, lang))
