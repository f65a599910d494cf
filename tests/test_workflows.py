"""The workflows that run on GitHub keep to the rules that protect a public repository."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = Path(__file__).resolve().parents[1] / ".github/workflows"
FILES = sorted(WORKFLOWS.glob("*.yml"))

Workflow = dict[Any, Any]


def parsed(path: Path) -> Workflow:
    content: Workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def steps(workflow: Workflow) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.fixture(params=FILES, ids=[path.name for path in FILES])
def path(request: pytest.FixtureRequest) -> Path:
    chosen: Path = request.param
    return chosen


def test_there_is_a_check_a_publication_and_a_look_ahead() -> None:
    assert [path.name for path in FILES] == ["check.yml", "publish.yml", "weekly.yml"]


def test_every_action_is_pinned_to_a_commit_with_its_release_beside_it(path: Path) -> None:
    uses = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    pinned = re.compile(r"\s*(- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert uses
    assert [line for line in uses if not pinned.fullmatch(line)] == []


def test_one_action_has_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in FILES:
        for step in steps(parsed(path)):
            action, _, commit = step.get("uses", "").partition("@")
            pins.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in pins.items() if len(commits) > 1} == {}


def test_nothing_is_allowed_unless_a_job_says_so(path: Path) -> None:
    workflow = parsed(path)
    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())


def test_only_the_deployment_may_write(path: Path) -> None:
    writing = {name for name, job in parsed(path)["jobs"].items() if "write" in job["permissions"].values()}
    assert writing == ({"deploy"} if path.name == "publish.yml" else set())


def test_the_job_that_may_write_runs_no_code_of_the_repository() -> None:
    deploy = parsed(WORKFLOWS / "publish.yml")["jobs"]["deploy"]
    assert [step["uses"].partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    assert deploy["needs"] == "build"


def test_a_checkout_leaves_no_credentials_behind(path: Path) -> None:
    checkouts = [step for step in steps(parsed(path)) if "actions/checkout@" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_no_expression_is_pasted_into_a_script(path: Path) -> None:
    scripts = [step["run"] for step in steps(parsed(path)) if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_no_secret_is_used(path: Path) -> None:
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN", path.read_text(encoding="utf-8"))


def test_a_pull_request_never_runs_with_the_rights_of_the_repository(path: Path) -> None:
    triggers = parsed(path)[True]  # YAML reads the bare word `on` as true
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)


def test_a_publication_under_way_is_never_cut_off() -> None:
    concurrency = parsed(WORKFLOWS / "publish.yml")["concurrency"]
    assert concurrency == {"group": "pages", "cancel-in-progress": False}


def cache_of_the_publication() -> tuple[int, dict[str, Any]]:
    """Return which step of the build keeps something from run to run, and what it is told."""
    found = [
        (place, step["with"])
        for place, step in enumerate(steps_of_the_build())
        if step.get("uses", "").startswith("actions/cache@")
    ]
    (only,) = found
    return only


def steps_of_the_build() -> list[dict[str, Any]]:
    build: list[dict[str, Any]] = parsed(WORKFLOWS / "publish.yml")["jobs"]["build"]["steps"]
    return build


def test_the_site_and_its_cache_are_kept_from_one_publication_to_the_next() -> None:
    place, told = cache_of_the_publication()
    assert told["path"].split() == ["site", ".site-cache"]
    scripts = [step.get("run", "") for step in steps_of_the_build()]
    (built,) = [at for at, script in enumerate(scripts) if "solieuhoi publish site " in script]
    assert place < built


def test_a_publication_has_the_commit_that_was_published_before_to_compare_with() -> None:
    (checked_out,) = (one["with"] for one in steps_of_the_build() if "checkout@" in one.get("uses", ""))
    assert checked_out["fetch-depth"] == 0


def test_every_publication_keeps_what_it_made_and_finds_the_newest() -> None:
    _, told = cache_of_the_publication()
    assert told["key"] == "site-${{ github.run_id }}-${{ github.run_attempt }}"
    assert told["restore-keys"] == "site-"


def test_nothing_that_a_pull_request_made_is_kept() -> None:
    assert [step for step in steps(parsed(WORKFLOWS / "check.yml")) if "cache" in step.get("uses", "")] == []


def test_a_pull_request_is_told_its_problems_in_the_summary() -> None:
    scripts = [step.get("run", "") for step in steps(parsed(WORKFLOWS / "check.yml"))]
    assert '.venv/bin/solieuhoi check --format markdown >> "$GITHUB_STEP_SUMMARY"' in scripts
    assert "make test" in scripts


def test_a_pull_request_is_reviewed_beside_its_base_and_can_be_looked_at() -> None:
    own = parsed(WORKFLOWS / "check.yml")["jobs"]["data"]["steps"]
    checked_out = own[0]["with"]
    scripts = "\n".join(step.get("run", "") for step in own)
    (kept,) = (step["with"] for step in own if "upload-artifact@" in step.get("uses", ""))
    assert checked_out["fetch-depth"] == 2, "the base is the first parent of what is checked out"
    assert 'solieuhoi diff HEAD^1 data --format markdown >> "$GITHUB_STEP_SUMMARY"' in scripts
    assert "solieuhoi diff HEAD^1 data --format html --site site -o xem-thu/xem-lai.html" in scripts
    assert kept["path"] == "xem-thu"


def test_every_module_is_linted() -> None:
    root = WORKFLOWS.parents[1]
    asked = [sys.executable, "-m", "ruff", "check", "--show-files", root]
    shown = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    modules = {file for folder in ("generator", "tests") for file in (root / folder).rglob("*.py")}
    assert modules <= set(map(Path, shown.splitlines()))


def test_every_job_ends_by_itself(path: Path) -> None:
    assert all(job["timeout-minutes"] <= 60 for job in parsed(path)["jobs"].values())


def test_packages_are_audited_with_every_pull_request_and_every_week() -> None:
    for name in ("check.yml", "weekly.yml"):
        scripts = [step.get("run", "") for step in steps(parsed(WORKFLOWS / name))]
        assert "make audit AUDIT=--must-reach" in scripts, name
    weekly = parsed(WORKFLOWS / "weekly.yml")
    assert {"make ahead", ".venv/bin/pytest tests/benches", "make keep"} <= {
        step.get("run", "") for step in steps(weekly)
    }
    assert weekly[True]["schedule"]


def test_other_judges_look_at_the_workflows() -> None:
    scripts = [step.get("run", "") for step in steps(parsed(WORKFLOWS / "check.yml"))]
    assert [script for script in scripts if re.search(r"/actionlint@v\d+\.\d+\.\d+$", script)]
    assert "zizmor --offline" in (WORKFLOWS.parents[1] / "Makefile").read_text("utf-8")
