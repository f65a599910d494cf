"""The commands that read reports: what they do, and what they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import settings
from generator.cli import options
from generator.cli.words import Words
from generator.model import NO_INDICATOR
from generator.register_links import grouped

if TYPE_CHECKING:  # heavy
    from generator.pipeline.accounts import Compared
    from generator.reports.numbers import PrintedNumber
    from generator.reports.reconciliation import Accounted, ReportAccount

DONE, LEFT_OVER = 0, 1
_AROUND = 50
_PLAINLY_NONE = ("date", "duration", "document_number", "numbering")
"""Reasons whose numbers are only counted: what stands in a name may be a figure all the same."""
_EXAMPLES = 3
_KINDS = ("published", "unasked", "aside", "withheld", "proposed", "left")
_ALWAYS_TOLD = ("published", "left")
_STATUSES = ("proposed", "unsure", "unknown", "recorded", "set_aside")
_UNPRINTED = ("unreported", "zero")


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    report = click.Argument(["report"], type=click.Path(path_type=Path), metavar=words("metavar.report"))
    document = options.text(words, "document", required=True)
    named, period = options.text(words, "document"), options.text(words, "period")
    data = options.folder(words, "data")
    unit = options.text(words, "unit", required=True)
    output = options.output(words, "workbook")
    every = options.flag(words, "all", "all-numbers")
    return {
        "extract": (_extract, [report, unit, named, period, output, data]),
        "account": (_account, [report, document, data, options.flag(words, "write"), every]),
    }


def _extract(
    words: Words,
    report: Path,
    unit: str,
    document: str | None,
    period: str | None,
    output: Path,
    data: Path | None,
    lang: str,
) -> int:
    from generator.cli import console_output as telling
    from generator.cli.commands import today
    from generator.pipeline import extracts

    wish = extracts.Wish(report, unit, document, period, output)
    made = extracts.write_extract(settings.make(data=data, lang=lang), wish, today())
    if made.problems:
        telling.not_written(made.problems, words)
        return LEFT_OVER
    counts = {name: words.number(made.counts.get(name, 0)) for name in _STATUSES}
    unprinted = {name: made.counts[name] for name in _UNPRINTED if made.counts.get(name)}
    count = words.counted("number", sum(made.counts.values()) - sum(unprinted.values()))
    click.echo(words("extract.summary", count=count, **counts))
    for name, places in unprinted.items():
        click.echo(words(f"extract.{name}", count=words.number(places)))
    if made.document is not None and (made.is_new or document is None):
        facts = {"document": made.document.document_id, "title": made.document.short_title}
        click.echo(words("extract.new-document" if made.is_new else "extract.own-document", **facts))
    if made.stated:
        click.echo(words("extract.other-period", stated=made.stated, period=period))
    if made.other is not None and made.document is not None:
        facts = {"met": f"{made.other.met}", "expected": f"{made.other.expected}"}
        click.echo(words("extract.other-report", document=made.document.document_id, **facts))
    click.echo(words("extract.written", path=output))
    return DONE


def _account(
    words: Words,
    report: Path,
    document: str,
    data: Path | None,
    write: bool,
    all: bool,  # noqa: A002 - the option's name
    lang: str,
) -> int:
    from generator.cli import console_output as telling
    from generator.cli.commands import today
    from generator.pipeline import accounts

    made = accounts.compare(settings.make(data=data, lang=lang), report, document, write, today())
    if made.account is None:
        telling.not_written(made.problems, words)
        return LEFT_OVER
    _tell_seeming(made, all, words)
    _tell(made, made.account, write, words)
    return DONE if made.account.is_whole else LEFT_OVER


def _tell_seeming(made: Compared, every: bool, words: Words) -> None:
    """Print what seems to be no figure: counted by reason, with examples, where it plainly is none."""
    for one in made.seeming:
        if every or one.number.reason not in _PLAINLY_NONE:
            click.echo(_left(one, made.paragraphs[one.number.paragraph].text, words))
    by_reason = grouped(made.seeming, lambda one: one.number.reason or "")
    counted = {} if every else {name: by_reason[name] for name in _PLAINLY_NONE if name in by_reason}
    for reason, several in counted.items():
        examples = _examples(one.number.printed for one in several)
        facts = {"count": words.counted("number", len(several)), "examples": examples}
        click.echo(words("account.seeming", reason=words(f"account.{reason}"), **facts))


def _examples(printed: Iterable[str]) -> str:
    """Return the first of some numbers, each once, and a sign that there are others."""
    each = list(dict.fromkeys(printed))
    return "; ".join((*each[:_EXAMPLES], *(["…"] if len(each) > _EXAMPLES else [])))


def _tell(made: Compared, account: ReportAccount, write: bool, words: Words) -> None:
    """Print what is left over, what the record has too much, and how many numbers are what."""
    for one in account.numbers:
        if (one.is_left_over and not one.number.reason) or one.may_be_withheld:
            click.echo(_left(one, made.paragraphs[one.number.paragraph].text, words))
    for figure in account.unprinted:
        facts = {"place": figure.locator, "number": figure.value_text or ""}
        click.echo(words("account.unprinted", file=f"observations/{figure.unit_id}.csv", **facts))
    for row in account.unfound:
        click.echo(words("account.unfound", place=row.locator, number=row.printed))
    click.echo(_summary(account, words))
    if made.set_aside:
        click.echo(words("account.set-aside", rows=words.counted("row", made.set_aside)))
    proposed = sum(_what(one) == "proposed" for one in account.numbers)
    before = words.counted("number", made.before.number_count) if made.before else ""
    for name in _next(made, account, write):
        click.echo(words(f"account.{name}", count=words.counted("number", proposed), before=before))


def _next(made: Compared, account: ReportAccount, write: bool) -> Iterator[str]:
    """Yield the names of the sentences about the next step, which may be that there is none."""
    if account.is_whole:
        written = "done" if made.before is None else "done-again"
        yield written if made.is_written else "current" if made.is_current else "whole"
        return
    if write and made.before is not None:
        yield "taken-back"
    proposed = [one for one in account.left_over if one.number.reason]
    if proposed and not write:
        yield "hint"
    if len(proposed) < len(account.left_over) or account.unprinted or account.unfound:
        yield "by-hand"


def _summary(account: ReportAccount, words: Words) -> str:
    """Return how many numbers are what; most kinds are left out where there are none."""
    counts = Counter(map(_what, account.numbers))
    told = [name for name in _KINDS if counts[name] or name in _ALWAYS_TOLD]
    parts = ", ".join(words(f"account.are-{name}", number=words.number(counts[name])) for name in told)
    return words("account.summary", count=words.counted("number", len(account.numbers)), parts=parts)


def _what(one: Accounted) -> str:
    if one.figures or one.may_be_withheld:
        return "published" if one.figures else "withheld"
    if one.reason is None:
        return "proposed" if one.number.reason else "left"
    return "unasked" if one.reason == NO_INDICATOR else "aside"


def _left(one: Accounted, text: str, words: Words) -> str:
    number = one.number
    facts = {"place": number.place.locator, "number": number.printed, "phrase": _phrase(number, text)}
    if one.may_be_withheld:
        return words("account.withheld", **facts)
    if number.reason:
        return words("account.proposed", reason=words(f"account.{number.reason}"), **facts)
    return words("account.left", **facts)


def _phrase(number: PrintedNumber, text: str) -> str:
    """Return the words around a number, as the person at the keyboard finds it in the report."""
    return f"… {text[max(0, number.start - _AROUND) : number.end + _AROUND]} …"
