"""A plugin for pytest: a mutant is tried by the tests of its own module alone, the shortest first."""

import json
import os
from pathlib import Path

import pytest

TESTS = {
    "generator.checks": {"checks", "faulty", "releases", "sources", "disclosure"},
    "generator.measures": {"measures", "measures_invariants", "accounts", "bridge", "codes", "compared"}
    | {"forms", "index", "review", "territory", "pages_peers"},
    "generator.text": {"text", "citation", "figure_pages"},
    "generator.read": {"read_values", "read"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    names = next((TESTS[module] for module in TESTS if mutant.startswith(module)), None)
    if names is not None:
        own = [item for item in items if item.path.stem.removeprefix("test_") in names]
        length = json.loads(Path("mutmut-stats.json").read_text("utf-8"))["duration_by_test"]
        items[:] = sorted(own, key=lambda item: length.get(item.nodeid, 0))
