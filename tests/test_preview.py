"""The preview server: open pages follow by themselves, and the site on the disk knows nothing of it."""

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from playwright.sync_api import expect
from watchdog.events import FileSystemEvent

from generator import write
from generator.cli import live_preview
from generator.site import preview
from generator.site.preview import Board
from tests.conftest import OpenWindow

PATIENCE_SECONDS = 40
PAGE = b"<!doctype html><html><body><h1>First</h1></body></html>"


@dataclass(frozen=True)
class Served:
    """A small site that is served, and the board in front of which its pages wait."""

    site: Path
    theme: Path
    board: Board
    address: str

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address + path) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    site, theme, board = tmp_path / "site", tmp_path / "theme", Board()
    write.write_file(site, "xa/a/index.html", PAGE)
    write.write_file(site, "404.html", b"<h1>Lost</h1>")
    write.write_file(site, "assets/site.css", b"built")
    write.write_file(theme, "assets/site.css", b"edited")
    with preview.served(site, 0, board, theme) as address:
        yield Served(site, theme, board, address)


def test_a_page_gets_the_script_on_its_way_and_the_file_does_not(served: Served) -> None:
    status, page = served.get("xa/a/")
    assert status == 200
    assert page.startswith(PAGE.decode()) and "location.reload()" in page
    assert (served.site / "xa/a/index.html").read_bytes() == PAGE


def test_an_unknown_address_is_answered_with_the_page_for_it(served: Served) -> None:
    status, page = served.get("xa/b/")
    assert status == 404
    assert "<h1>Lost</h1>" in page and "location.reload()" in page


def test_a_style_is_the_one_of_the_theme_at_this_moment(served: Served) -> None:
    assert served.get("assets/site.css") == (200, "edited")
    (served.theme / "assets/site.css").unlink()
    assert served.get("assets/site.css") == (200, "built")


def test_a_folder_without_its_last_slash_leads_to_its_page(served: Served) -> None:
    assert "First" in served.get("xa/a")[1]


def test_who_has_not_seen_the_newest_news_is_told_at_once(served: Served) -> None:
    served.board.tell("fault", "Dòng 3 sai.")
    told = json.loads(served.get("__preview/next?after=0")[1])
    assert (told["number"], told["mood"], told["text"]) == (1, "fault", "Dòng 3 sai.")
    assert json.loads(served.get("__preview/next?after=")[1]) == told


def test_who_has_seen_the_newest_news_waits_and_is_told_the_same() -> None:
    board = Board()
    board.tell("busy", "Đang dựng.")
    assert board.after(1, seconds=0) == board.now()


def test_only_a_new_site_has_a_new_name() -> None:
    board = Board()
    first = board.now().site
    board.tell("fault", "Sai.")
    assert board.now().site == first
    board.tell("calm", is_new_site=True)
    assert board.now().site != first


@pytest.mark.slow
def test_an_open_page_loads_itself_again_and_shows_what_is_wrong(served: Served, window: OpenWindow) -> None:
    tab = window()
    tab.goto(served.address + "xa/a/")
    write.write_file(served.site, "xa/a/index.html", PAGE.replace(b"First", b"Second"))
    served.board.tell("calm", is_new_site=True)
    expect(tab.locator("h1")).to_have_text("Second")
    bar = tab.locator("#xem-thu")
    expect(bar).to_be_hidden()
    served.board.tell("fault", "data/a.csv, dòng 3: <b>sai</b>")
    expect(bar).to_have_text("data/a.csv, dòng 3: <b>sai</b>")
    served.board.tell("calm", is_new_site=True)
    expect(bar).to_be_hidden()


@pytest.mark.slow
def test_a_page_opened_before_there_is_a_site_comes_by_itself(served: Served, window: OpenWindow) -> None:
    for path in list(write.walk(served.site)):
        (served.site / path).unlink()
    served.board.tell("busy", "Đang dựng trang…")
    tab = window()
    tab.goto(served.address + "xa/a/")
    expect(tab.locator("#xem-thu")).to_have_text("Đang dựng trang…")
    write.write_file(served.site, "xa/a/index.html", PAGE)
    served.board.tell("calm", is_new_site=True)
    expect(tab.locator("h1")).to_have_text("First")


def test_files_of_watched_folders_are_told_and_of_the_top_folder_those_right_in_it(tmp_path: Path) -> None:
    for folder in ("watched", "other"):
        (tmp_path / folder).mkdir()
    seen: set[str] = set()
    with preview.watched((tmp_path / "watched",), lambda path: True, (tmp_path,)) as wait_for_change:
        for name in ("other/c.csv", "mkdocs.yml", "watched/a.csv"):
            write.write_file(tmp_path, name, b"x")
        while not {"mkdocs.yml", "a.csv"} <= seen:
            seen |= {path.name for path in wait_for_change()}
    assert "c.csv" not in seen


