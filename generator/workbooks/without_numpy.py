"""openpyxl, loaded without numpy: it asks for numpy, and no cell of a form has a number of numpy's.

Loading numpy takes as long as reading a form and bringing it into the record.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _absent(name: str) -> Iterator[None]:
    """Let a module that is not loaded yet seem not to be installed."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


with _absent("numpy"):
    import openpyxl

__all__ = ["openpyxl"]
