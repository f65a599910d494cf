"""The frame of theme/ as layouts of Hugo: made from the theme itself, so that both sides have one frame.

What stands in the frame of a page depends on its kind, on which values its front matter has, on how deep
it lies and on what it has that takes a script.  Pages that are alike in these share a layout: the frame
of such a page, with the words by which Hugo puts a value in where the value would be.
"""

from __future__ import annotations

from pathlib import Path

from bench.workbench import ROOT, Text
from generator.site.render import Frame, Project

SCRIPTED = {
    'class="chart"': '<figure class="chart"></figure>',
    'class="cite" id=': '<details class="cite" id="trich-dan"></details>',
    "<table": "<table></table>",
}
"""What a page may have for which the theme loads a script, by the words that it is known by."""
READY = ("jsonld",)
"""Values that come ready for their place; Hugo escapes all others, as the theme does."""

Likeness = tuple[str, frozenset[str], int, tuple[str, ...]]
"""Kind, names of the values that a page has, folders above it, what it has that takes a script."""


class Layouts:
    """The layouts of one project, each written when the first page needs it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._frame = Frame(Project(ROOT / "mkdocs.yml", ROOT / "theme", None))
        self._names: dict[Likeness, str] = {}
        folder.mkdir()

    def name_of(self, text: Text) -> str:
        """Return the name of the layout that a page needs."""
        given = frozenset(name for name, value in text.meta.items() if value)
        scripted = tuple(one for known, one in SCRIPTED.items() if known in text.block)
        likeness = text.meta["kind"], given, text.path.count("/"), scripted
        if likeness not in self._names:
            name = self._names[likeness] = f"frame-{len(self._names)}"
            (self._folder / f"{name}.html").write_text(self._layout(*likeness), "utf-8")
        return self._names[likeness]

    def _layout(self, kind: str, given: frozenset[str], depth: int, scripted: tuple[str, ...]) -> str:
        front = {name: f"[{name}]" for name in sorted(given)} | {"kind": kind}
        block = f'<div class="record">{"".join(scripted)}</div>'
        address = "at/" * depth
        html = self._frame.html(f"{address}index.md", front, block)
        for name in given:
            html = html.replace(f"[{name}]", _value(name))
        return html.replace(block, "{{ .Content }}").replace(f">/{address}<", ">{{ .RelPermalink }}<")


def _value(name: str) -> str:
    return f"{{{{ .Params.{name}{' | safeJS' if name in READY else ''} }}}}"
