"""A problem, or a bundle of them, in words: where, what is wrong, what to do, and a few examples.

The functions that take `raw` escape the catalogue's own words for Markdown where it is False, and
quote data through `dress`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.problems.bundles import Bundle
from generator.problems.catalogue import catalogue, counted, form_of, meanings_of, words_of
from generator.problems.problem import Problem
from generator.problems.quoting import shown_facts, visible, whole
from generator.text import to_markdown

EXAMPLES_AT_MOST = 3
SPANS_AT_MOST = 12
_OF_THE_CELL = ("found", "key", "printed", "address", "unit")  # the first there is, is the example
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def describe(problem: Problem, lang: str = "vi") -> str:
    """Return one sentence or two: where, what is wrong, what to do."""
    return describe_together((problem,), lang)


def describe_together(bundle: Bundle, lang: str = "vi") -> str:
    """Return the same for a bundle: all places, the first case in full, some of the others."""
    return whole(bundle[0].file) + after_file(bundle, lang)


def after_file(bundle: Bundle, lang: str) -> str:
    """Return what follows the name of the file: `, dòng 2–13, cột period_end: …`."""
    place = "".join(f", {part}" for part in places(bundle, lang, SPANS_AT_MOST))
    return f"{place}: {sentence_of(bundle, lang, str)}"


def places(bundle: Bundle, lang: str, spans_at_most: int | None = None) -> tuple[str, ...]:
    """Return the lines and columns in words, and how many cells or rows that are."""
    words = words_of(lang)
    lines = sorted({problem.line for problem in bundle if problem.line is not None})
    columns = dict.fromkeys(problem.column for problem in bundle if problem.column is not None)
    parts = []
    if lines:
        parts.append(
            words["line" if len(lines) == 1 else "lines"].format(line=_spans(lines, lang, spans_at_most))
        )
    if columns:
        shown = ", ".join(map(visible, columns))
        parts.append(words["column" if len(columns) == 1 else "columns"].format(column=shown))
    if len(bundle) > 1 and len(lines) > 1:
        cells = words["cells" if columns else "rows"].format(count=counted(len(bundle), lang))
        parts[-1] += f" ({cells})"
    return tuple(parts)


def _spans(lines: list[int], lang: str, at_most: int | None) -> str:
    """Return line numbers as a person writes them: `2–13, 15`; of very many, the first ones."""
    starts = [line for before, line in zip([None, *lines], lines, strict=False) if before != line - 1]
    ends = [line for line, after in zip(lines, [*lines[1:], None], strict=True) if after != line + 1]
    spans = list(zip(starts, ends, strict=True))[:at_most]
    shown = ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in spans)
    left = sum(line > spans[-1][1] for line in lines)
    more = form_of(words_of(lang)["more-lines"], left)
    return more.format(lines=shown, count=counted(left, lang)) if left else shown


def sentence_of(bundle: Bundle, lang: str, dress: Callable[[str], str], raw: bool = True) -> str:
    """Return the first case in full, and after it examples of the others."""
    examples = {_example(problem, dress): None for problem in bundle}
    others = [example for example in examples if example][1:]
    sentence = _sentence(bundle[0], lang, dress, raw)
    if not others:
        return sentence
    words = words_of(lang)
    shown, left = others[: EXAMPLES_AT_MOST - 1], others[EXAMPLES_AT_MOST - 1 :]
    listed = ", ".join(shown)
    if left:
        more = form_of(words["more-values"], len(left))
        listed = _fill(more, {"values": listed, "count": counted(len(left), lang)}, str, raw)
    return f"{sentence} {_fill(words['also'], {'values': listed}, str, raw)}"


def _example(problem: Problem, dress: Callable[[str], str]) -> str:
    """Return what stands in the cell, and what should; nothing where the words do not quote it."""
    facts = shown_facts(problem)
    found = next((facts[name] for name in _OF_THE_CELL if name in facts), None)
    if found is None:
        return ""
    meant = f" → “{dress(facts['suggestion'])}”" if "suggestion" in facts else ""
    return f"“{dress(found)}”{meant}"


def _sentence(problem: Problem, lang: str, dress: Callable[[str], str], raw: bool = True) -> str:
    """Fill what and remedy; `raw` False escapes the catalogue's own words for Markdown as well."""
    message, facts = catalogue(lang)[problem.code], shown_facts(problem)
    if "allowed" in facts:
        facts["allowed"] = _with_meanings(facts["allowed"], lang)
    pattern = words_of(lang)["sentence"]
    parts = {
        "what": _fill(message.what, facts, dress, raw),
        "remedy": _fill(message.remedy_for(facts), facts, dress, raw),
    }
    return _fill(pattern, parts, str, raw)


def _with_meanings(allowed: str, lang: str) -> str:
    """Return a list of allowed values, those that are no words of the reader's language explained."""
    meanings = meanings_of(lang)
    return ", ".join(
        f"{value} ({meanings[value]})" if value in meanings else value for value in allowed.split(", ")
    )


def _fill(template: str, facts: Mapping[str, str], dress: Callable[[str], str], raw: bool) -> str:
    """Put dressed facts into a template; the template's own text is escaped unless `raw`."""
    pieces = []
    position = 0
    for hole in _PLACEHOLDER.finditer(template):
        pieces += [_own_words(template[position : hole.start()], raw), dress(facts[hole[1]])]
        position = hole.end()
    return "".join((*pieces, _own_words(template[position:], raw)))


def _own_words(words: str, raw: bool) -> str:
    if raw:
        return words
    inner = to_markdown(words)
    left = " " if words[:1] == " " else ""
    right = " " if words[-1:] == " " and inner else ""
    return f"{left}{inner}{right}"
