"""What is wrong with a command, in one sentence of the chosen language."""

from __future__ import annotations

from collections.abc import Iterable

import click

from generator.cli.options import BadDay
from generator.cli.words import Words


def usage_sentence(error: click.UsageError, words: Words) -> str:
    """Return what is wrong and where help is; without any command, the help itself."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    command = error.ctx.command_path if error.ctx is not None else "solieuhoi"
    return f"{_fault(error, words)} {words('usage.hint', command=command)}"


def _fault(error: click.UsageError, words: Words) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown(words("usage.no-such-option", name=error.option_name), error.possibilities, words)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _unknown(words("usage.no-such-command", name=error.command_name), error.possibilities, words)
    if isinstance(error, click.BadOptionUsage):
        return words("usage.missing-value", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param, words)
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return words("usage.missing-command")
    return words("usage.extra-argument", extra=error.message.partition("(")[2].rstrip(")"))


def _unknown(sentence: str, possibilities: Iterable[str] | None, words: Words) -> str:
    names = ", ".join(possibilities or ())
    return f"{sentence} {words('usage.did-you-mean', names=names)}" if names else sentence


def _bad_value(error: click.BadParameter, parameter: click.Parameter, words: Words) -> str:
    name = parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.metavar)
    if isinstance(error, click.MissingParameter):
        return words("usage.missing-parameter", name=name)
    if isinstance(parameter.type, click.Choice):
        return words("usage.bad-choice", name=name, choices=", ".join(parameter.type.choices))
    if isinstance(error, BadDay):
        which = "usage.bad-day-meant" if error.suggestion else "usage.bad-day"
        return words(which, name=name, found=error.found, suggestion=error.suggestion or "")
    return words("usage.bad-number", name=name)
