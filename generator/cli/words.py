"""The sentences of one language, and how it writes numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from msgspec import Struct

from generator.catalogues import Wording
from generator.errors import GeneratorError

_KB, _MB, _GB = 1_000, 1_000_000, 1_000_000_000


class Words(Struct, frozen=True):
    """The sentences of one language, by section and name."""

    lang: str

    def __call__(self, key: str, **facts: object) -> str:
        return self._wording.words(key, **facts)

    def counted(self, name: str, count: int) -> str:
        """Return a number of things: `1 page`, `1,234 pages`, `1.234 trang`."""
        forms = self._wording.section("count")[name].split(" | ")
        return (forms[0] if count == 1 else forms[-1]).format(count=self.number(count))

    def number(self, value: float | Decimal, decimals: int = 0) -> str:
        """Return a number with the separators of the language."""
        shown = f"{value:,.{decimals}f}"
        return shown.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else shown

    def seconds(self, value: float) -> str:
        """Return seconds, as exactly as they matter: `0,25`, `12,3`, `345`."""
        return self.number(value, 2 if value < 10 else 1 if value < 100 else 0)

    def size(self, count: int) -> str:
        """Return bytes in the unit that suits them."""
        if count >= _GB:
            return f"{self.number(count / _GB, 2)} GB"
        return f"{self.number(count / _MB, 1)} MB" if count >= _MB else f"{self.number(count / _KB, 1)} KB"

    def of_fault(self, error: GeneratorError) -> str:
        """Return the sentence of a fault, and below it what it lists.

        A fault raised as (code, facts) has its sentence in the catalogue; any other is its own.
        """
        code, facts = (*error.args, {})[:2]
        if not isinstance(facts, dict) or code not in self._wording.section("fault"):
            return str(error)
        return "\n  - ".join((self(f"fault.{code}", **facts), *facts.get("lines", ()), *self._found(facts)))

    @property
    def _wording(self) -> Wording:
        return Wording(f"cli.{self.lang}")

    def _found(self, facts: Mapping[str, Any]) -> list[str]:
        """Return what is wrong with a site that was refused."""
        return [self(f"verify.{it.code}", page=it.page, what=it.what) for it in facts.get("faults", ())]


def language_of(arguments: Sequence[str]) -> str:
    """Find the language before anything is parsed: complaints about options need it too."""
    for option, value in pairwise([*arguments, ""]):
        if option == "--lang=en" or (option, value) == ("--lang", "en"):
            return "en"
    return "vi"
