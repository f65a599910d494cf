"""Small data folders for tests: the minimal valid one of tests/faulty/_base, and changes to it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
FAULTY = Path(__file__).parent / "faulty"
BASE = FAULTY / "_base"
OBSERVATIONS = "observations/xa-05587.csv"


def make_data(place: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Make a valid data folder below `place`, with some files written anew, and return it."""
    data = place / "data"
    shutil.copytree(BASE, data)
    for name, content in (files or {}).items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return data


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return one file of the base with one text replaced, which must occur exactly once."""
    text = (BASE / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}


def make_faulty(place: Path, fixture: Path) -> Path:
    """Make the data folder of one faulty fixture: the base, its files, and its recipe."""
    named = {
        path.relative_to(fixture).as_posix(): path.read_bytes()
        for path in sorted(fixture.rglob("*"))
        if path.is_file() and path.name not in ("expected.txt", "recipe.toml", "form.toml")
    }
    data = make_data(place, named)
    recipe = fixture / "recipe.toml"
    if recipe.exists():
        _follow(tomllib.loads(recipe.read_text(encoding="utf-8")), data)
    return data


def _follow(recipe: Mapping[str, object], data: Path) -> None:
    """Do what a recipe says: things that a repository cannot hold, or should not."""
    for name in recipe.get("remove", ()):
        (data / name).unlink()
    for name in recipe.get("pipes", ()):
        os.mkfifo(data / name)
    for name in recipe.get("folders", ()):
        (data / name).mkdir()
    for name, target in recipe.get("links", {}).items():
        (data / name).symlink_to(target)
    for name, size in recipe.get("sizes", {}).items():
        os.truncate(data / name, size)
    for name, rows in recipe.get("rows", {}).items():
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(f"{rows['row']}\n" * rows["times"])
    if "contract" in recipe:
        change_contract(data, recipe["contract"])


def change_contract(data: Path, change: Mapping[str, object]) -> None:
    """Change datapackage.json: remove a table or a column, add one of text, or set a key."""
    path = data / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in document["resources"]}
    if "remove_table" in change:
        document["resources"].remove(tables[change["remove_table"]])
    if "remove_column" in change:
        table, column = change["remove_column"]
        fields = tables[table]["schema"]["fields"]
        fields.remove(next(field for field in fields if field["name"] == column))
    if "add_column" in change:
        table, column = change["add_column"]
        tables[table]["schema"]["fields"].append({"name": column, "type": "string"})
    if "primary_key" in change:
        table, column = change["primary_key"]
        tables[table]["schema"]["primaryKey"] = [column]
    if "foreign_key" in change:
        table, column, target, target_column = change["foreign_key"]
        key = {"fields": [column], "reference": {"resource": target, "fields": [target_column]}}
        tables[table]["schema"].setdefault("foreignKeys", []).append(key)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table as text."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def newest_day(data: Path = DATA) -> date:
    """Return the day of the newest release, correction or redirect; on an earlier one none has come yet."""
    told = (("releases", "released_on"), ("revisions", "revised_on"), ("redirects", "since"))
    return max(date.fromisoformat(row[day]) for name, day in told for row in rows_of(data / f"{name}.csv"))


def replace_in(file: Path, old: str, new: str) -> None:
    """Replace words of a file that are there."""
    content = file.read_text("utf-8")
    assert old in content
    file.write_text(content.replace(old, new), "utf-8")
