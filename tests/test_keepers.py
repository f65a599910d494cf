"""A keeper's key: tables of `data/` go through, nothing that was pushed is run.

Real git over ssh, but for the wire: a stand-in for ssh does what sshd does with `authorized_keys`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_push_to_page import (
    ROOT,
    SMALL_GENERATOR,
    Server,
    branch_of,
    commit_all,
    free_port,
    git,
    run,
    shown,
    start_repository,
)

KEYS = {
    "all": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIall quan-tri@example.vn",
    "keeper": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIkeeper nguoi-giu-so-lieu@example.vn",
}
GENERATOR = (
    re.sub(r"(words|link)\.txt", "words.csv", SMALL_GENERATOR)
    + 'pathlib.Path(sys.argv[2], "by.txt").write_text(__file__, encoding="utf-8")\n'
)
SSHD = """\
import os, re, shlex, sys
server, key = sys.argv[1:3]
asked = sys.argv[-1]
(line,) = [one for one in open(f"{server}/.ssh/authorized_keys", encoding="utf-8") if key in one.split()]
forced = re.match(r'restrict(?:,command="([^"]*)")? ssh-', line).group(1)
os.environ |= {"HOME": server, "SSH_ORIGINAL_COMMAND": asked}
os.execvp("git-shell", ["git-shell", "-c", forced or asked])
"""


def program_in(folder: Path, words: str = GENERATOR) -> None:
    (folder / "generator").mkdir(parents=True, exist_ok=True)
    (folder / "generator/__init__.py").touch()
    (folder / "generator/__main__.py").write_text(words, encoding="utf-8")


def set_up(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(
        ROOT / "deploy/setup.sh", "--user-install", "--prefix", folder / "server",
        "--port", str(free_port()), *options,
    )  # fmt: skip


def key_file(folder: Path, name: str) -> str:
    (folder / f"{name}.pub").write_text(f"{KEYS[name]}\n")
    return str(folder / f"{name}.pub")


def push(server: Server, source: Path, *refs: str, key: str = "keeper") -> subprocess.CompletedProcess[str]:
    """Push through what stands in for ssh, with one of the keys."""
    ssh = f"{sys.executable} {server.folder.parent / 'sshd.py'} {server.folder} {KEYS[key].split()[1]}"
    address = f"solieuhoi@localhost:{server.repository}"
    return run("git", "-c", f"core.sshCommand={ssh}", "push", address, *(refs or ["main"]), folder=source)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with a key for everything, one for data, an installed program, and a first publication."""
    folder = tmp_path_factory.mktemp("keepers")
    (folder / "sshd.py").write_text(SSHD)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "installed")
    (packages,) = (folder / "installed").glob("lib/python*/site-packages")
    program_in(packages)
    keys = ("--key", key_file(folder, "all"), "--keeper-key", key_file(folder, "keeper"))
    done = set_up(folder, "--venv", str(folder / "installed"), *keys)
    assert done.returncode == 0, done.stdout
    server = Server(folder / "server", 0)
    source = start_repository(folder / "first")
    program_in(source)
    for name, words in {"words.csv": "một", "datapackage.json": "{}"}.items():
        (source / "data").mkdir(exist_ok=True)
        (source / "data" / name).write_text(words, encoding="utf-8")
    (source / "README.md").touch()
    commit_all(source, "một")
    done = push(server, source, key="all")
    assert done.returncode == 0, done.stdout
    return server


