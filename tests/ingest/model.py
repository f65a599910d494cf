"""Valid folders of data, each different, from a seed: what people would have written."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from tests.builders import BASE, OBSERVATIONS

Rows = list[list[str]]

PLACES = ("mục I", "mục II, điểm a", "mục III.2", 'phụ lục "A"', "biểu 01", "trang 4; dòng 2")
NOTES = (
    "", "", "", "báo cáo không nêu", "gồm cả xã Bình Yên", 'ghi là "hội viên mới"', "theo biểu 2.1", "quý IV",
    "tính đến cuối kỳ, chưa kể chi hội", "số của Hội Người cao tuổi; đã đối chiếu", "Đảng ủy xã xác nhận",
)  # fmt: skip
WORDS = (
    "hội",
    "xã",
    "huyện",
    "phụ nữ",
    "nông dân",
    "cựu chiến binh",
    "khuyến học",
    "chữ thập đỏ",
    "tuổi trẻ",
    "Định Hóa",
)
_TABLES = "units topics organisations documents dimensions indicators unit_changes forms"
EDITED = (*[OBSERVATIONS] * 3, *(f"{name}.csv" for name in _TABLES.split()))
"""The files that are spoiled; most of what people send is figures."""


@dataclass(frozen=True)
class Sheet:
    """One file as it was meant: its header and its rows."""

    path: str
    header: Sequence[str]
    rows: Rows

    @property
    def all_rows(self) -> Rows:
        return [list(self.header), *map(list, self.rows)]


def folder(rng: random.Random) -> dict[str, Sheet]:
    """The files of one valid folder that differ from the base, or may be spoiled."""
    sheets = {path: _sheet(path) for path in {*EDITED, "relations.csv"}}
    sheets["relations.csv"].rows.clear()
    sheets[OBSERVATIONS].rows[:] = _figures(rng)
    for row in sheets["topics.csv"].rows:
        row[3] = _sentence(rng)
    for row in sheets["organisations.csv"].rows:
        row[7] = _sentence(rng)
        row[6] = ";".join(rng.sample(["Hội 01", "CTĐ", "NCT", "Hội A, B", "1/5"], rng.randint(0, 3)))
    for row in sheets["unit_changes.csv"].rows:
        row[4] = f"Nghị quyết {rng.randint(1, 2000)}/NQ-UBTVQH15"
    for row in sheets["indicators.csv"].rows:
        row[3] = _sentence(rng)
        row[14] = rng.choice(("", "", "0101", "2.1", "3/4"))
    return sheets


def _sheet(path: str) -> Sheet:
    header, *rows = csv.reader(io.StringIO((BASE / path).read_text("utf-8")))
    return Sheet(path, header, rows)


def _sentence(rng: random.Random) -> str:
    said = " ".join(rng.choices(WORDS, k=rng.randint(2, 6)))
    return f"{said[0].upper()}{said[1:]}{rng.choice(('.', ', vân vân.', '; cả năm.', ' (2023).'))}"


def _figures(rng: random.Random) -> Rows:
    bodies, breakdowns = ("", "red_cross", "elderly"), ("", "scope=commune", "scope=district", "age=over_60")
    indicators = ("assoc_count", "member_count", "learning_family_rate", "commune_reported_count")
    every = list(
        product(bodies, indicators, breakdowns, (("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-06-30")))
    )
    chosen = rng.sample(every, rng.randint(2, 14))
    return [_figure(rng, *one) for one in chosen]


def _figure(
    rng: random.Random, body: str, indicator: str, breakdown: str, period: Iterable[str]
) -> list[str]:
    told = [body, indicator, breakdown, *period, "stated"]
    place = ["bao-cao-2023", rng.choice(PLACES), rng.choice(NOTES)]
    if rng.random() < 0.1:
        return [*told, "", "", "", "", "not_reported", "", *place]
    if indicator == "learning_family_rate":
        return [*told, *_rate(rng), *place]
    if indicator == "commune_reported_count":
        under = rng.randint(2, 30)
        over = rng.randint(0, under)
        return [
            *told,
            str(over),
            str(over),
            str(under),
            "",
            "",
            f"{over}/{under}{rng.choice(('', ' xã'))}",
            *place,
        ]
    value = _count(rng)
    bound, word = rng.choice(
        (("", ""), ("", ""), ("", ""), (">=", "trên "), ("<=", "gần "), ("~", "khoảng "))
    )
    return [*told, str(value), "", "", bound, "", f"{word}{_printed(rng, value, is_bare=not word)}", *place]


def _count(rng: random.Random) -> int:
    return rng.choice(
        (0, 5, 7, 42, 100, 999, 1000, 1500, 1875, 2000, 12000, 113453, rng.randint(0, 9_999_999))
    )


def _printed(rng: random.Random, value: int, *, is_bare: bool) -> str:
    dotted = f"{value:,}".replace(",", ".")
    return rng.choice((str(value), dotted, dotted, f"{value:02d}" if is_bare else dotted))


def _rate(rng: random.Random) -> list[str]:
    under = rng.randint(100, 200_000)
    over = rng.randint(1, under)
    share = f"{100 * over / under:.2f}"
    plain = share.rstrip("0").rstrip(".")
    printed = f"{plain.replace('.', ',')}%"
    return [plain, *rng.choice((("", ""), (str(over), str(under)))), "", "", printed]