def test_a_folder_that_is_made_in_a_top_folder_is_watched_where_it_matters(tmp_path: Path) -> None:
    def matters(path: Path) -> bool:
        return path.suffix == ".md" and "made" not in path.parts

    with preview.watched((), matters, (tmp_path,)) as wait_for_change:
        for name in ("made/a.md", "new/index.md"):
            write.write_file(tmp_path, name, b"x")
        seen = {path.name for path in wait_for_change()}
        while "later.md" not in seen:
            write.write_file(tmp_path, "new/later.md", str(len(seen)).encode())
            seen |= {path.name for path in wait_for_change()}
    assert seen == {"index.md", "later.md"}


@contextmanager
def told(
    tops: Iterable[Path], folders: Iterable[Path] = (), matters: Callable[[Path], bool] = lambda path: True
) -> Iterator[Callable[[Path], bool]]:
    """Watch folders; give a function that says whether a file is told of, as soon as it is."""
    changes: Queue[frozenset[Path]] = Queue()
    seen: set[Path] = set()

    def is_told(file: Path) -> bool:
        with suppress(Empty):
            while file not in seen:
                seen.update(changes.get(timeout=PATIENCE_SECONDS))
        return file in seen

    with preview.watched(folders, matters, tops) as wait_for_change:

        def listen() -> None:
            while True:
                changes.put(wait_for_change())

        Thread(target=listen, daemon=True).start()
        yield is_told


def written(file: Path) -> Path:
    write.write_file(file.parent, file.name, b"x")
    return file


def test_a_folder_that_is_gone_before_it_is_looked_at_ends_no_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: Queue[str] = Queue()
    watch = preview._Tops.watch

    def watch_what_goes(self: preview._Tops, folder: Path) -> None:
        if folder.name == "before":
            folder.rmdir()
            gone.put(folder.name)
        watch(self, folder)
        if folder.name == "after":
            folder.rmdir()
            gone.put(folder.name)

    monkeypatch.setattr(preview._Tops, "watch", watch_what_goes)
    pages, data = tmp_path / "pages", tmp_path / "data"
    pages.mkdir()
    data.mkdir()
    with told((pages,), (data,)) as is_told:
        for name in ("before", "after"):
            (pages / name).mkdir()
            assert gone.get(timeout=PATIENCE_SECONDS) == name
        assert is_told(written(data / "a.csv"))
        assert is_told(written(pages / "index.md"))


def test_a_folder_that_went_and_came_back_is_watched_again(tmp_path: Path) -> None:
    """As git removes and makes it, on the way to another branch and back."""
    folder = tmp_path / "new"
    write.write_file(folder, "index.md", b"x")
    with told((tmp_path, folder)) as is_told:
        for turn in range(3):
            shutil.rmtree(folder)
            assert is_told(written(folder / f"back-{turn}.md"))
            assert is_told(written(folder / f"edited-{turn}.md"))


def test_a_folder_that_comes_is_watched_with_those_below(tmp_path: Path) -> None:
    source, aside = tmp_path / "source", tmp_path / "aside"
    source.mkdir()
    for name in ("trang-rieng/index.md", "xa/index.md"):
        write.write_file(aside, name, b"x")

    def matters(path: Path) -> bool:
        return not write.is_generated(path.relative_to(source).as_posix())

    with told((source,), matters=matters) as is_told:
        aside.rename(source / "en")
        assert is_told(source / "en/trang-rieng/index.md")
        assert is_told(written(source / "en/trang-rieng/later.md"))


def test_a_folder_is_watched_under_its_new_name_and_another_under_the_old_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write.write_file(old, "index.md", b"x")
    with told((tmp_path, old)) as is_told:
        old.rename(new)
        assert is_told(new / "index.md")
        assert is_told(written(new / "later.md"))
        assert is_told(written(old / "again.md"))
        assert is_told(written(old / "edited.md"))
        assert is_told(written(new / "last.md"))


def test_the_system_is_not_asked_to_tell_who_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    dispatch = preview._Changes.dispatch

    def noted(self: preview._Changes, event: FileSystemEvent) -> None:
        told.append(event.event_type)
        dispatch(self, event)

    monkeypatch.setattr(preview._Changes, "dispatch", noted)
    folder = tmp_path / "watched"
    write.write_file(folder, "below/a.csv", b"x")
    with preview.watched((folder,), lambda path: path.name == "b.csv") as wait_for_change:
        for _ in range(3):
            assert [path.read_bytes() for path in folder.rglob("*.csv")] == [b"x"]
        (folder / "b.csv").write_bytes(b"x")
        wait_for_change()
    assert told and not {"opened", "closed_no_write"} & set(told)


def test_folders_that_a_build_fills_are_not_watched(tmp_path: Path) -> None:
    for name in ("phuong-phap/toc-do", "xa/05587-binh-yen", "en/xa/05587-binh-yen", "en/trang-rieng"):
        (tmp_path / name).mkdir(parents=True)
    found = {path.relative_to(tmp_path).as_posix() for path in live_preview.written_by_hand(tmp_path)}
    assert found == {".", "phuong-phap", "phuong-phap/toc-do", "en", "en/trang-rieng"}
