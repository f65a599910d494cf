"""The command that reviews a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator import settings
from generator.cli import options, report
from generator.cli.words import Words

DONE, BAD_DATA = 0, 1
_FORMS = ("text", "markdown", "html", "json")


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    states = [click.Argument([name], metavar=words(f"metavar.{name}")) for name in ("base", "head")]
    form = click.Option(
        ["--format"],
        type=click.Choice(_FORMS),
        default="text",
        help=words("option.review-format"),
        metavar="|".join(_FORMS),
    )
    output = click.Option(
        ["-o", "--output"],
        type=click.Path(path_type=Path),
        help=words("option.review-output"),
        metavar=words("metavar.file"),
    )
    return {"diff": (_diff, [*states, options.folder(words, "data"), form, output])}


def _diff(
    words: Words,
    base: str,
    head: str,
    data: Path | None,
    format: str,  # noqa: A002 - the option's name
    output: Path | None,
    lang: str,
) -> int:
    from generator.cli import review_forms
    from generator.cli.commands import today
    from generator.cli.review_words import Telling
    from generator.pipeline import disk_faults_in_words, reviews

    made = reviews.review(settings.make(data=data, lang=lang, makes_pages=False), base, head, today())
    if made.problems:
        report.not_compared(made.problems, made.faulty, words)
        return BAD_DATA
    told: str = getattr(review_forms, f"as_{format}")(Telling(made, words))
    if output is None:
        click.echo(told, nl=False)
        return DONE
    with disk_faults_in_words():
        output.write_text(told, "utf-8", newline="\n")
    click.echo(words("diff.written", path=output))
    return DONE
