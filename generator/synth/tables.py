"""The tables beside the figures: the program's own, with the made-up documents and relations added.

Documents that report figures stay away with their figures; laws and instructions are real and stay.
The questions are those of the real form, put by a made-up one that asks about the years of the made-up
figures.  Releases, revisions and redirects tell of what was published: nothing is.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from generator.errors import SettingError
from generator.model import Period
from generator.schema import FILE_NAME
from generator.synth.namesakes import namesakes
from generator.synth.places import FIRST_DAY, LAST_DAY, Reporter, place
from generator.synth.rows import Report, document_id

_AS_THEY_ARE = (
    "units.csv",
    "unit_changes.csv",
    "organisations.csv",
    "topics.csv",
    "indicators.csv",
    "breakdowns.csv",
    "dimensions.csv",
)
_EMPTY = (
    "organisation_status",
    "answers",
    "set_aside",
    "accounts",
    "releases",
    "revisions",
    "redirects",
    "small_numbers",
    "glossary",
)
_REPORTS = ("báo cáo", "thông báo", "mẫu báo cáo")
_FORM = {
    "document_id": "mau-gia-lap",
    "kind": "mẫu báo cáo",
    "issued_text": "không có thật",
    "issuer": "Các đơn vị trong dữ liệu giả lập",
    "title": "Mẫu báo cáo giả lập về hội quần chúng",
    "short_title": "Mẫu báo cáo giả lập",
    "period_start": FIRST_DAY.isoformat(),
    "period_end": LAST_DAY.isoformat(),
    "status": "template",
    "note": "Do máy sinh ra để thử nghiệm; không có mẫu nào như vậy.",
}
_ISSUER = "Chương trình sinh dữ liệu giả lập"
_SAID = {
    "title": "Số liệu hội (dữ liệu giả lập)",
    "title_en": "Figures of Vietnamese associations (synthetic data)",
    "description": (
        "Dữ liệu giả lập để thử chương trình: danh mục đơn vị hành chính, hội và chỉ tiêu là thật, "
        "mọi số liệu đều do máy sinh ra. Không được trích dẫn."
    ),
    "description_en": (
        "Synthetic data to try the program with: the lists of units, associations and indicators are "
        "real, every figure is made up. Not to be cited."
    ),
}
"""What the data set says of itself, in the place of what the project's own says."""
_SAID_OF_NAMESAKES = {
    "description": (
        "Dữ liệu giả lập để thử chương trình: danh mục hội và chỉ tiêu là thật; danh mục đơn vị hành chính "
        "có thêm các xã không có thật, tên mang chữ “giả lập”; mọi số liệu đều do máy sinh ra. "
        "Không được trích dẫn."
    ),
    "description_en": (
        "Synthetic data to try the program with: the lists of associations and indicators are real; the "
        "list of units has communes added that do not exist, called “giả lập”; every figure is made up. "
        "Not to be cited."
    ),
}


class Core:
    """The tables that the program carries, as far as made-up figures need them.

    With `times` above 1, `namesakes` are the rows that make so many units of each below the provinces.
    """

    def __init__(self, source: Path, times: int = 1) -> None:
        if not (source / FILE_NAME).is_file():
            raise SettingError("no-data-folder", {"folder": source})
        self.source = source
        self.contract: dict[str, Any] = json.loads((source / FILE_NAME).read_bytes())
        units = list(self.rows("units.csv"))
        self.changes = [(row["from_unit_id"], row["to_unit_id"]) for row in self.rows("unit_changes.csv")]
        names = {row["unit_id"]: row["name"] for row in units}
        real = {row["unit_id"]: place(row) for row in units}
        self.namesakes = list(namesakes(names, real, self.changes, times))
        self.places = real | {row["unit_id"]: place(row) for row in self.namesakes}

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self.source / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def header(self, table: str) -> list[str]:
        """Return the columns of a table, as the contract has them."""
        (found,) = (one for one in self.contract["resources"] if one["name"] == table)
        return [field["name"] for field in found["schema"]["fields"]]


