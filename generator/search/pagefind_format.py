"""Pagefind's files: gzip over the twelve letters of a signature and one CBOR value.

The value is made of arrays, texts and whole numbers; a negative number is a weight.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from generator.errors import RenderError

_SIGNATURE = b"pagefind_dcd"
_NUMBER, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4  # CBOR's major types
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}

Value: TypeAlias = "int | str | list[Value]"


def unpacked(file: Path) -> bytes:
    """Return what a file holds, still encoded."""
    return gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE)


def packed(content: bytes) -> bytes:
    """Return the bytes of a file that holds an encoded value."""
    return gzip.compress(_SIGNATURE + content, mtime=0)


def digest(content: bytes, letters: int) -> str:
    """Return the name of a file by what it holds."""
    return blake2b(content).hexdigest()[:letters]


def as_list(value: Value) -> list[Value]:
    """Return a value that has to be an array."""
    if not isinstance(value, list):
        raise RenderError("index-refused", {"line": value})
    return value


def as_text(value: Value) -> str:
    """Return a value that has to be a text."""
    if not isinstance(value, str):
        raise RenderError("index-refused", {"line": value})
    return value


def read(file: Path) -> Value:
    """Return the value of a file."""
    content = unpacked(file)
    value, end = _decoded(content, 0)
    if end != len(content):
        raise RenderError("index-refused", {"line": file.name})
    return value


def elements(content: bytes) -> Iterator[tuple[Value, bytes]]:
    """Yield the elements of an array that stands alone in another, each also as it is encoded."""
    size, at = _array_begun(content, 0)
    if size != 1:
        raise RenderError("index-refused", {"line": f"CBOR {size}"})
    size, at = _array_begun(content, at)
    for _ in range(size):
        value, end = _decoded(content, at)
        yield value, content[at:end]
        at = end


def encoded(value: Value) -> bytes:
    """Return a value in the shortest form."""
    if isinstance(value, int):
        return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return array([encoded(item) for item in value])


def array(items: list[bytes]) -> bytes:
    """Return an array of values that are encoded already."""
    return _head(_ARRAY, len(items)) + b"".join(items)


def _array_begun(content: bytes, at: int) -> tuple[int, int]:
    """Return how many elements the array has, and where the first begins."""
    major, size, at = _begun(content, at)
    if major != _ARRAY:
        raise RenderError("index-refused", {"line": f"CBOR {major}"})
    return size, at


def _begun(content: bytes, at: int) -> tuple[int, int, int]:
    """Return the type and the size of the value that begins at a byte, and where its content begins."""
    major, size = content[at] >> 5, content[at] & 31
    at += 1
    if size in _LENGTHS:
        size, at = int.from_bytes(content[at : at + _LENGTHS[size]], "big"), at + _LENGTHS[size]
    return major, size, at


def _decoded(content: bytes, at: int) -> tuple[Value, int]:
    """Return the value that begins at a byte, and where it ends."""
    major, size, at = _begun(content, at)
    if major == _NUMBER:
        return size, at
    if major == _NEGATIVE:
        return -1 - size, at
    if major == _TEXT:
        return content[at : at + size].decode(), at + size
    if major != _ARRAY:
        raise RenderError("index-refused", {"line": f"CBOR {major}"})
    items: list[Value] = []
    for _ in range(size):
        item, at = _decoded(content, at)
        items.append(item)
    return items, at


def _head(major: int, size: int) -> bytes:
    if size < min(_LENGTHS):
        return bytes([major << 5 | size])
    mark, length = next((mark, length) for mark, length in _LENGTHS.items() if size < 1 << 8 * length)
    return bytes([major << 5 | mark]) + size.to_bytes(length, "big")
