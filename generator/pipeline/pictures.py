"""The pictures of a page: where their files are, and how they come to stand on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from msgspec import Struct

from generator import charts, urls
from generator.cache.result_file import Mark
from generator.errors import GeneratorError
from generator.products import Card, Page

_CHART = re.compile(r"\{chart:(\d+)(?::(svg))?\}")


class Drawn(Struct, frozen=True):
    """A new drawing: as it stands on a page, and the mark of its file."""

    svg: str
    file: Mark


def drawing_path(key: str) -> str:
    """Return the path of a drawing's file below the site; a card's key ends as its file does."""
    return f"{urls.CHART_FILES.strip('/')}/{key}{'.svg' if is_chart(key) else ''}"


def is_chart(key: str) -> bool:
    """Whether a drawing is a chart, and no card."""
    return "." not in key


def draw(page: Page, known: Collection[str], write: Callable[[str, bytes], Mark]) -> dict[str, Drawn]:
    """Draw the charts and other pictures of a page that have not been drawn."""
    drawn: dict[str, Drawn] = {}
    for chart in page.charts:
        key = charts.key(chart)
        if key not in known and key not in drawn:
            drawing = charts.draw(chart)
            drawn[key] = Drawn(drawing.svg_inline, write(drawing_path(key), drawing.svg_file))
    for key, make in in_files(page):
        if key not in known:
            drawn[key] = Drawn("", write(drawing_path(key), make()))
    return drawn


def svgs(known: Mapping[str, str], drawn: Mapping[str, Drawn]) -> dict[str, str]:
    """Return what stands on pages, of drawings that were known and of new ones."""
    return {**known, **{key: one.svg for key, one in drawn.items()}}


def in_files(page: Page) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the pictures of a page that stand in files alone: by their keys, what draws them."""
    if page.card is not None:
        yield charts.card_key(page.card), partial(charts.draw_card, page.card)
    if page.printed_address is not None:
        yield charts.code_key(page.printed_address), partial(charts.draw_code, page.printed_address)


def front_of(card: Card | None) -> Mapping[str, str]:
    """Return what the head of a page says of its card."""
    if card is None:
        return {}
    return {"card": drawing_path(charts.card_key(card)), "card_told": card.description}


def with_charts(page: Page, drawings: Mapping[str, str]) -> str:
    """Return a page's body with its drawings in it, and the addresses of their files."""
    keys = [charts.key(chart) for chart in page.charts]
    address = f"/{urls.address_of(page.path)}"

    def chart(slot: re.Match[str]) -> str:
        number = int(slot[1])
        if number >= len(keys):
            raise GeneratorError("chart-unknown", {"page": page.path, "number": number})
        if slot[2]:
            return urls.relative(f"{urls.CHART_FILES}{keys[number]}.{slot[2]}", address)
        return " ".join(drawings[keys[number]].split("\n"))

    body = _CHART.sub(chart, page.body)
    if page.printed_address is None:
        return body
    code = drawing_path(charts.code_key(page.printed_address))
    return body.replace("{code}", urls.relative(f"/{code}", address))
