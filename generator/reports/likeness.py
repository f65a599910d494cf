"""How like an indicator the words around a number are.

Rare words weigh more.  What was counted before, in the same unit or by the same organisation, is
likelier; an indicator whose own name is not said around a number is less likely.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log, sqrt

from generator.model import Indicator, Observation, Register
from generator.nouns import is_of_people
from generator.reports.bodies import Bodies
from generator.reports.counted import fit, noun_of
from generator.reports.numbers import PrintedNumber
from generator.reports.surroundings import Surroundings
from generator.reports.syllables import Weights, pairs, syllables, weighed, words

LEAST_LIKENESS, HALF = 1.5, 0.5
LONGEST_NOUN = 4
_CALLING = 3
"""So many words are a name that is meant, not one that happens to be said."""
_OF_NAME, _OF_UNIT, _OF_DEFINITION, _OF_QUESTION = 2.0, 1.5, 0.7, 0.7
_AFTER, _BEFORE, _EARLIER, _AROUND, _CALLED = 1.0, 0.6, 0.35, 0.25, 0.2
_CALLED_LENGTH = 150
_BACK_LENGTH = 400
_OTHER_NOUN = 0.6
_OF_OTHER_NOUNS = {"excluded": 0.0, "other": 0.25, "attended": 0.75}
"""Reports count attendances where the record counts persons: less likely, but no other matter."""
_UNSAID = 0.3
"""So much of its likeness keeps an indicator of whose own name nothing is said."""
_FOR = re.compile(r"\b(?:cho|thu hút|giúp|giúp đỡ|hỗ trợ|vận động)\s*$", re.IGNORECASE)
_RAISING = re.compile(r"vận động|quyên góp|ủng hộ|đóng góp", re.IGNORECASE)
_RAISED = re.compile(r"\b(?:vận động|quyên góp) được(?: số tiền)?\s*$", re.IGNORECASE)
_WON = re.compile(r"\b(?:đạt danh hiệu|được công nhận)\b", re.IGNORECASE)
_REGISTERED = re.compile("đăng ký", re.IGNORECASE)
_HOUSEHOLDS = {"hộ", "gia đình"}
_MEETINGS = {"cuộc", "buổi", "hội nghị", "phiên"}
_PERSON = "người"
_NO_NAME = ("số", "tổng", "tỷ", "lệ", "tiền")


class Likeness:
    """The words of a record's indicators, against which numbers are held."""

    def __init__(
        self, register: Register, earlier: Iterable[Observation], unit_id: str, bodies: Bodies
    ) -> None:
        self._register, self._unit_id, self._bodies = register, unit_id, bodies
        self._uses = defaultdict[str, set[str | None]](set)
        for one in earlier:
            self._uses[one.indicator_id] |= {one.unit_id, one.organisation_id}

    def ranked(
        self, number: PrintedNumber, around: Surroundings, body: str | None, of_changes: bool = False
    ) -> list[tuple[float, Indicator]]:
        """Return all indicators, or those of changes, that a number may be of, the likeliest first."""
        counted = [one for one in self._indicators if one.counts_changes == of_changes]
        found = [(self._likeness(number, around, one, body), one) for one in counted]
        found = sorted((one for one in found if one[0]), key=lambda one: -one[0])
        plain = None if of_changes else self.plain(around)
        if plain is not None and (not found or self._share_near(around, found[0][1]) < HALF):
            likeness = max(found[0][0] if found else 0.0, LEAST_LIKENESS)
            found = [(likeness, plain), *(one for one in found if one[1] is not plain)]
        return found

    @property
    def _indicators(self) -> Iterable[Indicator]:
        return self._register.indicators.values()

    def _likeness(
        self, number: PrintedNumber, around: Surroundings, indicator: Indicator, body: str | None
    ) -> float:
        fit = _fit(number, around, indicator)
        if not fit:
            return 0.0
        if fit == 1.0 and self.noun_against(around, indicator):
            fit = _OTHER_NOUN
        own, norm = self._words_of[indicator.indicator_id]
        near = self._near(around)
        shared = sum(weight * own[word] * self._rarity[word] for word, weight in near.items() if word in own)
        said = _UNSAID + (1 - _UNSAID) * self._said(around, indicator)
        like = shared / norm + _counts_nothing_else(around, indicator)
        return fit * said * self._habit(indicator, body) * like

    def _near(self, around: Surroundings) -> Weights:
        """Return the words around a number, each with the weight of where it stands."""
        return weighed(
            (_AFTER, around.after),
            (_BEFORE, around.before),
            (_AROUND, around.sentence),
            (_EARLIER, around.earlier),
            (_CALLED, around.called[-_CALLED_LENGTH:]),
        )

    def _share_near(self, around: Surroundings, indicator: Indicator) -> float:
        """Return how much of a name, but for its unit of measure, stands around a number; names apart."""
        unit = syllables(indicator.unit_of_measure)
        rest = [word for word in syllables(indicator.name) if word not in ("số", *unit)]
        own = [*pairs(rest)] or rest or unit
        near = set(words(self._bodies.without_names(_wide(around))))
        return sum(pair in near for pair in own) / len(own)

    def _said(self, around: Surroundings, indicator: Indicator) -> float:
        """Return how much of an indicator's own name is said around a number, rare words first."""
        own = _own_name(indicator)
        unsaid = self._unsaid(around, own)
        whole = sum(self._rarity[word] for word in own)
        return 1 - sum(self._rarity[word] for word in unsaid) / whole if own else 1.0

    def is_unsaid(self, around: Surroundings, indicator: Indicator) -> bool:
        """Say whether most of an indicator's own name is not said around a number."""
        return self._said(around, indicator) < HALF

    def _unsaid(self, around: Surroundings, own: Iterable[str]) -> list[str]:
        near = set(syllables(f"{_wide(around)}\n{around.paragraph_before[-_BACK_LENGTH:]}"))
        return [word for word in own if word not in near]

    def noun_against(self, around: Surroundings, indicator: Indicator) -> str:
        """Return the noun after a number where it is not what the indicator counts; else nothing.

        Members and pupils are persons too: an indicator of persons counts them.  Households and
        families are the same.
        """
        unit, noun = indicator.unit_of_measure.lower().split(", "), self._noun(around)
        known = noun_of(around)
        if fit(known, indicator.unit_of_measure) in _OF_OTHER_NOUNS:
            return known
        is_same = {noun, *unit} <= _HOUSEHOLDS or {noun, *unit} <= _MEETINGS
        return "" if noun in ("", *unit) or _PERSON in unit or is_same else noun

    def _noun(self, around: Surroundings) -> str:
        """Return the longest noun after a number that the record counts.

        One that begins the name of people is none: "chi hội trưởng" are no branches.
        """
        follows = syllables(around.after)
        counts = range(min(len(follows), LONGEST_NOUN), 0, -1)
        nouns = (" ".join(follows[:count]) for count in counts)
        counted, known = next((noun for noun in nouns if noun in self.counted), ""), noun_of(around)
        return known if known.startswith(f"{counted} ") and is_of_people(known) else counted

    def counts_known_noun(self, around: Surroundings) -> bool:
        """Say whether a noun follows a number that the program or the record knows to be counted."""
        return bool(noun_of(around) or self._noun(around))

    def act_against(self, around: Surroundings, indicator: Indicator) -> str:
        """Return what the report says was done, where the indicator counts another step; else nothing.

        Money raised is not yet given, and who registers for a title has not yet won it.
        """
        raised = _RAISED.search(around.before)
        if raised and not _RAISING.search(f"{indicator.name} {indicator.definition}"):
            return raised[0].strip().lower()
        near = f"{around.before}\n{around.after}"
        won = _WON.search(near) if _REGISTERED.search(indicator.name) else None
        return won[0].lower() if won and not _REGISTERED.search(near) else ""

    def plain(self, around: Surroundings) -> Indicator | None:
        """Return the indicator whose name is no more than the noun after a number: "512 hội viên".

        Those for whom something is done are not all there are: "một lớp cho 60 hội viên".
        """
        return None if _FOR.search(around.lead) else self._plainly_named.get(self._noun(around))

    @cached_property
    def counted(self) -> frozenset[str]:
        """All that the record counts: "hội nghị" is more than "hội"."""
        return frozenset(noun for one in self._indicators for noun in one.unit_of_measure.split(", "))

    @cached_property
    def _plainly_named(self) -> Mapping[str, Indicator]:
        return {
            one.unit_of_measure: one
            for one in self._indicators
            if one.name.lower() == f"số {one.unit_of_measure}"
        }

    def _habit(self, indicator: Indicator, body: str | None) -> float:
        """Return how much likelier an indicator is because it was counted before."""
        uses = self._uses.get(indicator.indicator_id, set())
        return 1 + 0.15 * ((self._unit_id in uses) + (body in uses and body is not None))

    @cached_property
    def _words_of(self) -> Mapping[str, tuple[Weights, float]]:
        """The words of each indicator with their weights, and how long they are together."""
        found = {}
        for indicator_id, own_words in self._texts.items():
            own = {word: weight * self._rarity[word] for word, weight in own_words.items()}
            found[indicator_id] = own, sqrt(sum(weight**2 for weight in own.values())) or 1.0
        return found

    @cached_property
    def _rarity(self) -> Weights:
        counted = Counter(word for own in self._texts.values() for word in own)
        return {word: log(1 + len(self._texts) / count) for word, count in counted.items()}

    @cached_property
    def _texts(self) -> Mapping[str, Weights]:
        questions = defaultdict[str, list[str]](list)
        for question in self._register.questions:
            questions[question.indicator_id or ""].append(question.question)
        return {
            one.indicator_id: weighed(
                (_OF_NAME, one.name),
                (_OF_UNIT, one.unit_of_measure),
                (_OF_DEFINITION, one.definition),
                (_OF_QUESTION, " ".join(questions[one.indicator_id])),
            )
            for one in self._indicators
        }


