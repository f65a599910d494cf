"""Strict reading of the data folder: everything as text, everything checked, nothing guessed.

    folder             which files there are, and which should not be
    encoding           bytes to text, or the words that tell an Excel user what to save
    spoiled            files that a program spoiled as a whole
    layout             where the table is in a file that a spreadsheet saved its own way
    rows               text to a header and rows of equal length
    header             the names of the columns, and what stands in their place instead
    characters         signs that may not stand in a cell
    values             one strict parser a kind of value
    printed            the number that a source prints, in the words of the source
    name_lookup        the ids that names stand for
    amounts            the numbers that the words beside them explain
    locators           the part, section and footnote that a place in a document names
    figure_ids         the names of figures: ids, occurrences, terms of a relation
    suggestions        what was probably meant: the nearest name, a code with its zeros
    table              the cells of one table, column by column
    numbering          which of several statements of one thing a row is, as it was published
    release_snapshots  what each release froze, and whether it is still that

`read` collects all problems of all files.  Its tables hold the cells exactly as written (text), and
what each of them says, with the columns `file` and `line` added, and `unit_id` for observations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, repeat
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator import schema
from generator.errors import SettingError
from generator.problems import Fault, Problem, first, in_order
from generator.problems.problem import PROBLEMS_AT_MOST
from generator.read import amounts, characters, encoding, folder, name_lookup, release_snapshots, rows, values
from generator.read.folder import SIZE_AT_MOST
from generator.read.layout import layout_of
from generator.read.release_snapshots import Snapshot
from generator.read.table import Table
from generator.read.values import Value
from generator.register_links import members_by_key
from generator.schema import Contract, Field, Resource

__all__ = [
    "SIZE_AT_MOST",
    "Reading",
    "Table",
    "digest_of",
    "read",
    "read_figures",
    "survey",
    "without_relations",
]

NEVER_EMPTY = frozenset({"units", "observations"})
"""Tables whose files hold a row at least; of any other table a new record has the header only."""


Judged = Mapping[str, Value | Fault | None]
"""What distinct cells say, or what is wrong with them."""


class Reading(Struct, frozen=True):
    """What was read: `incomplete` names the tables that lost a file or a row to a problem.

    `digests` holds one digest a table, and one a unit for the figures: `observations/xa-05587`.
    """

    contract: Contract
    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]
    incomplete: frozenset[str]
    root: str = "data"
    """The name of the folder, as messages show it."""
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    """What each release froze, by release; without those that are not whole."""
    broken_snapshots: frozenset[str] = frozenset()
    newest: Snapshot | None = None
    """What the newest release froze, by which published figures keep their ids."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole content, whatever the order of rows and files."""
        return digest_of(self.digests)


def read(
    data_dir: Path,
    wanted: Callable[[str], bool] = lambda path: True,
    known: Reading | None = None,
    changed: Collection[str] = (),
) -> Reading:
    """Read every table of the folder; problems are listed, never raised.

    Of the figures only the `wanted` files are read, by their path below the folder.  What is `known` was
    found right, with all its files but those that `changed` since, and is not read again.
    """
    if not data_dir.is_dir():
        raise SettingError(f"The data folder {data_dir} does not exist.")
    contract, faults = schema.load(data_dir / schema.FILE_NAME)
    root = data_dir.resolve().name
    problems = [Problem(f"{root}/{schema.FILE_NAME}", None, None, *fault) for fault in faults]
    if faults:
        return Reading(contract, {}, in_order(problems), {}, frozenset(contract.resources))
    listing = folder.survey(data_dir, contract)
    problems += listing.problems
    same = _unchanged(known, contract, root, changed)
    parts = dict(_parts(contract, listing, lambda file: wanted(_below(data_dir, file)), known, same))
    tables = {name: part.table for name, part in parts.items()}
    for name, part in parts.items():
        problems += _explained(part.problems, contract.resources[name], tables)
    problems = list(folder.renamed(problems, tables["units"]))
    kept, broken = release_snapshots.survey(data_dir)
    digests = {name: digest for part in parts.values() for name, digest in part.digests.items()}
    return Reading(
        contract,
        tables,
        in_order([*problems, *broken]),
        digests | {f"{release_snapshots.FOLDER}/{name}": one.digest for name, one in kept.items()},
        frozenset(listing.incomplete.union(name for name, part in parts.items() if not part.whole)),
        root,
        kept,
        frozenset(problem.file.split("/")[2] for problem in broken),
        next((kept[name] for name in tables["releases"]["release_id"][-1:] if name in kept), None),
    )


