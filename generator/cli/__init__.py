"""The front door: the command `solieuhoi`, its words in Vietnamese or English.

    words            the sentences of one language, and how it writes numbers
    usage            what is wrong with a command, in words
    options          what can be asked for, and how help shows it
    commands         what each command does
    beginning        a record of one's own
    form_commands    forms out, filled forms in; repairs  a file that a spreadsheet saved its own way
    publishing       a site is published, or goes back to the one before
    offline          a site becomes one file for use without a network
    progress         how far a build has come: a bar on a terminal (live), lines elsewhere
    console_output   what came of it: problems, the closing summary, warnings
    report_commands  the commands that read prose reports
    reviewing        the command that reviews a change; review_words, figure_words, review_formats and
                     review_pages say it; untold_words  what no row of revisions.csv tells
    rebuild_reasons  why a file of the site would be made again
    live_preview     a site that follows its sources

Exit codes: 0 done; 1 the data has problems, all listed, nothing written; 2 a setting, the
environment or the program, in one sentence; 130 stopped by the person at the keyboard.

Whatever is heavy (pandas, matplotlib, the whole pipeline) is imported by the command that needs
it, so that help, the version and complaints are there at once.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from generator.cli.commands import FAILED, INTERRUPTED, commands
from generator.cli.usage import usage_sentence
from generator.cli.words import Words, language_of
from generator.errors import GeneratorError, MachineError

COLLECT_AFTER = 20_000
"""So many new objects: a command makes far more than the usual 700, and nearly all stay to its end."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to stop by a program: as by Ctrl-C
    # numpy's threads are of no use here, and a process that has any cannot be copied safely
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(COLLECT_AFTER)
    code = run(arguments)
    if code == INTERRUPTED:  # everything is put away by now, and nothing may be interrupted at the exit
        sys.stdout.flush()
        os._exit(code)
    gc.freeze()  # all of it ends with the process; looking for garbage in it only takes time
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; every fault becomes one sentence."""
    words = Words(language_of(arguments))
    try:
        return _invoke(commands(words), arguments)
    except click.UsageError as error:
        _complain(usage_sentence(error, words))
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
    except MemoryError:
        _complain(words.of_fault(MachineError("memory-short", {})))
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


def _complain(sentence: str) -> None:
    click.echo(sentence, err=True)


def _failed(arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        traceback.print_exc()
    return FAILED
