"""A live preview: a local server of the built site, and a watch over its sources.

A build that fails leaves the site as it is, so the last good one keeps being served.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.errors import MachineError

HOST = "127.0.0.1"
_CHANGES = frozenset({"created", "modified", "deleted", "moved"})
_CALM_SECONDS = 0.3  # an editor saves in several steps, a spreadsheet in many


class _Handler(SimpleHTTPRequestHandler):
    """Serves files without a line in the terminal for each, and never from a stale cache."""

    extensions_map = {  # noqa: RUF012 - as the class above has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".csv": "text/csv; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder on this machine only; give its address."""
    handler = partial(_Handler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise MachineError("port-taken", {"port": port, "reason": error.strerror}) from error
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
        self.happened = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory:
            paths = (event.src_path, event.dest_path)
            if any(self.matters(Path(str(path))) for path in paths if path):
                self.happened.set()


@contextmanager
def watched(folders: tuple[Path, ...], matters: Callable[[Path], bool]) -> Iterator[Callable[[], None]]:
    """Watch folders; give a function that returns once something that matters has changed."""
    changes = _Changes(matters)
    observer = Observer()
    for folder in folders:
        observer.schedule(changes, str(folder), recursive=True)
    observer.start()
    try:
        yield partial(_wait, changes.happened)
    finally:
        observer.stop()
        observer.join()


def _wait(happened: threading.Event) -> None:
    happened.wait()
    while happened.is_set():
        happened.clear()
        happened.wait(_CALM_SECONDS)
