"""What came of a command: problems of the data, the closing summary, warnings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.words import Words

if TYPE_CHECKING:  # their modules are heavy, and none of them is needed to show what they hold
    from generator.pipeline.releases import Released
    from generator.pipeline.revisions import Revised
    from generator.problems import Problem
    from generator.review.outcome import Untold
    from generator.site.build_record import BuildRecord
    from generator.site.host_limits import Outgrown
    from generator.synth import Synthesis

_WIDTH = 76
_UNTOLD_AT_MOST = 20


def problems_found(found: Sequence[Problem], form: str, words: Words) -> None:
    """Print the problems of the data in the form asked for."""
    from generator import problems

    if form == "json":
        click.echo(problems.as_json(found, words.lang), nl=False)
    elif form == "markdown":
        click.echo(problems.as_markdown(found, words.lang) if found else words("say.no-problems"))
    else:
        _list(found, words)


def _list(found: Sequence[Problem], words: Words) -> None:
    """Print the problems for a person, and how to see them cell by cell where some are told together."""
    from generator import problems

    told = problems.as_text(found, words.lang)
    click.echo(told, nl=False)
    click.echo(_problem_count(found, "say.problems", words) if found else words("say.no-problems"))
    if told.count("\n") < len(found):
        click.echo(words("say.told-together"))


def not_built(found: Sequence[Problem], words: Words) -> None:
    """Print the problems that stopped a build."""
    from generator import problems

    click.echo(problems.as_text(found, words.lang), nl=False, err=True)
    click.echo(_problem_count(found, "say.not-built", words), err=True)


def not_written(found: Sequence[Problem], words: Words) -> None:
    """Print the problems that stopped a command which writes into the data."""
    from generator import problems

    click.echo(problems.as_text(found, words.lang), nl=False, err=True)
    click.echo(_problem_count(found, "say.not-written", words), err=True)


def not_compared(found: Sequence[Problem], state: str, words: Words) -> None:
    """Print the problems of one of two states that stopped a review."""
    from generator import problems

    click.echo(problems.as_text(found, words.lang), nl=False, err=True)
    count = words.counted("problem", len(found))
    click.echo(words("say.not-compared", state=state, problems=count), err=True)


def released(made: Released, words: Words) -> None:
    """Print what was frozen."""
    counted = {
        "figures": words.counted("figure", made.figures),
        "pages": words.counted("page", made.addresses),
    }
    click.echo(words("say.released", release=made.release_id, **counted))


def revised(made: Revised, words: Words) -> None:
    """Print the lines that were written, or that none was missing, and how many there were before."""
    for line in made.lines:
        click.echo(line)
    key = "say.revised" if made.lines or made.changed else "say.none-to-revise"
    click.echo(words(key, lines=words.counted("line", len(made.lines))))
    if made.changed:
        click.echo(words("say.revised_again", lines=words.counted("line", made.changed)))


def untold(found: Untold, commit: str, words: Words) -> None:
    """Print what readers saw before and no row tells of, what each is, and where all of it is listed."""
    from generator.cli import untold_words

    told = {"figures": untold_words.figures(found, words), "hidden": untold_words.hidden(found, words)}
    for name, lines in told.items():
        if lines:
            click.echo(words(f"untold.{name}", count=words.number(len(lines))))
            for line in lines[:_UNTOLD_AT_MOST]:
                click.echo(f"- {line}")
    if any(len(lines) > _UNTOLD_AT_MOST for lines in told.values()):
        click.echo(words("untold.more", commit=commit[:10]))


def _problem_count(found: Sequence[Problem], key: str, words: Words) -> str:
    return words(key, problems=words.counted("problem", len(found)))


def indexed(pages: int, folder: Path, words: Words) -> None:
    """Print how many pages the search of a site knows now."""
    click.echo(words("say.indexed", folder=folder, pages=words.counted("page", pages)))


def synthesised(made: Synthesis, folder: Path, words: Words) -> None:
    """Print how large a synthetic data set is, and what a site built from it must find."""
    facts = {
        "units": words.counted("unit", made.units),
        "figures": words.counted("figure", made.figures),
        "files": words.counted("file", made.files),
        "claims": words.counted("claim", made.claims),
        "wrong": words.number(made.wrong),
    }
    click.echo(words("say.synthesised", folder=folder, **facts))


def built(record: BuildRecord, out: Path, unset: Iterable[str], words: Words) -> None:
    """Print what was made; warn of settings that are missing and of hosts that the site has outgrown."""
    click.echo(summary(record, out, words))
    for name in unset:
        click.echo(words(f"unset.{name}"), err=True)
    if record.outgrown:
        click.echo(words("say.outgrown"), err=True)
    for limit in record.outgrown:
        click.echo(warning(limit, words), err=True)


def summary(record: BuildRecord, out: Path, words: Words) -> str:
    """Return what was made and reused, how large it is, and how long each stage took."""
    counts = record.counts
    seconds = words.seconds(sum(record.seconds.values()))
    rows = (
        _reused(words, "page", counts.pages, record.pages_rendered, record.pages_reused),
        _reused(words, "chart", counts.charts, record.charts_drawn, record.charts_reused),
        words.counted("figure", counts.figures),
        f"{words.counted('file', counts.files)}, {words.size(record.bytes)}",
        *_stages(record.seconds, words),
    )
    return "\n  ".join((words("summary.done", seconds=seconds, out=out), *rows))


def _reused(words: Words, thing: str, count: int, made: int, reused: int) -> str:
    """Return how many there are, and how many of them were made in this build."""
    shown = words.counted(thing, count)
    if reused == 0:
        return shown
    parts = words(f"summary.{thing}", made=words.number(made), reused=words.number(reused))
    return f"{shown}: {parts}"


def _stages(seconds: Mapping[str, float], words: Words) -> list[str]:
    """Return the seconds of the stages, in lines of a readable width."""
    parts = [f"{words(f'stage.{name}')} {words.seconds(value)}" for name, value in seconds.items()]
    # a stage and its seconds stay on one line
    text = words("summary.stages") + " · ".join(part.replace(" ", "\u00a0") for part in parts)
    lines = textwrap.wrap(text, _WIDTH, break_on_hyphens=False, break_long_words=False)
    return [line.replace("\u00a0", " ") for line in lines]


def warning(limit: Outgrown, words: Words) -> str:
    """Return which host the site has outgrown, and what to do about it."""
    counted = limit.what in ("files", "entries")
    shown = words.number if counted else words.size
    facts = {"allowed": shown(limit.allowed), "found": shown(limit.found), "file": limit.file}
    return words(f"outgrown.{limit.host}-{limit.what.replace('_', '-')}", **facts)
