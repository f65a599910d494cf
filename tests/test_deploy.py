"""What a publication keeps for the next one, and what the guide says about hosts."""

from __future__ import annotations

import re
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import write
from generator.site import host_limits, switch
from tests.test_incremental import SIBLING, build, change_a_value, let_both_communes_report
from tests.test_pipeline import OBSERVATIONS, make_project

ROOT = Path(__file__).resolve().parents[1]


# What is kept ------------------------------------------------------------------------------------


def kept_by_the_workflow() -> list[str]:
    """Return the folders that the workflow keeps from run to run."""
    workflow: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    (step,) = [step for step in steps if step.get("uses", "").startswith("actions/cache@")]
    return str(step["with"]["path"]).split()


@dataclass(frozen=True)
class FirstRun:
    """The project of a first run, and the archive of what was kept of it."""

    project: Path
    archive: Path


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """Build once, and archive what is kept with times of whole seconds, as many a platform does."""
    project = make_project(tmp_path_factory.mktemp("first"))
    let_both_communes_report(project)
    shutil.copy(project / OBSERVATIONS, project / f"data/observations/{SIBLING}.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert build(project, no_markdown=True).record is not None
    archive = tmp_path_factory.mktemp("kept") / "kept.tar"
    with tarfile.open(archive, "w", format=tarfile.GNU_FORMAT) as tar:
        for name in kept_by_the_workflow():
            tar.add(project / name, name)
    for name in ("site", ".site-cache", ".site-staging"):
        shutil.rmtree(project / name)
    return FirstRun(project, archive)


@pytest.fixture
def next_run(first_run: FirstRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A check-out in another place, with one changed figure and what the first run kept."""
    root = shutil.copytree(first_run.project, tmp_path / "elsewhere", copy_function=shutil.copyfile)
    with tarfile.open(first_run.archive) as tar:
        tar.extractall(root, filter="data")
    monkeypatch.chdir(root)
    change_a_value(root, 5)
    return root


def all_of(site: Path) -> dict[str, bytes]:
    """Return every file of a site but its record, which has times."""
    return {path: (site / path).read_bytes() for path in write.walk(site) if path != switch.RECORD}


def test_what_a_run_kept_is_of_use_to_a_run_in_another_place(next_run: Path) -> None:
    record = build(next_run, no_markdown=True).record
    assert record is not None
    assert 0 < record.pages_rendered <= 25 < record.pages_reused
    assert record.charts_drawn < record.charts_reused
    assert build(next_run, "clean/site", no_cache=True).record is not None
    assert all_of(next_run / "site") == all_of(next_run / "clean/site")


def lose_the_cache(root: Path) -> None:
    shutil.rmtree(root / ".site-cache")


def lose_the_site(root: Path) -> None:
    shutil.rmtree(root / "site")


def lose_half_of_the_site(root: Path) -> None:
    """Lose every other page and file, but not what says whose folder it is."""
    for path in sorted(set(write.walk(root / "site")) - {switch.RECORD})[::2]:
        (root / "site" / path).unlink()


def cut_the_cache_short(root: Path) -> None:
    file = root / ".site-cache/results.sqlite"
    file.write_bytes(file.read_bytes()[:-4096])


def change_a_letter_of_every_page(root: Path) -> None:
    for page in (root / "site").rglob("index.html"):
        page.write_bytes(page.read_bytes()[:-1] + b"x")


def leave_a_page_that_nobody_wrote(root: Path) -> None:
    write.write_file(root / "site", "xa/khong-co/index.html", b"x")


@pytest.mark.parametrize(
    "mishap",
    [
        lose_the_cache,
        lose_the_site,
        lose_half_of_the_site,
        cut_the_cache_short,
        change_a_letter_of_every_page,
        leave_a_page_that_nobody_wrote,
    ],
    ids=lambda mishap: mishap.__name__,
)
def test_what_was_lost_or_damaged_on_the_way_costs_time_only(
    next_run: Path, mishap: Callable[[Path], None]
) -> None:
    mishap(next_run)
    assert build(next_run, no_markdown=True).record is not None
    assert build(next_run, "clean/site", no_cache=True).record is not None
    assert all_of(next_run / "site") == all_of(next_run / "clean/site")


# What the guide says -----------------------------------------------------------------------------

UNITS = {"GB": 10**9, "MiB": 2**20}
IN_THE_GUIDE = {
    ("github-pages", "bytes"): r"\| GitHub Pages \| cả trang (\d+) (GB) \|",
    ("cloudflare-pages", "files"): r"\| Cloudflare Pages \| ([\d.]+) tệp ",
    ("cloudflare-pages", "file_bytes"): r"\| Cloudflare Pages \|.* mỗi tệp (\d+) (MiB) \|",
    ("gitlab-pages", "bytes"): r"\| GitLab Pages .*\| cả trang (\d+) (GB), ",
    ("gitlab-pages", "entries"): r"\| GitLab Pages .* ([\d.]+) tệp và thư mục \|",
}


@pytest.mark.parametrize(("host", "what", "allowed"), host_limits.LIMITS, ids=lambda value: str(value))
def test_the_guide_states_the_limits_that_the_program_knows(host: str, what: str, allowed: int) -> None:
    guide = (ROOT / "deploy/README.md").read_text(encoding="utf-8")
    (found,) = re.finditer(IN_THE_GUIDE[host, what], guide)
    number, *unit = found.groups()
    assert int(number.replace(".", "")) * (UNITS[unit[0]] if unit else 1) == allowed
