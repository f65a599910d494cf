"""`build.json`: what was built, from what, in which time.

The only file of a site that may differ between two builds of the same data: it alone holds times.
"""

from __future__ import annotations

import json
import subprocess
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field, to_builtins

from generator import write
from generator.progress import Progress
from generator.site.host_limits import Outgrown
from generator.site.switch import RECORD


class Counts(Struct, frozen=True):
    """How much a site holds; `files` and bytes leave the record itself out.

    `figures` have an address each; those of them that a document states again, and those that are the
    denominator of another, are told beside, so that who counts what is known can leave them out.
    """

    pages: int
    figures: int
    charts: int
    files: int
    repeats: int = 0
    denominators: int = 0


class BuildRecord(Struct, frozen=True):
    """The content of build.json."""

    data_digest: str
    commit: str | None
    generator_version: str
    counts: Counts
    bytes: int
    pages_rendered: int
    pages_reused: int
    charts_drawn: int
    charts_reused: int
    workers: int
    outgrown: tuple[Outgrown, ...]
    """Limits of well-known hosts that the site is over."""
    seconds: Mapping[str, float]


class Stopwatch(Struct):
    """Takes the seconds of each stage, in order."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[None]:
        """Time one stage of so many pieces; a stage that fails is never over."""
        self.progress.begin(name, total)
        start = time.perf_counter()
        yield
        taken = time.perf_counter() - start
        self.seconds[name] = round(self.seconds.get(name, 0) + taken, 3)
        self.progress.end(name, taken)


def save(record: BuildRecord, site: Path) -> None:
    """Write build.json into a finished site."""
    content = json.dumps(to_builtins(record), indent=2, sort_keys=True) + "\n"
    write.write_file(site, RECORD, content.encode())


def commit_of(root: Path) -> str | None:
    """Return the commit that is checked out; None where there is no git or no repository."""
    command = ["git", "-C", str(root), "rev-parse", "--verify", "HEAD"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def is_ancestor(root: Path, one: str, other: str) -> bool:
    """Whether a commit comes before another; not where the repository does not know them both."""
    command = ["git", "-C", str(root), "merge-base", "--is-ancestor", one, other]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def generator_version() -> str:
    """Return the version of this program, installed or run from its sources."""
    from importlib.metadata import PackageNotFoundError, version  # loads e-mail, which nothing else needs

    try:
        return version("solieuhoi")
    except PackageNotFoundError:
        project = Path(__file__).parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
