"""The contract of the data folder, read from its `datapackage.json` into frozen values.

The same file is the public data dictionary.  What the program cannot do without (the tables and
columns behind the nouns of `model`) is demanded here; further columns are welcome and carried along.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

from msgspec import Struct

from generator import model
from generator.model import EACH, UNIT

FILE_NAME = "datapackage.json"
SIZE_AT_MOST = 4 * 2**20
"""Many times what all tables and their explanations take."""
FIELD_TYPES = frozenset({"string", "integer", "number", "date", "boolean"})


class ContractFault(NamedTuple):
    """What is wrong with the contract itself: a code of the catalogue, and its facts."""

    code: str
    facts: Mapping[str, str]


class Field(Struct, frozen=True):
    """One column: what kind of value it holds and which values are allowed."""

    name: str
    type: str  # string, integer, number, date, boolean
    title: str = ""
    title_en: str = ""
    description: str = ""
    description_en: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    separator: str | None = None  # a list in one cell
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()


class ForeignKey(Struct, frozen=True):
    """Columns whose values must occur in the columns of another table."""

    columns: tuple[str, ...]
    resource: str
    reference_columns: tuple[str, ...]


class Resource(Struct, frozen=True):
    """One table: a file, or a folder of files of the same shape (`observations/*.csv`)."""

    name: str
    path: str
    title: str
    title_en: str
    description: str
    description_en: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The header row, in its order."""
        return tuple(field.name for field in self.fields)

    @property
    def is_folder(self) -> bool:
        return "*" in self.path

    def field(self, name: str) -> Field:
        """Return the column of that name, which must exist."""
        return next(field for field in self.fields if field.name == name)


class Contract(Struct, frozen=True):
    """All tables by name, in the order of the file; `synthetic` where every figure is made up."""

    resources: Mapping[str, Resource]
    synthetic: bool = False
    figure_pages: str = EACH
    """Whether each figure has a page of its own, or its row on its unit's page is its address."""


def _names(
    noun: type[Struct], *, without: tuple[str, ...] = (), extra: tuple[str, ...] = ()
) -> tuple[str, ...]:
    return (*(name for name in noun.__struct_fields__ if name not in without), *extra)


_SPAN = ("period_start", "period_end")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "units": _names(model.Unit),
    "unit_changes": _names(model.UnitChange, without=("disputed",)),
    "organisations": _names(model.Organisation),
    "topics": _names(model.Topic),
    "indicators": _names(model.Indicator),
    "breakdowns": ("dimension_id", "name", "name_en"),
    "dimensions": _names(model.Member, without=("dimension_name", "dimension_name_en", "level")),
    "documents": _names(model.Document),
    "document_relations": _names(model.DocumentRelation),
    "organisation_status": _names(model.OrganisationStatus),
    "set_aside": _names(model.SetAside),
    "accounts": _names(model.Account),
    "relations": _names(model.Relation, without=("also_stated",), extra=_SPAN),
    "forms": _names(model.Question),
    "answers": ("unit_id", "form_id", "question_id", *_SPAN, "answer", "document_id"),
    "small_numbers": _names(model.SmallNumberRule),
    "glossary": _names(model.GlossaryEntry),
    "observations": _names(
        model.Observation, without=("figure_id", "unit_id", "period", "occurrence"), extra=_SPAN
    ),
    "releases": _names(model.Release),
    "revisions": _names(model.Revision),
    "redirects": _names(model.Redirect),
}


