"""`datapackage.json` as it is published: the contract, with the bulk files, hashes and sizes.

The words for what only the published files have stand in `published.json` beside this module; a
column there without a type of its own is described by the contract.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.downloads.sources import Contract

_PUBLISHED = Path(__file__).with_name("published.json")

Descriptor = dict[str, Any]


def catalogue(contract: Contract, contents: Mapping[str, bytes]) -> bytes:
    """Return the catalogue of the files in `contents`, in the order of the contract."""
    resources = [*_of_contract(contract), *_of_ours(contract)]
    described = {**contract, "resources": [_measured(found, contents) for found in resources]}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _of_contract(contract: Contract) -> Iterator[Descriptor]:
    """Yield the contract's tables; observations come as the one file of all units."""
    extra = _published()["observations"]
    for resource in contract["resources"]:
        schema = _portable(resource["schema"])
        if resource["name"] != "observations":
            yield {**resource, "schema": schema}
            continue
        schema["fields"] = [*_columns(contract, extra["fields"]), *schema["fields"]]
        schema["primaryKey"] = extra["primaryKey"]
        schema["foreignKeys"] = [*extra["foreignKeys"], *schema.get("foreignKeys", [])]
        yield {**resource, "path": "observations.csv", "schema": schema}


def _of_ours(contract: Contract) -> Iterator[Descriptor]:
    """Yield what only the published package has; what is not a table has no columns."""
    for resource in _published()["resources"]:
        if schema := resource.get("schema"):
            schema = {**schema, "fields": _columns(contract, schema["fields"])}
            yield {**resource, "schema": schema}
        else:
            yield resource


def _published() -> Descriptor:
    parsed: Descriptor = json.loads(_PUBLISHED.read_text(encoding="utf-8"))
    return parsed


def _columns(contract: Contract, columns: list[Descriptor]) -> list[Descriptor]:
    """Return the columns, those without a type filled in from the contract's table `like`."""
    return [column if "type" in column else _like(contract, column) for column in columns]


def _like(contract: Contract, column: Descriptor) -> Descriptor:
    table = next(found for found in contract["resources"] if found["name"] == column["like"])
    return next(dict(found) for found in table["schema"]["fields"] if found["name"] == column["name"])


def _portable(schema: Mapping[str, Any]) -> Descriptor:
    """Return a schema without the foreign keys of list columns, which the standard cannot state."""
    lists = {column["name"] for column in schema["fields"] if "separator" in column}
    keys = [key for key in schema.get("foreignKeys", []) if not lists & set(key["fields"])]
    rest = {name: part for name, part in schema.items() if name != "foreignKeys"}
    return {**rest, "foreignKeys": keys} if keys else rest


def _measured(resource: Descriptor, contents: Mapping[str, bytes]) -> Descriptor:
    content = contents[resource["path"]]
    digest = hashlib.sha256(content).hexdigest()
    return {**resource, "bytes": len(content), "hash": f"sha256:{digest}"}