class _Part(Struct, frozen=True):
    """One table as it was read; not `whole` where a row was lost."""

    table: Table
    problems: list[Problem]
    digests: Mapping[str, str]
    whole: bool


def _parts(
    contract: Contract,
    listing: folder.Listing,
    wanted: Callable[[folder.DataFile], bool],
    known: Reading | None,
    same: Collection[str],
) -> Iterator[tuple[str, _Part]]:
    """Yield each table by its name: one that is the same as it is known, of figures the wanted files."""
    for name, resource in contract.resources.items():
        if known is not None and name in same:
            yield name, _Part(known.tables[name], [], {name: known.digests[name]}, whole=True)
        else:
            files = listing.files[name]
            read_now = tuple(filter(wanted, files)) if resource.is_folder else files
            table, problems, whole = _table(resource, read_now, contract)
            yield name, _Part(table, problems, _digests(resource, table), whole)


def _below(data_dir: Path, file: folder.DataFile) -> str:
    return file.path.relative_to(data_dir).as_posix()


def _unchanged(known: Reading | None, contract: Contract, root: str, changed: Collection[str]) -> set[str]:
    """Return the tables of one file that are known as they are; relations are never kept."""
    if known is None or (known.contract, known.root) != (contract, root):
        return set()
    kept = (one for one in contract.resources.values() if not one.is_folder and one.name != "relations")
    return {one.name for one in kept if one.path not in changed}


def read_figures(data_dir: Path, core: Reading, paths: frozenset[str]) -> Reading:
    """Read some files of figures beside the other tables, which were read and found right before.

    Relations are left out: they may name figures of files that are not read here.
    """
    contract = core.contract
    root = data_dir.resolve().name
    (resource,) = (resource for resource in contract.resources.values() if resource.is_folder)
    files = tuple(folder.DataFile(data_dir / path, f"{root}/{path}") for path in sorted(paths))
    table, problems, whole = _table(resource, files, contract)
    tables = {**_without(core.tables, "relations"), resource.name: table}
    incomplete = frozenset() if whole else frozenset({resource.name})
    told = in_order(_explained(problems, resource, tables))
    digests = _digests(resource, table)
    return Reading(contract, tables, told, digests, incomplete, newest=core.newest)


def _explained(
    problems: Iterable[Problem], resource: Resource, tables: Mapping[str, Table]
) -> Iterator[Problem]:
    """Return the problems of one table with what the other cells and tables say was meant."""
    return amounts.with_amounts(name_lookup.with_ids(problems, resource, tables), resource, tables)


def without_relations(core: Reading) -> Reading:
    """Return what was read, with all digests and the rows of all tables but relations; no snapshots."""
    return replace(core, tables=_without(core.tables, "relations"), snapshots={}, newest=None)


def _without(tables: Mapping[str, Table], *names: str) -> dict[str, Table]:
    return {**tables, **{name: _emptied(tables[name]) for name in names}}


def _emptied(table: Table) -> Table:
    return Table({column: [] for column in table.columns}, [])


def survey(data_dir: Path, contract: Contract) -> tuple[Problem, ...]:
    """Return what is wrong with the folder itself: files that are missing, misnamed or stray."""
    return tuple(folder.survey(data_dir, contract).problems)


def _table(
    resource: Resource, files: tuple[folder.DataFile, ...], contract: Contract
) -> tuple[Table, list[Problem], bool]:
    """Read all files of one table into one; the flag says whether every row came through."""
    tables = {other.columns for other in contract.resources.values()}
    sheets = [(file, _sheet(resource, file, tables)) for file in files]
    parts = [sheet.columns for _, sheet in sheets if sheet.columns]
    joined = map(list, map(chain.from_iterable, zip(*parts, strict=True)))
    columns = dict(zip(resource.columns, chain(joined, repeat([])), strict=False))
    if resource.is_folder:
        columns["unit_id"] = _of_file(sheets, lambda file: file.path.stem)
    columns["file"] = _of_file(sheets, lambda file: file.shown)
    lines = list(chain.from_iterable(sheet.lines for _, sheet in sheets))
    judged = {field.name: _judged(dict.fromkeys(columns[field.name]), field) for field in resource.fields}
    said = {name: _values(found, columns[name]) for name, found in judged.items() if found}
    told = chain.from_iterable(sheet.problems for _, sheet in sheets)
    table = Table(columns, lines, said)
    problems = list(first(chain(told, _cell_problems(judged, table))))
    if len(problems) > PROBLEMS_AT_MOST:  # what is left of the table is not worth another judgement
        return _emptied(table), problems, False
    return table, problems, all(sheet.whole for _, sheet in sheets)


