"""The index of names, for the search: every unit, association, indicator and document by its names.

    tu.json         "shards": every shard and how many entries it has
                    "places": [name, position of what it lies in or null, directory or null]
                    "spans": spans of validity in words; "levels": the levels in words
                    "bodies": [slug, name, other names …] of every association
                    "parts": the parts of each province (search/parts.py), by its title
                    "since": the first day on which a unit ended; names from before are not known
    tu-<key>.json   entries of which a word begins with the key: `tu-ngh.json`, `tu-055.json`
                    a unit: [title, unit_id, place, span, weight, what it belongs to today, page,
                             its associations with a page of their own …], or without a page to today
                    others: [title, "", group, 0, weight, what it is, page, other names …]
    moi-ten.json    names of provinces, associations, districts, communes, indicators, one of those that
                    sound alike, for a query that names nothing
    dau-<key>.json  where a shard had to be split: the first of the entries whose name begins so, for a
                    word that is not typed to its end

Places, spans and associations are positions in `tu.json`.  A unit without a page is told of at its code,
under its unit_id; an association in a unit lies below the unit's page.  A word is one of a name, without
accents and with i for y where both are written, or a code; a word of very many documents finds none of
them.  A shard with too many entries is split by one more letter; words no longer than its key stay with
it.  So a word is in the shard with the longest key that it begins with, and a query needs the shard of
its rarest word.

Nothing here depends on a figure, only on which units and associations have any.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from msgspec import Struct, field

from generator import text, urls
from generator.language import VIETNAMESE, speaking
from generator.measures import Measured
from generator.model import Document, Indicator, Organisation, Register, Unit
from generator.pages.view import words
from generator.pages.view.context import Context, span_of
from generator.pages.view.english_register import in_language
from generator.search.parts import part_of

FOLDER = "tim-kiem/ten"
_Y_AS_I = re.compile(r"(?<=\bqu)y|(?<=[^\Waeiou])y\b")
_MOST_ENTRIES = 520
_MOST_DOCUMENTS = 20
_BEST = 60
_MOST_SUCCESSORS = 3

_WITH_FIGURES, _WITH_PAGE, _ROW = 100, 60, 20
_ASSOCIATION, _INDICATOR, _DOCUMENT = 90, 50, 40  # as search_weight on their pages, ten times
_HIGHER_LEVEL = {"tinh": 4, "huyen": 2, "xa": 0}

Entry = tuple[str | int, ...]
Place = tuple[str, int | None, str | None]


class Index(Struct, frozen=True):
    """The entries by word, and what they share."""

    context: Context
    with_figures: frozenset[str]
    with_page: frozenset[str]
    bodies: Mapping[str, int]  # the position of every association
    by_word: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    places: dict[Place, int] = field(default_factory=dict)
    above: dict[tuple[str | None, date | None], int] = field(default_factory=dict)
    spans: dict[str, int] = field(default_factory=lambda: {"": 0})
    parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, entry: Entry, names: Sequence[str]) -> None:
        """Let an entry be found by every word of its names."""
        for word in dict.fromkeys(word for name in names for word in _words_of(name)):
            self.by_word[word].append(entry)
        for word in dict.fromkeys(word for name in names for word in _first_words(name)):
            self.by_first[word].append(entry)

    def place(self, place: Place) -> int:
        """Return the position of a place, which is given one when it is first met."""
        return self.places.setdefault(place, len(self.places))


def name_files(
    register: Register, measured: Measured, language: str = VIETNAMESE
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index in a language: path below the site, and content."""
    home = urls.in_language(urls.HOME, language)
    with speaking(language):
        made = tuple(_files(Context(in_language(register, language), measured, home)))
    yield from ((f"{home.lstrip('/')}{path}", content) for path, content in made)


