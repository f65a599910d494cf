"""A live preview: a local server of the built site that tells open pages of changes; a watch over sources.

A build that fails leaves the site as it is, so the last good one keeps being served.  Pages get a script
on their way to the browser that asks `NEXT` what is new: a newer site is loaded, what stopped a build stands
in a bar on top.  The site on the disk has nothing of it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, to_builtins
from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from generator.errors import MachineError

HOST = "127.0.0.1"
NEXT = "/__preview/next"
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileDeletedEvent,
    FileMovedEvent,
]
"""All that the system is asked to tell of.  A build reads thousands of files and folders; told of each, the
system's queue runs over, and watchdog 7.1 then reads all folders again, which fills the queue again."""
_ANY_PAGE = "page.md"
"""By which a folder is judged; `index.md` may be generated where people write the others, as in `en/`."""
_CALM_SECONDS = 0.1  # an editor saves in several steps, a spreadsheet in many
_PATIENCE_SECONDS = 25.0  # then a page that nobody told anything asks again
_EMPTY = b'<!doctype html><meta charset="utf-8"><body>'
_SCRIPT = Path(__file__).with_name("preview.js")


class News(Struct, frozen=True):
    """What open pages are told."""

    number: int
    site: str
    """The site that is served; a page of another one loads itself again."""
    mood: str
    """`calm`, `busy` while a build is under way, or `fault`."""
    text: str


class Board:
    """Where the newest news hangs; pages wait in front of it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._news = News(0, f"{os.getpid()}-0", "calm", "")

    def tell(self, mood: str, text: str = "", is_new_site: bool = False) -> None:
        """Hang up other news, and wake all who wait."""
        with self._changed:
            number = self._news.number + 1
            site = f"{os.getpid()}-{number}" if is_new_site else self._news.site
            self._news = News(number, site, mood, text)
            self._changed.notify_all()

    def now(self) -> News:
        return self._news

    def after(self, number: int, seconds: float = _PATIENCE_SECONDS) -> News:
        """Return news other than those of that number, or after so many seconds the same."""
        with self._changed:
            self._changed.wait_for(lambda: self._news.number != number, seconds)
            return self._news


class _Handler(SimpleHTTPRequestHandler):
    """Serves files without a line in the terminal for each, and never from a stale cache."""

    extensions_map = {  # noqa: RUF012 - as the class above has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".csv": "text/csv; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def __init__(self, *args: Any, board: Board, theme: Path, **kwargs: Any) -> None:
        self.board = board
        self.theme = theme
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer with news, a page that hears of them, or a file."""
        address = urlsplit(self.path)
        if address.path == NEXT:
            self._answer_next(parse_qs(address.query).get("after", [""])[0])
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir() and address.path.endswith("/"):
            file /= "index.html"
        if file.is_dir() or (file.is_file() and file.suffix != ".html"):
            super().do_GET()
        else:
            self._answer_page(file)

    def translate_path(self, path: str) -> str:
        """Return the file of an address; styles and scripts are those of the theme at this moment."""
        built = Path(super().translate_path(path))
        own = self.theme / built.relative_to(self.directory)
        return str(own if built.suffix in (".css", ".js") and own.is_file() else built)

    def _answer_next(self, seen: str) -> None:
        news = self.board.after(int(seen) if seen.isdecimal() else -1)
        self._answer(HTTPStatus.OK, "application/json", json.dumps(to_builtins(news)).encode())

    def _answer_page(self, file: Path) -> None:
        """Answer with a page, or the one for an unknown address, or while there is no site an empty one."""
        site = self.board.now().site  # before the page: one that is older loads itself again
        found = file if file.is_file() else Path(self.directory, "404.html")
        page = found.read_bytes() if found.is_file() else _EMPTY
        status = HTTPStatus.OK if found == file else HTTPStatus.NOT_FOUND
        script = f'<script data-site="{site}" data-next="{NEXT}">{_SCRIPT.read_text("utf-8")}</script>'
        self._answer(status, "text/html; charset=utf-8", page + script.encode())

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a page that was left before its answer came is no fault."""


@contextmanager
def served(folder: Path, port: int, board: Board, theme: Path) -> Iterator[str]:
    """Serve a folder on this machine only, its styles and scripts from the theme; give its address."""
    handler = partial(_Handler, directory=str(folder), board=board, theme=theme)
    try:
        server = _Server((HOST, port), handler)
    except OSError as error:
        raise MachineError("port-taken", {"port": port, "reason": error.strerror}) from error
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Changes(FileSystemEventHandler):
    def __init__(self, matters: Callable[[Path], bool]) -> None:
        self.matters = matters
        self.paths: set[Path] = set()
        self.lock = threading.Lock()
        self.happened = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.note(Path(str(path)) for path in (event.src_path, event.dest_path) if path)

    def note(self, paths: Iterable[Path]) -> None:
        """Tell of the files among these that matter."""
        for path in filter(self.matters, paths):
            with self.lock:
                self.paths.add(path)
            self.happened.set()

    def wait(self) -> frozenset[Path]:
        """Return what has changed, once something has and nothing more does for a moment."""
        self.happened.wait()
        while self.happened.is_set():
            self.happened.clear()
            self.happened.wait(_CALM_SECONDS)
        with self.lock:  # what is noted meanwhile is of the next time
            changed, self.paths = self.paths, set()
        return frozenset(changed)


class _Tops(FileSystemEventHandler):
    """Watches folders one by one; what comes into them is watched, too, with all below, where it matters."""

    def __init__(self, observer: BaseObserver, changes: _Changes) -> None:
        self.observer, self.changes = observer, changes
        self.watches: dict[Path, ObservedWatch] = {}

    def on_created(self, event: FileSystemEvent) -> None:
        if event.is_directory:
            self.take_in(Path(str(event.src_path)))

    def on_moved(self, event: FileSystemEvent) -> None:
        if event.is_directory:
            self.take_in(Path(str(event.dest_path)))

    def take_in(self, folder: Path) -> None:
        """Watch a folder that came and those below, and tell of their files, of which no event may tell.

        It may be gone again, as git makes and removes folders: an error here would end watchdog's thread.
        """
        if not self.changes.matters(folder / _ANY_PAGE):
            return
        try:
            self.watch(folder)  # before its list is read: what comes after that is told
            found = list(folder.iterdir())
            below = [path for path in found if path.is_dir() and not path.is_symlink()]
            self.changes.note(path for path in found if path.is_file())
        except OSError:
            return
        for path in below:
            self.take_in(path)

    def watch(self, folder: Path) -> None:
        """Watch a folder anew: the watch of one that was there before went with it, unknown to watchdog."""
        if old := self.watches.pop(folder, None):
            self.observer.unschedule(old)
        for handler in (self.changes, self):
            self.watches[folder] = self.observer.schedule(
                handler, str(folder), recursive=False, event_filter=_CHANGES
            )


@contextmanager
def watched(
    folders: Iterable[Path], matters: Callable[[Path], bool], tops: Iterable[Path] = ()
) -> Iterator[Callable[[], frozenset[Path]]]:
    """Watch folders, and of `tops` what is right in them; give a function that waits for a change."""
    changes = _Changes(matters)
    observer = Observer()
    for folder in folders:
        observer.schedule(changes, str(folder), recursive=True, event_filter=_CHANGES)
    in_tops = _Tops(observer, changes)
    for top in tops:
        in_tops.watch(top)
    observer.start()
    try:
        yield changes.wait
    finally:
        observer.stop()
        observer.join()
