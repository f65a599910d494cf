"""A room with several modules draws its map: whoever opens it learns what each is for."""

import re
from pathlib import Path

import pytest

GENERATOR = Path(__file__).resolve().parents[1] / "generator"
WITHOUT_CODE = {"messages", "templates"}
ROOMS = sorted(file.parent for file in GENERATOR.glob("*/__init__.py"))


def drawn(room: Path) -> set[str]:
    """Return the words of a room's map."""
    return set(re.findall(r"\w+", (room / "__init__.py").read_text("utf-8").split('"""')[1]))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_map_names_every_module_of_its_room(room: Path) -> None:
    assert {file.stem for file in room.glob("*.py")} - {"__init__"} <= drawn(room)


@pytest.mark.parametrize("floor", ["blocks", "view"])
def test_the_map_of_pages_names_every_block_and_every_view(floor: str) -> None:
    modules = {file.stem for file in (GENERATOR / "pages" / floor).glob("*.py")}
    assert modules - {"__init__"} <= drawn(GENERATOR / "pages")


def test_the_map_of_the_house_names_every_room() -> None:
    rooms = {at.stem for at in GENERATOR.iterdir() if at.suffix == ".py" or at.is_dir()}
    assert rooms - WITHOUT_CODE - {"__init__", "__main__", "__pycache__"} <= drawn(GENERATOR)
