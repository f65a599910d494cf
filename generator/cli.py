"""The front door: the command `solieuhoi`, its words in Vietnamese or English.

Exit codes: 0 done; 1 the data has problems, all listed, nothing written; 2 a setting, the
environment or the program, in one sentence; 130 stopped by the person at the keyboard.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from generator import pipeline, problems, settings, write
from generator.errors import GeneratorError
from generator.pipeline import Built
from generator.problems import Problem
from generator.settings import Settings
from generator.site import preview, record
from generator.site.verify import Fault

DONE, BAD_DATA, FAILED, INTERRUPTED = 0, 1, 2, 130
FORMATS = ("text", "json", "markdown")
PREVIEW = ".site-preview"


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    sys.exit(run(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; every fault becomes one sentence."""
    words = Words(_language(arguments))
    try:
        return _invoke(commands(words), arguments)
    except click.UsageError as error:
        _complain(_usage_sentence(error, words))
        return FAILED
    except KeyboardInterrupt:
        _complain(words("say.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:  # `solieuhoi check | head`: whoever listened has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except GeneratorError as error:
        _complain(words.of_fault(error))
        return _failed(arguments)
    except Exception as error:  # whatever it is, the person at the keyboard gets a sentence
        reason = " ".join(str(error).split()) or "—"
        _complain(words("say.unexpected", kind=type(error).__name__, reason=reason))
        return _failed(arguments)


def _invoke(group: click.Group, arguments: Sequence[str]) -> int:
    """Parse and act; unlike click's own `main` this leaves every fault to the caller."""
    try:
        with group.make_context("solieuhoi", list(arguments)) as context:
            return int(group.invoke(context))
    except click.exceptions.Exit as end:  # after --help or --version
        return end.exit_code


# Words ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language, by section and name."""

    lang: str

    def __call__(self, key: str, **facts: object) -> str:
        section, name = key.split(".", 1)
        return _catalogue(self.lang)[section][name].format(**facts)

    def seconds(self, value: float) -> str:
        """Return seconds as readers of the language write them."""
        shown = f"{value:.2f}"
        return shown.replace(".", ",") if self.lang == "vi" else shown

    def of_fault(self, error: GeneratorError) -> str:
        """Return the sentence of a fault, and below it what it lists.

        A fault raised as (code, facts) has its sentence in the catalogue; any other is its own.
        """
        code, facts = (*error.args, {})[:2]
        if not isinstance(facts, dict) or code not in _catalogue(self.lang)["fault"]:
            return str(error)
        shown = [self(f"verify.{it.code}", page=it.page, what=it.what) for it in _found(facts)]
        return "\n  - ".join((self(f"fault.{code}", **facts), *facts.get("lines", ()), *shown))


def _found(facts: Mapping[str, Any]) -> tuple[Fault, ...]:
    return tuple(facts.get("faults", ()))


@lru_cache
def _catalogue(lang: str) -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "messages" / f"cli.{lang}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _language(arguments: Sequence[str]) -> str:
    """Find the language before anything is parsed: complaints about options need it too."""
    for option, value in pairwise([*arguments, ""]):
        if option == "--lang=en" or (option, value) == ("--lang", "en"):
            return "en"
    return "vi"


def _complain(sentence: str) -> None:
    click.echo(sentence, err=True)


def _failed(arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        traceback.print_exc()
    return FAILED


def _usage_sentence(error: click.UsageError, words: Words) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    command = error.ctx.command_path if error.ctx is not None else "solieuhoi"
    return f"{_usage_fault(error, words)} {words('usage.hint', command=command)}"


def _usage_fault(error: click.UsageError, words: Words) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown(words("usage.no-such-option", name=error.option_name), error.possibilities, words)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _unknown(words("usage.no-such-command", name=error.command_name), error.possibilities, words)
    if isinstance(error, click.BadOptionUsage):
        return words("usage.missing-value", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error.param, words)
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return words("usage.missing-command")
    return words("usage.extra-argument", extra=error.message.partition("(")[2].rstrip(")"))


def _unknown(sentence: str, possibilities: Iterable[str] | None, words: Words) -> str:
    names = ", ".join(possibilities or ())
    return f"{sentence} {words('usage.did-you-mean', names=names)}" if names else sentence


def _bad_value(parameter: click.Parameter, words: Words) -> str:
    name = parameter.opts[0]
    if isinstance(parameter.type, click.Choice):
        return words("usage.bad-choice", name=name, choices=", ".join(parameter.type.choices))
    return words("usage.bad-number", name=name)


# Commands ---------------------------------------------------------------------------------------


class _Told:
    """Help with headings in the chosen language, where click has English ones."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        self.words = words
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        kind = "command" if isinstance(self, click.Group) else "options"
        formatter.write_usage(
            ctx.command_path, self.words(f"metavar.{kind}"), prefix=self.words("help.usage")
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if isinstance(self, click.Group):
            rows = [(name, command.help or "") for name, command in self.commands.items()]
            with formatter.section(self.words("help.commands")):
                formatter.write_dl(rows)
        if isinstance(self, click.Command):
            records = [parameter.get_help_record(ctx) for parameter in self.get_params(ctx)]
            with formatter.section(self.words("help.options")):
                formatter.write_dl([record for record in records if record is not None])


class _Command(_Told, click.Command):
    """One command."""


class _Group(_Told, click.Group):
    """The command that holds the others."""


class _Choices(TypedDict, total=False):
    """What the options of every command say; None leaves it to the settings."""

    data: Path | None
    workers: int | None
    lang: str
    site_url: str | None


def commands(words: Words) -> click.Group:
    """Return the whole command line, in one language."""
    group = _Group(
        "solieuhoi",
        words=words,
        help=words("help.main"),
        params=[_lang(words), _flag(words, "debug"), _version(words), _help(words)],
        add_help_option=False,
        callback=lambda **_: None,
    )
    for name, act, extra in (
        ("check", _check, [_format(words)]),
        ("build", _build, [_folder(words, "out")]),
        ("serve", _serve, [_port(words)]),
    ):
        group.add_command(
            _Command(
                name,
                words=words,
                help=words(f"help.{name}"),
                params=[*_shared(words), *extra, *_ending(words)],
                add_help_option=False,
                callback=_acting(act, words),
            )
        )
    return group


def _acting(act: Callable[..., int], words: Words) -> Callable[..., int]:
    def callback(debug: bool, lang: str, **chosen: Any) -> int:  # the last fallback of --debug is `run`
        return act(words, lang=words.lang, **chosen)

    return callback


def _check(words: Words, format: str, **chosen: Unpack[_Choices]) -> int:  # noqa: A002 - the option's name
    found = pipeline.check(settings.make(**chosen))
    if format == "json":
        click.echo(problems.as_json(found, words.lang), nl=False)
    elif format == "markdown":
        click.echo(problems.as_markdown(found, words.lang) if found else words("say.no-problems"))
    else:
        _list(found, words, err=False)
        click.echo(words("say.problems", count=len(found)) if found else words("say.no-problems"))
    return BAD_DATA if found else DONE


def _build(words: Words, out: Path | None, **chosen: Unpack[_Choices]) -> int:
    made = settings.make(out=out, **chosen)
    built = pipeline.build(made, lambda stage, seconds: click.echo(_stage_line(words, stage, seconds)))
    return _report(built, made, words)


def _stage_line(words: Words, stage: str, seconds: float) -> str:
    return words("say.stage", name=words(f"stage.{stage}"), seconds=words.seconds(seconds))


def _report(built: Built, made: Settings, words: Words) -> int:
    if built.record is None:
        _list(built.problems, words, err=True)
        _complain(words("say.not-built", count=len(built.problems)))
        return BAD_DATA
    counts = built.record.counts
    click.echo(
        words(
            "say.built",
            pages=counts.pages,
            figures=counts.figures,
            charts=counts.charts,
            files=counts.files,
            size=words.seconds(built.record.bytes / 1_000_000),
            seconds=words.seconds(sum(built.record.seconds.values())),
            out=made.out,
        )
    )
    return DONE


def _list(found: Iterable[Problem], words: Words, err: bool) -> None:
    for problem in found:
        click.echo(problems.describe(problem, words.lang), err=err)


def _serve(words: Words, port: int, **chosen: Unpack[_Choices]) -> int:
    made = settings.make(out=Path(PREVIEW), **chosen)
    command = _build_command(made)
    folders = (made.data, made.theme, made.source)
    with preview.watched(folders, lambda path: _matters(path, made)) as wait_for_change:
        _rebuild(command, made, words)
        made.out.mkdir(exist_ok=True)
        with preview.served(made.out, port) as address:
            click.echo(words("say.serving", address=address))
            while True:
                wait_for_change()
                click.echo(words("say.changed"))
                _rebuild(command, made, words)


def _build_command(made: Settings) -> list[str]:
    """Build in a process of its own, so that a change of the program itself shows as well."""
    command = [sys.executable, "-m", "generator", "build", "--data", str(made.data), "--out", str(made.out)]
    command += ["--workers", str(made.workers), "--lang", made.lang]
    return command if made.site_url is None else [*command, "--site-url", made.site_url]


def _rebuild(command: list[str], made: Settings, words: Words) -> None:
    if subprocess.run(command, check=False).returncode != DONE:
        has_site = (made.out / "index.html").is_file()
        _complain(words("say.kept" if has_site else "say.not-served"))


def _matters(path: Path, made: Settings) -> bool:
    """Whether a changed file is a source: not a page that the build itself writes."""
    if path.is_relative_to(made.source):
        return not write.is_generated(path.relative_to(made.source).as_posix())
    return True


# Options ----------------------------------------------------------------------------------------


def _shared(words: Words) -> list[click.Parameter]:
    workers = click.Option(
        ["--workers"], type=click.IntRange(1), help=words("option.workers"), metavar=words("metavar.number")
    )
    site_url = click.Option(["--site-url"], help=words("option.site-url"), metavar=words("metavar.address"))
    return [_folder(words, "data"), workers, site_url]


def _ending(words: Words) -> list[click.Parameter]:
    return [_lang(words), _flag(words, "debug"), _help(words)]


def _folder(words: Words, name: str) -> click.Option:
    shown = words("metavar.folder")
    return click.Option(
        [f"--{name}"], type=click.Path(path_type=Path), help=words(f"option.{name}"), metavar=shown
    )


def _lang(words: Words) -> click.Option:
    languages = click.Choice(settings.LANGUAGES)
    return click.Option(["--lang"], type=languages, help=words("option.lang"), metavar="vi|en")


def _flag(words: Words, name: str) -> click.Option:
    return click.Option([f"--{name}"], is_flag=True, help=words(f"option.{name}"))


def _format(words: Words) -> click.Option:
    shown = "|".join(FORMATS)
    return click.Option(
        ["--format"], type=click.Choice(FORMATS), default="text", help=words("option.format"), metavar=shown
    )


def _port(words: Words) -> click.Option:
    return click.Option(
        ["--port"],
        type=click.IntRange(0, 65535),
        default=8000,
        help=words("option.port"),
        metavar=words("metavar.number"),
    )


def _help(words: Words) -> click.Option:
    return _printing(words, "help", lambda ctx: ctx.get_help())


def _version(words: Words) -> click.Option:
    return _printing(words, "version", lambda ctx: f"solieuhoi {record.generator_version()}")


def _printing(words: Words, name: str, content: Callable[[click.Context], str]) -> click.Option:
    """Return an option that prints something and ends there, before anything else is looked at."""

    def show(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(content(ctx))
            ctx.exit()

    return click.Option(
        [f"--{name}"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=words(f"option.{name}"),
    )
