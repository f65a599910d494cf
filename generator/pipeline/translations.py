"""What English pages would lack: text of templates, words, nouns of the data; names are required cells."""

from __future__ import annotations

from collections.abc import Iterator

from generator import translation
from generator.catalogues import catalogue
from generator.errors import GeneratorError
from generator.language import ENGLISH, VIETNAMESE
from generator.nouns import english_noun
from generator.problems import Problem
from generator.read import Reading
from generator.settings import Settings
from generator.site.mkdocs_config import languages_of

_SHOWN = 20


def problems_of(settings: Settings, reading: Reading) -> tuple[Problem, ...]:
    """Return nouns of the data without English; raise GeneratorError where text of the program has none."""
    if not settings.mkdocs_yml.is_file() or ENGLISH not in languages_of(settings.mkdocs_yml):
        return ()
    lines = [*_of_templates(), *_of_words()]
    if lines:
        raise GeneratorError("text-untranslated", {"count": len(lines), "lines": tuple(lines[:_SHOWN])})
    return tuple(nouns_without_english(reading))


def nouns_without_english(reading: Reading) -> Iterator[Problem]:
    """Yield the indicators whose unit of measure has no English noun."""
    table = reading.tables["indicators"]
    for file, line, noun in zip(table["file"], table.lines, table["unit_of_measure"], strict=True):
        if noun != "%" and english_noun(noun) is None:
            yield Problem(file, line, "unit_of_measure", "noun-untranslated", {"found": noun})


def _of_templates() -> Iterator[str]:
    known = translation.catalogue()
    for file in translation.of_both_languages():
        for line, piece in translation.pieces(file.read_text("utf-8")):
            if piece not in known:
                yield f"generator/templates/{file.name}:{line}: “{piece}”"


def _of_words() -> Iterator[str]:
    english = catalogue(f"words.{ENGLISH}")
    for group, said in catalogue(f"words.{VIETNAMESE}").items():
        for key in said.keys() - english.get(group, {}).keys():
            yield f"generator/messages/words.vi.toml: [{group}] {key}"
