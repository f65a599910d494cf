"""The order of the steps, from the data folder to the published site.

    unchanged_build     nothing changed: the site takes its own place once more
    anew                something changed: all that follows
    ingest              the data, read and checked where it changed, becomes the record in the cache
    core_tables         its tables without the figures; unit_figures  its figures, a file a unit
    summaries           what follows from both, unit by unit, and the index of all units
    comparisons         figures of many units, set side by side again where one changed
    release_ledger      are all changes since the newest release told?
    small_numbers       can no number that is withheld be worked out?
    tasks               what can be made; plan  which of it this record asks for
    addresses           does every address that was published still answer?
    mkdocs_project      what a build leaves for other engines
    make                the tasks whose record changed are done again
    jobs                who does them: many all workers, a few this process
    sitewide_files      what no task of the plan makes, since it tells of all pages
    worker_process      what runs in each process; worker  how a task becomes files
    pictures            drawings on pages and in files
    fingerprints        of the program, the templates, the frame and the hand-written pages
    why                 would the next build make a file again, and why; source_lines  in which lines
    translations        what English pages would lack
    finish              every name in use (addresses, anchors) must be provided
    outcome             what build.json says
    releases            what people write into the record by command; revisions  what changed since
    forms               a workbook for one unit; imports  filled ones come back into the record
    unit_suggestions    the units that may be meant by a code that is none
    spreadsheet_repair  a file that a spreadsheet saved its own way is written the right way
    replacing           several files of the record at once, or none
    new_record          a record of someone else's, from what the program carries
    reviews             two states compared, for who takes a change; record_states  a state by its name
    part_registers      the register of some units of a state
    untold              what readers saw, and what is otherwise now without a row that tells it
    previews            the pages of a built site that a change concerns, by themselves
    accounts            a report beside the record: what is a figure, what is none, what is left over
    publish             a build in its turn, the sites before kept; back to the one before
    published_history   does the record still say what the published site says of its past?
    extracts            a report becomes a workbook to confirm

Then the new site takes the old one's place in one step.

Problems of the data are returned, and nothing is written then; any other fault is raised, and the
published site stays as it was.  Every build goes the same way: one that finds an empty cache has
everything to do, and comes to the same site, byte for byte, as one that has little to do.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.cache import state
from generator.cache.state import State
from generator.errors import GeneratorError, MachineError
from generator.pipeline import fingerprints
from generator.pipeline.unchanged_build import repeated
from generator.progress import SILENT, Progress
from generator.settings import Settings
from generator.site import switch
from generator.site.build_record import BuildRecord, Stopwatch

if TYPE_CHECKING:  # its module is heavy, like all that reads and makes pages
    from generator.model import Register
    from generator.problems import Problem
    from generator.read import Reading

_PROJECT_FOLDERS = ("data", "site_src", "theme", "generator", "tests", "deploy", ".git", ".github", ".venv")
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_TOO_MANY_OPEN = (errno.EMFILE, errno.ENFILE)


class Built(Struct, frozen=True):
    """What a build came to: problems of the data and no site, or a site and its record."""

    problems: tuple[Problem, ...]
    record: BuildRecord | None
    unset: tuple[str, ...] = ()
    """Settings without which the site does less than it could."""


def check(settings: Settings, today: date | None = None) -> tuple[Problem, ...]:
    """Return every problem of the data, and where all is right else, of its addresses, then of its English.

    Nothing is written.  Without today, as in a build, which has no clock, no day is too late.
    """
    from generator import read
    from generator.pipeline import translations

    reading = read.read(settings.data)
    return problems_of(settings, reading, today) or translations.problems_of(settings, reading)


def check_changed(
    settings: Settings, today: date, known: Reading, changed: Collection[str], core: Register
) -> tuple[Problem, ...]:
    """Return the problems of data of which only some tables are new, none of which has nouns or units.

    What is known was read without a problem, and its register is there.
    """
    from generator import read

    return problems_of(settings, read.read(settings.data, known=known, changed=changed), today, core)


def problems_of(
    settings: Settings, reading: Reading, today: date | None, known: Register | None = None
) -> tuple[Problem, ...]:
    """Return every problem of the data, and where all is right else, of its addresses."""
    from generator import checks
    from generator.pipeline import addresses
    from generator.problems import in_order

    found = in_order((*reading.problems, *checks.check(reading, today)))
    return found or addresses.problems_of(settings.source, reading, known)


def build(settings: Settings, progress: Progress = SILENT) -> Built:
    """Build the site and switch it over; with problems in the data, do neither."""
    watch = Stopwatch(progress)
    switch.refuse_unsafe(settings.out, own_folders(settings))
    shared = () if settings.stage is None else (settings.stage,)
    with (
        disk_faults_in_words(),
        switch.guard(settings.out, *shared, settings.cache),
        _kept(settings, progress) as kept,
    ):
        digests = fingerprints.of_data(settings.data)
        built = repeated(settings, kept, digests, watch)
        if built is None:
            from generator.workers import program_hash

            program_hash.libraries()  # refuses missing ones, and other versions than asked for
            from generator.pipeline import anew

            try:
                built = anew.made(settings, kept, digests, watch)
            except anew.Suspect:
                return Built(problems_in_full(settings), None)
        return Built((), built, tuple(_unset(kept)))


def _unset(kept: State) -> Iterator[str]:
    """Yield the settings that are missing, of those that readers would notice."""
    identity = kept.results.get("identity")
    if not identity.url:
        yield "site-url"
    if not identity.contact:
        yield "contact"


@contextmanager
def _kept(settings: Settings, progress: Progress) -> Iterator[State]:
    """Give the state of the last build, or an empty one; it is sealed again unless the program dies."""
    program = fingerprints.of_program()
    known = None if settings.fresh else state.opened(settings.cache, program)
    if known is None and not settings.fresh and state.is_there(settings.cache):
        progress.say("cache-unusable")
    kept = known or state.fresh(settings.cache, program)
    kept.unseal()
    try:
        yield kept
    finally:
        if kept.is_new:  # the first data was refused: nothing is left behind
            kept.discard()
        else:
            kept.seal()


def problems_in_full(settings: Settings) -> tuple[Problem, ...]:
    """Return the problems that the short way came upon."""
    problems = check(settings)
    if not problems:
        raise GeneratorError("The data was found wrong in part and right as a whole: a fault of the program.")
    return problems


def own_folders(settings: Settings) -> tuple[Path, ...]:
    return (settings.data, *(settings.root / name for name in _PROJECT_FOLDERS))


@contextmanager
def disk_faults_in_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        code = "disk-full" if "full" in str(error) else "file-fault"
        raise MachineError(code, {"path": "—", "reason": error}) from error
    except BrokenPipeError:  # whoever listened to the progress has gone: no disk is at fault
        raise
    except OSError as error:
        where = error.filename2 or error.filename or "—"
        if error.errno in _DISK_FULL:
            raise MachineError("disk-full", {"path": where}) from error
        if error.errno in _NOT_ALLOWED:
            raise MachineError("not-allowed", {"path": where}) from error
        if error.errno in _TOO_MANY_OPEN:
            raise MachineError("files-open", {"path": where}) from error
        raise MachineError("file-fault", {"path": where, "reason": error.strerror or error}) from error
