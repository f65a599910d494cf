"""The work of two commands as one would write it by hand in an afternoon, without a check of anything.

python -m bench.by_hand import DATA FOLDER     the numbers of filled forms into the tables of units
python -m bench.by_hand merge BASE HEAD        the figures of two records side by side
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import openpyxl
import pandas as pd

from bench.filled_forms import YEAR

_KEY = ["unit_id", "organisation_id", "indicator_id", "breakdown", "period_start", "period_end"]
_ANSWER = 4  # the column of the answers, counted from 0


def import_forms(data: Path, folder: Path) -> None:
    """Append the numbers of every form to the table of its unit."""
    with (data / "forms.csv").open(encoding="utf-8", newline="") as file:
        asked = {row["question_id"]: row for row in csv.DictReader(file) if row["indicator_id"]}
    columns = next(csv.reader(next((data / "observations").glob("*.csv")).open(encoding="utf-8")))
    for path in sorted(folder.glob("*.xlsx")):
        sheet = openpyxl.load_workbook(path)["Báo cáo"]
        table = data / "observations" / f"{path.stem}.csv"
        is_new = not table.exists()
        with table.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            if is_new:
                writer.writeheader()
            for row in sheet.iter_rows(values_only=True):
                if row[0] in asked and row[_ANSWER]:
                    writer.writerow(_cells(asked[row[0]], str(row[_ANSWER]), path.stem))


def _cells(question: dict[str, str], answer: str, unit_id: str) -> dict[str, str]:
    return {
        "indicator_id": question["indicator_id"],
        "breakdown": question["breakdown"],
        "period_start": str(YEAR.start),
        "period_end": str(YEAR.end),
        "value": answer.replace(".", "").replace(",", "."),
        "value_text": answer,
        "document_id": f"bao-cao-{unit_id}",
    }


def merge(base: Path, head: Path) -> None:
    """Print how many figures of two records differ."""
    both = _figures(base).merge(_figures(head), how="outer", on=_KEY, indicator=True)
    changed = both[(both["_merge"] != "both") | (both["value_x"] != both["value_y"])]
    sys.stdout.write(f"{len(changed)}\n")


def _figures(data: Path) -> pd.DataFrame:
    tables = [
        pd.read_csv(path, dtype=str, keep_default_na=False).assign(unit_id=path.stem)
        for path in sorted((data / "observations").glob("*.csv"))
    ]
    return pd.concat(tables, ignore_index=True)


if __name__ == "__main__":
    act = {"import": import_forms, "merge": merge}[sys.argv[1]]
    act(Path(sys.argv[2]), Path(sys.argv[3]))
