"""The same documents give the same bundle, byte for byte, which Pagefind 1.5 alone does not.

Its filters, and the list of them in the metadata, come in the random order of a hash map; all else is
in a fixed order.  Here they are sorted, and the files are named again by what they hold.  Its words
come in files of some 50 KB; here in small ones, for a query needs a few words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from generator.search.pagefind_format import (
    Value,
    array,
    as_list,
    as_text,
    digest,
    elements,
    encoded,
    packed,
    read,
    unpacked,
)

MOST_BYTES = 8000
"""Of words in a file, before compression."""
TOGETHER = 2
"""Words that begin with the same letters are in one file: the browser asks one for all that begin so."""

_WORDS, _FILTERS = 2, 3  # after version and pages

Word = tuple[str, bytes]
"""A word, and it with its places as Pagefind encoded them."""


def settle(bundle: Path, entry: Path) -> None:
    """Put the filters of a bundle in order, share out its words, name the files again, down to the entry."""
    known = json.loads(entry.read_text("utf-8"))
    known["languages"] = dict(sorted(known["languages"].items()))  # Pagefind names them in any order
    for language, facts in known["languages"].items():
        old = bundle / f"pagefind.{facts['hash']}.pf_meta"
        meta = as_list(read(old))
        meta[_WORDS] = list(_shared_out(bundle, language, as_list(meta[_WORDS])))
        meta[_FILTERS] = sorted(
            (_settled(bundle, language, as_list(one)) for one in as_list(meta[_FILTERS])), key=str
        )
        content = packed(encoded(meta))
        facts["hash"] = f"{language}_{digest(content, 10)}"
        old.unlink()
        (bundle / f"pagefind.{facts['hash']}.pf_meta").write_bytes(content)
    entry.write_text(json.dumps(known, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _settled(bundle: Path, language: str, listed: list[Value]) -> Value:
    """Sort the values of one filter; return its line in the metadata: name and file."""
    name, stem = listed
    old = bundle / "filter" / f"{stem}.pf_filter"
    _, values = as_list(read(old))
    content = packed(encoded([name, sorted(as_list(values), key=str)]))
    old.unlink()
    new = f"{language}_{digest(content, 7)}"
    (bundle / "filter" / f"{new}.pf_filter").write_bytes(content)
    return [name, new]


# Words ----------------------------------------------------------------------------------------


def _shared_out(bundle: Path, language: str, listed: list[Value]) -> Iterator[Value]:
    """Share out the words of a bundle; yield the lines of the metadata: first word, last word, file."""
    folder = bundle / "index"
    for some in shares(_words(folder, listed)):
        content = packed(array([array([places for _, places in some])]))
        name = f"{language}_{digest(content, 7)}"
        (folder / f"{name}.pf_index").write_bytes(content)
        yield [some[0][0], some[-1][0], name]


def _words(folder: Path, listed: list[Value]) -> list[Word]:
    """Return all words in order; the files that had them go."""
    words: list[Word] = []
    for line in listed:
        _, _, stem = as_list(line)
        file = folder / f"{stem}.pf_index"
        words.extend((as_text(as_list(word)[0]), places) for word, places in elements(unpacked(file)))
        file.unlink()
    return sorted(words)


def shares(words: list[Word]) -> Iterator[list[Word]]:
    """Share out sorted words into lists of no more bytes than a file should have, where that can be."""
    share: list[Word] = []
    size = 0
    for _, group in groupby(words, key=lambda word: word[0][:TOGETHER]):
        some = list(group)
        more = sum(len(places) for _, places in some)
        if share and size + more > MOST_BYTES:
            yield share
            share, size = [], 0
        share, size = share + some, size + more
    if share:
        yield share