def is_called(before: str, indicator: Indicator) -> bool:
    """Say whether the words before a number end with the whole name of an indicator, but for its unit."""
    unit, name = syllables(indicator.unit_of_measure), syllables(indicator.name)
    own = name[1 + len(unit) :] if name[: 1 + len(unit)] == ["số", *unit] else name
    return len(own) >= _CALLING and syllables(before)[-len(own) :] == own


def _own_name(indicator: Indicator) -> list[str]:
    """Return the words of a name but for its unit of measure."""
    unit = (*_NO_NAME, *syllables(indicator.unit_of_measure))
    return [word for word in syllables(indicator.name) if word not in unit]


def _wide(around: Surroundings) -> str:
    return f"{around.sentence}\n{around.earlier}\n{around.called}\n{around.subject}"


def _fit(number: PrintedNumber, around: Surroundings, indicator: Indicator) -> float:
    """Return 0 where unit of measure and number exclude each other, more where the noun is the unit."""
    is_money = bool(re.search(r"(?:đồng|đ)$", number.printed, re.IGNORECASE))
    unit = indicator.unit_of_measure
    if is_money != unit.endswith("đồng") or number.is_percent != (unit == "%"):
        return 0.0
    fitting = fit(noun_of(around), unit)
    if fitting in _OF_OTHER_NOUNS:
        return _OF_OTHER_NOUNS[fitting]
    follows = " ".join(syllables(around.after)[:4])
    is_counted = any(follows.startswith(word) for word in unit.lower().split(", "))
    return 1.5 if (is_counted or fitting == "alike") and not is_money else 1.0


def _counts_nothing_else(around: Surroundings, indicator: Indicator) -> float:
    """Return how much of a name is its unit of measure, where that is all that follows: "07 hội"."""
    follows, name = around.after.strip(" ,").lower(), indicator.name.lower()
    is_unit = follows in indicator.unit_of_measure.split(", ") and follows in name
    is_unit = is_unit and not _FOR.search(around.lead)
    return 2 * len(follows) / len(name) if is_unit else 0.0
