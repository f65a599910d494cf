"""What spreadsheets make of the cells of a CSV that is opened and saved: numbers, days, zeros, percents."""

import random
import re
from datetime import date
from decimal import Decimal

from tests.ingest.model import Rows

TCVN3 = str.maketrans(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
)
_DAYS = {
    "vi": "{0.day:02d}/{0.month:02d}/{0.year}",
    "us": "{0.month}/{0.day}/{0.year}",
    "iso": "{0}",
    "de": "{0:%d.%m.%Y}",
}


def excel(rows: Rows, rng: random.Random) -> tuple[Rows, str]:
    """Return the rows as Excel saves them under one of the regional settings, and its separator."""
    region = rng.choice(("vi", "vi", "us", "de", "iso"))
    point = "." if region == "us" or (region == "iso" and rng.random() < 0.5) else ","
    separator = "," if region in ("us", "iso") else ";"
    separator = rng.choice((separator, separator, ","))
    keeps_groups = rng.random() < 0.5
    return [[_shown(cell, point, _DAYS[region], keeps_groups) for cell in row] for row in rows], separator


def libreoffice(rows: Rows, rng: random.Random) -> Rows:
    """Return the rows as LibreOffice saves them: numbers are detected, days may be."""
    point, pattern = rng.choice(((".", "{0}"), (",", "{0:%d/%m/%Y}"), (".", "{0:%m/%d/%y}")))
    return [[_shown(cell, point, pattern, keeps_groups=True) for cell in row] for row in rows]


def _shown(cell: str, point: str, pattern: str, keeps_groups: bool) -> str:
    group = "," if point == "." else "."
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return pattern.format(date.fromisoformat(cell))
    if (
        (day := re.fullmatch("([0-9]{1,2})[/-]([0-9]{1,2})", cell))
        and int(day[1]) < 29
        and 0 < int(day[2]) < 13
    ):
        return (
            f"{int(day[1])}-Thg{int(day[2])}"
            if point == ","
            else f"{int(day[1]):02d}-{_MONTHS[int(day[2]) - 1]}"
        )
    if re.fullmatch("[0-9]+", cell):
        return _general(Decimal(cell), point)
    if re.fullmatch(rf"[0-9]{{1,3}}(\{group}[0-9]{{3}})+", cell):
        return cell if keeps_groups else cell.replace(group, "")
    if re.fullmatch(rf"[0-9]+\{point}[0-9]+", cell):
        return _general(Decimal(cell.replace(point, ".")), point)
    if found := re.fullmatch(rf"([0-9]+(?:\{point}[0-9]+)?)%", cell):
        return f"{Decimal(found[1].replace(point, '.')):.2f}%".replace(".", point)
    return cell


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _general(value: Decimal, point: str) -> str:
    """Show a number as the format General does: no zeros around it, ten digits at most."""
    if value >= 10**11:
        return f"{value:.5E}".replace(".", point)
    return f"{value.normalize():f}".replace(".", point)
