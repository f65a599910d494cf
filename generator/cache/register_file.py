"""The file of the record: the register, its index, and the figures of every unit; workers read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.cache.file import META, StateFile, packed, unpacked

if TYPE_CHECKING:  # their modules are heavy, and a build that finds nothing changed does without
    from generator.analysis import Comparison, Point, Subject
    from generator.measures import Finding
    from generator.model import Observation, Register, Relation
    from generator.releases.frozen import Cells
    from generator.releases.history import Published

_TABLES = """
CREATE TABLE source (path TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE unit (unit_id TEXT PRIMARY KEY, digest TEXT, figures BLOB);
CREATE TABLE relation (unit_id TEXT PRIMARY KEY, relations BLOB);
CREATE TABLE finding (unit_id TEXT PRIMARY KEY, findings BLOB);
CREATE TABLE point (
    unit_id TEXT, indicator_id TEXT, organisation_id TEXT, rows TEXT,
    PRIMARY KEY (unit_id, indicator_id, organisation_id)
) WITHOUT ROWID;
CREATE INDEX point_of ON point (indicator_id, organisation_id);
CREATE TABLE comparison (
    indicator_id TEXT, organisation_id TEXT, comparisons BLOB, PRIMARY KEY (indicator_id, organisation_id)
);
CREATE TABLE sibling (
    parent_id TEXT, indicator_id TEXT, organisation_id TEXT, comparisons BLOB,
    PRIMARY KEY (indicator_id, organisation_id, parent_id)
) WITHOUT ROWID;
CREATE INDEX sibling_of ON sibling (parent_id, indicator_id);
CREATE TABLE frozen (unit_id TEXT PRIMARY KEY, published BLOB, cells BLOB);
CREATE TABLE figure (figure_id TEXT PRIMARY KEY, unit_id TEXT) WITHOUT ROWID;
"""


class RecordFile(StateFile):
    """The record.  One process writes; others open it with `reading`."""

    NAME = "record.sqlite"
    TABLES = META + _TABLES

    def core(self) -> Register:
        """Return the register without figures, relations and what was published, which lie unit by unit."""
        from generator.register_links import of_land

        register: Register = replace(self.get("core"), **of_land(self.get("land")))
        return register

    def put_core(self, core: Register) -> None:
        """Put the register in the place of the one that is there; its land only where it is another."""
        from generator.model import Land
        from generator.register_links import of_land

        before = self.get("land")
        if before is None or any(getattr(before, name) is not own for name, own in of_land(core).items()):
            self.put("land", Land(**of_land(core)))
        bare = of_land(Land(units={}, changes=()))
        self.put("core", replace(core, **bare, relations=(), relations_of={}, published={}))

    def sources(self) -> dict[str, str]:
        """Return the digest of every file of data by its path."""
        return dict(self._db.execute("SELECT path, digest FROM source"))

    def put_sources(self, digests: Mapping[str, str]) -> None:
        self._db.execute("DELETE FROM source")
        self._db.executemany("INSERT INTO source VALUES (?, ?)", digests.items())

    def unit_digests(self) -> dict[str, str]:
        """Return the digest of every unit with figures, in no order."""
        return dict(self._db.execute("SELECT unit_id, digest FROM unit"))

    def figures(self, unit_id: str) -> tuple[Observation, ...]:
        """Return the figures of a unit in official order; none where it has none."""
        from generator.cache.cells import figure_of

        row = self._db.execute("SELECT figures FROM unit WHERE unit_id = ?", (unit_id,)).fetchone()
        return () if row is None else tuple(figure_of(unit_id, *cells) for cells in unpacked(row[0]))

    def unit_of(self, figure_id: str) -> str | None:
        """Return the unit that a figure is about; None for an unknown figure."""
        row = self._db.execute("SELECT unit_id FROM figure WHERE figure_id = ?", (figure_id,)).fetchone()
        return None if row is None else str(row[0])

    def has_figures(self, figure_ids: Iterable[str]) -> bool:
        """Say whether there are figures of all these ids."""
        return all(self.unit_of(figure_id) is not None for figure_id in figure_ids)

    def put_unit(self, unit_id: str, digest: str, figures: Sequence[Observation]) -> None:
        """Replace the figures of a unit; IntegrityError where another unit uses one of the ids."""
        from generator.cache.cells import cells_of

        self.drop_unit(unit_id)
        cells = packed([cells_of(figure) for figure in figures])
        self._db.execute("INSERT INTO unit VALUES (?, ?, ?)", (unit_id, digest, cells))
        names = ((figure.figure_id, unit_id) for figure in figures)
        self._db.executemany("INSERT INTO figure VALUES (?, ?)", names)

    def units_with_relations(self) -> dict[str, bool]:
        """Return the units that state relations."""
        return {unit_id: True for (unit_id,) in self._db.execute("SELECT unit_id FROM relation")}

    def relations(self, unit_id: str) -> tuple[Relation, ...]:
        """Return the relations stated of a unit in official order."""
        row = self._db.execute("SELECT relations FROM relation WHERE unit_id = ?", (unit_id,)).fetchone()
        return () if row is None else unpacked(row[0])

    def put_relations(self, by_unit: Mapping[str, tuple[Relation, ...]]) -> set[str]:
        """Put all relations in the place of those that were there; return the units whose own differ."""
        rows = {unit_id: packed(relations) for unit_id, relations in by_unit.items()}
        before = dict(self._db.execute("SELECT unit_id, relations FROM relation"))
        changed = {name for name in rows.keys() | before.keys() if rows.get(name) != before.get(name)}
        self._db.executemany("DELETE FROM relation WHERE unit_id = ?", ((name,) for name in changed))
        new = ((unit_id, rows[unit_id]) for unit_id in sorted(changed & rows.keys()))
        self._db.executemany("INSERT INTO relation VALUES (?, ?)", new)
        return changed

    def findings(self, unit_id: str) -> tuple[Finding, ...]:
        """Return what the relations of a unit came to."""
        row = self._db.execute("SELECT findings FROM finding WHERE unit_id = ?", (unit_id,)).fetchone()
        return () if row is None else unpacked(row[0])

    def put_findings(self, unit_id: str, findings: tuple[Finding, ...]) -> None:
        self._db.execute("INSERT OR REPLACE INTO finding VALUES (?, ?)", (unit_id, packed(findings)))

    def points(self, subject: Subject) -> dict[str, list[Point]]:
        """Return the comparable figures of a subject by unit, in no order of units."""
        from generator.analysis import Point

        query = "SELECT unit_id, rows FROM point WHERE indicator_id = ? AND organisation_id = ?"
        return {
            unit_id: [Point(subject[0], unit_id, *cells) for cells in json.loads(rows)]
            for unit_id, rows in self._db.execute(query, subject)
        }

    def put_points(self, unit_id: str, points: Mapping[Subject, Sequence[Point]]) -> set[Subject]:
        """Replace a unit's comparable figures; return the subjects that changed."""
        rows = {subject: json.dumps([point[2:] for point in own]) for subject, own in points.items()}
        query = "SELECT indicator_id, organisation_id, rows FROM point WHERE unit_id = ?"
        before = {(one, body): own for one, body, own in self._db.execute(query, (unit_id,))}
        if rows != before:
            self._db.execute("DELETE FROM point WHERE unit_id = ?", (unit_id,))
            new = ((unit_id, *subject, own) for subject, own in rows.items())
            self._db.executemany("INSERT INTO point VALUES (?, ?, ?, ?)", new)
        return {subject for subject, _ in rows.items() ^ before.items()}

    def subjects_compared(self) -> set[Subject]:
        """Return the subjects that have comparisons."""
        return set(self._db.execute("SELECT indicator_id, organisation_id FROM comparison"))

    def comparisons(self, subject: Subject) -> tuple[Comparison, ...]:
        """Return the comparisons of a subject; none where it has none."""
        query = "SELECT comparisons FROM comparison WHERE indicator_id = ? AND organisation_id = ?"
        row = self._db.execute(query, subject).fetchone()
        return () if row is None else unpacked(row[0])

    def put_comparisons(self, subject: Subject, comparisons: tuple[Comparison, ...]) -> None:
        self._db.execute("DELETE FROM comparison WHERE indicator_id = ? AND organisation_id = ?", subject)
        if comparisons:
            self._db.execute("INSERT INTO comparison VALUES (?, ?, ?)", (*subject, packed(comparisons)))

    def siblings(self, parent_id: str, indicator_id: str) -> tuple[Comparison, ...]:
        """Return the comparisons of an indicator among the units of one parent; none where there are none."""
        which = "parent_id = ? AND indicator_id = ? ORDER BY organisation_id"
        query = f"SELECT comparisons FROM sibling WHERE {which}"  # noqa: S608 - no text from outside
        rows = self._db.execute(query, (parent_id, indicator_id))
        return tuple(one for (own,) in rows for one in unpacked(own))

    def put_siblings(self, subject: Subject, comparisons: Mapping[str, tuple[Comparison, ...]]) -> set[str]:
        """Replace the comparisons of a subject by parent; return the parents whose comparison changed."""
        query = "SELECT parent_id, comparisons FROM sibling WHERE indicator_id = ? AND organisation_id = ?"
        before = {name: unpacked(own) for name, own in self._db.execute(query, subject)}
        changed = {
            name for name in before.keys() | comparisons.keys() if before.get(name) != comparisons.get(name)
        }
        delete = "DELETE FROM sibling WHERE parent_id = ? AND indicator_id = ? AND organisation_id = ?"
        self._db.executemany(delete, ((name, *subject) for name in sorted(changed)))
        new = ((name, *subject, packed(comparisons[name])) for name in sorted(changed & comparisons.keys()))
        self._db.executemany("INSERT INTO sibling VALUES (?, ?, ?, ?)", new)
        return changed

    def published(self, unit_id: str) -> Mapping[str, str]:
        """Return the first release of every figure that was ever published of a unit."""
        row = self._db.execute("SELECT published FROM frozen WHERE unit_id = ?", (unit_id,)).fetchone()
        return {} if row is None else unpacked(row[0])

    def units_published(self) -> dict[str, bool]:
        """Return the units of which figures were ever published."""
        return {unit_id: True for (unit_id,) in self._db.execute("SELECT unit_id FROM frozen")}

    def frozen(self, unit_id: str) -> Mapping[str, Cells]:
        """Return what the newest release says of the figures of a unit."""
        row = self._db.execute("SELECT cells FROM frozen WHERE unit_id = ?", (unit_id,)).fetchone()
        return {} if row is None else unpacked(row[0])

    def put_frozen(self, published: Published, cells: Mapping[str, Mapping[str, Cells]]) -> set[str]:
        """Put what releases froze in the place of what was there; return the units whose history differs."""
        rows = {name: packed(own) for name, own in published.items()}
        before = dict(self._db.execute("SELECT unit_id, published FROM frozen"))
        self._db.execute("DELETE FROM frozen")
        new = ((name, own, packed(cells.get(name, {}))) for name, own in sorted(rows.items()))
        self._db.executemany("INSERT INTO frozen VALUES (?, ?, ?)", new)
        return {name for name in rows.keys() | before.keys() if rows.get(name) != before.get(name)}

    def drop_unit(self, unit_id: str) -> None:
        known = [(figure.figure_id,) for figure in self.figures(unit_id)]
        self._db.executemany("DELETE FROM figure WHERE figure_id = ?", known)
        self._db.execute("DELETE FROM unit WHERE unit_id = ?", (unit_id,))
