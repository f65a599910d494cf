"""A published figure is corrected, told in full; and the names of pages change without losing one."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

from generator import pipeline, settings, write
from generator.pipeline import releases
from tests.builders import ROOT
from tests.servers import served
from tests.test_pipeline import PROVINCES, keep_provinces
from tests.test_push_to_page import free_port, required, wait_for

LATER = date(2026, 12, 31)
FILE = "data/observations/huyen-106.csv"
UNIT = "huyen/106-tam-duong"
REASON = "Chép nhầm một chữ số của báo cáo"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with its real data, and the land of those who report, released once more."""
    made = tmp_path_factory.mktemp("story")
    shutil.copy(ROOT / "mkdocs.yml", made)
    for folder in ("data", "theme"):
        shutil.copytree(ROOT / folder, made / folder)
    write.copy_tree(ROOT / "site_src", made / "site_src", lambda path: not write.is_generated(path))
    keep_provinces(made, *PROVINCES, addresses=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        release("thu-1", date(2026, 12, 1))
        yield made


def release(release_id: str, on: date) -> None:
    wish = releases.Wish("Bản thử", on, release_id)
    assert releases.release(settings.make(), wish, LATER).problems == ()


def build() -> pipeline.Built:
    return pipeline.build(settings.make(workers=1, no_markdown=True))


def correct_one_figure(root: Path) -> tuple[str, str]:
    """Change one exact figure of Tam Đường and its printed form; return both values as printed."""
    with (root / FILE).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    plain = [row for row in rows if row["value_text"] == row["value"] and len(row["value"]) == 3]
    row = next(row for row in plain if not row["numerator"] and not row["qualifier"])
    before, after = row["value"], str(int(row["value"]) + 1)
    row["value"] = row["value_text"] = after
    with (root / FILE).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return before, after


def frozen(root: Path, release_id: str) -> dict[str, bytes]:
    folder = root / f"site/du-lieu/phien-ban/{release_id}"
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".html" and path.is_file()
    }


def test_a_correction_is_refused_then_told_everywhere_and_the_old_release_stays(root: Path) -> None:
    before, after = correct_one_figure(root)
    refused = build()
    assert {one.code for one in refused.problems} == {"figure-changed-undeclared"}
    assert not (root / "site").exists()
    lines = [one.facts["line"] for one in refused.problems]
    with (root / "data/revisions.csv").open("a", encoding="utf-8") as file:
        file.writelines(
            f"{line.replace('YYYY-MM-DD', '2026-12-02').replace('…', REASON)}\n" for line in lines
        )
    assert build().problems == ()

    page = (root / f"site/{UNIT}/index.html").read_text("utf-8")
    assert '1 con số đã được <a href="#da-sua">sửa, xếp lại hoặc rút</a>' in page
    assert 'id="da-sua"' in page
    assert f"đính chính 02/12/2026, trước là: {before}" in page
    assert REASON in page
    corrections = (root / "site/dinh-chinh/index.html").read_text("utf-8")
    assert corrections.index(REASON) < corrections.index("28/11/2026")
    for feed in ("dinh-chinh/feed.xml", "dinh-chinh/12-lai-chau/feed.xml"):
        entries = ElementTree.parse(root / "site" / feed).getroot()
        told = [entry.text or "" for entry in entries.iter("{http://www.w3.org/2005/Atom}content")]
        assert any(f"trước là {before}, nay là {after}" in text and REASON in text for text in told)
    kept = {path.name: path.read_bytes() for path in (root / "data/releases/thu-1").iterdir()}
    assert frozen(root, "thu-1") == kept and kept["small_numbers.csv"].startswith(b"indicator_id,threshold,")
    then = (root / f"site/du-lieu/phien-ban/thu-1/{UNIT}/index.html").read_text("utf-8")
    assert 'content="noindex"' in then
    assert 'rel="canonical" href="../../../../../huyen/106-tam-duong/"' in then
    assert f">{before}" in then

    kept = frozen(root, "thu-1")
    assert kept == {path.name: path.read_bytes() for path in (root / "data/releases/thu-1").iterdir()}
    release("thu-2", date(2026, 12, 3))
    assert build().problems == ()
    assert frozen(root, "thu-1") == kept
    assert frozen(root, "thu-2")["figures.csv"] != kept["figures.csv"]


def test_a_renamed_page_is_refused_then_leads_on_by_any_server(root: Path, tmp_path: Path) -> None:
    table = root / "data/organisations.csv"
    table.write_text(table.read_text("utf-8").replace(",mat-tran-to-quoc\n", ",mat-tran\n"), "utf-8")
    assert {one.code for one in build().problems} == {"slug-renamed"}
    redirects = root / "data/redirects.csv"
    redirects.write_text(
        f"{redirects.read_text('utf-8')}mat-tran-to-quoc,mat-tran,slug,2026-12-04,Rút gọn địa chỉ\n", "utf-8"
    )
    assert build().problems == ()
    with served(root / "site") as address, by_nginx(root / "site", tmp_path) as other:
        for base in (address, other):
            with urlopen(f"{base}hoi/mat-tran-to-quoc/") as answer:
                said = answer.read().decode()
            assert 'url=../mat-tran/"' in said
            assert '<a href="../mat-tran/">' in said
            with urlopen(f"{base}hoi/mat-tran/") as answer:
                assert answer.status == 200


@contextmanager
def by_nginx(site: Path, place: Path) -> Iterator[str]:
    """Serve a folder with nginx as its documentation begins: no rule beside the folder."""
    port = free_port()
    config = place / "nginx.conf"
    config.write_text(
        f"daemon off; master_process off; pid {place}/pid; events {{}} http {{ access_log off;"
        f" client_body_temp_path {place}/a; proxy_temp_path {place}/b; fastcgi_temp_path {place}/c;"
        f" uwsgi_temp_path {place}/d; scgi_temp_path {place}/e;"
        f" server {{ listen 127.0.0.1:{port}; root {site}; index index.html; }} }}",
        "utf-8",
    )
    command = [required("nginx"), "-p", str(place), "-e", f"{place}/error.log", "-c", str(config)]
    with subprocess.Popen(command) as nginx:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            nginx.terminate()
