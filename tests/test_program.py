"""Which program this is: every library that it requires, no list by hand."""

import ast
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.pipeline import fingerprints
from generator.workers import program

ROOT = Path(__file__).parents[1]
OF_EXTRAS = {"distributed"}  # jobs of a cluster come to the same bytes, whatever carries them


def imported() -> set[str]:
    """Return the top-level names of all imports below generator/."""
    names: set[str] = set()
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names


def test_every_library_that_is_imported_is_in_the_fingerprint() -> None:
    foreign = imported() - set(sys.stdlib_module_names) - {"generator"} - OF_EXTRAS
    assert {"babel", "jinja2", "numpy", "pandas", "watchdog"} <= foreign
    known = {line.partition(" ")[0] for line in program.libraries()}
    where = packages_distributions()
    assert {name for name in foreign if canonicalize_name(where[name][0]) not in known} == set()


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    where = packages_distributions()
    foreign = imported() - set(sys.stdlib_module_names) - {"generator"} - OF_EXTRAS
    assert {name for name in foreign if canonicalize_name(where[name][0]) not in declared} == set()


@pytest.mark.parametrize("library", ["babel", "markupsafe", "pillow", "pagefind-bin"])
def test_another_version_of_a_library_is_another_program(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprints.of_program(), program.fingerprint()

    def raised(name: str) -> object:
        text = distribution(name).read_text("METADATA") or ""
        if name == library:
            text = text.replace("\nVersion: ", "\nVersion: 9", 1)
        return SimpleNamespace(read_text=lambda _: text)

    monkeypatch.setattr(program, "distribution", raised)
    for kept in (program.libraries, program.fingerprint):
        kept.cache_clear()
    now = fingerprints.of_program(), program.fingerprint()
    for kept in (program.libraries, program.fingerprint):
        kept.cache_clear()
    assert before[0] != now[0] and before[1] != now[1]
