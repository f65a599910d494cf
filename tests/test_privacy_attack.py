"""No withheld number comes back by any subtraction: an attacker with its own program tries (`attack.py`)."""

import csv
import hashlib
import random
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from generator import pipeline, settings
from generator.pipeline import releases
from generator.problems import Problem
from tests.attack import Cell, found
from tests.builders import BASE, OBSERVATIONS, ROOT, make_data, rows_of
from tests.test_incremental import let_both_communes_report
from tests.test_pipeline import make_project

THRESHOLD = 5
DISTRICT, COMMUNES = "huyen-167", ("xa-05584", "xa-05587")
ETHNICITIES, FAITHS = ("kinh", "tay", "mong", "cong"), ("buddhist", "catholic")
YEAR, NINE_MONTHS = ("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-09-30")
Key = tuple[str, str, str, str, tuple[str, str]]
"""Unit, organisation, indicator, breakdown, period."""
Amounts = dict[Key, int]


# A record of people who were helped, as it is known to those who keep it ------------------------------


def amounts_of(seed: int) -> Amounts:
    """Count people by ethnicity and religion, in communes, associations and periods: some cells are few."""
    dice = random.Random(seed)
    most = dict(zip(ETHNICITIES, (60, 25, 8, 4), strict=True))
    amounts: Amounts = {}
    for unit_id, ethnicity, faith in product(COMMUNES, ETHNICITIES, FAITHS):
        pair = f"ethnicity={ethnicity};faith={faith}"
        amounts[unit_id, "", "helped", pair, YEAR] = dice.randint(0, most[ethnicity])
    for unit_id in COMMUNES:
        for ethnicity in ETHNICITIES:
            _add_up(amounts, unit_id, f"ethnicity={ethnicity}")
        for faith in FAITHS:
            _add_up(amounts, unit_id, f"faith={faith}")
        _add_up(amounts, unit_id, "")
    members = [f"ethnicity={one}" for one in ETHNICITIES]
    for breakdown in members:
        both = sum(amounts[unit_id, "", "helped", breakdown, YEAR] for unit_id in COMMUNES)
        amounts[DISTRICT, "", "helped", breakdown, YEAR] = both
        amounts[DISTRICT, "", "helped", breakdown, NINE_MONTHS] = max(0, both - dice.randint(0, 9))
    for span in (YEAR, NINE_MONTHS):
        amounts[DISTRICT, "", "helped", "", span] = sum(
            amounts[DISTRICT, "", "helped", breakdown, span] for breakdown in members
        )
    whole = amounts[COMMUNES[0], "", "helped", "", YEAR]
    amounts[COMMUNES[0], "red_cross", "helped", "", YEAR] = few = dice.randint(0, min(whole, 9))
    amounts[COMMUNES[0], "elderly", "helped", "", YEAR] = whole - few
    for ethnicity in ETHNICITIES:
        helped = amounts[COMMUNES[1], "", "helped", f"ethnicity={ethnicity}", YEAR]
        amounts[COMMUNES[1], "", "in_need", f"ethnicity={ethnicity}", YEAR] = helped + dice.randint(1, 30)
    return amounts


def _add_up(amounts: Amounts, unit_id: str, breakdown: str) -> None:
    wanted = set(filter(None, breakdown.split(";")))
    cells = [
        amount
        for (unit, _, indicator, pairs, _), amount in amounts.items()
        if (unit, indicator) == (unit_id, "helped")
        and pairs.count("=") == 2
        and wanted <= set(pairs.split(";"))
    ]
    amounts[unit_id, "", "helped", breakdown, YEAR] = sum(cells)


def write_record(place: Path, amounts: Amounts) -> Path:
    """Write the record with every number in it, protected or not."""
    data = make_data(place, _tables())
    rates = {
        (unit_id, body, "helped_rate", breakdown, span): (
            amounts[unit_id, body, "helped", breakdown, span],
            under,
        )
        for (unit_id, body, indicator, breakdown, span), under in amounts.items()
        if indicator == "in_need"
    }
    cells: dict[str, list[dict[str, str]]] = {unit_id: [] for unit_id in (DISTRICT, *COMMUNES)}
    for key, amount in amounts.items():
        cells[key[0]].append(_row(key, str(amount)))
    for key, (over, under) in rates.items():  # the source gives the percentage alone
        cells[key[0]].append(_row(key, f"{100 * over / under:.1f}"))
    for unit_id, rows in cells.items():
        write_rows(data / f"observations/{unit_id}.csv", rows)
    return data


def mark(key: Key) -> str:
    """Return words of letters only that no other row has, so that any trace of a row is seen."""
    return "dấu " + hashlib.blake2b(repr(key).encode(), digest_size=8).hexdigest().translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghiklmnopq")


def _row(key: Key, value: str) -> dict[str, str]:
    _, body, indicator, breakdown, (start, end) = key
    return {
        "organisation_id": body,
        "indicator_id": indicator,
        "breakdown": breakdown,
        "period_start": start,
        "period_end": end,
        "period_basis": "stated",
        "value": value,
        "value_text": mark(key),
        "document_id": "bao-cao-2023",
        "locator": "mục I",
        "note": mark(key),
    }


