"""The style sheets say nothing about what is on no page: a first visit fetches them."""

import re
from pathlib import Path

import material

ROOT = Path(__file__).parents[1]
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTED = re.compile(r"\.([a-zA-Z][\w-]*)(?=[^{};]*\{)")
_GIVEN = re.compile(r'class(?:Name)?\s*=\s*"([^"]*)"')


_MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"


def test_every_class_of_the_stylesheet_is_given_by_a_template_a_script_a_page_or_material() -> None:
    sheets = (ROOT / "theme/assets").glob("*.css")
    sheet = _COMMENT.sub("", "".join(file.read_text("utf-8") for file in sheets))
    places = (("generator/templates", "*.j2"), ("theme", "*.html"), ("theme", "*.js"), ("site_src", "*.md"))
    files = (file for folder, kind in places for file in (ROOT / folder).rglob(kind))
    given = {
        name for file in files for found in _GIVEN.findall(file.read_text("utf-8")) for name in words(found)
    }
    given |= set(_SELECTED.findall("".join(file.read_text("utf-8") for file in _MATERIAL.glob("main.*.css"))))
    selected = set(_SELECTED.findall(sheet))
    assert len(selected) > 50
    assert selected - given == set()


def words(found: str) -> list[str]:
    return re.findall(r"[\w-]+", found)
