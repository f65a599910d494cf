"""Which program this is: every library that it requires, no list by hand."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.errors import MachineError
from generator.pipeline import fingerprints
from generator.workers import program_hash

ROOT = Path(__file__).parents[1]
OF_EXTRAS = {
    "distributed",
    "pypdfium2",
}  # what carries jobs to a cluster or reads a report shapes no byte of a site


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
    known = {line.partition(" ")[0] for line in program_hash.libraries()}
    where = packages_distributions()
    assert {name for name in foreign if canonicalize_name(where[name][0]) not in known} == set()


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["parquet"]
    declared = {canonicalize_name(Requirement(one).name) for one in named}
    where = packages_distributions()
    foreign = imported() - set(sys.stdlib_module_names) - {"generator"} - OF_EXTRAS
    assert {name for name in foreign if canonicalize_name(where[name][0]) not in declared} == set()


@pytest.mark.parametrize("library", ["selectolax", "markupsafe", "pillow", "contourpy"])
def test_another_version_of_a_library_is_another_program(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program_hash.fingerprint()

    def raised(name: str) -> object:
        text = distribution(name).read_text("METADATA") or ""
        if name == library:
            text = text.replace("\nVersion: ", "\nVersion: 9", 1)
        return SimpleNamespace(read_text=lambda _: text)

    monkeypatch.setattr(program_hash, "distribution", raised)
    for kept in (program_hash.libraries, program_hash.fingerprint):
        kept.cache_clear()
    now = program_hash.fingerprint()
    for kept in (program_hash.libraries, program_hash.fingerprint):
        kept.cache_clear()
    assert before != now


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What is known of the installed libraries is looked up anew, in the test and after it."""
    program_hash.libraries.cache_clear()
    yield
    program_hash.libraries.cache_clear()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("library", ["mkdocs", "mkdocs-material"])
def test_an_engine_of_another_version_is_refused_by_name(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raised(name: str) -> object:
        text = distribution(name).read_text("METADATA") or ""
        if name == library:
            text = text.replace("\nVersion: ", "\nVersion: 9", 1)
        return SimpleNamespace(read_text=lambda _: text)

    monkeypatch.setattr(program_hash, "distribution", raised)
    with pytest.raises(MachineError, match="library-other-version") as fault:
        program_hash.libraries()
    assert fault.value.args[1]["name"] == library
    assert fault.value.args[1]["found"].startswith("9")


@pytest.mark.usefixtures("forgotten")
def test_an_engine_that_is_not_installed_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> object:
        if name == "mkdocs":
            raise PackageNotFoundError(name)
        return distribution(name)

    monkeypatch.setattr(program_hash, "distribution", gone)
    with pytest.raises(MachineError, match="library-missing") as fault:
        program_hash.libraries()
    assert fault.value.args[1]["name"] == "mkdocs"


@pytest.mark.usefixtures("forgotten")
def test_the_libraries_that_are_installed_here_are_those_that_are_named() -> None:
    assert any(line.startswith("mkdocs ") for line in program_hash.libraries())


def test_a_cache_is_of_no_use_once_a_library_of_another_version_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    programs = set()
    for version in ("1.0", "1.1"):
        (tmp_path / f"babel-{version}.dist-info").mkdir()
        programs.add(fingerprints.of_program())
        (tmp_path / f"babel-{version}.dist-info").rmdir()
    assert len(programs) == 2