def _tables() -> dict[str, str]:
    members = [("ethnicity", *pair) for pair in enumerate(ETHNICITIES, 1)]
    members += [("faith", *pair) for pair in enumerate(FAITHS, 1)]
    indicators = {
        "helped": "Số người được giúp,Helped,…,…,learning,người,flow,yes,yes,yes,,,0",
        "in_need": "Số người cần giúp,In need,…,…,learning,người,flow,yes,yes,yes,,,0",
        "helped_rate": "Tỷ lệ được giúp,Rate,…,…,learning,%,ratio,no,no,no,helped,in_need,1",
    }
    return {
        "breakdowns.csv": "dimension_id,name,name_en\nethnicity,Dân tộc,Ethnicity\nfaith,Tôn giáo,Religion\n",
        "dimensions.csv": "dimension_id,member_id,name,name_en,sort_order,level\n"
        + "".join(f"{side},{name},{name},{name},{n},\n" for side, n, name in members),
        "indicators.csv": header("indicators.csv")
        + "".join(
            f"{name},{cells},,{n},,{name.replace('_', '-')}\n"
            for n, (name, cells) in enumerate(indicators.items(), 1)
        ),
        "small_numbers.csv": f"{header('small_numbers.csv')}helped,{THRESHOLD},,Ít người thì biết là ai.\n"
        f"helped_rate,{THRESHOLD},,Ít người thì biết là ai.\n",
        "relations.csv": header("relations.csv"),
        "documents.csv": (BASE / "documents.csv").read_text("utf-8").replace("xa-05587", "huyen-167"),
        "forms.csv": header("forms.csv"),
    }


def header(name: str) -> str:
    return (BASE / name).read_text("utf-8").splitlines()[0] + "\n"


# What the keeper of the record does --------------------------------------------------------------------


def write_rows(file: Path, rows: Iterable[Mapping[str, str]]) -> None:
    columns = header("observations/xa-05587.csv").strip().split(",")
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def problems_of(data: Path) -> tuple[Problem, ...]:
    return pipeline.check(settings.make(data=data))


def withhold(data: Path, places: Iterable[tuple[str, int]]) -> None:
    """Withhold rows by file and line, as the remedy says."""
    emptied = ("value", "numerator", "denominator", "qualifier", "value_text", "note")
    for name, line in places:
        rows = rows_of(data / "observations" / name)
        rows[line - 2] |= {"missing": "withheld", **dict.fromkeys(emptied, "")}
        write_rows(data / "observations" / name, rows)


def withhold_what_is_small(data: Path) -> None:
    """Withhold the rows that are refused by themselves; a rate tells the number in words of its own."""
    withhold(
        data,
        [
            (Path(one.file).name, one.line)
            for one in problems_of(data)
            if one.code == "small-number-unprotected"
        ],
    )


def protect(data: Path) -> None:
    """Do what the check asks for until it has nothing more to say."""
    withhold_what_is_small(data)
    while problems := problems_of(data):
        assert {one.code for one in problems} == {"small-number-derivable"}
        withhold(data, _named(problems[0]))


def _named(problem: Problem) -> list[tuple[str, int]]:
    found = [place.split(":") for place in problem.facts["rows"].split(", ")]
    return [(name, int(line)) for name, line in found]


# The attack --------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def amount_of(amounts: Amounts, cell: Cell) -> int:
    breakdown = ";".join(sorted(cell.members))
    return amounts[cell.unit, cell.body, cell.indicator, breakdown, (cell.start, cell.end)]


@pytest.mark.parametrize("seed", (0, 1, 5))  # of 5 fractions would be wide enough: whole numbers are not
def test_the_attacker_finds_no_number_of_a_record_that_the_check_accepts(seed: int, tmp_path: Path) -> None:
    amounts = amounts_of(seed)
    data = write_record(tmp_path, amounts)
    protect(data)
    assert any(row["missing"] for row in rows_of(data / "observations/xa-05587.csv"))
    assert found(data) == {}


@pytest.mark.parametrize("seed", range(3))
def test_the_attacker_finds_numbers_that_nothing_else_is_withheld_for(seed: int, tmp_path: Path) -> None:
    amounts = amounts_of(seed)
    data = write_record(tmp_path, amounts)
    withhold_what_is_small(data)
    assert {one.code for one in problems_of(data)} == {"small-number-derivable"}
    narrow = found(data)
    assert any(low == high for low, high in narrow.values())
    for cell, (low, high) in narrow.items():
        assert low <= amount_of(amounts, cell) <= high


