"""A record of someone else's: begun by a command, in a folder in which everything works."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from generator import cli, package_data, pipeline, settings, starter, write
from generator.errors import SettingError
from tests.builders import BASE, OBSERVATIONS, make_data
from tests.test_pipeline import DISTRICTS, ROOT, bytes_of, keep_districts, keep_provinces, rows_of

NAME = "Kho hội tỉnh Thử"


def build(root: Path, monkeypatch: pytest.MonkeyPatch, **options: object) -> Path:
    monkeypatch.chdir(root)
    assert pipeline.build(settings.make(workers=1, **options)).problems == ()
    return root / "site"


def report(root: Path) -> None:
    """Enter what a commune reported: the tables of the smallest record, with its figures."""
    tables = json.loads((root / "data/datapackage.json").read_text("utf-8"))["resources"]
    columns = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in tables}
    for table in ("organisations", "topics", "indicators", "breakdowns", "dimensions", "documents"):
        fill(root / f"data/{table}.csv", columns[table], rows_of(BASE / f"{table}.csv"))
    fill(root / "data" / OBSERVATIONS, columns["observations"], rows_of(BASE / OBSERVATIONS))


def fill(file: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new record, as the command writes it."""
    root = tmp_path_factory.mktemp("records") / "kho-moi"
    assert cli.run(["new", str(root), "--name", NAME, "--contact", "hoi@vi-du.vn"]) == 0
    return root


@pytest.fixture
def record(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "record")


@pytest.fixture
def small(record: Path) -> Path:
    """The new record with the units of two districts: how many there are changes nothing of its pages."""
    keep_provinces(record, "tinh-19")
    keep_districts(record, *DISTRICTS)
    return record


