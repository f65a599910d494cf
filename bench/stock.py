"""The usual way to make the same site: stock MkDocs and Material with search, and pyplot for the charts.

    python -m bench.stock DOCS CHARTS     draw the charts that a JSON file describes

Every page is in the navigation, which is what MkDocs does when nothing is said.  The text is that of
the program's own pages; each drawing in it gives way to a picture with the same title and the same bars,
drawn by pyplot with a tight layout.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

from bench.plain_chart import draw_plain
from bench.processes import Run, run
from bench.workbench import ROOT, Text
from generator import text as words
from generator.products import Bar, BarChart

BARS = 8
SETTINGS = """\
site_name: Số liệu hội
theme:
  name: material
  language: vi
  font: false
plugins:
  - search
markdown_extensions:
  - attr_list
  - tables
validation:
  links:
    unrecognized_links: ignore
"""
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_BAR = re.compile(r"([^:;]+): (?:\w+ )?([\d.]+(?:,\d+)?)([^;]*)")
_FIGURE = re.compile(r'<data\b[^>]* value="?(\d+(?:\.\d+)?)"?[^>]*>([^<]*)</data>')

Drawing = Mapping[str, Any]


def make_project(texts: Iterable[Text], project: Path) -> tuple[int, int]:
    """Write a stock MkDocs project of the pages; return how many pages and charts."""
    docs = project / "docs"
    drawings: dict[str, Drawing] = {}
    pages = 0
    for text in texts:
        pages += 1
        file = docs / text.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\n{words.to_yaml({'title': text.meta['title']})}---\n\n"
        file.write_text(f"{front}{_with_pictures(text, drawings)}\n", "utf-8")
    (project / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (project / "charts.json").write_text(json.dumps(drawings, ensure_ascii=False), "utf-8")
    return pages, len(drawings)


def build(project: Path) -> Run:
    """Draw the charts and run MkDocs, as one would after a change of the data."""
    shutil.rmtree(project / "site", ignore_errors=True)
    docs, charts = project / "docs", project / "charts.json"
    drawn = run([sys.executable, "-m", "bench.stock", docs, charts], cwd=ROOT)
    built = run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", project / "mkdocs.yml"],
        cwd=project,
        env={"NO_MKDOCS_2_WARNING": "1"},
    )
    largest = max(drawn.largest_mb, built.largest_mb)
    spent = drawn.processor_seconds + built.processor_seconds
    return Run(drawn.seconds + built.seconds, spent, largest, 0.0, drawn.output + built.output)


def _with_pictures(text: Text, drawings: dict[str, Drawing]) -> str:
    """Return a page's block with pictures for its drawings, and note what these show."""

    def picture(found: re.Match[str]) -> str:
        name = f"chart-{len(drawings)}.svg"
        drawings[f"{text.path.removesuffix('index.md')}{name}"] = described(found[0], text.block)
        return f'<img src="{name}" alt="">'

    return _DRAWING.sub(picture, text.block)


def described(drawing: str, block: str) -> Drawing:
    """Return title and bars of a drawing; one without bars gets the first figures of its page."""
    description = _part(_DESCRIPTION, drawing)
    parts = _BAR.findall(description)
    bars = [(label.strip(), _plain(number), number + unit) for label, number, unit in parts]
    if not bars:
        bars = [(shown, value, shown) for value, shown in _FIGURE.findall(block)]
    return {"title": _part(_TITLE, drawing), "bars": bars[:BARS]}


def _part(pattern: re.Pattern[str], drawing: str) -> str:
    found = pattern.search(drawing)
    return unescape(found[1]) if found else ""


def _plain(number: str) -> str:
    return number.replace(".", "").replace(",", ".")


def bar_chart(drawing: Drawing) -> BarChart:
    """Return the chart that a drawing shows."""
    bars = tuple(Bar(label, Decimal(value), shown) for label, value, shown in drawing["bars"])
    return BarChart(drawing["title"], "", "", bars or (Bar("—", Decimal(0), "—"),))


def draw_all(docs: Path, charts: Path) -> None:
    """Draw every chart into its file."""
    for path, drawing in json.loads(charts.read_text("utf-8")).items():
        (docs / path).write_bytes(draw_plain(bar_chart(drawing)))


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]), Path(sys.argv[2]))
