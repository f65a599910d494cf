"""Files that a program spoiled: each is one fault, not one for every line that looks odd.

A merge that git could not finish leaves its markers, Git LFS leaves a pointer in place of the content,
two files that were run together have a header in their middle, and a copy that broke off ends in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.problems import Fault

Spoiled = tuple[int | None, Fault]
"""The line at which it shows, none for the whole file, and what it is."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) .*$|^={7}\r?$", re.MULTILINE)
_POINTER = "version https://git-lfs.github.com/spec/"


def spoiled(text: str, columns: Sequence[str], tables: Iterable[Sequence[str]]) -> Spoiled | None:
    """Return what spoiled a file of a table with these columns; all tables are known by theirs."""
    if text.startswith(_POINTER):
        return None, Fault("file-lfs-pointer", {})
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = _line(text, conflict.start())
        return line, Fault("merge-conflict", {"found": conflict[0].strip()})
    return _run_together(text, ",".join(columns), [",".join(names) for names in tables])


def may_be_cut(text: str) -> bool:
    """Say whether there may have been more: the last row has no end."""
    return text[-1:] not in ("", "\n", "\r")


def _run_together(text: str, own: str, headers: Iterable[str]) -> Spoiled | None:
    """Find a header below the first line; the own one, alone on its line, may stand below a title."""
    begin = text.find("\n") + 1
    places = [(at, header) for header in headers if (at := text.find(header, begin)) >= begin > 0]
    for at, header in sorted(places):
        line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0].rstrip("\r")
        if line != own:
            return _line(text, at), Fault("files-run-together", {"found": header})
    return None


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