def load(path: Path) -> tuple[Contract, tuple[ContractFault, ...]]:
    """Read the contract and list its faults; with a fault that leaves no table, it is empty."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return Contract({}), (ContractFault("file-not-regular", {}),)
        if status.st_size > SIZE_AT_MOST:
            raise ValueError(f"larger than {SIZE_AT_MOST // 2**20} MB")
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Contract({}), (ContractFault("contract-missing", {}),)
    except (OSError, ValueError, RecursionError) as error:
        return Contract({}), (ContractFault("contract-malformed", {"reason": str(error)}),)
    try:
        tables = {table.name: table for table in map(_resource, document["resources"])}
        layout = _layout(document.get("figurePages", EACH))
        contract = Contract(tables, _flag(document.get("synthetic", False)), layout)
    except (KeyError, TypeError, ValueError, AttributeError, re.error, FutureWarning) as error:
        reason = f"{type(error).__name__}: {error}"
        return Contract({}), (ContractFault("contract-malformed", {"reason": reason}),)
    return contract, tuple(_faults(contract))


def _resource(raw: Mapping[str, object]) -> Resource:
    schema = raw["schema"]
    if not isinstance(schema, dict):
        raise TypeError("schema is not an object")
    return Resource(
        name=_text(raw["name"]),
        path=_text(raw["path"]),
        **{key: _text(raw.get(key, "")) for key in ("title", "title_en", "description", "description_en")},
        fields=tuple(map(_field, schema["fields"])),
        primary_key=_texts(schema.get("primaryKey", ())),
        foreign_keys=tuple(map(_foreign_key, schema.get("foreignKeys", ()))),
    )


def _field(raw: Mapping[str, object]) -> Field:
    limits = raw.get("constraints", {})
    if not isinstance(limits, dict):
        raise TypeError("constraints is not an object")
    separator, pattern = raw.get("separator"), limits.get("pattern")
    if pattern is not None:
        with catch_warnings():
            simplefilter("error", FutureWarning)  # a sign that may mean something else in another version
            re.compile(_text(pattern))
    if raw["type"] not in FIELD_TYPES:
        raise ValueError(f"type {raw['type']}")
    return Field(
        name=_text(raw["name"]),
        type=_text(raw["type"]),
        **{key: _text(raw.get(key, "")) for key in ("title", "title_en", "description", "description_en")},
        required=limits.get("required") is True,
        enum=_texts(limits.get("enum", ())),
        pattern=None if pattern is None else _text(pattern),
        minimum=_bound(limits.get("minimum")),
        maximum=_bound(limits.get("maximum")),
        separator=None if separator is None else _text(separator),
        true_values=_texts(raw.get("trueValues", ())),
        false_values=_texts(raw.get("falseValues", ())),
    )


def _foreign_key(raw: Mapping[str, object]) -> ForeignKey:
    reference = raw["reference"]
    if not isinstance(reference, dict):
        raise TypeError("reference is not an object")
    return ForeignKey(_texts(raw["fields"]), _text(reference["resource"]), _texts(reference["fields"]))


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(f"{raw!r} is neither true nor false")
    return raw


def _layout(raw: object) -> str:
    if raw not in (EACH, UNIT):
        raise ValueError(f"figurePages {raw}")
    return str(raw)


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError(f"{raw!r} is not text")
    return raw


def _texts(raw: object) -> tuple[str, ...]:
    """Return a list of texts; one text alone stands for a list of one, as Table Schema allows."""
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, list | tuple):
        raise TypeError(f"{raw!r} is not a list")
    return tuple(map(_text, raw))


def _bound(raw: object) -> Decimal | None:
    return None if raw is None else Decimal(str(raw))


def _faults(contract: Contract) -> Iterator[ContractFault]:
    """Yield the tables and columns that the model needs and keys that name nothing."""
    for table, columns in NEEDED.items():
        if table not in contract.resources:
            yield ContractFault("contract-table-missing", {"table": table})
            continue
        for column in columns:
            if column not in contract.resources[table].columns:
                yield ContractFault("contract-column-missing", {"table": table, "column": column})
    for resource in contract.resources.values():
        for name in _dangling(contract, resource):
            yield ContractFault("contract-key-unknown", {"table": resource.name, "column": name})


def _dangling(contract: Contract, resource: Resource) -> Iterator[str]:
    yield from (name for name in resource.primary_key if name not in resource.columns)
    for key in resource.foreign_keys:
        target = contract.resources.get(key.resource)
        yield from (name for name in key.columns if name not in resource.columns)
        if target is None:
            yield key.resource
        else:
            yield from (name for name in key.reference_columns if name not in target.columns)
