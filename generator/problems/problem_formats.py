"""Problems as a list: for a terminal, for a comment on a pull request, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from generator.problems.bundles import Bundle, bundled
from generator.problems.catalogue import counted, form_of, words_of
from generator.problems.problem import Problem, in_order
from generator.problems.quoting import shown_facts, whole
from generator.problems.sentences import SPANS_AT_MOST, after_file, describe, places, sentence_of
from generator.text import to_markdown


def as_text(problems: Iterable[Problem], lang: str = "vi") -> str:
    """Return the list for a person at a terminal: a line a bundle, files with the same one together."""
    files: dict[str, list[str]] = {}
    for bundle in bundled(problems):
        files.setdefault(after_file(bundle, lang), []).append(whole(bundle[0].file))
    return "".join(f"{_names(names, lang)}{rest}\n" for rest, names in files.items())


def _names(files: list[str], lang: str) -> str:
    """Return the names of files; of very many, the first ones."""
    listed, left = ", ".join(files[:SPANS_AT_MOST]), len(files) - SPANS_AT_MOST
    if left <= 0:
        return listed
    more = form_of(words_of(lang)["more-files"], left)
    return more.format(files=listed, count=counted(left, lang))


def as_json(problems: Iterable[Problem], lang: str = "vi") -> str:
    """Return every cell as JSON, each with its sentence; quoted values as `describe` shows them."""
    entries = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "facts": shown_facts(problem),
            "message": describe(problem, lang),
        }
        for problem in in_order(problems)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def as_markdown(problems: Iterable[Problem], lang: str = "vi") -> str:
    """Return the list for a comment: a heading a file, an item a bundle, nothing in it active."""
    listed = in_order(problems)
    words = words_of(lang)
    files = len({problem.file for problem in listed})
    lines = [to_markdown(words["summary"].format(problems=len(listed), files=files)), ""]
    for name, group in groupby(bundled(listed), key=lambda bundle: bundle[0].file):
        lines += [f"#### {_code(whole(name))}", "", *(_item(bundle, lang) for bundle in group), ""]
    return "\n".join(lines)


def _item(bundle: Bundle, lang: str) -> str:
    spot = to_markdown(", ".join(places(bundle, lang)))
    sentence = sentence_of(bundle, lang, _code, raw=False)
    return f"- **{spot}**: {sentence}" if spot else f"- {sentence}"


def _code(value: str) -> str:
    """Return quoted data as inert code: no link, no mention and no reference grows inside it."""
    return f"<code>{to_markdown(value)}</code>"
