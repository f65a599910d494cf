"""What a number of a report may be a figure of: a guess from the record's own words, for a person to judge.

The words around a number are compared with the names, definitions and units of measure of the
indicators, with the questions of forms, and with the names and aliases of organisations and members
of breakdowns.  Rare words weigh more.  What was counted before, in the same unit or by the same
organisation, is likelier.  A guess is never a row of the record.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import log, sqrt

from msgspec import Struct

from generator.model import Breakdown, Document, Indicator, Period, Register
from generator.nouns import contradicts, noun_in
from generator.reports.numbers import PrintedNumber
from generator.reports.surroundings import Surroundings

LEAST_LIKENESS, HALF = 1.5, 0.5
LONGEST_NOUN = 4
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.;](?=\s)")
_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)\b", re.IGNORECASE)
_OF_NAME, _OF_UNIT, _OF_DEFINITION, _OF_QUESTION = 2.0, 1.5, 0.7, 0.7
_AFTER, _BEFORE, _EARLIER, _AROUND, _CALLED = 1.0, 0.6, 0.35, 0.25, 0.2
_CALLED_LENGTH = 150

Weights = Mapping[str, float]


class Guess(Struct, frozen=True):
    """What a number may be: the cells of a row that nobody has confirmed."""

    indicator_id: str
    organisation_id: str | None
    breakdown: Breakdown
    period: Period | None
    likeness: float


class Guesser:
    """The words of a record, against which numbers of one document are held."""

    def __init__(self, register: Register, document: Document, unit_id: str) -> None:
        self._register, self._document, self._unit_id = register, document, unit_id
        self._earlier = [
            one for one in register.observations.values() if one.document_id != document.document_id
        ]

    def of_unknown(self, around: Surroundings) -> tuple[str | None, Period | None]:
        """Return the organisation and the period of a number that nothing in the record is like."""
        period = self._document.period
        return self._organisation(around), None if period is None or period.spans_years else period

    def guess(self, number: PrintedNumber, around: Surroundings) -> Guess | None:
        """Return what a number most likely is; None where nothing in the record is like it."""
        body = self._organisation(around)
        ranked = [
            (self._likeness(number, around, one, body), one) for one in self._register.indicators.values()
        ]
        likeness, indicator = max(ranked, key=lambda one: one[0], default=(0.0, None))
        plain = self._plain(around)
        if plain is not None and (indicator is None or self._share_near(around, indicator) < HALF):
            likeness, indicator = max(likeness, LEAST_LIKENESS), plain
        if indicator is None or likeness < LEAST_LIKENESS:
            return None
        return Guess(
            indicator.indicator_id,
            body,
            self._breakdown(around, indicator),
            self._period(around, indicator),
            likeness,
        )

    # Indicators ------------------------------------------------------------------------------

    def _likeness(
        self, number: PrintedNumber, around: Surroundings, indicator: Indicator, body: str | None
    ) -> float:
        fit = _fit(number, around, indicator)
        if not fit:
            return 0.0
        own, norm = self._words_of[indicator.indicator_id]
        parts = (
            (_AFTER, around.after),
            (_BEFORE, around.before),
            (_AROUND, around.sentence),
            (_EARLIER, around.earlier),
            (_CALLED, around.called[-_CALLED_LENGTH:]),
        )
        near: dict[str, float] = {}
        for weight, text in parts:
            for word in _words(text):
                near[word] = max(near.get(word, 0.0), weight)
        shared = sum(weight * own[word] * self._rarity[word] for word, weight in near.items() if word in own)
        return fit * self._habit(indicator, body) * (shared / norm + _counts_nothing_else(around, indicator))

    def _plain(self, around: Surroundings) -> Indicator | None:
        """Return the indicator whose name is no more than the noun after a number: "512 hội viên"."""
        follows = _syllables(around.after)
        counts = range(min(len(follows), LONGEST_NOUN), 0, -1)
        nouns = (" ".join(follows[:count]) for count in counts)
        noun = next((noun for noun in nouns if noun in self._counted), "")
        return self._plainly_named.get(noun)

    @cached_property
    def _counted(self) -> frozenset[str]:
        """All that the record counts: "hội nghị" is more than "hội"."""
        units = (one.unit_of_measure for one in self._register.indicators.values())
        return frozenset(noun for unit in units for noun in unit.split(", "))

    @cached_property
    def _plainly_named(self) -> Mapping[str, Indicator]:
        return {
            one.unit_of_measure: one
            for one in self._register.indicators.values()
            if one.name.lower() == f"số {one.unit_of_measure}"
        }

    def _share_near(self, around: Surroundings, indicator: Indicator) -> float:
        """Return how much of a name, but for its unit of measure, stands around a number; names apart."""
        unit = _syllables(indicator.unit_of_measure)
        rest = [word for word in _syllables(indicator.name) if word not in ("số", *unit)]
        pairs = [f"{one} {other}" for one, other in pairwise(rest)] or rest
        text = f"{around.sentence}\n{around.earlier}\n{around.called}\n{around.subject}"
        near = set(_words(self._bodies_named.sub(".", text)))
        return sum(pair in near for pair in pairs) / len(pairs) if pairs else 1.0

    def _habit(self, indicator: Indicator, body: str | None) -> float:
        """Return how much likelier an indicator is because it was counted before."""
        uses = self._uses.get(indicator.indicator_id, set())
        return 1 + 0.15 * ((self._unit_id in uses) + (body in uses and body is not None))

    @cached_property
    def _uses(self) -> Mapping[str, set[str | None]]:
        uses = defaultdict[str, set[str | None]](set)
        for one in self._earlier:
            uses[one.indicator_id] |= {one.unit_id, one.organisation_id}
        return uses

    @cached_property
    def _words_of(self) -> Mapping[str, tuple[Weights, float]]:
        """The words of each indicator with their weights, and how long they are together."""
        found = {}
        for indicator_id, words in self._texts.items():
            own = {word: weight * self._rarity[word] for word, weight in words.items()}
            found[indicator_id] = own, sqrt(sum(weight**2 for weight in own.values())) or 1.0
        return found

    @cached_property
    def _rarity(self) -> Weights:
        counted = Counter(word for words in self._texts.values() for word in words)
        return {word: log(1 + len(self._texts) / count) for word, count in counted.items()}

    @cached_property
    def _texts(self) -> Mapping[str, Weights]:
        questions = defaultdict[str, list[str]](list)
        for question in self._register.questions:
            questions[question.indicator_id or ""].append(question.question)
        return {
            one.indicator_id: _weighed(
                (_OF_NAME, one.name),
                (_OF_UNIT, one.unit_of_measure),
                (_OF_DEFINITION, one.definition),
                (_OF_QUESTION, " ".join(questions[one.indicator_id])),
            )
            for one in self._register.indicators.values()
        }

    # Organisations, breakdowns, periods --------------------------------------------------------

    def _organisation(self, around: Surroundings) -> str | None:
        """Return the organisation that begins the sentence, else the last one named before the number.

        A paragraph that names none is about what the paragraph before it begins with, a footnote
        about what the text says where it is called.
        """
        for text in (around.paragraph_before, around.subject, around.called, around.sentence):
            clause = max((it.end() for it in _CLAUSE.finditer(text)), default=0)
            found = list(self._bodies_named.finditer(text))
            first = [it for it in found if clause <= it.start() <= clause + 2]
            if text is around.subject:
                found = [it for it in found if _begins_line(text, it.start())]
            if found:
                return self._body_of[(first or found[-1:])[0][0].lower()]
        return None

    @cached_property
    def _body_of(self) -> Mapping[str, str]:
        return {
            name.lower(): body.organisation_id
            for body in self._register.organisations.values()
            for name in (body.name, body.short_name, *body.aliases)
        }

    @cached_property
    def _bodies_named(self) -> re.Pattern[str]:
        names = sorted(self._body_of, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)", re.IGNORECASE)

    def _breakdown(self, around: Surroundings, indicator: Indicator) -> Breakdown:
        """Return the members that the words name, of breakdowns in which the indicator is counted."""
        found: dict[str, str] = {}
        for (dimension, member_id), member in self._register.members.items():
            if dimension in self._dimensions[indicator.indicator_id] and _names(around, member.name):
                found.setdefault(dimension, member_id)
        return tuple(sorted(found.items()))

    @cached_property
    def _dimensions(self) -> Mapping[str, set[str]]:
        used = defaultdict[str, set[str]](set)
        for one in self._earlier:
            used[one.indicator_id] |= {dimension for dimension, _ in one.breakdown}
        for question in self._register.questions:
            used[question.indicator_id or ""] |= {dimension for dimension, _ in question.breakdown}
        return used

    def _period(self, around: Surroundings, indicator: Indicator) -> Period | None:
        """Return the document's period; of a stock its last year, where it spans several."""
        period = self._document.period
        years = {int(year) for year in _YEAR.findall(around.sentence)}
        if period is None or (len(years) == 1 and date(min(years), 1, 1).year < period.start.year):
            return Period(date(min(years), 1, 1), date(min(years), 12, 31)) if years else None
        if period.spans_years and indicator.kind == "stock":
            return Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31))
        return period


