"""Compiled templates are used for the very text they were made of, and for no other."""

import pytest
from jinja2 import DictLoader, Environment

from generator.cache.bytecode import TemplateBytecode


def printed(text: str, compiled: TemplateBytecode) -> str:
    """Print a template in an environment of its own, as another process would."""
    return Environment(loader=DictLoader({"a": text}), bytecode_cache=compiled).get_template("a").render()


def test_what_was_compiled_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = TemplateBytecode({})
    assert printed("{{ 6 * 7 }}", first) == "42"
    known = first.taken()
    assert len(known) == 1
    assert first.taken() == {}
    monkeypatch.delattr(Environment, "compile")
    second = TemplateBytecode(known)
    assert printed("{{ 6 * 7 }}", second) == "42"
    assert second.taken() == {}


def test_a_template_of_another_text_is_compiled_anew() -> None:
    first = TemplateBytecode({})
    printed("{{ 6 * 7 }}", first)
    second = TemplateBytecode(first.taken())
    assert printed("{{ 6 * 8 }}", second) == "48"
    assert len(second.taken()) == 1
