"""The style sheets say nothing about what is on no page: a first visit fetches them."""

import re
from pathlib import Path

import material

ROOT = Path(__file__).parents[1]
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTED = re.compile(r"\.([a-zA-Z][\w-]*)(?=[^{};]*\{)")
_GIVEN = re.compile(r'class(?:Name)?\s*[=:]\s*"([^"]*)"')


_MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"


def test_every_class_of_the_stylesheet_is_given_by_a_template_a_script_a_page_or_material() -> None:
    ours = {
        name: selected_in(ROOT / "theme/assets" / name)
        for name in ("site.css", "more.css", "guide.css", "search-suggest.css", "embed.css", "made-up.css")
    }
    assert {file.name for file in (ROOT / "theme/assets").glob("*.css")} == ours.keys()
    places = (
        ("generator/templates", "*.j2"),
        ("theme", "*.html"),
        ("theme", "*.js"),
        ("site_src", "*.md"),
        ("generator/pages", "*.py"),
    )
    files = (file for folder, kind in places for file in (ROOT / folder).rglob(kind))
    given = {
        name for file in files for found in _GIVEN.findall(file.read_text("utf-8")) for name in words(found)
    }
    of_material = {name for file in _MATERIAL.glob("main.*.css") for name in selected_in(file)}
    assert len(ours["site.css"]) > 30
    assert ours.pop("guide.css") - given - of_material == set()
    assert set().union(*ours.values()) - given == set()


def selected_in(sheet: Path) -> set[str]:
    return set(_SELECTED.findall(_COMMENT.sub("", sheet.read_text("utf-8"))))


def words(found: str) -> list[str]:
    """Return the classes in an attribute; of an expression in a template only what it may print."""
    expressions = re.findall(r"{{(.*?)}}", found)
    printed = [name for one in expressions for name in re.findall(r"(?<!== )'([\w-]+)'", one)]
    return [*printed, *re.findall(r"[\w-]+", re.sub(r"{{.*?}}|{%.*?%}", " ", found))]
