"""The writer: only what changed, only where it may."""

import os
import shutil
from pathlib import Path

import pytest

from generator import write
from generator.errors import GeneratorError


def content_of(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in write.walk(root)}


def test_a_file_is_written_once_and_left_alone_while_its_bytes_stay(tmp_path: Path) -> None:
    assert write.write_file(tmp_path, "xa/a/index.md", "số".encode())
    before = (tmp_path / "xa/a/index.md").stat()
    assert not write.write_file(tmp_path, "xa/a/index.md", "số".encode())
    assert (tmp_path / "xa/a/index.md").stat().st_mtime_ns == before.st_mtime_ns
    assert write.write_file(tmp_path, "xa/a/index.md", b"hai")
    assert content_of(tmp_path) == {"xa/a/index.md": b"hai"}


def test_what_is_no_longer_produced_goes_and_what_people_wrote_stays(tmp_path: Path) -> None:
    for path in ("phuong-phap/index.md", "xa/old/index.md", "xa/new/stray.txt", "index.md"):
        write.write_file(tmp_path, path, b"before")
    removed = write.keep_only(tmp_path, {"index.md", "xa/new/index.md"}, write.is_generated)
    assert content_of(tmp_path) == {
        "index.md": b"before",
        "phuong-phap/index.md": b"before",
    }
    assert not (tmp_path / "xa/old").exists()
    assert removed == 2


@pytest.mark.parametrize(
    "path",
    [
        "../a",
        "/etc/a",
        "a/../../b",
        "a//b",
        "",
        ".hidden",
        "a/.git/b",
        "con.md",
        "NUL",
        "a/com1.d/b",
        "a.",
        "a b",
        "đ",
        "a\\b",
        "a\n",
        "\N{KELVIN SIGN}",
        "a/" + "b" * 121,
    ],
)
def test_a_path_that_leaves_the_folder_or_is_not_portable_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(GeneratorError):
        write.write_file(tmp_path / "root", path, b"")
    assert content_of(tmp_path) == {}


def test_a_link_to_another_folder_is_not_written_through(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (root / "xa").symlink_to(other)
    (root / "index.md").symlink_to(other / "index.md")
    for path in ("xa/index.md", "index.md"):
        with pytest.raises(GeneratorError, match="path-outside"):
            write.write_file(root, path, b"")
    assert list(other.iterdir()) == []


def test_a_folder_that_becomes_a_link_is_not_written_through(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    other.mkdir()
    write.write_file(root, "xa/a/b/index.md", b"")
    shutil.rmtree(root / "xa/a")
    (root / "xa/a").symlink_to(other)
    with pytest.raises(GeneratorError, match="path-outside"):
        write.write_file(root, "xa/a/b/index.md", b"")
    assert list(other.iterdir()) == []


def test_a_link_that_stays_in_the_folder_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "tinh").mkdir()
    (tmp_path / "xa").symlink_to(tmp_path / "tinh")
    assert write.write_file(tmp_path, "xa/a/index.md", b"a")
    assert content_of(tmp_path / "tinh") == {"a/index.md": b"a"}


def test_a_link_in_an_owned_place_is_removed_and_not_what_it_points_at(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    write.write_file(other, "precious", b"kept")
    write.write_file(root, "xa/a/index.md", b"")
    (root / "xa/link").symlink_to(other)
    write.keep_only(root, {"xa/a/index.md"}, write.is_generated)
    assert not (root / "xa/link").is_symlink()
    assert content_of(other) == {"precious": b"kept"}


def test_a_failed_write_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write_file(tmp_path, "a.md", b"before")

    def full_disk(self: Path, content: bytes) -> int:
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space"):
        write.write_file(tmp_path, "a.md", b"after")
    monkeypatch.undo()
    assert content_of(tmp_path) == {"a.md": b"before"}


def test_links_and_pipes_are_not_copied_into_a_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "leak.txt").symlink_to("/etc/hostname")
    with pytest.raises(GeneratorError, match="not-a-plain-file"):
        write.copy_tree(source, tmp_path / "copy", lambda path: True)
    (source / "leak.txt").unlink()
    os.mkfifo(source / "pipe")
    with pytest.raises(GeneratorError, match="not-a-plain-file"):
        write.copy_tree(source, tmp_path / "copy", lambda path: True)


def test_git_ignores_exactly_what_the_generator_owns() -> None:
    lines = (Path(__file__).parents[1] / ".gitignore").read_text("utf-8").splitlines()
    ignored = {line.removeprefix("/site_src/").strip("/") for line in lines if line.startswith("/site_src/")}
    assert ignored == set(write.GENERATED)
