"""The same documents give the same bundle, byte for byte, which Pagefind 1.5 alone does not.

Its filters, and the list of them in the metadata, come in the random order of a hash map; all else is
in a fixed order.  Here they are sorted, and the files are named again by what they hold.  The files
are gzip over the twelve letters of a signature and one CBOR value of arrays, texts and numbers.
"""

from __future__ import annotations

import gzip
import json
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from generator.errors import RenderError

_SIGNATURE = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4  # CBOR's major types
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_FILTERS = 3  # after version, pages and chunks of words

Value: TypeAlias = "int | str | list[Value]"


def settle(bundle: Path, entry: Path) -> None:
    """Put the filters of a bundle in order and name the files again, down to the entry."""
    known = json.loads(entry.read_text("utf-8"))
    for language, facts in known["languages"].items():
        old = bundle / f"pagefind.{facts['hash']}.pf_meta"
        meta = _list(_read(old))
        meta[_FILTERS] = sorted(
            (_settled(bundle, language, _list(one)) for one in _list(meta[_FILTERS])), key=str
        )
        content = _compressed(meta)
        facts["hash"] = f"{language}_{_digest(content, 10)}"
        old.unlink()
        (bundle / f"pagefind.{facts['hash']}.pf_meta").write_bytes(content)
    entry.write_text(json.dumps(known, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _settled(bundle: Path, language: str, listed: list[Value]) -> Value:
    """Sort the values of one filter; return its line in the metadata: name and file."""
    name, stem = listed
    old = bundle / "filter" / f"{stem}.pf_filter"
    _, values = _list(_read(old))
    content = _compressed([name, sorted(_list(values), key=str)])
    old.unlink()
    new = f"{language}_{_digest(content, 7)}"
    (bundle / "filter" / f"{new}.pf_filter").write_bytes(content)
    return [name, new]


def _digest(content: bytes, letters: int) -> str:
    return blake2b(content).hexdigest()[:letters]


# Files ----------------------------------------------------------------------------------------


def _read(file: Path) -> Value:
    content = gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE)
    value, end = _decoded(content, 0)
    if end != len(content):
        raise RenderError("index-refused", {"line": file.name})
    return value


def _compressed(value: Value) -> bytes:
    return gzip.compress(_SIGNATURE + _encoded(value), mtime=0)


def _list(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise RenderError("index-refused", {"line": value})
    return value


def _decoded(content: bytes, at: int) -> tuple[Value, int]:
    """Return the value that begins at a byte, and where it ends."""
    major, size = content[at] >> 5, content[at] & 31
    at += 1
    if size in _LENGTHS:
        size, at = int.from_bytes(content[at : at + _LENGTHS[size]], "big"), at + _LENGTHS[size]
    if major == _NUMBER:
        return size, at
    if major == _TEXT:
        return content[at : at + size].decode(), at + size
    if major != _ARRAY:
        raise RenderError("index-refused", {"line": f"CBOR {major}"})
    items: list[Value] = []
    for _ in range(size):
        item, at = _decoded(content, at)
        items.append(item)
    return items, at


def _encoded(value: Value) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return _head(_ARRAY, len(value)) + b"".join(map(_encoded, value))


def _head(major: int, size: int) -> bytes:
    if size < min(_LENGTHS):
        return bytes([major << 5 | size])
    mark, length = next((mark, length) for mark, length in _LENGTHS.items() if size < 1 << 8 * length)
    return bytes([major << 5 | mark]) + size.to_bytes(length, "big")