def _files(context: Context) -> Iterator[tuple[str, bytes]]:
    register = context.register
    index = _index(context)
    shards = dict(_shards("", index.by_word))
    beginnings = _beginnings(shards, index.by_first)
    shared = {
        "shards": {key: len(entries) for key, entries in sorted(shards.items())},
        "places": list(index.places),
        "spans": list(index.spans),
        "levels": words.group("level"),
        "bodies": [_body(body) for body in register.organisations.values()],
        "parts": {province: sorted(parts) for province, parts in index.parts.items()},
        "since": _since(register),
    }
    yield f"{FOLDER}/tu.json", _json(shared)
    for key, entries in shards.items():
        yield f"{FOLDER}/tu-{key}.json", _json(entries)
    for key, entries in beginnings.items():
        yield f"{FOLDER}/dau-{key}.json", _json(entries)
    yield f"{FOLDER}/moi-ten.json", _json(_every_name(register))


def _since(register: Register) -> str:
    ends = [unit.valid_to for unit in register.units.values() if unit.valid_to]
    return text.day(min(ends)) if ends else ""


def _every_name(register: Register) -> list[str]:
    """Return one of the names that sound alike; a unit whose name is a number has none to misspell."""
    of_level: dict[str, list[str]] = {level: [] for level in _HIGHER_LEVEL}
    for unit in register.units.values():
        if not unit.name.isdigit():
            of_level[unit.level].append(unit.name)
    bodies = [body.name for body in register.organisations.values()]
    indicators = [indicator.name for indicator in register.indicators.values()]
    by_sound: dict[str, str] = {}
    for name in chain(of_level.pop("tinh"), bodies, *of_level.values(), indicators):
        by_sound.setdefault(sounded(name), name)
    return list(by_sound.values())


def _index(context: Context) -> Index:
    register, measured = context.register, context.measured
    bodies = {name: at for at, name in enumerate(register.organisations)}
    index = Index(context, frozenset(register.observations_of), frozenset(measured.has_page), bodies)
    for unit in register.units.values():
        index.add(_unit(index, unit), (unit.name, unit.code))
    for body in register.organisations.values():
        index.add(_association(context, index, body), (body.name, body.short_name, *body.aliases))
    for indicator in register.indicators.values():
        index.add(_indicator(context, index, indicator), (indicator.name,))
    _add_documents(context, index)
    return index


def _add_documents(context: Context, index: Index) -> None:
    """Let documents be found by the words that not all documents have: thousands are reports of a commune."""
    documents = context.register.documents.values()
    names = {one: [name for name in (one.short_title, one.number) if name] for one in documents}
    count = Counter(word for some in names.values() for word in set(_words_of(" ".join(some))))
    for document, some in names.items():
        rare = [word for word in _words_of(" ".join(some)) if count[word] <= _MOST_DOCUMENTS]
        index.add(_document(context, index, document), rare)


@lru_cache(maxsize=1 << 14)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(sounded(name).split())


def _first_words(name: str) -> tuple[str, ...]:
    """Return what a name may begin with: an association's also without the word for its kind."""
    first = _words_of(name)
    return first[:2] if first[:1] == ("hoi",) else first[:1]


def sounded(name: str) -> str:
    """Return a name without accents, one letter where i and y are written alike: Quy and Qui, Mỹ and Mĩ."""
    return _Y_AS_I.sub("i", text.fold(name))


def _body(body: Organisation) -> tuple[str, ...]:
    return (body.slug, body.name, *dict.fromkeys([body.short_name, *body.aliases]))


# Entries --------------------------------------------------------------------------------------


def _unit(index: Index, unit: Unit) -> Entry:
    span = index.spans.setdefault(span_of(unit) or "", len(index.spans))
    today = _today(index.context, unit)
    return (
        unit.full_name,
        unit.unit_id,
        _place(index, unit),
        span,
        _weight(index, unit),
        today,
        *_page(index, unit),
    )


def _place(index: Index, unit: Unit) -> int:
    """Return the position of what a unit lies in; units with one parent and one end have the same."""
    alike = unit.parent_id, unit.valid_to
    if alike not in index.above:
        index.above[alike] = _new_place(index, unit)
    return index.above[alike]


def _new_place(index: Index, unit: Unit) -> int:
    """Return the position of a place by its names; a province lies in the country."""
    above = index.context.ancestors(unit.unit_id)
    if not above:
        return index.place(("", None, None))
    directory = urls.directory(unit, above[0]).removeprefix(urls.HOME)
    province = index.place((above[0].full_name, None, directory))
    return province if len(above) == 1 else index.place((above[1].full_name, province, None))


