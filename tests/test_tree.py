"""The staging tree: brought up to date with links, and nothing in it that nobody knows."""

import os
from pathlib import Path

import pytest

from generator import write
from generator.cache.result_file import Mark
from generator.site import tree


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for path, words in {"index.html": "a", "xa/b/index.html": "b", "xa/c/index.html": "c"}.items():
        put(tmp_path / "site", path, words)
    return tmp_path / "site"


def put(root: Path, path: str, words: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(words)


def marks_of(root: Path) -> dict[str, Mark]:
    return {path: tree.mark(root, path) for path in tree.stamps(root)}


def bring_up(out: Path, marks: dict[str, Mark]) -> frozenset[str]:
    staging = out.parent / "staging"
    known = {path: mark[:2] for path, mark in marks.items()}
    return tree.bring_up(staging, out, known.items, tree.stamps(staging), lambda path: marks[path].digest)


def words_of(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text() for path in tree.stamps(root)}


def test_a_missing_staging_tree_is_made_of_links(out: Path) -> None:
    assert bring_up(out, marks_of(out)) == frozenset()
    staging = out.parent / "staging"
    assert words_of(staging) == words_of(out)
    assert (staging / "xa/b/index.html").stat().st_ino == (out / "xa/b/index.html").stat().st_ino


def test_what_differs_is_linked_anew_and_what_nobody_knows_goes(out: Path) -> None:
    marks = marks_of(out)
    bring_up(out, marks)
    staging = out.parent / "staging"
    (staging / "xa/b/index.html").unlink()
    put(staging, "xa/b/index.html", "changed")
    put(staging, "xa/d/index.html", "stray")
    (staging / "link").symlink_to("/etc/hostname")
    assert bring_up(out, marks) == frozenset()
    assert words_of(staging) == words_of(out)
    assert not (staging / "xa/d").exists() and not (staging / "link").is_symlink()


@pytest.mark.parametrize("words", ["x", "longer"])
def test_a_published_file_that_was_changed_is_lost_and_not_taken_over(out: Path, words: str) -> None:
    marks = marks_of(out)
    put(out, "xa/c/index.html", words)
    os.utime(out / "xa/c/index.html", ns=(1, 1))
    assert bring_up(out, marks) == {"xa/c/index.html"}
    assert set(words_of(out.parent / "staging")) == {"index.html", "xa/b/index.html"}


def test_a_file_with_another_time_is_known_by_its_content(out: Path) -> None:
    marks = marks_of(out)
    os.utime(out / "index.html", ns=(1, 1))
    assert bring_up(out, marks) == frozenset()
    assert tree.stamps(out.parent / "staging")["index.html"] == marks["index.html"][:2]


def test_a_site_that_is_gone_is_lost_whole(out: Path, tmp_path: Path) -> None:
    assert bring_up(tmp_path / "nowhere", marks_of(out)) == set(marks_of(out))


def test_a_disk_without_links_gets_copies(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    marks = marks_of(out)
    assert bring_up(out, marks) == frozenset()
    assert bring_up(out, marks) == frozenset()
    assert words_of(out.parent / "staging") == words_of(out)


def test_a_file_is_removed_with_the_folders_that_are_empty_without_it(out: Path) -> None:
    tree.remove(out, "xa/b/index.html")
    assert (out / "xa/c").is_dir() and not (out / "xa/b").exists()
    tree.remove(out, "xa/c/index.html")
    assert not (out / "xa").exists() and out.is_dir()


def test_what_a_dead_worker_left_is_swept_away(out: Path) -> None:
    marks = marks_of(out)
    put(out, "xa/b/.index.html.77.part", "half")
    tree.sweep(out, {path: mark[:2] for path, mark in marks.items()})
    assert set(words_of(out)) == set(marks)


def test_in_passing_the_page_of_a_code_is_known_and_what_lies_beside_it_is_not_looked_for(out: Path) -> None:
    for path in ("xa/05587/index.html", "xa/05590/index.html", "en/huyen/167/index.html"):
        put(out, path, path)
    assert tree.stamps(out, in_passing=True) == tree.stamps(out)
    put(out, "xa/05587/stray.html", "stray")
    put(out, "xa/05590/index.html", "changed")
    put(out, "xa/c/stray.html", "stray")
    whole = tree.stamps(out)
    assert whole.keys() - tree.stamps(out, in_passing=True).keys() == {"xa/05587/stray.html"}
    assert tree.stamps(out, in_passing=True).items() <= whole.items()


def test_in_passing_a_page_of_a_code_that_is_gone_or_a_link_is_missed(out: Path) -> None:
    put(out, "xa/05587/index.html", "a")
    put(out, "xa/05590/index.html", "b")
    marks = marks_of(out)
    bring_up(out, marks)
    staging = out.parent / "staging"
    (staging / "xa/05587/index.html").unlink()
    (staging / "xa/05590/index.html").unlink()
    (staging / "xa/05590/index.html").symlink_to("/etc/hostname")
    there = tree.stamps(staging, in_passing=True)
    assert marks.keys() - there.keys() == {"xa/05587/index.html", "xa/05590/index.html"}
    known = {path: mark[:2] for path, mark in marks.items()}
    assert tree.bring_up(staging, out, known.items, there, lambda path: marks[path].digest) == frozenset()
    assert words_of(staging) == words_of(out)


@pytest.mark.parametrize("of", [1, 2, 3])
def test_the_parts_of_a_tree_have_every_file_once(out: Path, of: int) -> None:
    put(out, "xa/d/hoi/index.html", "d")
    put(out, "xa/d/hoi/deeper/index.html", "d")
    parts = [tree.stamps(out, part, of) for part in range(of)]
    assert sum(map(len, parts)) == 5
    assert set().union(*parts) == tree.stamps(out).keys() == set(write.walk(out))


def test_where_nothing_is_known_a_file_that_is_there_stays_until_it_is_swept(out: Path) -> None:
    bring_up(out, marks_of(out))
    staging = out.parent / "staging"
    assert bring_up(out, {}) == frozenset()
    assert words_of(staging) == words_of(out)
    tree.sweep(staging, {"xa/b/index.html": (0, 0)})
    assert set(tree.stamps(staging)) == {"xa/b/index.html"}
