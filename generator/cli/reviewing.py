"""The command that reviews a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import settings
from generator.cli import console_output, options
from generator.cli.words import Words
from generator.errors import SettingError

if TYPE_CHECKING:
    from generator.cli.review_words import Telling

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
    data, site = options.folder(words, "data"), options.folder(words, "site")
    return {"diff": (_diff, [*states, data, form, output, site])}


def _diff(
    words: Words,
    base: str,
    head: str,
    data: Path | None,
    format: str,  # noqa: A002 - the option's name
    output: Path | None,
    site: Path | None,
    lang: str,
) -> int:
    from generator.cli.commands import today
    from generator.cli.review_words import Telling
    from generator.pipeline import disk_faults_in_words, reviews

    if site is not None and (output is None or format != "html"):
        raise SettingError("review-site-alone", {})
    made = reviews.review(settings.make(data=data, lang=lang, makes_pages=False), base, head, today())
    if made.problems:
        console_output.not_compared(made.problems, made.faulty, words)
        return BAD_DATA
    with disk_faults_in_words():
        told = _told(Telling(made, words), format, site, output)
        if output is None:
            click.echo(told, nl=False)
            return DONE
        output.write_text(told, "utf-8", newline="\n")
    click.echo(words("diff.written", path=output))
    return DONE


def _told(telling: Telling, form: str, site: Path | None, output: Path | None) -> str:
    """Return the review; where a built site is given, with its changed pages beside the file."""
    from generator.cli import review_formats

    if site is None or output is None:
        told: str = getattr(review_formats, f"as_{form}")(telling)
        return told
    from generator.pipeline import previews

    return review_formats.as_html(telling, previews.copy_pages(site, telling.review.pages, output.parent))
