"""An import that fails or is stopped between two files leaves the record as it was, or is taken back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator import cli, read
from generator.errors import MachineError
from generator.pipeline import replacing
from generator.read import encoding
from tests.builders import DATA, OBSERVATIONS, ROOT, make_data, replace_in
from tests.forms import copy_of, files_of, fill, import_form, make_form

WRITTEN = {"observations/xa-05590.csv", "documents.csv"}


def filled(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the record, and a form of a new report: two files would change."""
    data = copy_of(DATA, tmp_path)
    form = make_form(data, tmp_path / "form.xlsx", unit_id="xa-05590", form_id="mau-chi-thi-17-2017")
    document = {"document/issuer.answer": "Ủy ban nhân dân xã", "document/title.answer": "Báo cáo về hội"}
    return data, fill(form, document | {"so-thon.answer": "12"})


def break_at(count: int, monkeypatch: pytest.MonkeyPatch, broken) -> None:
    """Let the writing of the so-manyth file go wrong, and that one only."""
    replace, calls = replacing._replace, []

    def replace_or_break(file: Path, content: bytes) -> None:
        calls.append(file)
        if len(calls) == count:
            broken(file)
        replace(file, content)

    monkeypatch.setattr(replacing, "_replace", replace_or_break)


def refuse(file: Path) -> None:
    raise PermissionError(13, "Permission denied", str(file))


def interrupt(file: Path) -> None:
    raise KeyboardInterrupt


def stopped_half_way(data: Path, form: Path) -> dict[str, bytes]:
    """Import in a process that dies between two files, as by a power cut; return what it left."""
    child = os.fork()
    if child == 0:
        break_at(2, pytest.MonkeyPatch(), lambda file: os._exit(9))
        import_form(data, form)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    return files_of(data)


def left_beside(data: Path) -> list[str]:
    return [path.name for path in data.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("at", [1, 2])
def test_a_file_that_cannot_be_written_undoes_the_whole_import(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, form = filled(tmp_path)
    before = files_of(data)
    break_at(at, monkeypatch, refuse)
    with pytest.raises(MachineError, match="record-not-written"):
        import_form(data, form)
    assert (files_of(data), left_beside(data)) == (before, [])


def test_an_import_that_is_interrupted_between_two_files_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, form = filled(tmp_path)
    before = files_of(data)
    break_at(2, monkeypatch, interrupt)
    with pytest.raises(KeyboardInterrupt):
        import_form(data, form)
    assert (files_of(data), left_beside(data)) == (before, [])


def test_the_next_command_takes_back_an_import_that_died_half_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, form = filled(tmp_path)
    before = files_of(data)
    half = stopped_half_way(data, form)
    assert len(before.items() ^ half.items()) in (1, 2)  # one file is new or another, the second is not
    assert cli.run(["check", "--data", str(data)]) == 0
    assert "kho số liệu đã trở lại như trước" in capsys.readouterr().err
    assert (files_of(data), left_beside(data)) == (before, [])
    assert cli.run(["check", "--data", str(data)]) == 0
    assert capsys.readouterr().err == ""
    assert import_form(data, form).written
    assert {path for path, content in files_of(data).items() if before.get(path) != content} == WRITTEN


def test_what_somebody_wrote_after_an_import_died_is_left_alone_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, form = filled(tmp_path)
    before = files_of(data)
    half = stopped_half_way(data, form)
    (name,) = (path for path, content in half.items() if before.get(path) != content)
    (data / name).write_bytes(half[name] + b"\n")
    cli.run(["check", "--data", str(data)])
    assert name in capsys.readouterr().err
    assert files_of(data) == before | {name: half[name] + b"\n"}


def test_a_journal_that_never_became_whole_changes_nothing(tmp_path: Path) -> None:
    data, form = filled(tmp_path)
    before = files_of(data)
    (tmp_path / ".data-journal.part" / "new").mkdir(parents=True)
    (tmp_path / ".data-journal.part" / "new" / "units.csv").write_bytes(b"half")
    assert replacing.take_back(data) is None
    assert (files_of(data), left_beside(data)) == (before, [])
    assert import_form(data, form).written


def command_of(name: str, data: Path) -> list[str]:
    """A command that changes the smallest record, made ready for it."""
    if name == "account":
        (data.parent / "report.txt").write_text("I. Chung\nNăm 2024.", "utf-8")
        return [name, str(data.parent / "report.txt"), "--document", "mau-2017", "--write"]
    if name == "import":
        return [name, str(fill(make_form(data, data.parent / "form.xlsx"), {"so-hoi.answer": "8"}))]
    if name == "release":
        return [name, "--title", "Một"]
    if name == "repair":
        replace_in(data / "topics.csv", "\n", "\r\n")
        return [name, str(data / "topics.csv")]
    assert cli.run(["release", "--title", "Một", "--data", str(data)]) == 0
    replace_in(data / OBSERVATIONS, "1.875", "1875")
    return [name, "--reason", "Ghi lại"]


@pytest.mark.parametrize("name", ["account", "import", "release", "repair", "revise"])
def test_what_a_command_writes_was_read_while_it_held_off_all_others(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    data, lock, order = make_data(tmp_path), replacing.record_lock, []
    asked = [*command_of(name, data), "--data", str(data)]
    before = files_of(data)

    @contextmanager
    def noted_lock(folder: Path) -> Iterator[None]:
        with lock(folder):
            order.append("held")
            yield
            order.append("let go")

    def noted(module: object, function: str) -> None:
        own = getattr(module, function)
        monkeypatch.setattr(module, function, lambda *one, **more: order.append("read") or own(*one, **more))

    noted(read, "read")
    noted(encoding, "text_of")
    monkeypatch.setattr(replacing, "record_lock", noted_lock)
    cli.run(asked)
    assert files_of(data) != before
    assert (order[0], order[-1]) == ("held", "let go")
    assert set(order[1:-1]) == {"read"}


def test_a_file_that_is_not_of_the_record_is_repaired_without_waiting_for_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, file = make_data(tmp_path), tmp_path / "elsewhere.csv"
    file.write_bytes((data / "topics.csv").read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(replacing, "record_lock", None)
    assert cli.run(["repair", str(file), "--data", str(data)]) == 0
    assert file.read_bytes() == (data / "topics.csv").read_bytes()