@pytest.fixture
def source(server: Server, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", str(server.repository), "source")
    return tmp_path / "source"


def commit_words(source: Path, words: str) -> str:
    (source / "data/words.csv").write_text(words, encoding="utf-8")
    return commit_all(source, words)


def ran(server: Server) -> str:
    return (server.site / "by.txt").read_text(encoding="utf-8")


def test_a_keepers_table_is_published_by_the_program_that_is_installed(server: Server, source: Path) -> None:
    assert ran(server).startswith(str(server.folder / "checkout")), "who may push code has it run"
    commit = commit_words(source, "hai")
    done = push(server, source)
    assert f"ĐÃ CÔNG BỐ commit {commit[:10]}" in done.stdout
    assert (shown(server), branch_of(server)) == ("hai", commit)
    assert ran(server).startswith(str(server.folder.parent / "installed"))


def test_a_keeper_who_pulled_meanwhile_may_push(server: Server, source: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(server.repository), "other")
    (tmp_path / "other/README.md").write_text("Của người quản trị")
    commit_all(tmp_path / "other", "Không thuộc data/")
    assert push(server, tmp_path / "other", key="all").returncode == 0
    commit_words(source, "ba")
    assert "lịch sử" in push(server, source, "main:main", "--force").stdout
    git(source, "pull", "--quiet", "--no-rebase", str(server.repository), "main")
    done = push(server, source)
    assert (done.returncode, shown(server)) == (0, "ba"), done.stdout


def test_wrong_data_of_a_keeper_is_refused_as_anybodys_is(server: Server, source: Path) -> None:
    before = shown(server)
    commit_words(source, "wrong")
    assert "KHÔNG CÔNG BỐ: dữ liệu có lỗi" in push(server, source).stdout
    assert shown(server) == before


Change = Callable[[Path], object]


def written(path: str, words: str = "x") -> Change:
    def change(source: Path) -> None:
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(words)

    return change


def executable(source: Path) -> None:
    (source / "data/words.csv").chmod(0o755)


def linked(source: Path) -> None:
    (source / "data/leak.csv").symlink_to("/etc/hostname")


def linked_folder(source: Path) -> None:
    (source / "data").rename(source.parent / "kept")
    (source / "data").symlink_to("/etc")


def submodule(source: Path) -> None:
    commit = git(source, "rev-parse", "HEAD").strip()
    git(source, "update-index", "--add", "--cacheinfo", f"160000,{commit},data/part.csv")


def moved_out(source: Path) -> None:
    (source / "data/words.csv").rename(source / "words.csv")


def undone_again(source: Path) -> None:
    written("theme/main.html")(source)
    commit_all(source, "Thêm")
    (source / "theme/main.html").unlink()


REFUSED: dict[str, tuple[Change, ...]] = {
    ".gitattributes, .github/x.yml, generator/__main__.py, mkdocs.yml, requirements.lock": (
        written(".gitattributes"),
        written(".github/x.yml"),
        written("generator/__main__.py"),
        written("mkdocs.yml"),
        written("requirements.lock"),
    ),
    "data/$(id).csv, data/.gitattributes, data/a.b/x.csv, data/datapackage.json, data/words.py": (
        written("data/$(id).csv"),
        written("data/.gitattributes"),
        written("data/a.b/x.csv"),
        written("data/datapackage.json"),
        written("data/words.py"),
    ),
    r"data/a\nb.csv": (written("data/a\nb.csv"),),
    "theme/main.html": (undone_again,),
    "data/words.csv": (executable,),
    "data/leak.csv": (linked,),
    "data/part.csv": (submodule,),
    "data": (linked_folder,),
    "words.csv": (moved_out,),
}


@pytest.mark.parametrize("paths", REFUSED)
def test_what_is_no_table_of_the_data_is_refused_and_named(server: Server, source: Path, paths: str) -> None:
    before = (branch_of(server), shown(server), ran(server))
    for change in REFUSED[paths]:
        change(source)
    if paths != "data/part.csv":  # to `git add` a submodule that nobody fetched is one that is gone
        git(source, "add", "--all")
    git(source, "commit", "--quiet", "--message", paths)
    done = push(server, source)
    assert (done.returncode, "KHÔNG CÔNG BỐ: " in done.stdout) == (1, True)
    assert paths in done.stdout
    assert (branch_of(server), shown(server), ran(server)) == before


TOLD = ("releases.csv", "revisions.csv", "redirects.csv")


def test_a_keeper_adds_releases_and_corrections_and_unmakes_none(server: Server, source: Path) -> None:
    for path in ("releases/2026-11/figures.csv", *TOLD):
        written(f"data/{path}", "a\n1\n")(source)
    commit_words(source, "bản đầu")
    assert push(server, source).returncode == 0
    for path in ("releases/2026-12/figures.csv", *TOLD):
        written(f"data/{path}", "a\n1\n2\n")(source)
    assert push(server, source, f"{commit_all(source, 'Thêm')}:main").returncode == 0
    before = (branch_of(server), shown(server))
    unmade: dict[str, Change] = {
        "sửa hay xoá tệp của một bản phát hành: data/releases/2026-11/figures.csv.": written(
            "data/releases/2026-11/figures.csv", "a\n9\n"
        ),
        "sửa hay xoá tệp của một bản phát hành: data/releases/2026-12/figures.csv.": lambda root: (
            root / "data/releases/2026-12/figures.csv"
        ).unlink(),
        **{f"đã có trong data/{name}.": written(f"data/{name}", "a\n1\n3\n") for name in TOLD},
    }
    for sentence, change in unmade.items():
        git(source, "reset", "--quiet", "--hard", before[0])
        change(source)
        commit_all(source, "Bớt")
        done = push(server, source)
        assert (done.returncode, sentence in done.stdout) == (1, True), done.stdout
    assert (branch_of(server), shown(server)) == before


def test_which_small_numbers_are_withheld_is_not_for_a_keeper(server: Server, source: Path) -> None:
    rules = "data/small_numbers.csv"
    written(rules, "a,5\n")(source)
    commit_all(source, "Ngưỡng")
    assert push(server, source, key="all").returncode == 0
    before = (branch_of(server), shown(server))
    changes: tuple[Change, ...] = (
        written(rules, "a,2\n"),
        written(rules, "a,5\nb,5\n"),
        lambda root: (root / rules).unlink(),
    )
    for change in changes:
        git(source, "reset", "--quiet", "--hard", before[0])
        change(source)
        commit_all(source, "Hạ")
        done = push(server, source)
        assert (done.returncode, f"không được sửa {rules}" in done.stdout) == (1, True), done.stdout
    assert (branch_of(server), shown(server)) == before


@pytest.mark.parametrize(
    ("refs", "sentence"),
    [
        (["main:thu"], "chỉ được đẩy nhánh main, không phải thu."),
        (["main:refs/tags/v1"], "chỉ được đẩy nhánh main, không phải v1."),
        (["main", "main:refs/replace/0"], "chỉ được đẩy nhánh main"),
        ([":main"], "nhánh main không được xoá."),
    ],
)
def test_a_keeper_has_the_published_branch_alone(
    server: Server, source: Path, refs: list[str], sentence: str
) -> None:
    commit_words(source, "bốn")
    before = git(server.repository, "for-each-ref")
    done = push(server, source, *refs)
    assert (done.returncode, sentence in done.stdout) == (1, True), done.stdout
    assert git(server.repository, "for-each-ref") == before


def test_what_a_pusher_says_that_the_branch_was_does_not_count(server: Server, source: Path) -> None:
    written("generator/__init__.py")(source)
    code = commit_all(source, "Mã")
    data = commit_words(source, "năm")
    git(source, "push", "--quiet", str(server.repository), f"{data}:refs/heads/thu")
    for claimed in (code, data):
        asked = f'echo "{claimed} {data} refs/heads/main" | SOLIEUHOI_KEEPER=1 hooks/pre-receive'
        done = run("sh", "-c", asked, folder=server.repository)
        assert (done.returncode, "KHÔNG CÔNG BỐ" in done.stdout) == (1, True), done.stdout
    git(server.repository, "update-ref", "-d", "refs/heads/thu")


def test_another_program_than_the_installed_one_is_not_stood_in_for(server: Server, source: Path) -> None:
    program = server.folder.parent / "installed"
    (packages,) = program.glob("lib/python*/site-packages")
    program_in(packages, GENERATOR + "# another version\n")
    commit_words(source, "sáu")
    done = push(server, source)
    program_in(packages)
    assert "không cùng bản với chương trình trong kho" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("asked", ["", "git-upload-archive 'repo.git'", "sh -c id", "keeper", "git-shell"])
def test_a_keepers_key_fetches_and_pushes_and_does_nothing_else(server: Server, asked: str) -> None:
    ssh = [server.folder.parent / "sshd.py", server.folder, KEYS["keeper"].split()[1], "localhost", asked]
    done = run(sys.executable, *ssh)
    assert (done.returncode, done.stdout) == (1, "Khoá này chỉ dùng để lấy về và đẩy lên kho số liệu.\n")


def test_a_push_without_end_is_cut_off(server: Server, source: Path) -> None:
    assert git(server.repository, "config", "receive.maxInputSize").strip() == "1g"
    commit_words(source, "dài" * 1000)
    git(server.repository, "config", "receive.maxInputSize", "200")
    done = push(server, source)
    git(server.repository, "config", "receive.maxInputSize", "1g")
    assert (done.returncode, "maximum allowed size" in done.stdout) == (1, True), done.stdout


def test_a_key_may_do_what_it_was_given_for_last(tmp_path: Path) -> None:
    file = key_file(tmp_path, "all")
    for option in ("--key", "--keeper-key", "--keeper-key"):
        assert set_up(tmp_path, "--venv", sys.prefix, option, file).returncode == 0
    written_keys = tmp_path / "server/.ssh/authorized_keys"
    assert written_keys.read_text() == f'restrict,command="keeper" {KEYS["all"]}\n'
    assert written_keys.stat().st_mode & 0o777 == 0o600


ODD = ["", "x", f"{KEYS['all']}\n{KEYS['keeper']}", f'command="sh" {KEYS["all"]}']


@pytest.mark.parametrize("words", ODD)
def test_a_file_that_is_not_one_key_gives_nobody_a_key(tmp_path: Path, words: str) -> None:
    (tmp_path / "odd.pub").write_text(words)
    done = set_up(tmp_path, "--keeper-key", str(tmp_path / "odd.pub"))
    assert (done.returncode, done.stdout.count("must hold one public SSH key, on one line.")) == (2, 1)
    assert not (tmp_path / "server/.ssh").exists()
