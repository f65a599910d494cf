"""What each command does: settings in, the pipeline run, an exit code out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from generator import settings
from generator.cli import (
    beginning,
    console_output,
    form_commands,
    options,
    publishing,
    repairs,
    report_commands,
    reviewing,
)
from generator.cli.progress import progress_for_output
from generator.cli.words import Words

if TYPE_CHECKING:
    from generator.problems import Problem

DONE, BAD_DATA, FAILED, INTERRUPTED = 0, 1, 2, 130
_VIETNAM = timezone(timedelta(hours=7))


class Choices(TypedDict, total=False):
    """What the options of the commands say; None leaves it to the settings."""

    data: Path | None
    workers: int | None
    lang: str
    site_url: str | None
    scheduler: str | None
    cache: Path | None
    no_cache: bool
    no_markdown: bool
    contact: str | None
    no_index: bool
    only: str | None


def commands(words: Words) -> click.Group:
    """Return the whole command line, in one language."""
    group = options.Group(
        "solieuhoi",
        words=words,
        help=words("help.main"),
        params=[
            options.language(words),
            options.flag(words, "debug"),
            options.version_option(words),
            options.help_option(words),
        ],
        add_help_option=False,
        callback=lambda **_: None,
    )
    for name, (act, parameters) in _acts(words).items():
        group.add_command(
            options.Command(
                name,
                words=words,
                help=words(f"help.{name}"),
                params=[*parameters, *options.common_options(words)],
                add_help_option=False,
                callback=_acting(act, words),
            )
        )
    return group


def _acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    shared = options.shared(words)
    engine = [options.address(words, "scheduler"), options.folder(words, "cache")]
    listed = options.choice(words, "format", options.FORMATS, "text")
    out = options.folder(words, "out")
    leaving = [options.flag(words, "no-cache"), options.flag(words, "no-markdown")]
    hurried = [options.hidden("no-index", is_flag=True), options.hidden("only")]  # of the preview
    port = options.number(words, "port", 0, 65535, 8000)
    sizes: list[click.Parameter] = [
        options.folder_argument(words),
        options.choice(words, "scale", options.SCALES, "commune"),
        options.number(words, "units", 1),
        options.number(words, "seed", 0, None, 0),
    ]
    asking: list[click.Parameter] = [options.address_argument(words), options.flag(words, "all")]
    framing = [it for it in shared if it.name != "workers"]
    day = options.day(words, "date")
    naming: list[click.Parameter] = [
        options.folder(words, "data"),
        options.text(words, "title"),
        day,
        options.text(words, "id"),
        options.text(words, "note"),
        options.flag(words, "again"),
    ]
    reasoning: list[click.Parameter] = [
        options.folder(words, "data"),
        options.text(words, "reason", required=True),
        options.choice(words, "kind", options.KINDS, "correction"),
        day,
        options.text(words, "figure"),
        options.text(words, "moved-to"),
    ]
    return {
        "check": (_check, [*shared, listed]),
        "build": (_build, [*shared, out, *engine, *leaving, *hurried]),
        "index": (_index, [options.folder_argument(words)]),
        "why": (_why, [*asking, *framing, out, engine[1], leaving[1]]),
        "serve": (_serve, [*shared, *engine, port, options.text(words, "only")]),
        "release": (_release, naming),
        "revise": (_revise, reasoning),
        **reviewing.acts(words),
        **form_commands.acts(words),
        "synth": (_synth, sizes),
        **repairs.acts(words),
        **report_commands.acts(words),
        **beginning.acts(words),
        **publishing.acts(words),
    }


def _acting(act: Callable[..., int], words: Words) -> Callable[..., int]:
    def callback(debug: bool, lang: str, **chosen: Any) -> int:  # the last fallback of --debug is `run`
        form_commands.take_back(chosen, words)
        return act(words, lang=words.lang, **chosen)

    return callback


def today() -> date:
    """Return today's date in Vietnam, whatever the time zone of the machine."""
    return datetime.now(_VIETNAM).date()


def _check(words: Words, format: str, **chosen: Unpack[Choices]) -> int:  # noqa: A002 - the option's name
    made = settings.make(makes_pages=False, **chosen)
    from generator import pipeline

    found = pipeline.check(made, today())
    console_output.problems_found(found, format, words)
    return BAD_DATA if found else DONE


def _build(words: Words, out: Path | None, **chosen: Unpack[Choices]) -> int:
    made = settings.make(out=out, **chosen)
    from generator import pipeline

    with progress_for_output(words) as progress:
        built = pipeline.build(made, progress)
    if built.record is None:
        console_output.not_built(built.problems, words)
        return BAD_DATA
    console_output.built(built.record, made.out, built.unset, words)
    return DONE


def _index(words: Words, folder: Path, lang: str) -> int:
    from generator import search

    console_output.indexed(search.index_site(folder), folder, words)
    return DONE


def _why(words: Words, address: str, all: bool, out: Path | None, **chosen: Unpack[Choices]) -> int:  # noqa: A002 - the option's name
    made = settings.make(out=out, **chosen)
    from generator.cli import rebuild_reasons
    from generator.pipeline import why

    found = why.why(made, address)
    if found.problems:
        console_output.not_built(found.problems, words)
        return BAD_DATA
    rebuild_reasons.tell(found.found, all, words)
    return DONE


def _serve(words: Words, port: int, **chosen: Unpack[Choices]) -> int:
    from generator.cli import live_preview

    return live_preview.serve(words, port, settings.make(out=Path(live_preview.PREVIEW), **chosen))


def _synth(words: Words, folder: Path, scale: str, units: int | None, seed: int, lang: str) -> int:
    from generator import synth

    console_output.synthesised(synth.synthesise(folder, scale, units, seed), folder, words)
    return DONE


def _release(
    words: Words,
    data: Path | None,
    title: str | None,
    date: date | None,
    id: str | None,  # noqa: A002 - the option's name
    note: str | None,
    again: bool,
    lang: str,
) -> int:
    from generator.pipeline import releases

    wish = releases.Wish(title, date, id, note, again)
    made = releases.release(settings.make(data=data, lang=lang, makes_pages=False), wish, today())
    return _written(made.problems, partial(console_output.released, made), words)


def _revise(
    words: Words,
    data: Path | None,
    reason: str,
    kind: str,
    date: date | None,
    figure: str | None,
    moved_to: str | None,
    lang: str,
) -> int:
    from generator.pipeline import revisions

    why = revisions.Reason(reason, kind, date, figure, moved_to)
    made = revisions.revise(settings.make(data=data, lang=lang, makes_pages=False), why, today())
    return _written(made.problems, partial(console_output.revised, made), words)


def _written(problems: tuple[Problem, ...], told: Callable[[Words], None], words: Words) -> int:
    """Tell what was written into the record, or why nothing was."""
    if problems:
        console_output.not_written(problems, words)
        return BAD_DATA
    told(words)
    return DONE
