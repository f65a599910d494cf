"""What mkdocs.yml says, read without MkDocs: its navigation, and the languages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.errors import SettingError
from generator.language import ENGLISH, VIETNAMESE


def declared(mkdocs_yml: Path) -> Mapping[str, Any]:
    """Return the settings as they are written, every value as text; raise SettingError for what is no YAML."""
    try:
        content = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingError("mkdocs-yml-unreadable", {"reason": " ".join(str(error).split())}) from error
    return content if isinstance(content, Mapping) else {}


def languages_of(mkdocs_yml: Path) -> tuple[str, ...]:
    """Return the languages that `extra.languages` names, Vietnamese alone where it is not there."""
    extra = declared(mkdocs_yml).get("extra")
    named = extra.get("languages", [VIETNAMESE]) if isinstance(extra, Mapping) else [VIETNAMESE]
    if named not in ([VIETNAMESE], [VIETNAMESE, ENGLISH]):
        raise SettingError("languages-unknown", {"languages": named})
    return tuple(named)
