"""A review in words: sections of lines, which text, Markdown and a page show alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from generator.cli import untold_words
from generator.cli.figure_words import FigureWords
from generator.cli.words import Words
from generator.model import Register
from generator.releases.comparison import MOVED
from generator.review.changes import ADDED, CHANGED, GONE, Cells, Change
from generator.review.doubts import Doubt, Suspect
from generator.review.outcome import Review, TableChange
from generator.review.pictures import Bar, before_and_after

_KINDS = (CHANGED, ADDED, MOVED, GONE)
_WITH_INTRO = ("suspects", "missing", "untold", "hidden")
_BESIDE = {"earlier": "other-period", "siblings": "middle", "parent": "above"}


class FigureInWords(Struct, frozen=True):
    """A figure before and after, in words; what it is not yet, or no longer, is empty."""

    figure_id: str
    name: str
    matter: str
    place: str
    before: str
    after: str
    bars: tuple[Bar, ...]


class Line(Struct, frozen=True):
    """One line with what is told below it; a code stands as it is typed."""

    text: str
    below: tuple[str, ...] = ()
    told: FigureInWords | None = None
    address: str = ""
    is_code: bool = False


class Section(Struct, frozen=True):
    name: str
    title: str
    intro: str
    lines: tuple[Line, ...]
    more: str = ""
    """That there are more lines than these."""


class Telling(Struct, frozen=True, dict=True):
    """One review in one language."""

    review: Review
    words: Words

    @property
    def title(self) -> str:
        return self.words("diff.title", base=self.review.base, head=self.review.head)

    @property
    def summary(self) -> str:
        """Return how much changes, or that no figure does."""
        review, words = self.review, self.words
        if not review.changes:
            return words("diff.same")
        return words(
            "diff.summary",
            **{kind: words.number(len(self._of_kind(kind))) for kind in _KINDS},
            doubted=words.number(len(review.suspects)),
            pages=words.number(len(review.pages)),
            missing=words.number(len(review.missing)),
        )

    def sections(self) -> Iterator[Section]:
        """Yield what there is to tell: first what looks wrong, then what is missing, then all else."""
        told = {
            "suspects": [self._suspect(one) for one in self.review.suspects],
            "missing": [
                Line(one.line("correction", "YYYY-MM-DD", "…"), is_code=True) for one in self.review.missing
            ],
            "untold": [Line(one) for one in untold_words.figures(self.review.untold, self.words)],
            "hidden": [Line(one) for one in untold_words.hidden(self.review.untold, self.words)],
            **{kind: [self._change(one) for one in self._of_kind(kind)] for kind in _KINDS},
            "tables": [self._table(one) for one in self.review.tables],
            "pages": [
                Line(self.words(f"diff.page-{what}", address=it), address=it)
                for it, what in self.review.pages.items()
            ],
        }
        for name, lines in told.items():
            if lines:
                intro = self.words(f"diff.{name}-intro") if name in _WITH_INTRO else ""
                title = self.words(f"diff.{name}", count=self.words.number(len(lines)))
                yield Section(name, title, intro, tuple(lines))

    def _told(self, change: Change, bars: tuple[Bar, ...] = ()) -> FigureInWords:
        names, before, after = self._names, change.before, change.after
        was = "" if before is None else self._earlier_value(change, before)
        now = "" if after is None else names.value(change.key, after)
        if was == now and change.kind == CHANGED:
            was, now = "", self.words("diff.columns", columns=", ".join(change.fields))
        facts = {"unit": names.unit(change.key["unit_id"]), "period": names.period(change.key)}
        place, matter = self.words("diff.place", **facts), names.matter(change.key)
        return FigureInWords(change.figure_id, names.figure(change.key), matter, place, was, now, bars)

    def _said(self, told: FigureInWords) -> str:
        """Return a figure before and after, or what it says where it is new or gone."""
        if told.before and told.after:
            return self.words("diff.before-after", name=told.name, before=told.before, after=told.after)
        return self.words("diff.only", name=told.name, value=told.before or told.after)

    def reason(self, doubt: Doubt) -> str:
        """Return why a figure looks wrong."""
        facts: dict[str, str] = dict(doubt.facts)
        if "start" in facts:
            span = {"period_start": facts["start"], "period_end": facts["end"]}
            facts["period"] = self._names.period(span)
        if "way" in facts:
            facts["change"] = self.words(f"diff.{facts['way']}", ratio=self._ratio(facts["ratio"]))
        for name in {"other", "stated", "computed", "figures", "units"} & facts.keys() - _other_is_id(doubt):
            facts[name] = self._names.plain(facts[name])
        if _other_is_id(doubt):
            facts["other_figure"] = self._figure(facts["other"])
        if "figure" in facts:
            facts["relation_kind"] = self.words(f"relation-kind.{facts['kind']}")
            facts["figure"] = self._figure(facts["figure"])
        return self.words(f"doubt.{doubt.code}", **self._named(doubt, facts))

    def _named(self, doubt: Doubt, facts: dict[str, str]) -> dict[str, str]:
        """Return facts with names for ids and codes."""
        named = {
            "unit": self._names.unit,
            "source": self._names.unit if doubt.code == "copied-unit" else str,
            "indicator": self._names.indicator,
            "reason": lambda code: self.words(f"reason.{code}"),
        }
        if doubt.code == "kind-changed":
            named |= dict.fromkeys(("was", "is"), lambda code: self.words(f"kind.{code}"))
        return {name: named.get(name, str)(fact) for name, fact in facts.items()}

    def _ratio(self, ratio: str) -> str:
        number = float(ratio)
        return self.words.number(number, 1 if number < 10 else 0)

    def _suspect(self, suspect: Suspect) -> Line:
        reasons = tuple(self.reason(one) for one in suspect.doubts)
        if not suspect.figure_id:
            return Line(reasons[0], reasons[1:])
        change = self._by_id[suspect.figure_id]
        told = self._told(change, self._bars(change, suspect))
        return Line(self._said(told), reasons, told)

    def _change(self, change: Change) -> Line:
        told = self._told(change)
        below: tuple[str, ...] = ()
        if change.was is not None:
            was, cells = self._names.figure(change.was.key), ", ".join(change.fields)
            below = (self.words("diff.moved-from", name=was, cells=cells),)
        return Line(self._said(told), below, told)

    def _table(self, table: TableChange) -> Line:
        counts = {"added": self.words.number(table.added), "gone": self.words.number(table.gone)}
        return Line(self.words("diff.table", table=table.table, **counts))

    def _bars(self, change: Change, suspect: Suspect) -> tuple[Bar, ...]:
        """Return before and after, with what makes the figure look wrong."""
        bars = [bar for bar in (self._bar(one) for one in suspect.doubts) if bar]
        was, now = ((cells or {}).get("value", "") for cells in (change.before, change.after))
        bars += [(self.words("diff.was"), was, False)] if change.before is not None else []
        is_new = change.before is None
        bars += [(self.words("diff.new" if is_new else "diff.is"), now, True)]
        return before_and_after(bars, lambda it: self._names.number(change.key, f"{it:f}"))

    def _bar(self, doubt: Doubt) -> tuple[str, str, bool] | None:
        """Return what a figure is held against, as a bar."""
        key = _BESIDE.get(doubt.code.rpartition("-")[2])
        if key is None or "other" not in doubt.facts:
            return None
        facts = doubt.facts
        period = {"period_start": facts.get("start", ""), "period_end": facts.get("end", "")}
        shown = self._names.period(period) if "start" in facts else ""
        return self.words(f"diff.{key}", period=shown), facts["other"], False

    def _earlier_value(self, change: Change, before: Cells) -> str:
        names = self._names if self.review.earlier is None else FigureWords(self.review.earlier, self.words)
        return names.value((change.was or change).key, before)

    def _figure(self, figure_id: str) -> str:
        """Return the name of any figure of the units that changed."""
        change = self._by_id.get(figure_id)
        if change is not None:
            return self._names.figure(change.key)
        one = self._register.observations[figure_id]
        return self._names.figure(
            {
                "unit_id": one.unit_id,
                "organisation_id": one.organisation_id or "",
                "indicator_id": one.indicator_id,
                "breakdown": ";".join("=".join(pair) for pair in one.breakdown),
                "period_start": one.period.start.isoformat(),
                "period_end": one.period.end.isoformat(),
            }
        )

    @cached_property
    def _by_id(self) -> dict[str, Change]:
        return {one.figure_id: one for one in self.review.changes}

    @cached_property
    def _names(self) -> FigureWords:
        return FigureWords(self._register, self.words)

    @property
    def _register(self) -> Register:
        assert self.review.register is not None
        return self.review.register

    def _of_kind(self, kind: str) -> list[Change]:
        return [one for one in self.review.changes if one.kind == kind]


def _other_is_id(doubt: Doubt) -> set[str]:
    return {"other"} if doubt.code == "swapped" else set()