def _fit(number: PrintedNumber, around: Surroundings, indicator: Indicator) -> float:
    """Return 0 where unit of measure and number exclude each other, more where the noun is the unit."""
    is_money = bool(re.search(r"(?:đồng|đ)$", number.printed, re.IGNORECASE))
    unit = indicator.unit_of_measure
    if is_money != unit.endswith("đồng") or number.is_percent != (unit == "%"):
        return 0.0
    noun = noun_in(f"1 {' '.join(_syllables(around.after)[:2])}")
    if noun and contradicts(noun, unit):
        return 0.5
    follows = " ".join(_syllables(around.after)[:4])
    is_counted = any(follows.startswith(word) for word in unit.lower().split(", "))
    return 1.5 if is_counted and not is_money else 1.0


def _counts_nothing_else(around: Surroundings, indicator: Indicator) -> float:
    """Return how much of a name is its unit of measure, where that is all that follows: "07 hội"."""
    follows = around.after.strip(" ,").lower()
    return 2 * len(follows) / len(indicator.name) if follows in indicator.unit_of_measure.split(", ") else 0.0


def _begins_line(text: str, at: int) -> bool:
    return text[:at].rpartition("\n")[2].strip(" -+*•") == ""


def _names(around: Surroundings, name: str) -> bool:
    inside = around.sentence.lower()
    return name.lower().strip("“”") in inside


def _weighed(*parts: tuple[float, str]) -> Weights:
    weights: dict[str, float] = {}
    for weight, text in parts:
        for word in _words(text):
            weights[word] = max(weights.get(word, 0.0), weight)
    return weights


def _words(text: str) -> Iterable[str]:
    """Return the syllables of a text and each two that follow each other: most words have two."""
    found = _syllables(text)
    return [*found, *(f"{one} {other}" for one, other in pairwise(found))]


def _syllables(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
