"""What the site's scripts need where they lie in a folder.

From `file:` a browser loads neither modules nor what a script fetches, but it does load plain scripts.
So the modules become functions in one plain script, which `theme/assets/offline.js` begins, and each file
that is fetched lies beside itself as a script with its text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.errors import GeneratorError

RUNTIME = "assets/offline.js"
_MODULE = re.compile(r"^(?:import|export) |\bimport\.meta\b", re.MULTILINE)
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([a-z-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const (\w+) )", re.MULTILINE)
_LATER = re.compile(r"\bimport\(")
_LEFT = re.compile(r"^(?:import|export)\b|\bimport\.meta\b", re.MULTILINE)
_FETCHED = re.compile(r"(?:.+/)?index\.json|(?:en/)?tim-kiem/ten/.+\.json|data/so-sanh/.+\.csv")


def is_fetched(path: str) -> bool:
    """Whether a script of the site may fetch this file."""
    return _FETCHED.fullmatch(path) is not None


def stored(content: bytes) -> bytes:
    """Return a script with the text of a file."""
    return f"offline.keep({json.dumps(content.decode(), ensure_ascii=False)});\n".encode()


def script(path: str, content: bytes) -> bytes:
    """Return a plain script of the site that asks for modules where they are; any other file as it is."""
    if path.startswith("assets/") and path.endswith(".js"):
        return _with_later(content.decode()).encode()
    return content


def bundle(site: Path) -> bytes:
    """Return the script that each page of a package begins with: its own beginning, then the modules."""
    found = {file.name: file.read_text("utf-8") for file in sorted((site / "assets").glob("*.js"))}
    modules = (module(name, content) for name, content in found.items() if _MODULE.search(content))
    return "".join((found[Path(RUNTIME).name], *modules)).encode()


def module(name: str, content: str) -> str:
    """Return a module as a function that is called when it is first asked for, and returns its names."""
    exported = _EXPORT.findall(content)
    body = _EXPORT.sub("", _IMPORT.sub(_asked_for, _with_later(content)))
    body = body.replace("import.meta.url", "offline.assets")
    if _LEFT.search(body):
        raise GeneratorError("offline-module", {"name": name})
    return f'offline.modules["{name}"] = () => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}};\n'


def _asked_for(found: re.Match[str]) -> str:
    names = re.sub(r"(\w+) as (\w+)", r"\1: \2", found[1])
    return f'const {names} = offline.load("{found[2]}");'


def _with_later(content: str) -> str:
    return _LATER.sub("offline.later(", content)
