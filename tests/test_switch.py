"""The switch-over: the published site is the old one whole or the new one whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator import write
from generator.errors import MachineError, SettingError
from generator.site import switch


def make_site(folder: Path, mark: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(mark)
    (folder / "xa").mkdir()
    (folder / "xa" / "page.html").write_text(mark)
    (folder / switch.RECORD).write_text(json.dumps({"data_digest": mark}))
    return folder


def make_staging(out: Path, mark: str) -> Path:
    shutil.rmtree(switch.staging_of(out), ignore_errors=True)
    return make_site(switch.staging_of(out), mark)


def marks(site: Path) -> set[str]:
    return {(site / "index.html").read_text(), (site / "xa" / "page.html").read_text()}


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_new_site_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(switch, "_exchange", lambda one, other: False)
    out = make_site(tmp_path / "site", "old")
    with switch.guard(out):
        switch.switch(make_staging(out, "new"), out)
    assert marks(out) == {"new"}
    assert marks(switch.staging_of(out)) == {"old"}


def test_the_first_site_appears_in_a_place_that_did_not_exist(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    with switch.guard(out):
        switch.switch(make_staging(out, "new"), out)
    assert marks(out) == {"new"}


def test_a_reader_never_sees_a_site_that_is_missing_or_mixed(tmp_path: Path) -> None:
    out = make_site(tmp_path / "site", "0")
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            seen.append((out / "index.html").read_text())  # raises where there is no site

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        with switch.guard(out):
            switch.switch(make_staging(out, str(number)), out)
    stop.set()
    reader.join()
    assert seen and [int(mark) for mark in seen] == sorted(int(mark) for mark in seen)
    assert marks(out) == {"39"}


def test_a_second_rename_that_fails_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switch, "_exchange", lambda one, other: False)
    out = make_site(tmp_path / "site", "old")
    new = make_site(tmp_path / "work" / "site", "new")
    rename = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(PermissionError):
        switch.switch(new, out)
    assert marks(out) == {"old"}


@pytest.mark.parametrize("is_new_in_place", [False, True])
def test_a_build_killed_between_two_renames_is_undone(tmp_path: Path, is_new_in_place: bool) -> None:
    out = tmp_path / "site"
    make_site(switch.staging_of(out).parent / "before", "old")
    if is_new_in_place:
        make_site(out, "new")
    with switch.guard(out):
        pass
    assert marks(out) == {"new" if is_new_in_place else "old"}
    assert not (switch.staging_of(out).parent / "before").exists()


HOLDER = """
import sys, time
from pathlib import Path
from generator.site import switch
with switch.guard(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_builds_never_meet_and_a_killed_one_does_not_block(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(out)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(MachineError, match="build-under-way"), switch.guard(out):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with switch.guard(out):
        pass
    assert list(tmp_path.iterdir()) == []


SWITCHER = """
import json, sys
from pathlib import Path
from generator.site import switch
out = Path(sys.argv[1])
for number in range(1, 100000):
    with switch.guard(out):
        site = switch.staging_of(out)
        (site / "xa").mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "xa/page.html"):
            (site / name).write_text(str(number))
        (site / "build.json").write_text(json.dumps({"data_digest": ""}))
        switch.switch(site, out)
"""


def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path) -> None:
    out = make_site(tmp_path / "site", "0")
    for attempt in range(12):
        with subprocess.Popen([sys.executable, "-c", SWITCHER, str(out)]) as switcher:
            time.sleep(0.12 + 0.017 * attempt)
            switcher.kill()
        assert len(marks(out)) == 1
        assert json.loads((out / switch.RECORD).read_text())
    with switch.guard(out):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site-staging"}


def test_a_folder_with_other_things_is_refused_and_stays(tmp_path: Path) -> None:
    write.write_file(tmp_path / "photos", "holiday.jpg", b"precious")
    with pytest.raises(SettingError, match="out-not-a-site"):
        switch.refuse_unsafe(tmp_path / "photos", ())
    (tmp_path / "photos" / switch.RECORD).write_text("{}")
    with pytest.raises(SettingError, match="out-not-a-site"):
        switch.refuse_unsafe(tmp_path / "photos", ())
    with pytest.raises(SettingError, match="out-not-a-folder"):
        switch.refuse_unsafe(tmp_path / "photos" / "holiday.jpg", ())


def test_a_place_that_touches_the_project_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "project" / "data"
    for out in (data, data / "site", data.parent, Path("/")):
        with pytest.raises(SettingError, match="out-over-project"):
            switch.refuse_unsafe(out, [data])
    switch.refuse_unsafe(tmp_path / "project" / "site", [data])
    switch.refuse_unsafe(tmp_path / "project" / "data-site", [data])


def test_an_empty_folder_and_a_site_of_ours_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make_site(tmp_path / "site", "old")
    for out in (tmp_path / "empty", tmp_path / "site", tmp_path / "new"):
        switch.refuse_unsafe(out, ())
        with switch.guard(out):
            switch.switch(make_staging(out, "new"), out)
        assert (out / "index.html").read_text("utf-8") == "new"


def test_readers_may_enter_the_published_folder(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with switch.guard(out):
        switch.switch(make_staging(out, "new"), out)
    mask = os.umask(0)
    os.umask(mask)
    assert out.stat().st_mode & 0o777 == 0o777 & ~mask
