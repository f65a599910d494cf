"""Any bytes in the place of any input: refused in words, in little time and memory, or taken.

Every input is given to a process of its own, whose processor time and memory are known when it ends.
"""

import io
import os
import random
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from generator import checks, read
from generator.errors import GeneratorError
from generator.pipeline import spreadsheet_repair
from generator.problems import as_json, as_text, in_order
from generator.reports.files import read_report
from tests.builders import BASE, OBSERVATIONS, make_data
from tests.forms import import_form, make_form
from tests.ingest.trial import TODAY
from tests.reports import docx, odt

SECONDS, MEGABYTES = 5, 500
TOKENS = (
    b",", b";", b"\n", b"\r\n", b'"', b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"=", b"<<<<<<< a\n", b"1.875",
    b"9" * 400, b"[", b"{", b"<a>", b"</", b"&#0;", b"\xcc\x81", b"PK\x03\x04", b"%PDF-", b"\\", b"../",
)  # fmt: skip
TABLES = ("units.csv", "documents.csv", "relations.csv", "organisations.csv", "revisions.csv", "answers.csv")


def _checked(place: Path, name: str, content: bytes) -> None:
    data = make_data(place, {name: content})
    reading = read.read(data)
    found = in_order((*reading.problems, *checks.check(reading, TODAY)))
    as_text(found), as_json(found)


def _repaired(place: Path, content: bytes) -> None:
    data = make_data(place, {OBSERVATIONS: content})
    spreadsheet_repair.repair(data, data / OBSERVATIONS)


def _imported(place: Path, name: str, content: bytes) -> None:
    (place / name).write_bytes(content)
    import_form(make_data(place), place / name)


def _extracted(place: Path, name: str, content: bytes) -> None:
    (place / name).write_bytes(content)
    read_report(place / name)


def _seeds(place: Path) -> list[tuple[str, Callable[[Path, bytes], None], bytes]]:
    """The inputs: what each is called, who takes it, and a good one to begin with."""
    data = make_data(place / "seeds")
    figures, contract = (BASE / OBSERVATIONS).read_bytes(), (BASE / "datapackage.json").read_bytes()
    form = make_form(data, place / "form.xlsx").read_bytes()
    tables = [
        (name, lambda at, content, name=name: _checked(at, name, content), (BASE / name).read_bytes())
        for name in TABLES
    ]
    return [
        *tables,
        ("figures", lambda at, content: _checked(at, OBSERVATIONS, content), figures),
        ("contract", lambda at, content: _checked(at, "datapackage.json", content), contract),
        ("repair", _repaired, figures),
        ("form.xlsx", lambda at, content: _imported(at, "form.xlsx", content), form),
        ("import.csv", lambda at, content: _imported(at, "import.csv", content), figures),
        (
            "a.docx",
            lambda at, content: _extracted(at, "a.docx", content),
            docx(place / "a.docx", "I. 7 hội").read_bytes(),
        ),
        ("a.odt", lambda at, content: _extracted(at, "a.odt", content), odt(place / "a.odt").read_bytes()),
        (
            "a.txt",
            lambda at, content: _extracted(at, "a.txt", content),
            "I. 7 hội\n1.875 hội viên\n".encode(),
        ),
        (
            "a.pdf",
            lambda at, content: _extracted(at, "a.pdf", content),
            b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n",
        ),
    ]


def spoiled(content: bytes, rng: random.Random) -> bytes:
    """Change, cut, repeat and splice bytes; of a zip sometimes those of a part inside."""
    if content.startswith(b"PK") and rng.random() < 0.7:
        return _with_a_spoiled_part(content, rng)
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        at = rng.randrange(len(content) + 1)
        to = min(len(content), at + rng.choice((0, 0, 1, 4, 60, 2000)))
        put = rng.choice(
            (
                rng.choice(TOKENS),
                rng.randbytes(rng.choice((1, 3, 30))),
                content[at:to] * rng.choice((2, 9, 300)),
            )
        )
        content = content[:at] + put + content[to:]
    if rng.random() < 0.02:
        content = (content * (rng.choice((1, 19, 90)) * 2**20 // max(1, len(content)) + 1))[: 100 * 2**20]
    return content


def _with_a_spoiled_part(content: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(parts))
    parts[name] = spoiled(parts[name], rng) if parts[name][:2] != b"PK" else parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for one, part in parts.items():
            archive.writestr(one, part)
    return out.getvalue()


def run(place: Path, seed: int, seconds: float) -> None:
    """Try inputs for so long, and tell each that fails by its seed and number."""
    started, number, seeds = time.monotonic(), 0, _seeds(place)
    verdicts: Counter[str] = Counter()
    worst = dict.fromkeys(("seconds", "megabytes"), 0.0)
    while time.monotonic() - started < seconds:
        rng = random.Random(f"{seed}/{number}")
        name, taken_by, good = rng.choice(seeds)
        content = spoiled(good, rng)
        verdict, spent, memory = _alone(place / "one", taken_by, content)
        verdicts[verdict] += 1
        worst = {"seconds": max(worst["seconds"], spent), "megabytes": max(worst["megabytes"], memory)}
        if verdict not in ("taken or told", "refused") or spent > SECONDS or memory > MEGABYTES:
            print(
                f"{seed}/{number} {name} {len(content)} bytes: {verdict}, {spent:.1f} s, {memory:.0f} MB",
                flush=True,
            )
        number += 1
    print(number, dict(verdicts), worst)


def _alone(place: Path, taken_by: Callable[[Path, bytes], None], content: bytes) -> tuple[str, float, float]:
    """Return what became of one input, with the processor time and memory that it took."""
    ways = ("taken or told", "refused", "memory", "crash")
    child = os.fork()
    if child == 0:
        os._exit(_outcome(place, taken_by, content))
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    verdict = ways[code] if 0 <= code < len(ways) else f"killed by signal {-code}"
    return verdict, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _outcome(place: Path, taken_by: Callable[[Path, bytes], None], content: bytes) -> int:
    import shutil
    import traceback

    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        taken_by(place, content)
    except GeneratorError:
        return 1
    except MemoryError:
        return 2
    except BaseException:
        traceback.print_exc(limit=-3)
        return 3
    return 0
