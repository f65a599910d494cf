"""Pictures of the guides: they are there, small, described, and show what the program says today."""

import re
import tomllib

import pytest
from PIL import Image

from tests.builders import DATA, ROOT

GUIDES = ROOT / "site_src/phuong-phap"
PICTURE = re.compile(
    r'\[!\[(?P<told>[^\]]*)\]\((?P<file>[^)]+)\)\{ width="(?P<width>\d+)" height="(?P<height>\d+)" \}\]'
    r"\((?P=file)\)"
)
KB_AT_MOST = 60
SHOWN: dict[str, list[str]] = tomllib.loads((ROOT / "tools/pictures/words.toml").read_text("utf-8"))
NAMED = {
    f"{page.parent.relative_to(GUIDES).as_posix()}/{found['file']}": found
    for page in GUIDES.glob("*/*.md")
    for found in PICTURE.finditer(page.read_text("utf-8"))
}


def test_every_picture_is_named_by_its_guide_and_told_by_its_words() -> None:
    there = {path.relative_to(GUIDES).as_posix() for path in GUIDES.rglob("*.webp")}
    assert there
    assert there == set(NAMED) == set(SHOWN)
    pages = "".join(page.read_text("utf-8") for page in GUIDES.glob("*/*.md"))
    assert pages.count("![") == len(NAMED)


@pytest.mark.parametrize("path", sorted(NAMED))
def test_a_picture_is_small_and_described_and_its_place_is_kept_for_it(path: str) -> None:
    found, file = NAMED[path], GUIDES / path
    assert file.stat().st_size <= KB_AT_MOST * 1024
    assert len(found["told"]) > 40
    with Image.open(file) as picture:
        assert picture.size == (int(found["width"]), int(found["height"]))


@pytest.mark.parametrize("path", sorted(SHOWN))
def test_a_picture_shows_words_that_the_program_still_says(path: str) -> None:
    said = "".join(file.read_text("utf-8") for file in (ROOT / "generator/messages").glob("*.vi.toml"))
    asked = (DATA / "forms.csv").read_text("utf-8")
    assert [words for words in SHOWN[path] if words not in said and words not in asked] == []
