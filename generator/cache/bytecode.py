"""Templates as an earlier build compiled them: compiling takes longer than printing a few pages.

What is known here belongs to one text of a template and to one version of Python and of Jinja, and
Jinja looks at all three; otherwise it compiles the template anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import BytecodeCache as Cache
from jinja2.bccache import Bucket


class TemplateBytecode(Cache):
    """Gives environments the templates that are known, and keeps what they compile themselves."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self._known = known
        self._new: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._new[bucket.key] = bucket.bytecode_to_string()

    def taken(self) -> dict[str, bytes]:
        """Return what was compiled since this was last asked."""
        new, self._new = self._new, {}
        return new
