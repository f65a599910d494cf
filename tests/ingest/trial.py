"""One spoiled file in a folder that was good: refused with its place, accepted as it was meant, or a lie."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator import checks, read
from generator.problems import LANGUAGES, Problem, as_text, describe, in_order
from tests.builders import make_data
from tests.ingest import oracle
from tests.ingest.manglers import PROGRAMS, ROWS_LOST, SHIFTED, WORDY, Mangled, as_written
from tests.ingest.model import EDITED, Rows, Sheet, folder
from tests.ingest.slips import SLIPS

MANGLERS = {one.__name__: one for one in (*PROGRAMS, *SLIPS)}
TODAY = date(2026, 11, 28)
SCREEN = 24
"""Lines of a terminal."""


@dataclass
class Found:
    """What became of many files."""

    verdicts: Counter[str] = field(default_factory=Counter)
    lies: list[str] = field(default_factory=list)
    unseen: Counter[str] = field(default_factory=Counter)
    longest: Counter[str] = field(default_factory=Counter)
    """The most sentences that one file of a mangler was refused with."""


class Place:
    """A folder that is good but for the one file that is put into it."""

    def __init__(self, root: Path, rng: random.Random) -> None:
        shutil.rmtree(root, ignore_errors=True)
        self.sheets = folder(rng)
        self.data = make_data(root, {path: as_written(sheet) for path, sheet in self.sheets.items()})
        self.contract = oracle.contract_of(self.data)
        self.known = read.read(self.data)
        good = in_order((*self.known.problems, *checks.check(self.known, TODAY)))
        assert good == (), as_text(good)

    def read(self, sheet: Sheet, content: bytes) -> tuple[read.Reading, tuple[Problem, ...]]:
        """Read the folder with that content in the place of one file, which is then put right again."""
        file = self.data / sheet.path
        file.write_bytes(content)
        reading = read.read(self.data, known=self.known, changed={sheet.path})
        found = in_order((*reading.problems, *checks.check(reading, TODAY)))
        file.write_bytes(as_written(sheet))
        return reading, found


def trials(root: Path, seed: int, files: int, begin: int = 0, each: int = 40) -> Iterator[tuple[str, Found]]:
    """Try so many files, the first of them by its number, and yield after each what was found up to there."""
    found = Found()
    place = None
    names = list(MANGLERS)
    for number in range(begin, begin + files):
        rng = random.Random(f"{seed}/{number}")
        if place is None or number % each == 0:
            place = Place(root, rng)
        sheet = place.sheets[rng.choice(EDITED)]
        name = names[number % len(names)]
        try_one(place, sheet, name, rng, found, f"{seed}/{number}")
        yield name, found


def try_one(place: Place, sheet: Sheet, name: str, rng: random.Random, found: Found, called: str) -> None:
    mangled = MANGLERS[name](sheet, rng)
    reading, problems = place.read(sheet, mangled.content)
    if problems:
        found.verdicts["refused"] += 1
        length = len(as_text(problems).splitlines())
        found.longest[name] = max(found.longest[name], length)
        wrong = _refusal(problems, sheet, mangled)
    else:
        wrong = _acceptance(reading, place, sheet, mangled, found)
    if wrong:
        found.lies.append(f"{called} {name} {sheet.path}: {wrong}")
        found.verdicts["lie"] += 1


def _refusal(problems: tuple[Problem, ...], sheet: Sheet, mangled: Mangled) -> str:
    """Why a refusal is none that a person can follow."""
    lines = mangled.content.count(b"\n") + mangled.content.count(b"\r") + 2
    own = f"data/{sheet.path}"
    for one in problems:
        if one.file == own and one.line is not None and not 1 <= one.line <= lines:
            return f"refused at a line that is not there: {one}"
        for lang in LANGUAGES:
            if not describe(one, lang):
                return f"refused without words: {one}"
    if mangled.line is not None and all(
        one.file == own and one.line not in (None, mangled.line) for one in problems
    ):
        return f"refused elsewhere than in line {mangled.line}: {problems[0]}"
    return ""


def _acceptance(reading: read.Reading, place: Place, sheet: Sheet, mangled: Mangled, found: Found) -> str:
    """Why an acceptance is a lie: the file says something else, or it meant something else."""
    fields = [dict(one) for one in place.contract[_resource_path(sheet)]]
    try:
        said = oracle.rows_of(mangled.content)
    except oracle.Unclear as error:
        return f"accepted bytes that are no table: {error}"
    if faults := oracle.faults(said, fields):  # type: ignore[arg-type]
        return f"accepted against the contract: {faults[0]}"
    if (taken := _taken(reading, sheet)) != said[1:]:
        return f"took {_first_difference(taken, said[1:])}"
    if mangled.meant is not None and taken == mangled.meant[1:]:
        found.verdicts["equal"] += 1
        return ""
    meant = [] if mangled.meant is None else mangled.meant[1:]
    if _could_not_be_seen(taken, meant, sheet, mangled.unseen):
        found.verdicts["unseen"] += 1
        found.unseen[mangled.unseen] += 1
        return ""
    return f"accepted with another meaning: {_first_difference(taken, meant)}"


def _could_not_be_seen(taken: Rows, meant: Rows, sheet: Sheet, why: str) -> bool:
    """Whether no reader could tell: of numbers, days and ids each that is there is the one that was meant."""
    if why in ("", SHIFTED):
        return why == SHIFTED
    if why == ROWS_LOST:
        return taken == meant[: len(taken)]
    return _without_words(taken, sheet) == _without_words(meant, sheet)


def _without_words(rows: Rows, sheet: Sheet) -> Rows:
    kept = [place for place, name in enumerate(sheet.header) if name not in WORDY]
    return [[row[place] for place in kept] for row in rows]


def _resource_path(sheet: Sheet) -> str:
    return "observations/*.csv" if sheet.path.startswith("observations/") else sheet.path


def _taken(reading: read.Reading, sheet: Sheet) -> Rows:
    table = reading.tables[sheet.path.partition("/")[0].removesuffix(".csv")]
    return [list(row) for row in zip(*(table[name] for name in sheet.header), strict=True)]


def _first_difference(taken: Rows, meant: Rows) -> str:
    for one, other in zip(taken, meant, strict=False):
        if one != other:
            return f"{one} for {other}"
    return f"{len(taken)} rows for {len(meant)}"
