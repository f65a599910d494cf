"""Where everything is measured: a temporary folder with data sets, projects, builds and their pages.

A data set and its first clean build are made once and used by every benchmark that asks for them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bench.processes import Command, Run, run
from bench.ratios import UnmeasuredError
from generator import urls, write

ROOT = Path(__file__).resolve().parents[1]
CORES = 2
SEED = 1
PAGES_OF_A_UNIT = 20
CLOSE_ENOUGH = 0.03
NEAR_ENOUGH = 0.5
TRIES = 8
PROJECT = ("mkdocs.yml", "theme", "site_src")
PROGRAM = (sys.executable, "-m", "generator")
_HERE = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
"""The program of this folder, with its byte code kept as wherever it is installed."""


@dataclass(frozen=True, slots=True)
class Built:
    """One clean build, with what it needs to be continued."""

    data: Path
    site: Path
    cache: Path
    run: Run

    @property
    def record(self) -> Mapping[str, Any]:
        """What the program itself says of the build."""
        record: Mapping[str, Any] = json.loads((self.site / "build.json").read_text("utf-8"))
        return record

    @property
    def pages(self) -> int:
        """How many pages the site has."""
        return int(self.record["counts"]["pages"])

    @property
    def told(self) -> str:
        """How much was built, in words."""
        counts = self.record["counts"]
        return f"{counts['pages']} pages, {counts['charts']} charts, {counts['figures']} figures"


@dataclass(frozen=True, slots=True)
class Text:
    """One page as it goes to a renderer."""

    path: str
    meta: Mapping[str, Any]
    block: str


@dataclass
class Workbench:
    """Makes what the benchmarks need, each thing once.

    Nothing is removed before the end: a disk that has just lost thousands of folders makes new ones slowly.
    """

    place: Path
    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What build.json says of the builds that results are published with."""
    _data: dict[int, Path] = field(default_factory=dict)
    _built: dict[int, Built] = field(default_factory=dict)
    _staged: dict[int, Built] = field(default_factory=dict)
    _numbers: int = 0

    def folder(self, name: str) -> Path:
        """Return a new folder that does not exist yet."""
        self._numbers += 1
        return self.place / f"{self._numbers:03}-{name}"

    def data(self, pages: int) -> Path:
        """Return a synthetic data set whose site has about so many pages."""
        if pages not in self._data:
            self._data[pages] = self._found(pages)
        return self._data[pages]

    def _found(self, pages: int) -> Path:
        """Look for the number of units that comes nearest: pages are not proportional to units."""
        low, high, units = 1, pages, max(1, pages // PAGES_OF_A_UNIT)
        found: dict[int, tuple[float, Path]] = {}
        while units not in found and len(found) < TRIES:
            data = self.synthetic("--scale", "national", "--units", str(units))
            planned = _planned(data)
            found[units] = abs(planned - pages) / pages, data
            if found[units][0] <= CLOSE_ENOUGH:
                return data
            low, high = (units + 1, high) if planned < pages else (low, units - 1)
            units = min(max(low, round(units * pages / planned)), high)
        distance, nearest = min(found.values())
        if distance <= NEAR_ENOUGH:
            return nearest
        raise UnmeasuredError(f"No number of units was found that gives about {pages} pages.")

    def synthetic(self, *options: str) -> Path:
        """Make a synthetic data set."""
        folder = self.folder("data")
        run([*PROGRAM, "synth", folder, *options, "--seed", str(SEED)], cwd=ROOT, env=_HERE)
        return folder

    def project(self) -> Path:
        """Make a copy of the project without data and without generated pages."""
        project = self.folder("project")
        project.mkdir(parents=True)
        shutil.copy(ROOT / "mkdocs.yml", project)
        shutil.copytree(ROOT / "theme", project / "theme")
        write.copy_tree(ROOT / "site_src", project / "site_src", lambda path: not write.is_generated(path))
        return project

    def clean(self, data: Path, *options: str, workers: int = CORES, languages: str = "vi") -> Built:
        """Build a site from nothing."""
        project = self.project()
        site, cache = project / "site", project / "cache"
        made = build(project, data, cache, *options, workers=workers, languages=languages)
        return Built(data, site, cache, made)

    def built(self, pages: int) -> Built:
        """Return the first clean build of a site of about so many pages."""
        if pages not in self._built:
            self._built[pages] = self.clean(self.data(pages))
        return self._built[pages]

    def source(self, pages: int) -> Path:
        """Return the folder with the Markdown of a site of about so many pages."""
        if pages not in self._staged:
            self._staged[pages] = self.staged(self.data(pages))
        return self._staged[pages].site.parent / "site_src"

    def staged(self, data: Path) -> Built:
        """Build a site from nothing that leaves its Markdown in site_src/.

        The program does so with the project's own data only, so the data set takes its place.
        """
        project = self.project()
        own, site, cache = project / "data", project / "site", project / "cache"
        shutil.copytree(data, own)
        return Built(own, site, cache, build(project, own, cache))


def _planned(data: Path) -> int:
    return int(run([sys.executable, "-m", "bench.planned", data], cwd=ROOT).output)


def build(
    project: Path, data: Path, cache: Path, *options: str, workers: int = CORES, languages: str = "vi"
) -> Run:
    """Run the program's build in a project."""
    command: Command = [*PROGRAM, "build", "--data", data, "--out", project / "site", "--cache", cache]
    env = {**_HERE, "SITE_LANGUAGES": languages}
    return run([*command, "--workers", str(workers), *options], cwd=project, env=env)


def parted(path: Path) -> tuple[dict[str, Any], str]:
    """Return front matter and block of a generated page."""
    front, _, block = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    return yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), block.strip("\n")  # noqa: S506


def texts(source: Path, at_most: int | None = None) -> Iterator[Text]:
    """Yield the generated pages of a folder of Markdown, in the order of their paths.

    The data dictionary is left out: it is rendered with the hand-written pages.
    """
    found = (path for path in write.walk(source) if path.endswith(".md") and write.is_generated(path))
    paths = [path for path in found if path != urls.markdown_path(urls.DICTIONARY)]
    if not paths:
        raise UnmeasuredError("The build left no Markdown in site_src/, so there is nothing to compare with.")
    if at_most is not None and len(paths) < at_most:
        raise UnmeasuredError(f"The data set gave {len(paths)} pages where {at_most} are needed.")
    for path in sorted(paths)[:at_most]:
        yield Text(path, *parted(source / path))
