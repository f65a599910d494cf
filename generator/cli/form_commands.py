"""Commands for those who keep the data: forms out, filled forms in."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import settings, text
from generator.cli import console_output, options
from generator.cli.words import Words

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.cli.figure_words import FigureWords
    from generator.pipeline.forms import FormMade, Misfit
    from generator.pipeline.imports import Imported
    from generator.review.changes import Cells
    from generator.workbooks.merging import Change

SHOWN_AT_MOST = 40
_NAME = "solieuhoi"
OLD_ENCODINGS = ("windows-1258", "tcvn3", "vni")


def acts(words: Words) -> dict[str, tuple[Callable[..., int], list[click.Parameter]]]:
    """Return what each command does, and what can be asked of it."""
    data = options.folder(words, "data")
    asked: list[click.Parameter] = [
        data,
        options.text(words, "unit", required=True),
        options.text(words, "form", required=True),
        options.text(words, "period", required=True),
        options.text(words, "document"),
        options.output(words),
    ]
    files: list[click.Parameter] = [
        options.files_argument(words),
        data,
        options.flag(words, "preview"),
        options.text(words, "reason"),
        options.choice(words, "kind", options.KINDS, "correction"),
        options.choice(words, "encoding", OLD_ENCODINGS),
    ]
    return {"form": (_form, asked), "import": (_import, files)}


def take_back(chosen: Mapping[str, Any], words: Words) -> None:
    """Undo what a command that was stopped left half done in the data of a command, and say so."""
    if "data" not in chosen:
        return
    from generator.pipeline import replacing

    data = (chosen["data"] or Path("data")).resolve()
    if not replacing.journal_of(data).is_dir():
        return
    with replacing.record_lock(data):
        changed = replacing.take_back(data)
    if changed is not None:
        click.echo(words("import.taken-back"), err=True)
    if changed:
        click.echo(words("import.changed-since", files=", ".join(changed)), err=True)


def _form(
    words: Words,
    data: Path | None,
    unit: str,
    form: str,
    period: str,
    document: str | None,
    output: Path,
    lang: str,
) -> int:
    from generator.pipeline import forms

    wish = forms.Wish(unit, form, period, document, output)
    made = forms.make_form(settings.make(data=data, lang=lang), wish)
    if made.problems:
        console_output.not_written(made.problems, words)
        return 1
    _tell_form(made, output, words)
    if made.misfit is not None:
        _tell_misfit(made.misfit, form, unit, period, words)
    return 0


def _tell_form(made: FormMade, output: Path, words: Words) -> None:
    facts = {"questions": words.counted("question", made.questions), "filled": words.number(made.filled)}
    click.echo(words("import.form", file=output, **facts))


def _tell_misfit(misfit: Misfit, form: str, unit: str, period: str, words: Words) -> None:
    territory = misfit.territory.full_name if misfit.territory else words("import.country")
    own = {"own": f"{misfit.period.start}/{misfit.period.end}", "territory": territory}
    facts = {"form": form, "unit": unit, "period": period}
    click.echo(words("import.form-misfit", **facts, **own), err=True)
    key = "import.form-fits" if misfit.others else "import.form-none-fits"
    if misfit.days is not None:
        key, facts = "import.form-fits-days", {"start": f"{misfit.days.start}", "end": f"{misfit.days.end}"}
    click.echo(words(key, forms=", ".join(misfit.others), **facts), err=True)


def _import(
    words: Words,
    files: tuple[Path, ...],
    data: Path | None,
    preview: bool,
    reason: str | None,
    kind: str,
    encoding: str | None,
    lang: str,
) -> int:
    from generator.cli.commands import today
    from generator.pipeline import imports

    wish = imports.Wish(files, preview, reason, kind, encoding)
    made = imports.import_files(settings.make(data=data, lang=lang), wish, today())
    if made.problems:
        console_output.not_written(made.problems, words)
        for copy in made.copies:
            click.echo(words("import.copy", file=copy), err=True)
        for sample in made.samples:
            click.echo(words("import.sample", file=sample.path, encoding=sample.old), err=True)
            click.echo("\n".join(f"  {line}" for line in sample.lines), err=True)
        return 1
    _tell_changes(made, words)
    if made.changes and not made.published:
        _tell_next(made, files, data, words)
    return 1 if made.published else 0


def _tell_changes(made: Imported, words: Words) -> None:
    """Print what changes, and whether it was written."""
    from generator.cli.figure_words import FigureWords

    if made.register is not None:
        named = FigureWords(made.register, words)
        for change in made.changes[:SHOWN_AT_MOST]:
            click.echo(_line(change, named))
        for change in made.several_communes:
            click.echo(_several_communes(change, named))
    if len(made.changes) > SHOWN_AT_MOST:
        click.echo(words("import.more", lines=words.counted("line", len(made.changes) - SHOWN_AT_MOST)))
    _tell_unchanged(made, words)
    for line in made.revised:
        click.echo(line)
    if made.published:
        click.echo(words("import.published", figures=words.counted("figure", made.published)), err=True)
    elif not made.changes:
        click.echo(words("import.same"))
    else:
        key = "import.written" if made.written else "import.preview"
        click.echo(words(key, lines=words.counted("line", len(made.changes))))


def _tell_next(made: Imported, files: Sequence[Path], data: Path | None, words: Words) -> None:
    """Print the commands that come next, as they are typed."""
    if made.written:
        click.echo(words("import.next"))
        for one in made.reports:
            report_file = words("import.report-file") if one.file is None else str(one.file)
            _tell_command(["account", report_file, "--document", one.document_id, "--write"], data)
        _tell_command(["check"], data)
        _tell_command(["build"], data)
    else:
        click.echo(words("import.next-write"))
        _tell_command(["import", *map(str, files)], data)


def _tell_command(command: Sequence[str], data: Path | None) -> None:
    where = [] if data is None else ["--data", str(data)]
    click.echo("  " + " ".join(map(_quoted, (program(), *command, *where))))


def program() -> str:
    """Return how this program was called: by its path where its name alone does not find it."""
    called = Path(sys.argv[0])
    if called.name != _NAME or not called.exists():
        return _NAME
    found = shutil.which(_NAME)
    return _NAME if found is not None and called.samefile(found) else str(called)


def _quoted(word: str) -> str:
    """Return a word of a command as any shell takes it, as far as it can; names keep their letters."""
    if re.fullmatch(r"[\w./:~-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) else f'"{word}"'


def _tell_unchanged(made: Imported, words: Words) -> None:
    """Print what is not written and why, and what is taken as it is."""
    if made.empty:
        click.echo(words("import.empty", questions=words.counted("question", made.empty)))
    for name, count in (("there", made.there), ("unmarked", made.unmarked)):
        if count:
            click.echo(words(f"import.{name}", rows=words.counted("row", count)))
    for one in made.unequal:
        facts = {"number": one.question.sort_order, "question": one.question.question}
        told = {"stated": _plain(one.stated, words), "made": _plain(one.made, words)}
        click.echo(words("import.unequal", **facts, **told))


def _plain(number: Decimal, words: Words) -> str:
    return words.number(number, text.decimals_of(number))


def _line(change: Change, named: FigureWords) -> str:
    kind = "changed" if change.before else "added"
    before, after = (_said(cells, named.words) for cells in (change.before, change.after))
    if before == after:
        before, after = _with_place(before, change.before), _with_place(after, change.after)
    facts = {"before": before, "after": after}
    what = _matter(change.after, named)
    said = named.words(f"import.{kind}", file=change.path, line=change.line, what=what, **facts)
    return f"{said}; {named.period(change.after)}" if "indicator_id" in change.after else said


def _several_communes(change: Change, named: FigureWords) -> str:
    indicator, value = named.indicator(change.after["indicator_id"]), change.after["value_text"]
    unit = named.unit(Path(change.path).stem)
    return named.words("import.several-communes", unit=unit, indicator=indicator, value=value)


def _matter(cells: Cells, named: FigureWords) -> str:
    """Return what a row is about: its figure, the question that is answered in words, the document."""
    if "indicator_id" in cells:
        return named.matter(cells)
    if "printed" in cells:
        return named.words(f"account.{cells['reason']}")
    asked = {(one.form_id, one.question_id): one.question for one in named.register.questions}
    return asked.get((cells.get("form_id", ""), cells.get("question_id", "")), cells["document_id"])


def _with_place(said: str, cells: Cells) -> str:
    """Return what a row says with its place and its note, one of which is what changes."""
    beside = "; ".join(filter(None, (cells.get("locator"), cells.get("note"))))
    return f"{said} ({beside})" if beside else said


def _said(cells: Cells, words: Words) -> str:
    """Return what a row says, in one cell."""
    if cells.get("missing"):
        return words("diff.nothing", reason=words(f"reason.{cells['missing']}"))
    named = (cells.get(name) for name in ("value_text", "answer", "title", "printed"))
    return next(filter(None, named), "—")
