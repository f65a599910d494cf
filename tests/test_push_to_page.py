"""A push publishes: real git, real nginx, the hook and the set-up script of `deploy/`.

The first part drives the hook with a tiny generator of the same interface, to reach every way in
which a publication can end; the last part publishes the real record with the real generator.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import cli
from tests.builders import newest_day
from tests.servers import free_port
from tests.test_pipeline import PROVINCES, keep_provinces

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(sys.prefix)

SMALL_GENERATOR = """\
import json, os, pathlib, subprocess, sys, time
words = pathlib.Path("data/words.txt").read_text(encoding="utf-8").strip()
site, kept = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[2] + ".old")
if "--rollback" in sys.argv:
    print("Quay lại", sys.argv[2])
    sys.exit(0)
if "--take-back" in sys.argv:
    if json.loads((site / "build.json").read_text())["commit"] == sys.argv[-1]:
        subprocess.run(["rm", "-rf", str(site)])
        kept.rename(site)
    sys.exit(0)
if words == "wrong":
    print("data/words.txt:1: sai chính tả. Cách sửa: viết lại.")
    sys.exit(1)
if words == "broken":
    print("Thiếu một công cụ.", file=sys.stderr)
    sys.exit(2)
if words == "slow":
    time.sleep(2)
commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
fresh = pathlib.Path(sys.argv[2] + ".new")
fresh.mkdir()
(fresh / "index.html").write_text(words, encoding="utf-8")
(fresh / "leak.txt").write_bytes(pathlib.Path("data/link.txt").read_bytes())
(fresh / "build.json").write_text(json.dumps({"commit": commit}), encoding="utf-8")
subprocess.run(["rm", "-rf", str(kept)])
if site.exists():
    site.rename(kept)
fresh.rename(site)
if words == "late":
    time.sleep(5)
"""


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program without the caller's git settings and return what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**kept, **identity},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = run("git", "-c", "user.name=Thử", "-c", "user.email=thu@example.vn", *arguments, folder=folder)
    assert done.returncode == 0, done.stdout
    return done.stdout


def required(program: str) -> str:
    """Return where a program is; a machine without it fails the test in one clear line."""
    path = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if path is None:
        pytest.fail(f"{program} is missing: make tools", pytrace=False)
    return path


@dataclass(frozen=True)
class Server:
    """A server below one folder: its repository, its site and its port."""

    folder: Path
    port: int
    path: str = ""

    @property
    def repository(self) -> Path:
        return self.folder / "repo.git"

    @property
    def site(self) -> Path:
        return self.folder / f"public{self.path}" if self.path else self.folder / "site"

    def get(self, address: str) -> tuple[int, Message, str]:
        """Return status, headers and text of what the web server answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.path}{address}") as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read().decode()


