"""The tables of the package as CSV on the Web: `csvw.json`, for programs that read W3C's standard."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
_KINDS = {"number": "decimal", "integer": "integer", "date": "date", "boolean": "boolean"}

Described = Mapping[str, Any]


def csvw(catalogue: bytes) -> bytes:
    """Return the CSVW metadata of the tables that a data package describes."""
    package = json.loads(catalogue)
    tables = {one["name"]: one for one in package["resources"] if "schema" in one}
    licences = [one["path"] for one in package["licenses"] if "path" in one]
    group = {
        "@context": _CONTEXT,
        "dc:title": _in_both(package, "title"),
        "dc:description": _in_both(package, "description"),
        **({"dc:license": {"@id": licences[0]}} if licences else {}),
        "tables": [_table(one, tables) for one in tables.values()],
    }
    return (json.dumps(group, ensure_ascii=False, indent=1) + "\n").encode()


def _table(one: Described, tables: Mapping[str, Described]) -> dict[str, object]:
    schema = one["schema"]
    primary = schema.get("primaryKey")
    return {
        "url": one["path"],
        "dc:title": _in_both(one, "title"),
        "tableSchema": {
            "columns": list(map(_column, schema["fields"])),
            **({"primaryKey": primary} if primary else {}),
            "foreignKeys": list(_foreign_keys(one, tables)),
        },
    }


def _column(field: Described) -> dict[str, object]:
    column: dict[str, object] = {
        "name": field["name"],
        "titles": field["name"],  # as in the header of the file
        "dc:title": _in_both(field, "title"),
        "dc:description": _in_both(field, "description"),
        "datatype": _datatype(field),
        "required": _is_needed(field),
    }
    return {**column, "separator": field["separator"]} if "separator" in field else column


def _datatype(field: Described) -> object:
    if field["type"] == "boolean":
        return {"base": "boolean", "format": f"{field['trueValues'][0]}|{field['falseValues'][0]}"}
    return _KINDS.get(field["type"], "string")


def _foreign_keys(own: Described, tables: Mapping[str, Described]) -> Iterable[dict[str, object]]:
    """Yield the keys that lead to exactly one row, as CSVW demands: to the primary key of a table.

    They are those of columns that are never empty, for validators disagree about an empty one.
    """
    schema = own["schema"]
    needed = {one["name"] for one in schema["fields"] if _is_needed(one)}
    for key in schema.get("foreignKeys", ()):
        target = tables.get(key["reference"].get("resource") or own["name"])
        columns = key["reference"]["fields"]
        is_one_row = target is not None and target["schema"].get("primaryKey") == columns
        if target is not None and is_one_row and needed.issuperset(key["fields"]):
            reference = {"resource": target["path"], "columnReference": columns}
            yield {"columnReference": key["fields"], "reference": reference}


def _is_needed(field: Described) -> bool:
    return bool(field.get("constraints", {}).get("required", False))


def _in_both(one: Described, name: str) -> list[dict[str, str]]:
    """Return words in Vietnamese and in English, as far as there are any."""
    found = (("vi", one.get(name)), ("en", one.get(f"{name}_en")))
    return [{"@value": str(said), "@language": language} for language, said in found if said]