# A site of such a record -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Amounts]:
    """A site with a protected record of two communes and their district, built once."""
    root = make_project(tmp_path_factory.mktemp("built"))
    amounts = amounts_of(0)
    record = write_record(tmp_path_factory.mktemp("record"), amounts)
    for name in ("breakdowns", "dimensions", "indicators"):
        more = (
            (record / f"{name}.csv").read_text("utf-8").split("\n", 1)[1].replace(",learning,", ",charity,")
        )
        with (root / f"data/{name}.csv").open("a", encoding="utf-8") as stream:
            stream.write(more)
    for name in ("small_numbers", "relations"):
        (root / f"data/{name}.csv").write_bytes((record / f"{name}.csv").read_bytes())
    for file in (record / "observations").iterdir():
        text = file.read_text("utf-8").replace("bao-cao-2023", "bao-cao-binh-yen-2023")
        (root / "data/observations" / file.name).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        let_both_communes_report(root)
        protect(root / "data")
        assert build().record is not None
    return root, amounts


def build() -> pipeline.Built:
    return pipeline.build(settings.make(workers=1))


def bytes_of(site: Path) -> bytes:
    """Return every byte of a site, archives opened."""
    contents = []
    for file in filter(Path.is_file, sorted(site.rglob("*"))):
        contents.append(file.read_bytes())
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                contents += [archive.read(name) for name in archive.namelist()]
    return b"\0".join(contents)


@pytest.mark.slow
def test_the_attacker_finds_no_number_in_the_downloads_of_a_site(built: tuple[Path, Amounts]) -> None:
    assert found(built[0] / "site/data") == {}


@pytest.mark.slow
def test_no_byte_of_a_site_comes_from_a_withheld_row(built: tuple[Path, Amounts]) -> None:
    root, amounts = built
    text = bytes_of(root / "site")
    kept = {word for file in (root / "data/observations").iterdir() for word in _marks(file)}
    withheld = {mark(key) for key in amounts} - kept
    assert withheld and kept
    assert all(word.encode() in text for word in kept)
    assert not [word for word in withheld if word.encode() in text]


def _marks(file: Path) -> set[str]:
    return {row["note"] for row in rows_of(file) if row["note"]}


@pytest.mark.slow
def test_a_withheld_figure_has_no_value_on_any_page_but_its_reason(built: tuple[Path, Amounts]) -> None:
    site = built[0] / "site"
    rows = rows_of(site / "data/figures.csv")
    withheld = {row["figure_id"] for row in rows if row["missing"]}
    shown = {
        name
        for file in site.rglob("*.html")
        for name in re.findall(r'data-figure="([^"]+)"', file.read_text("utf-8"))
    }
    assert withheld and not withheld & shown
    assert {row["figure_id"] for row in rows if row["value"]} <= shown
    page = (site / "xa/05587-binh-yen/index.html").read_text("utf-8")
    assert "không công bố</span>" in page and "để không lộ số nhỏ" in page


@pytest.mark.slow
def test_a_build_that_reads_little_sees_that_another_unit_gives_a_number_away(
    built: tuple[Path, Amounts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(built[0], tmp_path / "project")
    monkeypatch.chdir(root)
    file = root / f"data/observations/{COMMUNES[0]}.csv"
    before = file.read_bytes()
    amounts, rows = built[1], rows_of(file)
    told = {key[1:]: str(amount) for key, amount in amounts.items() if key[0] == COMMUNES[0]}
    seen = 0
    for row in rows:  # each that is not small by itself is published again
        span = (row["period_start"], row["period_end"])
        key = (row["organisation_id"], row["indicator_id"], row["breakdown"], span)
        if row["missing"] and int(told[key]) >= THRESHOLD:
            again = {"missing": "", "value": told[key], "value_text": "như báo cáo"}
            write_rows(file, [{**one, **again} if one is row else one for one in rows])
            assert {one.code for one in build().problems} == {"small-number-derivable"}
            seen += 1
    assert seen > 3
    file.write_bytes(before)
    assert build().record is not None


# Releases ----------------------------------------------------------------------------------------------


def shares(place: Path, withheld: tuple[str, ...]) -> Path:
    """Write one commune's people by ethnicity, 40 in all, some members withheld."""
    counts = {"": 40, "ethnicity=kinh": 19, "ethnicity=tay": 18, "ethnicity=mong": 3}
    if not place.exists():
        make_data(place, {**_tables(), OBSERVATIONS: ""})
    file = place / "data" / OBSERVATIONS
    rows = [_row((COMMUNES[1], "", "helped", name, YEAR), str(count)) for name, count in counts.items()]
    write_rows(file, rows)
    withhold(place / "data", ((file.name, line) for line, name in enumerate(counts, 2) if name in withheld))
    return place / "data"


def test_a_number_beside_that_was_published_before_cannot_protect(tmp_path: Path) -> None:
    place = tmp_path / "record"
    data = shares(place, ("ethnicity=mong", "ethnicity=tay"))
    assert problems_of(data) == ()
    wish = releases.Wish(title="Bản đầu", on=None)
    made = releases.release(settings.make(data=data), wish, date(2026, 11, 21))
    assert made.problems == ()
    shares(place, ("ethnicity=mong", "ethnicity=kinh"))  # which the release has
    assert found(data) == {}
    (release,) = (data / "releases").iterdir()
    assert (3, 3) in found(data, release).values()
    assert "small-number-published" in {one.code for one in problems_of(data)}
