"""A plugin for pytest: once the tests are collected, try each mutant in a fork, with the tests that cover it.

MUTANTS names a file with one mutant a line; what became of each is written beside it, a line each.
"""

import json
import os
import re
import resource
import time
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

CPU_SECONDS = 60
TESTS = {
    "generator.checks.small_number_rules": {"faulty", "releases"},
    "generator.checks.releases": {"faulty", "releases"},
    "generator.checks.small_numbers": {"faulty", "checks", "disclosure"},
    "generator.checks.withheld": {"faulty", "checks", "disclosure"},
    "generator.checks": {"faulty", "checks", "sources"},
    "generator.measures.number_coverage": {"accounts"},
    "generator.measures.boundary_changes": {"bridge"},
    "generator.measures.compared": {"analysis"},
    "generator.measures.form_sums": {"form_sums"},
    "generator.measures.forms": {"forms", "form_sums"},
    "generator.measures.index": {"measures", "territory", "codes"},
    "generator.measures.territory": {"measures", "territory", "codes"},
    "generator.measures": {
        "measures",
        "measures_invariants",
        "analysis",
        "bridge",
        "codes",
        "forms",
        "accounts",
        "pages_peers",
    },
    "generator.text": {"text", "citation"},
    "generator.read": {"read_values", "faulty"},
}
"""The tests of each module, by the names of their files, the narrowest module first; no others are tried."""


def pytest_runtestloop(session: pytest.Session) -> bool:
    names = Path(os.environ["MUTANTS"])
    stats = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
    length = stats["duration_by_test"]
    with names.with_suffix(".tried").open("a", encoding="utf-8") as tried:
        for name in names.read_text("utf-8").split():
            items = [item for item in session.items if fits(item, name)]
            covering = set(stats["tests_by_mangled_function_name"].get(name.rpartition("__mutmut_")[0], ()))
            items.sort(key=lambda item: (item.nodeid not in covering, item.path, length.get(item.nodeid, 0)))
            start = time.monotonic()
            tried.write(f"{name} {fate(name, items)} {len(items)} {time.monotonic() - start:.1f}\n")
            tried.flush()
    return True


def fits(item: pytest.Item, mutant: str) -> bool:
    """Whether a test is of the module; a faulty folder, whether the module names what is wrong with it."""
    if item.path.stem.removeprefix("test_") not in next(
        TESTS[one] for one in TESTS if mutant.startswith(one)
    ):
        return False
    code = re.search(r"faulty_folder.*\[([a-z-]+)", item.name)
    return not code or f'"{code[1]}"' in source_of(mutant.rpartition(".")[0])


@cache
def source_of(module: str) -> str:
    return Path(find_spec(module).origin).read_text("utf-8")


def fate(name: str, items: Sequence[pytest.Item]) -> str:
    """Return what the tests say of a mutant."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        os.environ["MUTANT_UNDER_TEST"] = name
        os._exit(0 if all(map(passes, items, [*items[1:], None])) else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == 0:
        return "survived"
    return "caught" if code == 1 else "endless"


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    return all(report.passed for report in runtestprotocol(item, log=False, nextitem=following))
