"""Every figure of the five reports is in the data, and the data has no figure beyond them.

The list in `tests/reference/report_figures.csv` is compared with the observations by the csv
module alone: no room of the generator stands between the files and this test.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.builders import rows_of

ROOT = Path(__file__).resolve().parents[1]
OBSERVATIONS = sorted((ROOT / "data/observations").glob("*.csv"))
REFERENCE = ROOT / "tests/reference"
REPORTS = (
    "bao-cao-binh-yen-2023",
    "bao-cao-hau-giang-2024",
    "mau-bao-cao-chi-thi-17-2017",
    "thong-bao-267-binh-thuan-2017",
    "bao-cao-tam-duong-9-thang-2023",
)
IDENTITY = (
    "unit_id",
    "organisation_id",
    "indicator_id",
    "breakdown",
    "period_start",
    "period_end",
    "document_id",
)

Row = dict[str, str]
Key = tuple[str, ...]


def place(locator: str) -> list[tuple[int, int | str]]:
    """Return a sort key in which footnote 4 comes before footnote 13."""
    parts = re.findall(r"\d+|\D+", locator)
    return [(0, int(part)) if part.isdigit() else (1, part) for part in parts]


def key_of(row: Row) -> Key:
    return tuple(row[column] for column in IDENTITY)


def observed() -> dict[Key, Row]:
    """Return the observations of the five reports by identity and occurrence."""
    alike: defaultdict[Key, list[Row]] = defaultdict(list)
    for path in OBSERVATIONS:
        for row in rows_of(path):
            if row["document_id"] in REPORTS:
                alike[key_of(row | {"unit_id": path.stem})].append(row)
    return {
        (*key, str(number)): row
        for key, rows in alike.items()
        for number, row in enumerate(sorted(rows, key=lambda row: place(row["locator"])), start=1)
    }


def reference() -> list[Row]:
    return rows_of(REFERENCE / "report_figures.csv")


def expected() -> dict[Key, Row]:
    """Return the reference rows that are observations, by identity and occurrence."""
    return {(*key_of(row), row["occurrence"]): row for row in reference() if not row["difference"]}


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def tables() -> list[list[list[str]]]:
    """Return the tables of the README as rows of cells, without heads."""
    blocks = re.findall(r"(?:^\|.*\n)+", (REFERENCE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [[cells_of(line) for line in block.splitlines()[2:]] for block in blocks]


def beyond_reference() -> Counter[Key]:
    """Return unit, organisation, indicator, breakdown and value of what the README lists."""
    return Counter(tuple(cells[:5]) for cells in tables()[1])


def test_every_figure_of_the_reports_is_an_observation_with_its_value_and_bound() -> None:
    found = observed()
    stated = {key: (row["value"], row["qualifier"], row["value_text"]) for key, row in expected().items()}
    published = {
        key: (found[key]["value"], found[key]["qualifier"], found[key]["value_text"])
        for key in stated
        if key in found
    }
    assert published == stated


def test_no_observation_is_without_a_row_or_a_listed_reason() -> None:
    known = expected()
    unlisted = Counter((*key[:4], row["value"]) for key, row in observed().items() if key not in known)
    assert unlisted == beyond_reference()


def test_each_document_has_as_many_rows_as_the_readme_counts() -> None:
    every, with_figure = Counter[str](), Counter[str]()
    for row in reference():
        every[row["document_id"]] += 1
        with_figure[row["document_id"]] += not row["difference"]
    counted = {cells[0]: (int(cells[1]), int(cells[2])) for cells in tables()[0]}
    assert counted == {report: (every[report], with_figure[report]) for report in REPORTS}


def test_no_two_rows_of_the_reference_mean_the_same_figure() -> None:
    observations = [row for row in reference() if not row["difference"]]
    assert len(expected()) == len(observations)
    assert len({row["row_id"] for row in reference()}) == len(reference())


def test_a_bound_in_the_printed_form_is_a_bound_of_the_value() -> None:
    words = {"hơn": ">=", "trên": ">=", "gần": "<=", "dưới": "<="}
    wrong = [
        (key, row["value_text"])
        for key, row in observed().items()
        if words.get(row["value_text"].split(" ")[0], "") != row["qualifier"]
    ]
    assert wrong == []


def test_every_figure_says_how_it_was_printed_and_where() -> None:
    silent = [
        key
        for key, row in observed().items()
        if not row["value_text"] or not row["locator"].startswith("mục ")
    ]
    assert silent == []


def test_a_period_that_ends_after_the_draft_was_written_is_not_called_stated() -> None:
    draft = {key: row for key, row in observed().items() if row["document_id"] == "bao-cao-hau-giang-2024"}
    assert {row["period_end"] for row in draft.values()} == {"2024-12-31"}
    stated = {row["indicator_id"] for row in draft.values() if row["period_basis"] == "stated"}
    assert stated == {"staff_assigned_count"}  # “trong năm 2024”


def test_every_commune_that_the_report_names_has_its_conference_or_its_zero() -> None:
    held = {key[0]: row["value"] for key, row in observed().items() if "criticism_conf" in key[2]}
    communes = {unit_id: value for unit_id, value in held.items() if unit_id.startswith("xa-")}
    assert (len(communes), sum(map(int, communes.values()))) == (13, 8)


@pytest.mark.parametrize(
    ("indicator_id", "claim", "is_made"),
    [
        ("initiative_plan_rate", "kế hoạch", False),  # "đạt 152%", of what is not said
        ("conscript_plan_rate", "kế hoạch", True),  # "đạt 100% kế hoạch giao"
        ("charity_house_value_vnd", "Không gồm", False),
        ("free_medical_visit_count", "miễn phí", False),  # the medicine is free, of the visits it is not said
        ("herbal_dose_count", "miễn phí", True),
        ("saving_model_value_vnd", "hiện có", False),
        ("member_fund_value_vnd", "hiện có", True),
        ("inspection_count", "cấp dưới", False),
    ],
)
def test_names_and_definitions_claim_what_the_reports_say_and_no_more(indicator_id, claim, is_made):
    rows = rows_of(ROOT / "data/indicators.csv")
    words = {row["indicator_id"]: f"{row['name']}. {row['definition']}" for row in rows}
    assert (claim in words[indicator_id]) is is_made
