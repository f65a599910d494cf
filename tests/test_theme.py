"""The theme uses only what the template languages of MkDocs, ProperDocs and Zensical all know."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[1] / "theme"
COMMON_FILTERS = {"e", "replace", "url", "urlencode"}
MACROS = {"item.render", "lang.t"}
_CODE = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL = re.compile(r"\b(\w+\.\w+)\(")
_FILTER = re.compile(r"\|\s*(\w+)")


def peculiar(template: str) -> set[str]:
    """Return the methods and filters of a template that not every engine knows."""
    code = [_TEXT.sub("", found) for found in _CODE.findall(template)]
    calls = {call for part in code for call in _CALL.findall(part)}
    filters = {name for part in code for name in _FILTER.findall(part)}
    return (calls - MACROS) | (filters - COMMON_FILTERS)


def test_no_template_calls_a_method_or_an_unusual_filter() -> None:
    templates = sorted(THEME.rglob("*.html"))
    assert len(templates) > 5
    found = {file.name: peculiar(file.read_text("utf-8")) for file in templates}
    assert {name: those for name, those in found.items() if those} == {}


@pytest.mark.parametrize(
    ("template", "name"),
    [("{% if page.url.startswith('x') %}", "url.startswith"), ("{{ page.meta.kind | title }}", "title")],
)
def test_what_one_engine_alone_knows_is_named(template: str, name: str) -> None:
    assert peculiar(template) == {name}
