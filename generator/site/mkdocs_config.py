"""What mkdocs.yml says, read without MkDocs: its navigation, and the languages of the site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.errors import SettingError
from generator.language import ENGLISH, VIETNAMESE


def declared(mkdocs_yml: Path) -> Mapping[str, Any]:
    """Return the settings as written, every value as text; raise SettingError for what is no YAML."""
    try:
        content = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - text only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingError("mkdocs-yml-unreadable", {"reason": " ".join(str(error).split())}) from error
    return content if isinstance(content, Mapping) else {}


def languages_of(mkdocs_yml: Path) -> tuple[str, ...]:
    """Return the languages that `extra.languages` names, Vietnamese alone where it is not there."""
    extra = declared(mkdocs_yml).get("extra")
    named = extra.get("languages", VIETNAMESE) if isinstance(extra, Mapping) else VIETNAMESE
    languages = tuple(one.strip() for one in str(named).split(","))
    if languages not in ((VIETNAMESE,), (VIETNAMESE, ENGLISH)):
        raise SettingError("languages-unknown", {"languages": named})
    return languages


class _Loader(yaml.BaseLoader):
    """Every value as text, and `!ENV [NAME, default]` as MkDocs reads it."""


def _of_environment(loader: _Loader, node: yaml.Node) -> str:
    value = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value]
    *names, default = map(str, value if len(value) > 1 else (*value, ""))
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _of_environment)