def set_up(folder: Path, *options: str, port: int | None = None) -> Server:
    required("git")
    required("nginx")
    port = port or free_port()
    done = run(
        ROOT / "deploy/setup.sh", "--user-install", "--prefix", folder, "--port", str(port),
        "--venv", VENV, *options,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return Server(folder, port, options[options.index("--path") + 1] if "--path" in options else "")


def serve(server: Server) -> Iterator[Server]:
    """Run nginx on the server's folder as long as the test lasts."""
    home = server.folder / "nginx"
    command = [required("nginx"), "-p", home, "-e", home / "error.log", "-c", home / "nginx.conf"]
    with subprocess.Popen([str(part) for part in command]) as nginx:
        try:
            wait_for(server.port)
            yield server
        finally:
            nginx.terminate()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nginx does not answer on port {port}", pytrace=False)


def start_repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit_all(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD").strip()


def push(folder: Path, server: Server, *, is_refused: bool = False) -> str:
    """Push main and return what the server told the pusher, without git's `remote: `."""
    done = run("git", "push", server.repository, "main", folder=folder)
    assert done.returncode == (1 if is_refused else 0), done.stdout
    return "\n".join(line.removeprefix("remote: ").rstrip() for line in done.stdout.splitlines())


# The hook, with a small generator ------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return set_up(tmp_path / "server")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = start_repository(tmp_path / "source")
    (folder / "generator").mkdir()
    (folder / "generator/__init__.py").touch()
    (folder / "generator/__main__.py").write_text(SMALL_GENERATOR, encoding="utf-8")
    (folder / "requirements.lock").touch()
    (folder / "data").mkdir()
    (folder / "data/link.txt").symlink_to("/etc/hostname")
    return folder


def commit_words(source: Path, words: str) -> str:
    (source / "data/words.txt").write_text(words, encoding="utf-8")
    return commit_all(source, words)


def shown(server: Server) -> str:
    return (server.site / "index.html").read_text(encoding="utf-8")


def test_a_push_publishes_and_says_so(server: Server, source: Path) -> None:
    commit = commit_words(source, "một")
    assert f"ĐÃ CÔNG BỐ commit {commit[:10]}" in push(source, server)
    assert shown(server) == "một"
    assert json.loads((server.site / "build.json").read_text())["commit"] == commit


def test_a_push_leaves_no_work_behind_and_writes_a_log(server: Server, source: Path) -> None:
    commit = commit_words(source, "một")
    push(source, server)
    assert not (server.folder / "checkout").exists()
    (log,) = (server.folder / "log").iterdir()
    assert commit[:10] in log.name
    assert "ĐÃ CÔNG BỐ" in log.read_text(encoding="utf-8")


def branch_of(server: Server) -> str:
    return git(server.repository, "rev-parse", "main").strip()


def test_wrong_data_is_told_to_the_pusher_and_nothing_enters(server: Server, source: Path) -> None:
    right = commit_words(source, "một")
    push(source, server)
    wrong = commit_words(source, "wrong")
    said = push(source, server, is_refused=True)
    assert "data/words.txt:1: sai chính tả. Cách sửa: viết lại." in said
    assert "KHÔNG CÔNG BỐ: dữ liệu có lỗi" in said
    assert shown(server) == "một"
    assert branch_of(server) == right
    assert run("git", "cat-file", "-e", wrong, folder=server.repository).returncode != 0


def test_a_fault_of_the_program_is_not_blamed_on_the_data(server: Server, source: Path) -> None:
    right = commit_words(source, "một")
    push(source, server)
    commit_words(source, "broken")
    said = push(source, server, is_refused=True)
    assert "Thiếu một công cụ." in said
    assert "không phải do dữ liệu" in said
    assert (shown(server), branch_of(server)) == ("một", right)


def test_the_push_after_a_wrong_one_publishes_again(server: Server, source: Path) -> None:
    commit_words(source, "wrong")
    push(source, server, is_refused=True)
    assert not server.site.exists()
    commit_words(source, "hai")
    push(source, server)
    assert shown(server) == "hai"


def test_the_published_branch_cannot_be_deleted(server: Server, source: Path) -> None:
    commit_words(source, "một")
    push(source, server)
    done = run("git", "push", server.repository, ":main", folder=source)
    assert done.returncode == 1
    assert "KHÔNG CÔNG BỐ: nhánh main không được xoá." in done.stdout
    assert shown(server) == "một"


def test_another_branch_is_stored_but_not_published(server: Server, source: Path) -> None:
    commit_words(source, "một")
    said = git(source, "push", str(server.repository), "main:refs/heads/thu")
    assert "Chỉ nhánh main được công bố, không phải thu." in said
    assert not server.site.exists()


@pytest.mark.parametrize("way", [[], ["--atomic"]])
def test_the_published_branch_is_pushed_alone_and_only_where_git_can_move_it(
    server: Server, source: Path, way: list[str]
) -> None:
    commit_words(source, "một")
    both = run("git", "push", *way, server.repository, "main", "main:refs/heads/thu", folder=source)
    assert "KHÔNG CÔNG BỐ: hãy đẩy riêng nhánh main, không cùng lúc với thu." in both.stdout
    (server.repository / "refs/heads/main.lock").touch()
    locked = run("git", "push", *way, server.repository, "main", folder=source)
    assert "còn tệp refs/heads/main.lock" in locked.stdout
    assert (both.returncode, locked.returncode, server.site.exists()) == (1, 1, False)


def pushing(folder: Path, server: Server) -> subprocess.Popen[str]:
    """Push main meanwhile."""
    return subprocess.Popen(
        ["git", "push", "--quiet", str(server.repository), "main"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip


def test_two_pushes_at_once_queue_and_the_one_that_was_overtaken_is_pushed_again(
    server: Server, source: Path
) -> None:
    commit_words(source, "slow")
    first = pushing(source, server)
    wait_until((server.folder / "checkout").exists)
    commit_words(source, "hai")
    said = push(source, server, is_refused=True)
    assert "xếp hàng chờ" in said
    assert "ĐÃ CÔNG BỐ" in first.communicate()[0]
    assert "ĐÃ CÔNG BỐ" in push(source, server)
    assert shown(server) == "hai"


def test_a_push_that_waited_sees_what_the_one_before_it_made_of_the_branch(
    server: Server, source: Path, tmp_path: Path
) -> None:
    """Git moves the branch after the hook; here it does so when the other push stands in the queue."""
    commit_words(source, "một")
    push(source, server)
    git(tmp_path, "clone", "--quiet", str(server.repository), "other")
    commit_words(tmp_path / "other", "ba")
    reached, go = tmp_path / "reached", tmp_path / "go"
    hook = server.repository / "hooks/update"
    hook.write_text(f"#!/bin/sh\ntouch {reached}\nuntil [ -e {go} ]; do sleep 0.02; done\n")
    hook.chmod(0o755)
    accepted = commit_words(source, "hai")
    first = pushing(source, server)
    wait_until(reached.exists)
    second = pushing(tmp_path / "other", server)
    assert second.stdout is not None
    told = next(line for line in second.stdout if "xếp hàng chờ" in line or "ĐÃ CÔNG BỐ" in line)
    go.touch()
    assert "xếp hàng chờ" in told
    assert "nhánh main đã nhận commit" in second.communicate()[0]
    assert "ĐÃ CÔNG BỐ" in first.communicate()[0]
    assert (shown(server), branch_of(server)) == ("hai", accepted)


def test_a_pusher_who_hangs_up_does_not_stop_the_publication(server: Server, source: Path) -> None:
    commit_words(source, "slow")
    pusher = subprocess.Popen(
        ["git", "push", "--quiet", str(server.repository), "main"], cwd=source, stderr=subprocess.DEVNULL
    )
    wait_until((server.folder / "checkout").exists)
    pusher.kill()
    pusher.wait()
    wait_until((server.site / "index.html").exists)
    assert shown(server) == "slow"


def hook_of(server: Server) -> int:
    """Return the process of the hook that runs: the first one, which all others came from."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            if folder.joinpath("cwd").resolve() == server.repository.resolve():
                found += [int(folder.name)] * (b"pre-receive" in folder.joinpath("cmdline").read_bytes())
    return min(found)


@pytest.mark.parametrize("words", ["slow", "late"])
def test_a_hook_that_is_killed_leaves_site_and_branch_as_they_were(
    server: Server, source: Path, words: str
) -> None:
    right = commit_words(source, "một")
    push(source, server)
    wait_until(lambda: not (server.folder / "unsettled").exists())
    wrong = commit_words(source, words)
    pusher = pushing(source, server)
    wait_until(lambda: any(server.folder.glob("running-*")) and (words == "slow" or shown(server) == words))
    os.kill(hook_of(server), signal.SIGKILL)
    said = pusher.communicate()[0]
    assert (pusher.returncode, "ĐÃ CÔNG BỐ" in said) == (1, False)
    wait_until(lambda: not (server.folder / "unsettled").exists())
    assert (shown(server), branch_of(server)) == ("một", right)
    assert json.loads((server.site / "build.json").read_text())["commit"] == right
    assert run("git", "cat-file", "-e", wrong, folder=server.repository).returncode != 0
    commit_words(source, "hai")
    assert "ĐÃ CÔNG BỐ" in push(source, server)
    assert shown(server) == "hai"


def stopped_half_way(server: Server, source: Path) -> str:
    """Leave a server that was switched off between site and branch; return what its branch has."""
    right = commit_words(source, "một")
    push(source, server)
    wait_until(lambda: not (server.folder / "unsettled").exists())
    shutil.copytree(server.site, server.site.with_name("site.old"))
    (server.site / "index.html").write_text("nửa chừng", encoding="utf-8")
    (server.site / "build.json").write_text(json.dumps({"commit": "f" * 40}), encoding="utf-8")
    (server.folder / "unsettled").write_text(f"{'f' * 40} {os.getpid()} 1\n")
    return right


def test_after_a_stop_half_way_even_a_push_that_is_refused_puts_the_site_right(
    server: Server, source: Path
) -> None:
    stopped_half_way(server, source)
    commit_words(source, "wrong")
    push(source, server, is_refused=True)
    assert shown(server) == "một"


@pytest.mark.parametrize("way", ["--settle", "--rollback"])
def test_after_a_stop_half_way_the_site_is_put_right_by_hand_and_goes_no_further_back(
    server: Server, source: Path, way: str
) -> None:
    stopped_half_way(server, source)
    done = run("hooks/pre-receive", way, folder=server.repository)
    assert (done.returncode, "Quay lại" in done.stdout) == (0, False)
    assert "không còn lần công bố dở dang nào" in done.stdout
    assert shown(server) == "một"


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("waited in vain")


def test_a_symbolic_link_does_not_carry_a_file_of_the_server_out(server: Server, source: Path) -> None:
    commit_words(source, "một")
    push(source, server)
    assert (server.site / "leak.txt").read_text() == "/etc/hostname"


def without_a_python_of_its_own(server: Server) -> None:
    settings = server.repository / "publish.conf"
    settings.write_text(re.sub(r"(?m)^VENV=.*$", "VENV=", settings.read_text()))


def test_a_commit_without_a_lock_file_is_refused_unless_a_program_is_installed(
    server: Server, source: Path
) -> None:
    (source / "requirements.lock").unlink()
    commit_words(source, "một")
    assert "ĐÃ CÔNG BỐ" in push(source, server)
    without_a_python_of_its_own(server)
    commit_words(source, "hai")
    assert "commit này không có requirements.lock. Kho riêng" in push(source, server, is_refused=True)


def test_the_environment_is_made_once_per_lock_file(server: Server, source: Path) -> None:
    without_a_python_of_its_own(server)
    commit_words(source, "một")
    assert "Chuẩn bị môi trường Python" in push(source, server)
    commit_words(source, "hai")
    assert "Chuẩn bị môi trường Python" not in push(source, server)
    (source / "requirements.lock").write_text("# one more line\n")
    commit_words(source, "ba")
    assert "Chuẩn bị môi trường Python" in push(source, server)
    assert len(list((server.folder / "venv").iterdir())) == 1
    assert shown(server) == "ba"


def test_a_publication_can_be_repeated_by_hand(server: Server, source: Path) -> None:
    commit = commit_words(source, "một")
    push(source, server)
    shutil.rmtree(server.site)
    by_hand = f'echo "0 {commit} refs/heads/main" | hooks/pre-receive'
    assert "ĐÃ CÔNG BỐ" in run("sh", "-c", by_hand, folder=server.repository).stdout
    assert shown(server) == "một"


def test_the_site_goes_back_by_hand(server: Server, source: Path) -> None:
    asked = ("hooks/pre-receive", "--rollback")
    assert "nhánh main chưa có commit nào" in run(*asked, folder=server.repository).stdout
    commit_words(source, "một")
    push(source, server)
    done = run(*asked, folder=server.repository)
    assert (done.returncode, f"Quay lại {server.site}\n" in done.stdout) == (0, True)


# The set-up script ---------------------------------------------------------------------------


def test_setting_up_twice_changes_nothing(tmp_path: Path) -> None:
    server = set_up(tmp_path / "server")
    files = [server.repository / "publish.conf", server.repository / "hooks/pre-receive"]
    before = [file.read_bytes() for file in files]
    (server.repository / "hooks/post-receive").touch()  # of a set-up of before
    set_up(tmp_path / "server", port=server.port)
    assert not (server.repository / "hooks/post-receive").exists()
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--prefix", "here", "--port", "1"], "--prefix must be an absolute path"),
        (["--prefix", "/nowhere/x"], "--user-install needs --port"),
        (["--prefix", "/nowhere/x", "--port", "1", "--python", "/nowhere/python"], "there is no Python at"),
        (["--prefix", "/nowhere/x", "--port", "1", "--path", "so lieu"], "--path must look like"),
        (["--colour", "red"], "there is no option --colour"),
    ],
)
def test_a_wrong_option_is_one_clear_line(options: list[str], sentence: str) -> None:
    done = run(ROOT / "deploy/setup.sh", "--user-install", *options)
    assert done.returncode == 2
    assert sentence in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_a_python_that_is_too_old_is_named_with_the_remedy(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.11.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = run(
        ROOT / "deploy/setup.sh", "--user-install", "--prefix", tmp_path / "x", "--port", "1",
        "--python", old,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Python 3.11.2 is too old, 3.11.5 or newer is needed" in done.stdout
    assert "--python PATH" in done.stdout


# The web server ------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["", "/so-lieu"], ids=["root", "subpath"])
def on_the_air(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    options = ["--path", request.param] if request.param else []
    server = set_up(tmp_path_factory.mktemp("server") / "server", *options)
    write_site(server.site)
    yield from serve(server)


def write_site(site: Path) -> None:
    for path in (
        "index.html", "404.html", "xa/05587-binh-yen/index.html", "nhung/xa/05587-binh-yen/index.html",
        "en/nhung/xa/05587-binh-yen/index.html", "data/figures.csv", "data/so-lieu-hoi.zip",
        "pagefind/fragment/vi_1a2b3c4.pf_fragment", "pagefind/pagefind.js", ".hidden/secret.txt",
        "assets/bieu-do/0123456789abcdef.svg", "tim-kiem/search.js", "pagefind/module.wasm",
    ):  # fmt: skip
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path + " " + "đ" * 1000, encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/data/figures.csv", "text/csv; charset=utf-8"),
        ("/data/so-lieu-hoi.zip", "application/zip"),
        ("/pagefind/module.wasm", "application/wasm"),
        ("/tim-kiem/search.js", "text/javascript; charset=utf-8"),
        ("/assets/bieu-do/0123456789abcdef.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_every_kind_of_file_has_its_type(on_the_air: Server, address: str, kind: str) -> None:
    status, headers, _ = on_the_air.get(address)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_every_answer_carries_the_protecting_headers(on_the_air: Server) -> None:
    for address in ("/", "/nowhere/"):
        _, headers, _ = on_the_air.get(address)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "'wasm-unsafe-eval'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert (
            "require-trusted-types-for 'script'; trusted-types solieuhoi-saved-pages"
            in headers["Content-Security-Policy"]
        )
        assert headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("/nhung/xa/05587-binh-yen/", "*"),
        ("/en/nhung/xa/05587-binh-yen/", "*"),
        ("/xa/05587-binh-yen/", "'self'"),
    ],
)
def test_other_sites_may_frame_what_is_made_for_it_and_nothing_else(
    on_the_air: Server, address: str, who: str
) -> None:
    policy = on_the_air.get(address)[1]["Content-Security-Policy"]
    assert policy.endswith(f"; frame-ancestors {who}")


def test_only_names_with_a_hash_are_kept_for_long(on_the_air: Server) -> None:
    kept = {
        address: "immutable" in on_the_air.get(address)[1]["Cache-Control"]
        for address in (
            "/", "/data/figures.csv", "/pagefind/pagefind.js",
            "/pagefind/fragment/vi_1a2b3c4.pf_fragment", "/assets/bieu-do/0123456789abcdef.svg",
        )
    }  # fmt: skip
    assert list(kept.values()) == [False, False, False, True, True]


def test_a_download_is_saved_under_its_own_name(on_the_air: Server) -> None:
    assert on_the_air.get("/data/figures.csv")[1]["Content-Disposition"] == (
        'attachment; filename="figures.csv"'
    )
    assert on_the_air.get("/")[1]["Content-Disposition"] is None


def test_figures_and_downloads_may_be_read_by_other_sites_and_pages_may_not(on_the_air: Server) -> None:
    open_to_all = (
        "/so/invented/index.json", "/data/figures.csv", "/data/figures.csv?v=1", "/data/nowhere.csv",
        "/xa/05587-binh-yen/index.json", "/xa/05587-binh-yen/index.md", "/llms.txt",
    )  # fmt: skip
    for address in open_to_all:
        assert on_the_air.get(address)[1]["Access-Control-Allow-Origin"] == "*", address
    for address in ("/", "/nowhere/", "/xa/05587-binh-yen/", "/?/data/", "/build.json"):
        assert on_the_air.get(address)[1]["Access-Control-Allow-Origin"] is None, address


def test_an_unknown_address_answers_with_our_own_page(on_the_air: Server) -> None:
    status, _, text = on_the_air.get("/nowhere/")
    assert (status, text.split()[0]) == (404, "404.html")


def test_a_hidden_file_is_not_served(on_the_air: Server) -> None:
    assert on_the_air.get("/.hidden/secret.txt")[0] == 404


def test_an_address_without_its_last_slash_leads_to_the_page(on_the_air: Server) -> None:
    status, _, text = on_the_air.get("/xa/05587-binh-yen")
    assert (status, text.split()[0]) == (200, "xa/05587-binh-yen/index.html")


# The real record -----------------------------------------------------------------------------


COMMUNE = "/xa/05587-binh-yen/"
ROWS = "data/observations/xa-05587.csv"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project as it stands in the working tree, with the land of those who report, in a repository."""
    folder = start_repository(tmp_path / "project")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    keep_provinces(folder, *PROVINCES, addresses=True)
    return folder


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    yield from serve(set_up(tmp_path / "server"))


def change_members(project: Path, value: str, printed: str) -> int:
    """Write another number of members of the commune; return its line as a spreadsheet counts it."""
    file = project / ROWS
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (place,) = [place for place, row in enumerate(rows) if row["indicator_id"] == "member_count"]
    rows[place] |= {"value": value, "value_text": printed}
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return place + 2


def declare(project: Path, reason: str) -> None:
    """Write the rows of revisions.csv with the command for it."""
    day = newest_day(project / "data").isoformat()
    command = [sys.executable, "-m", "generator", "revise", "--reason", reason, "--date", day]
    subprocess.run(command, cwd=project, env=os.environ | {"PYTHONPATH": str(project)}, check=True)


def members_on(page: str) -> set[str]:
    """Return the values that a page shows for the commune's members."""
    return set(re.findall(r'<data data-figure="member-count-2023-[0-9a-f]{12}"[^>]* value="?(\d+)', page))


def complaints_of_a_browser(browser: Browser, server: Server, *addresses: str) -> list[str]:
    """Visit pages of the server; return what the browser refused or could not load."""
    complaints: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    for address in addresses:
        tab.goto(f"http://127.0.0.1:{server.port}{server.path}{address}", wait_until="networkidle")
    tab.locator("#ket-qua a").first.wait_for()
    tab.close()
    return complaints


@pytest.mark.slow
def test_a_record_of_ones_own_is_published_by_the_program_that_is_installed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    record = tmp_path / "record"
    assert cli.run(["new", str(record), "--name", "Kho hội tỉnh Thử"]) == 0
    keep_provinces(record, "tinh-19")
    published = commit_all(start_repository(record), "Bắt đầu")
    assert f"Đã công bố commit {published[:10]} tại {server.site}." in push(record, server)
    assert "Kho hội tỉnh Thử" in shown(server)

    (record / "data/topics.csv").write_text("chủ đề\n", encoding="utf-8")
    commit_all(record, "Hỏng một bảng")
    said = push(record, server, is_refused=True)
    assert "data/topics.csv" in said
    assert "KHÔNG CÔNG BỐ: dữ liệu có lỗi" in said
    assert branch_of(server) == published
    back = run("hooks/pre-receive", "--rollback", folder=server.repository)
    assert (back.returncode, "Không còn bản công bố nào trước" in back.stdout) == (1, True)
    assert "Kho hội tỉnh Thử" in shown(server)


@pytest.mark.slow
def test_a_corrected_figure_appears_and_a_broken_file_does_not(
    live: Server, project: Path, browser: Browser
) -> None:
    commit_all(project, "Bản đầu")
    assert "ĐÃ CÔNG BỐ" in push(project, live)
    status, _, page = live.get(COMMUNE)
    assert (status, members_on(page)) == (200, {"1875"})
    assert (live.site.stat().st_mode & 0o777) == 0o755, "the web server could not read the site"
    assert complaints_of_a_browser(browser, live, "/", COMMUNE, "/chat-luong/", "/tim-kiem/?q=binh+yen") == []

    change_members(project, "1876", "1.876")
    commit_all(project, "Sửa số hội viên mà không nói gì")
    said = push(project, live, is_refused=True)
    assert "KHÔNG CÔNG BỐ: dữ liệu có lỗi" in said
    assert "xa-05587,correction," in said, "the remedy has the line to add"
    assert members_on(live.get(COMMUNE)[2]) == {"1875"}

    declare(project, "Gõ nhầm một chữ số.")
    corrected = commit_all(project, "Sửa số hội viên, nêu lý do")
    assert "ĐÃ CÔNG BỐ" in push(project, live)
    page = live.get(COMMUNE)[2]
    assert members_on(page) == {"1876"}
    assert "1.876" in page
    assert ",1876," in live.get("/data/observations/xa-05587.csv")[2]
    built = json.loads(live.get("/build.json")[2])
    assert built["pages_rendered"] <= 50 < built["pages_reused"], "the second push makes again what changed"
    assert built["charts_drawn"] < built["charts_reused"]

    line = change_members(project, "1.875", "1.875")
    commit_all(project, "Số gõ sai dạng")
    said = push(project, live, is_refused=True)
    assert "KHÔNG CÔNG BỐ: dữ liệu có lỗi" in said
    (told,) = [one for one in said.splitlines() if f"{ROWS}, dòng {line}, cột value:" in one]
    assert "1875" in told, "the remedy says how to write the number"
    assert members_on(live.get(COMMUNE)[2]) == {"1876"}
    assert json.loads(live.get("/build.json")[2])["commit"] == corrected

    back = run("hooks/pre-receive", "--rollback", folder=live.repository)
    assert back.returncode == 0, back.stdout
    assert "Đã quay lại bản công bố trước commit" in back.stdout
    assert members_on(live.get(COMMUNE)[2]) == {"1875"}
