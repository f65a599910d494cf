"""`llms.txt`: what programs that read for people are told of the record, and how to cite it."""

from __future__ import annotations

import json
from pathlib import Path

from generator import text, urls
from generator.downloads.inputs import Origin
from generator.downloads.wording import words
from generator.model import EACH, Release
from generator.schema import FILE_NAME

_WHOLE = ("figures.csv", "figures.json", "findings.csv", urls.DATABASE)
_PARTED = (urls.CORE, urls.CORE_DATABASE)
_ALWAYS = (FILE_NAME, urls.DCAT)


def llms_txt(
    data_dir: Path, site_url: str | None, release: Release | None, figure_pages: str, is_large: bool
) -> bytes:
    """Return the text, with addresses in full where the site has one."""
    told = json.loads((data_dir / FILE_NAME).read_bytes())
    full = Origin(url=site_url).full
    files = (*(_PARTED if is_large else _WHOLE), *_ALWAYS)
    pages = (urls.PLACES, urls.ORGANISATIONS, urls.INDICATORS, urls.DOCUMENTS, urls.QUALITY, urls.CORRECTIONS)
    said = {
        "title": told.get("title_en", told["title"]),
        "description": told.get("description_en", ""),
        "release": "" if release is None else _released(release),
        "figure": full(f"{urls.FIGURES}{{figure_id}}/") if figure_pages == EACH else words("llms.row"),
        "json": words("llms.json_each" if figure_pages == EACH else "llms.json_unit"),
        "files": "\n".join(f"- {full(f'{urls.DOWNLOADS}{name}')}" for name in files),
        "pages": "\n".join(f"- {full(address)}" for address in (*pages, urls.METHOD, urls.DATA)),
    }
    return words("llms.text", **said).encode()


def _released(release: Release) -> str:
    return words("llms.release", release=release.release_id, day=text.day_en(release.released_on))