class OpenTables:
    """The open tables of a data set that grow with every unit."""

    def __init__(self, core: Core, fresh: Path, documents: TextIO, relations: TextIO) -> None:
        self._core, self._figures = core, fresh / "observations"
        self._documents, self._relations = _writer(documents), _writer(relations)
        self._columns = core.header("documents")
        self._start()

    def _start(self) -> None:
        self._documents.writerow(self._columns)
        self._relations.writerow(self._core.header("relations"))
        for row in self._core.rows("documents.csv"):
            if row["kind"] not in _REPORTS:
                self._documents.writerow([row[name] for name in self._columns])
        self._documents.writerow([_FORM.get(name, "") for name in self._columns])

    def write(self, place: Reporter, periods: Sequence[Period], made: Report) -> None:
        """Write the figures of one unit, the document they stand in, and the sums it claims."""
        document = _document(place, periods)
        self._documents.writerow([document.get(name, "") for name in self._columns])
        self._relations.writerows(made.relations)
        with _new(self._figures / f"{place.unit_id}.csv") as file:
            sheet = _writer(file)
            sheet.writerow(self._core.header("observations"))
            sheet.writerows(made.figures)


@contextmanager
def open_tables(core: Core, fresh: Path, figure_pages: str) -> Iterator[OpenTables]:
    """Write everything that does not depend on the units, and give what grows with them."""
    for name in _AS_THEY_ARE:
        shutil.copyfile(core.source / name, fresh / name)
    with (fresh / "units.csv").open("a", encoding="utf-8", newline="") as units:
        columns = core.header("units")
        _writer(units).writerows([row[name] for name in columns] for row in core.namesakes)
    kept = {name: words for name, words in core.contract.items() if name != "sources"}
    said = _SAID | (_SAID_OF_NAMESAKES if core.namesakes else {})
    contract = {"synthetic": True, **kept, **said, "figurePages": figure_pages}
    (fresh / FILE_NAME).write_text(
        json.dumps(contract, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    _table(fresh / "forms.csv", core.header("forms"), list(_questions(core)))
    _table(fresh / "document_relations.csv", core.header("document_relations"), list(_between_laws(core)))
    for name in _EMPTY:
        _table(fresh / f"{name}.csv", core.header(name), [])
    (fresh / "observations").mkdir()
    with ExitStack() as stack:
        files = [stack.enter_context(_new(fresh / name)) for name in ("documents.csv", "relations.csv")]
        yield OpenTables(core, fresh, *files)


def _between_laws(core: Core) -> Iterator[list[str]]:
    """Yield the relations between documents that stay."""
    real = {row["document_id"] for row in core.rows("documents.csv") if row["kind"] not in _REPORTS}
    for row in core.rows("document_relations.csv"):
        if {row["from_document_id"], row["to_document_id"]} <= real:
            yield [row[name] for name in core.header("document_relations")]


def _document(place: Reporter, periods: Sequence[Period]) -> dict[str, str]:
    years = dict.fromkeys((str(periods[0].start.year), str(periods[-1].end.year)))
    name = place.name[:1].lower() + place.name[1:]
    return {  # no address, number or day: such a document must not look like one that exists
        "document_id": document_id(place.unit_id),
        "kind": "báo cáo",
        "issued_text": "không có thật",
        "issuer": _ISSUER,
        "unit_id": place.unit_id,
        "title": f"Báo cáo giả lập về hội quần chúng của {name}, {'–'.join(years)}",
        "short_title": f"Báo cáo giả lập của {name}",
        "period_start": periods[0].start.isoformat(),
        "period_end": max(period.end for period in periods).isoformat(),
        "status": "unknown",
        "note": "Do máy sinh ra để thử nghiệm; không có văn bản nào như vậy.",
    }


def _table(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with _new(path) as file:
        _writer(file).writerows([header, *rows])


def _new(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _writer(file: TextIO) -> Any:
    return csv.writer(file, lineterminator="\n")


def _questions(core: Core) -> Iterator[list[str]]:
    """Yield the questions of the first form, put by a made-up one about all made-up figures."""
    real = list(core.rows("forms.csv"))
    own = (row for row in real if row["form_id"] == real[0]["form_id"])
    yield from (list((row | {"document_id": _FORM["document_id"]}).values()) for row in own)
