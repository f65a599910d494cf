"""What can be asked for on the command line, and how help shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.cli.words import Words
from generator.settings import LANGUAGES

FORMATS = ("text", "json", "markdown")
KINDS = ("correction", "revision")
SCALES = ("commune", "province", "national", "ten-nations")


class _Told:
    """Help with headings in the chosen language, where click has English ones."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        self.words = words
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        kind = "command" if isinstance(self, click.Group) else "options"
        told = [self.words(f"metavar.{kind}"), *(str(it.metavar) for it in _arguments(ctx.command))]
        formatter.write_usage(ctx.command_path, " ".join(told), prefix=self.words("help.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if isinstance(self, click.Group):
            rows = [(name, command.help or "") for name, command in self.commands.items()]
            with formatter.section(self.words("help.commands")):
                formatter.write_dl(rows)
        if isinstance(self, click.Command):
            offered = [it for it in self.get_params(ctx) if isinstance(it, click.Option)]
            records = [option.get_help_record(ctx) for option in offered]
            with formatter.section(self.words("help.options")):
                formatter.write_dl([record for record in records if record is not None])


class Command(_Told, click.Command):
    """One command."""


class Group(_Told, click.Group):
    """The command that holds the others."""


def _arguments(command: click.Command) -> list[click.Argument]:
    return [it for it in command.params if isinstance(it, click.Argument)]


def folder(words: Words, name: str) -> click.Option:
    """Return an option for a folder."""
    shown = words("metavar.folder")
    return click.Option(
        [f"--{name}"], type=click.Path(path_type=Path), help=words(f"option.{name}"), metavar=shown
    )


def folder_argument(words: Words) -> click.Argument:
    """Return a folder that has to be named."""
    return click.Argument(["folder"], type=click.Path(path_type=Path), metavar=words("metavar.folder"))


def files_argument(words: Words) -> click.Argument:
    """Return files that have to be named, one at least."""
    shown = words("metavar.file")
    return click.Argument(["files"], type=click.Path(path_type=Path), metavar=shown, nargs=-1, required=True)


def output(words: Words, said: str = "output") -> click.Option:
    """Return the option for the file to write, which has to be named; `said` is its sentence of help."""
    return click.Option(
        ["-o", "--output"],
        type=click.Path(path_type=Path),
        help=words(f"option.{said}"),
        metavar=words("metavar.file"),
        required=True,
    )


def address_argument(words: Words) -> click.Argument:
    """Return an address that has to be named."""
    return click.Argument(["address"], metavar=words("metavar.address"))


def number(
    words: Words, name: str, least: int, most: int | None = None, default: int | None = None
) -> click.Option:
    """Return an option for a whole number from least to most."""
    return click.Option(
        [f"--{name}"],
        type=click.IntRange(least, most),
        default=default,
        help=words(f"option.{name}"),
        metavar=words("metavar.number"),
    )


def address(words: Words, name: str) -> click.Option:
    """Return an option for an address."""
    return click.Option([f"--{name}"], help=words(f"option.{name}"), metavar=words("metavar.address"))


def choice(words: Words, name: str, choices: Sequence[str], default: str | None = None) -> click.Option:
    """Return an option for one of a few words."""
    return click.Option(
        [f"--{name}"],
        type=click.Choice(choices),
        default=default,
        help=words(f"option.{name}"),
        metavar="|".join(choices),
    )


def text(words: Words, name: str, required: bool = False) -> click.Option:
    """Return an option for a few words."""
    shown = words("metavar.text")
    return click.Option([f"--{name}"], help=words(f"option.{name}"), metavar=shown, required=required)


class BadDay(click.BadParameter):
    """Words that are no day, and the day that is perhaps meant."""

    def __init__(self, found: str, suggestion: str | None) -> None:
        super().__init__(found)
        self.found = found
        self.suggestion = suggestion


class Day(click.ParamType[date]):
    """A day, read as in a cell."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; BadDay for other words."""
        if isinstance(value, date):
            return value
        from generator.problems import Fault
        from generator.read import values

        found = values.day(value)
        if isinstance(found, Fault):
            raise BadDay(value, found.facts.get("suggestion"))
        return found


def day(words: Words, name: str) -> click.Option:
    """Return an option for a day, written 2026-11-28."""
    return click.Option([f"--{name}"], type=Day(), help=words(f"option.{name}"), metavar=words("metavar.day"))


def flag(words: Words, name: str, said: str = "") -> click.Option:
    """Return an option that is given or not; `said` is its sentence of help, where it is not its own."""
    return click.Option([f"--{name}"], is_flag=True, help=words(f"option.{said or name}"))


def hidden(name: str, is_flag: bool = False) -> click.Option:
    """Return an option that the program itself gives, and help does not show."""
    return click.Option([f"--{name}"], is_flag=is_flag, hidden=True)


def language(words: Words) -> click.Option:
    """Return the option of every command for the language of messages."""
    return choice(words, "lang", LANGUAGES)


def shared(words: Words) -> list[click.Parameter]:
    """Return the options of every command that reads data."""
    reached = [address(words, "site-url"), address(words, "contact")]
    return [folder(words, "data"), number(words, "workers", 1), *reached]


def common_options(words: Words) -> list[click.Parameter]:
    """Return the options that every command ends with."""
    return [language(words), flag(words, "debug"), help_option(words)]


def help_option(words: Words) -> click.Option:
    """Return the option that prints the help."""
    return _printing(words, "help", lambda ctx: ctx.get_help())


def version_option(words: Words) -> click.Option:
    """Return the option that prints the version."""

    def shown(ctx: click.Context) -> str:
        from generator.site.build_record import generator_version

        return f"solieuhoi {generator_version()}"

    return _printing(words, "version", shown)


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
