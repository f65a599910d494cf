"""A Markdown extension that lets a page through as it is, where all of it is one HTML block.

Every page of the record is such a block.  MkDocs parses its HTML twice, to find neither Markdown nor
an anchor that anybody asks for: that is most of the time it takes.  With or without the extension a
page comes out the same, byte for byte.
"""

from __future__ import annotations

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

_AFTER_WHITESPACE_BEFORE_HTML = 25
_FIRST, _LAST = '<div class="record', "</div>"


class Passage(Extension):  # type: ignore[misc]
    """Registers the preprocessor between Markdown's clean-up of whitespace and its HTML parser."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        md.preprocessors.register(_OneBlock(md), "one_block", _AFTER_WHITESPACE_BEFORE_HTML)


class _OneBlock(Preprocessor):  # type: ignore[misc]
    """Puts a block by, as Markdown's own HTML parser would, without looking into it."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines).strip("\n")
        if not is_one_block(text):
            return lines
        return ["", self.md.htmlStash.store(text + "\n"), "", ""]


def is_one_block(text: str) -> bool:
    """Whether the pages room wrote this text: one division, and no blank line that would end it."""
    return text.startswith(_FIRST) and text.endswith(_LAST) and "\n\n" not in text
