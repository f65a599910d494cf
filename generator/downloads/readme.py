"""What lies in a ZIP beside its tables: what they are, and what may be done with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator import text
from generator.downloads.inputs import Inputs
from generator.downloads.wording import words

README, LICENCE = "README.md", "LICENSE.md"


def texts(inputs: Inputs, catalogue: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the README and the licence of a package, of which the catalogue names every table."""
    return {README: _readme(inputs, catalogue).encode(), LICENCE: _licence(catalogue).encode()}


def _readme(inputs: Inputs, catalogue: Mapping[str, Any]) -> str:
    release = inputs.newest
    has_figures = any(one["name"] == "figures" for one in catalogue["resources"])
    said = {
        "title": catalogue["title"],
        "title_en": catalogue.get("title_en", catalogue["title"]),
        "description": catalogue.get("description", ""),
        "description_en": catalogue.get("description_en", ""),
        "release": "" if release is None else words("readme.release", **_dated(release)),
        "release_en": "" if release is None else words("readme.release_en", **_dated(release)),
        "reading": words("readme.reading") if has_figures else "",
        "reading_en": words("readme.reading_en") if has_figures else "",
        "files": _files(catalogue["resources"], ""),
        "files_en": _files(catalogue["resources"], "_en"),
    }
    return words("readme.text", **said)


def _dated(release: Any) -> dict[str, str]:
    day = release.released_on
    return {"release_id": release.release_id, "day": text.day(day), "day_en": text.day_en(day)}


def _files(resources: Iterable[Mapping[str, Any]], language: str) -> str:
    titles = ((one["path"], one.get(f"title{language}") or one["name"]) for one in resources)
    return "\n".join(f"- `{path}`: {text.to_readable_markdown(title)}" for path, title in titles)


def _licence(catalogue: Mapping[str, Any]) -> str:
    licences = "\n".join(
        f"- {one['name']}: {one.get('title', '')} <{one.get('path', '')}>" for one in catalogue["licenses"]
    )
    return words("readme.licence", licences=licences)