def _page(index: Index, unit: Unit) -> tuple[str | int, ...]:
    """Return the page of a unit and the positions of its associations; nothing for one without a page."""
    if unit.unit_id in index.with_page or unit.parent_id is None:
        index.parts[index.context.province(unit.unit_id).full_name].add(part_of(unit))
    if unit.unit_id not in index.with_page:
        return ()
    own = index.context.measured.organisations_of.get(unit.unit_id, ())
    return (urls.unit(unit).removeprefix(urls.HOME), *(index.bodies[name] for name in own))


def _today(context: Context, unit: Unit) -> str:
    """Return what a unit that ended belongs to today, in mid-sentence."""
    if not unit.ended:
        return ""
    today = context.measured.territory.today(unit.unit_id)
    named = [words.lowered(context.unit(one.unit_id).full_name) for one in today[:_MOST_SUCCESSORS]]
    return ", ".join([*named, "…"] if len(today) > _MOST_SUCCESSORS else named)


def _weight(index: Index, unit: Unit) -> int:
    """Return what comes first of units alike in name: figures, a page, the higher level, today's."""
    if unit.unit_id in index.with_figures:
        known = _WITH_FIGURES
    else:
        known = _WITH_PAGE if unit.unit_id in index.with_page else _ROW
    return known + _HIGHER_LEVEL[unit.level] - int(unit.ended)


def _association(context: Context, index: Index, body: Organisation) -> Entry:
    group = index.place((words.word("families", body.family), None, None))
    _, name, *others = _body(body)
    return (name, "", group, 0, _ASSOCIATION, body.definition, context.to(urls.organisation(body)), *others)


def _indicator(context: Context, index: Index, indicator: Indicator) -> Entry:
    group = index.place((context.register.topics[indicator.topic].name, None, None))
    title = words.sentence("indicator_title", name=indicator.name)
    return (title, "", group, 0, _INDICATOR, indicator.definition, context.to(urls.indicator(indicator)))


def _document(context: Context, index: Index, document: Document) -> Entry:
    kind = (
        words.capitalised(document.kind)
        if context.language == VIETNAMESE
        else words.word("crumb", "documents")
    )
    group = index.place((kind, None, None))
    page = context.to(urls.document(document))
    return (document.short_title, "", group, 0, _DOCUMENT, document.title, page, document.number or "")


# Shards ---------------------------------------------------------------------------------------


def _shards(key: str, by_word: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the shards of the words that begin with a key; split while there are too many entries."""
    if key and (list(by_word) == [key] or sum(map(len, by_word.values())) <= _MOST_ENTRIES):
        # An entry may have two words of one shard.
        yield key, list(dict.fromkeys(entry for entries in by_word.values() for entry in entries))
        return
    longer: defaultdict[str, dict[str, Sequence[Entry]]] = defaultdict(dict)
    for word, entries in by_word.items():
        if word == key:
            yield key, list(entries)
        else:
            longer[word[: len(key) + 1]][word] = entries
    for next_key in sorted(longer):
        yield from _shards(next_key, longer[next_key])


def _beginnings(shards: Iterable[str], by_first: Mapping[str, Sequence[Entry]]) -> Mapping[str, list[Entry]]:
    """Return the best entries of each beginning that no shard has to itself."""
    split = {key[:length] for key in shards for length in range(1, len(key))}
    begun: defaultdict[str, dict[Entry, None]] = defaultdict(dict)
    for word, entries in by_first.items():
        for beginning in (word[:length] for length in range(1, len(word) + 1)):
            if beginning in split:
                begun[beginning].update(dict.fromkeys(entries))
    return {key: sorted(begun[key], key=_first)[:_BEST] for key in sorted(split)}


def _first(entry: Entry) -> tuple[int, int, str]:
    """Return what comes first of entries that begin alike: as in the search, then the shorter name."""
    title, _, _, _, weight, *_ = entry
    return -int(weight), len(str(title)), str(title)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
