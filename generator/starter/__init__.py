"""A new record: what the program carries, under another name, with tables that have no row yet.

In go a folder and what its keeper says; out comes a project of its own, on which every command works:
the unit register, the other tables with their headers, the pages about the method, a page about the
record (`about.md`).  What of the pages tells of the record that the program comes from stays away.
The theme stays in the program, so that a new version of it brings its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from generator import package_data, schema, text, write
from generator.errors import SettingError
from generator.language import VIETNAMESE
from generator.read import characters
from generator.read.folder import KEPT
from generator.settings import LAID_OUT_THEME, web_address
from generator.site.contact import contact_of

_HERE = Path(__file__).parent
_METHOD, _ABOUT, _SEARCH = "phuong-phap/", "gioi-thieu/index.md", "tim-kiem/index.md"
_ABOUT_ALL = ("cong-va-doi-chieu", "doc-so-lieu", "don-vi-hanh-chinh", "so-nho", "sua-va-trich-dan")
"""The pages about the method that are true of any record; all others are about the program, or about ours."""
_OF_ITS_RECORD = re.compile(r"^published:|bản phát hành \d{4}-\d\d|- Quyết định:")
"""What a line has in it that is true of one record only, or heads the pages that stay away."""
_ITS_NAME = "Số liệu hội"


class Wish(Struct, frozen=True):
    """What the keeper of a new record says of it; what is not said is None."""

    name: str
    name_en: str | None = None
    site_url: str | None = None
    contact: str | None = None


def start(folder: Path, wish: Wish) -> None:
    """Write a new record, whole or not at all; SettingError for a wish or a folder that cannot be used."""
    _refuse(folder, wish)
    address = web_address(wish.site_url) if wish.site_url else ""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".solieuhoi-", dir=folder.resolve().parent) as work:
        fresh = Path(work) / "record"
        for path, content in _files(wish, address):
            write.write_file(fresh, path, content)
        for path in (".gitignore", f"data/observations/{KEPT}"):  # names that no page of a site may have
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(b"" if path.endswith(KEPT) else _carried(path))
        folder.mkdir(exist_ok=True)
        for part in sorted(fresh.iterdir()):
            part.rename(folder / part.name)


def _refuse(folder: Path, wish: Wish) -> None:
    is_taken = folder.is_dir() and {part.name for part in folder.iterdir()} - {".git"}
    if is_taken or (folder.exists() and not folder.is_dir()):
        raise SettingError("new-folder-taken", {"folder": folder})
    if not wish.name.strip():
        raise SettingError("new-nameless", {})
    for words in filter(None, (wish.name, wish.name_en)):
        if characters.fault_of(words, is_text=True) is not None:
            raise SettingError("words-unusable", {"words": words})
    contact_of(wish.contact or "")


def _files(wish: Wish, address: str) -> Iterator[tuple[str, bytes]]:
    contract = json.loads(_carried(f"data/{schema.FILE_NAME}"))
    yield f"data/{schema.FILE_NAME}", _json({**contract, **_said(wish), "version": None})
    for name in ("units.csv", "unit_changes.csv", "README.md"):
        yield f"data/{name}", _carried(f"data/{name}")
    for table in contract["resources"]:
        if table["name"] not in ("units", "unit_changes", "observations"):
            header = ",".join(field["name"] for field in table["schema"]["fields"])
            yield f"data/{table['path']}", f"{header}\n".encode()
    yield "mkdocs.yml", _configuration(wish, address).encode()
    for page in ("", *(f"{name}/" for name in _ABOUT_ALL)):
        path = f"site_src/{_METHOD}{page}index.md"
        yield path, _page(path, wish).encode()
    yield f"site_src/{_SEARCH}", _carried(f"site_src/{_SEARCH}")
    about = (_HERE / "about.md").read_text("utf-8")
    yield f"site_src/{_ABOUT}", about.replace("{site}", text.to_markdown(wish.name)).encode()


def _carried(path: str) -> bytes:
    return (package_data.PROJECT / path).read_bytes()


def _lines(path: str) -> Iterator[str]:
    """Yield the lines of a text that are true of any record, without links to pages that stay away."""
    names = (one.name for one in (package_data.PROJECT / "site_src" / _METHOD).iterdir() if one.is_dir())
    away = rf"(?:{'|'.join(sorted({*names} - {*_ABOUT_ALL}))})/"
    for line in _carried(path).decode().splitlines(keepends=True):
        leads_away = line.lstrip().startswith(("- ", "/")) and re.search(away, line)
        if not leads_away and not _OF_ITS_RECORD.search(line):
            yield re.sub(rf"\[([^]]*)\]\([^)]*{away}[^)]*\)", r"\1", line)


def _page(path: str, wish: Wish) -> str:
    return "".join(_lines(path)).replace(_ITS_NAME, text.to_markdown(wish.name))


def _configuration(wish: Wish, address: str) -> str:
    said = {
        "site_name: ": wish.name,
        "site_url: !ENV [SITE_URL, ": address,
        "contact: !ENV [SITE_CONTACT, ": wish.contact or "",
        "languages: !ENV [SITE_LANGUAGES, ": VIETNAMESE,
        "custom_dir: ": LAID_OUT_THEME,
    }
    return "".join(
        _with(line, said, lambda value: json.dumps(value, ensure_ascii=False))
        for line in _lines("mkdocs.yml")
    )


def _with(line: str, said: Mapping[str, str], quoted: Callable[[str], str]) -> str:
    """Return a line with what is said in place of its own value, where it begins as one of these."""
    for beginning, value in said.items():
        before, found, after = line.partition(beginning)
        if found and not before.strip():
            return f"{before}{found}{quoted(value)}{']' if after.rstrip().endswith(']') else ''}\n"
    return line


def _said(wish: Wish) -> dict[str, object]:
    """Return what the data says of itself."""
    said: dict[str, object] = json.loads((_HERE / "said.json").read_bytes())
    named = {
        "name": text.slugify(wish.name) or "so-lieu-hoi",
        "title": wish.name,
        "title_en": wish.name_en or wish.name,
    }
    return {**said, **named, "contributors": [{"title": wish.name, "roles": ["compiler", "maintainer"]}]}


def _json(document: Mapping[str, object]) -> bytes:
    kept = {name: value for name, value in document.items() if value is not None}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()