def test_a_new_record_is_right_and_empty_but_for_the_units(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(record)
    assert pipeline.check(settings.make()) == ()
    rows = {path.name: path.read_text("utf-8").count("\n") - 1 for path in (record / "data").glob("*.csv")}
    full = {name for name, count in rows.items() if count}
    assert full == {"units.csv", "unit_changes.csv"}
    assert (record / "data/units.csv").read_bytes() == (ROOT / "data/units.csv").read_bytes()


@pytest.mark.slow
def test_its_site_bears_its_name_and_says_nothing_of_another_record(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(small, monkeypatch)
    texts = {
        path: (site / path).read_text("utf-8") for path in write.walk(site) if path.endswith((".html", ".js"))
    }
    others = ("Số liệu hội", "440.977", "hành 2026-11", "quyet-dinh/", "toc-do/", "mau-hoi-cap-xa")
    assert [(path, it) for path, text in texts.items() for it in others if it in text] == []
    assert f'class="brand" href=".">{NAME}<' in texts["index.html"]
    assert f"“Trang chủ”, {NAME}, " in texts["index.html"]
    assert "mailto:hoi@vi-du.vn" in texts["gioi-thieu/index.html"]


@pytest.mark.slow
def test_first_figures_are_added_as_if_the_record_had_always_had_them(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = build(small, monkeypatch)
    assert not (site / "xa/05587-binh-yen/index.html").exists()
    report(small)
    later = bytes_of(build(small, monkeypatch))
    assert NAME in later["xa/05587-binh-yen/index.html"].decode()
    fresh = build(small, monkeypatch, out=tmp_path / "fresh", no_markdown=True) and tmp_path / "fresh"
    assert later == bytes_of(fresh)


@pytest.mark.slow
def test_a_release_of_it_is_made_and_cited_by_its_name(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(small)
    monkeypatch.chdir(small)
    assert cli.run(["release", "--title", "Bản đầu", "--id", "ban-dau", "--date", "2026-11-01"]) == 0
    site = build(small, monkeypatch, site_url="https://vi.du/")
    feed = (site / "dinh-chinh/feed.xml").read_text("utf-8")
    assert f"<author><name>{NAME}</name></author>" in feed
    assert f"author = &#123;&#123;{NAME}}}}}" in (site / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_another_address_or_name_of_the_site_reaches_its_feeds(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(small)
    monkeypatch.chdir(small)
    assert cli.run(["release", "--title", "Bản đầu", "--id", "ban-dau", "--date", "2026-11-01"]) == 0
    build(small, monkeypatch, site_url="https://cu.vi.du/")
    config = small / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(NAME, "Tên khác"), "utf-8")
    later = bytes_of(build(small, monkeypatch, site_url="https://moi.vi.du/"))
    assert b"https://moi.vi.du/" in later["dinh-chinh/feed.xml"]
    by_people = ("gioi-thieu/", "phuong-phap/", "data/datapackage.json", "data/so-lieu-hoi.zip")
    made = {path: content for path, content in later.items() if not path.startswith(by_people)}
    assert [path for path, it in made.items() if b"cu.vi.du" in it] == []
    titled = {"llms.txt", "data/csvw.json", "data/dcat.jsonld"}  # by the title in datapackage.json
    assert {path for path, it in made.items() if NAME.encode() in it} <= titled


@pytest.mark.slow
def test_another_engine_makes_its_site_with_the_theme_that_is_laid_beside(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, monkeypatch)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"], cwd=small, check=True)
    page = (small / "site-stock/index.html").read_text("utf-8")
    assert f'class="brand" href=".">{NAME}<' in page
    assert (small / "site-stock/assets/site.css").is_file()
    assert not (small / "theme").exists()


def test_its_settings_hold_any_name(tmp_path: Path) -> None:
    name = "Hội “A” & \"B\": 'C' #1 <b> {x} \\n %s"
    starter.start(tmp_path / "x", starter.Wish(name, "Associations", "https://a.vn/y", "a@b.vn"))
    text = (tmp_path / "x/mkdocs.yml").read_text("utf-8").replace("!ENV ", "")
    config = yaml.safe_load(text)
    assert config["site_name"] == name
    assert (config["site_url"][-1], config["extra"]["contact"][-1]) == ("https://a.vn/y/", "a@b.vn")
    contract = json.loads((tmp_path / "x/data/datapackage.json").read_text("utf-8"))
    assert (contract["title"], contract["title_en"]) == (name, "Associations")
    assert "<b>" not in (tmp_path / "x/site_src/gioi-thieu/index.md").read_text("utf-8")


def test_only_pages_about_the_method_go_along(begun: Path) -> None:
    pages = [path for path in write.walk(begun / "site_src") if path.endswith(".md")]
    nav = re.findall(r"[\w/-]+\.md", (begun / "mkdocs.yml").read_text("utf-8"))
    assert set(pages) <= set(nav)
    assert {page for page in nav if not write.is_generated(page)} == set(pages)
    assert not [page for page in pages if "published:" in (begun / "site_src" / page).read_text("utf-8")]


def test_a_page_keeps_its_sentence_and_loses_the_link_to_one_that_stays_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = shutil.copytree(ROOT / "site_src", tmp_path / "carried/site_src")
    for name in ("data", "mkdocs.yml", ".gitignore"):
        (tmp_path / "carried" / name).symlink_to(ROOT / name)
    with (source / "phuong-phap/so-nho/index.md").open("a", encoding="utf-8") as page:
        page.write("\nXem [tốc độ](../toc-do/index.md#a) và [cách cộng](../cong-va-doi-chieu/index.md).\n")
    monkeypatch.setattr(package_data, "PROJECT", tmp_path / "carried")
    starter.start(tmp_path / "kho", starter.Wish(NAME))
    copied = (tmp_path / "kho/site_src/phuong-phap/so-nho/index.md").read_text("utf-8")
    assert copied.endswith("\nXem tốc độ và [cách cộng](../cong-va-doi-chieu/index.md).\n")


def test_a_terminal_is_asked_what_no_option_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = io.StringIO(f"{NAME}\n\nhttps://vi.du/\n\n")
    monkeypatch.setattr(typed, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", typed)
    assert cli.run(["new", str(tmp_path / "kho")]) == 0
    assert "Tên kho số liệu:" in capsys.readouterr().out
    config = (tmp_path / "kho/mkdocs.yml").read_text("utf-8")
    assert f'site_name: "{NAME}"' in config
    assert '[SITE_URL, "https://vi.du/"]' in config
    assert '[SITE_CONTACT, ""]' in config


def test_with_a_name_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = io.StringIO()
    monkeypatch.setattr(silent, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", silent)
    assert cli.run(["new", str(tmp_path / "kho"), "--name", NAME]) == 0


def _file(folder: Path) -> None:
    folder.write_text("x")


def _folder_in_use(folder: Path) -> None:
    folder.mkdir()
    (folder / "x").touch()


def test_a_folder_that_is_empty_or_only_a_repository_is_filled_and_stays_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    starter.start(Path(), starter.Wish(NAME))
    assert pipeline.check(settings.make()) == ()
    assert (tmp_path / ".git").is_dir()


@pytest.mark.parametrize("occupy", [_file, _folder_in_use])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, occupy: Callable[[Path], None]) -> None:
    occupy(tmp_path / "kho")
    before = list(write.walk(tmp_path))
    with pytest.raises(SettingError, match="new-folder-taken"):
        starter.start(tmp_path / "kho", starter.Wish(NAME))
    assert list(write.walk(tmp_path)) == before


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"name": " "}, "new-nameless"),
        ({"name": "Kho\nhội"}, "words-unusable"),
        ({"name": NAME, "name_en": "a\u200b"}, "words-unusable"),
        ({"name": NAME, "site_url": "vi.du"}, "site-url-unusable"),
        ({"name": NAME, "contact": "gọi cho tôi"}, "contact-unusable"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_left(
    tmp_path: Path, wish: Mapping[str, str], code: str
) -> None:
    with pytest.raises(SettingError, match=code):
        starter.start(tmp_path / "kho", starter.Wish(**wish))
    assert list(tmp_path.iterdir()) == []


def test_data_is_checked_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = make_data(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert cli.run(["check", "--data", str(data)]) == 0
    assert "Dữ liệu không có lỗi." in capsys.readouterr().out


def test_the_figures_of_a_folder_that_was_emptied_are_missed(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record / "data/observations/.gitkeep").unlink()
    monkeypatch.chdir(record)
    assert [problem.code for problem in pipeline.check(settings.make())] == ["file-missing"]