def _of_file(
    sheets: list[tuple[folder.DataFile, rows.Sheet]], name: Callable[[folder.DataFile], str]
) -> list[str]:
    """Return what every row of a file has from its file."""
    return list(chain.from_iterable(repeat(name(file), len(sheet.lines)) for file, sheet in sheets))


def _sheet(resource: Resource, file: folder.DataFile, tables: Collection[tuple[str, ...]]) -> rows.Sheet:
    content, may_be_empty = file.path.read_bytes(), resource.name not in NEVER_EMPTY
    text = encoding.decode(content)
    if not isinstance(text, Fault):
        return rows.split(text, resource, file.shown, may_be_empty=may_be_empty, tables=tables)
    told, certain = Problem(file.shown, None, None, *text), encoding.text_of(content)
    if isinstance(certain, Fault) or layout_of(certain, (resource.columns,)) is None:
        return rows.unreadable(told)
    sheet = rows.split(certain, resource, file.shown, may_be_empty=may_be_empty, tables=tables)
    return replace(sheet, problems=[told, *sheet.problems])


def _cell_problems(judged: Mapping[str, Judged], table: Table) -> Iterator[Problem]:
    """Report every faulty cell."""
    for column, found in judged.items():
        faults = {cell: one for cell, one in found.items() if isinstance(one, Fault)}
        places = zip(table[column], table["file"], table.lines, strict=True)
        for cell, file, line in places if faults else ():
            if cell in faults:
                yield Problem(file, line, column, *faults[cell])


def _judged(cells: Mapping[str, None], field: Field) -> Judged:
    """Return what the distinct cells of a column say, each parsed once; nothing of right words.

    Where more are faulty than are told, those that come after them are not judged.
    """
    filled = cells.keys() - {""}
    are_clean = characters.are_clean(filled, is_text=values.is_free_text(field))
    is_whole = are_clean and not (field.required and "" in cells)
    if is_whole and values.is_own_text(field) and values.are_valid(filled, field):
        return {}
    found: dict[str, Value | Fault | None] = {}
    faulty = 0
    for cell in cells:
        found[cell] = _judge(cell, field, are_clean)
        faulty += isinstance(found[cell], Fault)
        if faulty > PROBLEMS_AT_MOST:
            break
    return found


def _judge(cell: str, field: Field, is_clean: bool) -> Value | Fault | None:
    """Return the value of one cell or its first fault: its signs before its meaning."""
    if not cell:
        return Fault("value-required", {}) if field.required else None if field.separator is None else ()
    fault = None if is_clean else characters.fault_of(cell, is_text=values.is_free_text(field))
    return fault or values.parse(cell, field)


def _values(judged: Judged, cells: list[str]) -> list[Value | None]:
    legible = {cell: found for cell, found in judged.items() if not isinstance(found, Fault)}
    return list(map(legible.get, cells))


def _digests(resource: Resource, table: Table) -> dict[str, str]:
    """Return the digest of a table's rows in any order; of a folder, one a unit."""
    names = [name for name in table.columns if name != "file"]
    lines = list(map("\x1f".join, zip(*(table[name] for name in names), strict=True)))
    if not resource.is_folder:
        return {resource.name: _digest(names, lines)}
    by_unit = members_by_key(zip(table["unit_id"], lines, strict=True))
    return {f"{resource.name}/{unit_id}": _digest(names, rows) for unit_id, rows in by_unit.items()}


def _digest(names: Iterable[str], lines: Iterable[str]) -> str:
    content = ["\x1f".join(names), *sorted(lines)]
    return hashlib.sha256("\x1e".join(content).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(digests: Mapping[str, str]) -> str:
    """Return one digest for the digests of all parts."""
    content = "\n".join(f"{name} {digests[name]}" for name in sorted(digests))
    return hashlib.sha256(content.encode()).hexdigest()
