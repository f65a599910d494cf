"""python -m tests.load --seconds 60: a thousand requests a second to nginx, alone and while it publishes.

nginx is set up by `deploy/setup.sh`, the site is that of the record, or of other data (`--data DIR`), the
pages are drawn by chance; wrk asks.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from generator import write
from tests.test_pipeline import ROOT
from tests.test_push_to_page import Server, required, serve, set_up

CONNECTIONS = 13  # each asks every ten milliseconds, or a little more: with the answers, a thousand a second
ASK = """
local pages, last = {PAGES}, 0
function request() last = last % #pages + 1; return wrk.format("GET", pages[last]) end
function delay() return 10 end
"""


def main() -> None:
    wish = argparse.ArgumentParser()
    wish.add_argument("--seconds", type=int, default=60)
    wish.add_argument("--seed", type=int, default=1)
    wish.add_argument("--data", type=Path, default=ROOT / "data")
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as place:
        server = set_up(Path(place) / "server")
        _project(Path(place) / "project", asked.data)
        assert publish(Path(place) / "project", server, "https://example.vn/1").wait() == 0
        with contextmanager(serve)(server):
            asking = asks(Path(place) / "ask.lua", server.site, asked.seed)
            _say("alone", server, asking, asked.seconds)
            publishing = publish(Path(place) / "project", server, "https://example.vn/2")
            while publishing.poll() is None:
                _say("while a publication goes on", server, asking, asked.seconds)
            assert publishing.returncode == 0


def _project(place: Path, data: Path) -> None:
    for name, source in {"data": data, "theme": ROOT / "theme", "site_src": ROOT / "site_src"}.items():
        write.copy_tree(source, place / name, lambda _: True)
    shutil.copy(ROOT / "mkdocs.yml", place)


def publish(project: Path, server: Server, contact: str) -> "subprocess.Popen[bytes]":
    """Publish; with another contact every page is another."""
    command = [sys.executable, "-m", "generator", "publish", server.site, "--contact", contact]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.DEVNULL)


def asks(script: Path, site: Path, seed: int) -> Path:
    """Write what wrk is to ask for: three hundred pages, one after the other."""
    pages = sorted(page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    drawn = random.Random(seed).sample(pages, min(300, len(pages)))
    addresses = json.dumps([f"/{page}/".replace("/./", "/") for page in drawn])
    script.write_text(ASK.replace("{PAGES}", f"{{{addresses[1:-1]}}}"), "utf-8")
    return script


def _say(when: str, server: Server, script: Path, seconds: int) -> None:
    command = [required("wrk"), "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--latency"]
    address = f"http://127.0.0.1:{server.port}"
    print(f"{when}, load {os.getloadavg()[0]:.1f}", flush=True)
    subprocess.run([*command, "-s", script, address], check=True)


if __name__ == "__main__":
    main()
