"""The whole way from data to site, on a small project of its own: laws, faults and kills."""

import csv
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generator import charts, pipeline, search, settings, write
from generator.errors import GeneratorError, MachineError, RenderError, SettingError
from generator.pipeline import anew, pictures, worker_process
from generator.pipeline.jobs import FEW_TASKS
from generator.products import Bar, BarChart, Page
from generator.site import switch
from generator.workers.in_process import InProcess
from generator.workers.processes import Processes
from tests.builders import rows_of

ROOT = Path(__file__).parents[1]
READ_ALONE = (
    "ai-duoc-lam-gi", "bay-muoi-tinh-nang", "duyet-thay-doi", "kho-rieng", "nhap-so-lieu", "thu-lam-hong",
    "tiep-can", "toc-do",
)  # fmt: skip
LEFT_OUT = rf"phuong-phap/(quyet-dinh/\d|({'|'.join(READ_ALONE)})/)"
UNIT = "xa-05587"
DISTRICTS = ("huyen-165", "huyen-167")
"""Its own and another: the map of their province is not that of a district."""
UNIT_PAGE = "xa/05587-binh-yen/index.html"
OBSERVATIONS = f"data/observations/{UNIT}.csv"
DICTIONARY = "du-lieu/tu-dien/index.md"

Row = Mapping[str, str]


def make_project(root: Path) -> Path:
    """Copy the project with the figures of one commune only, and with the land around it."""
    declared = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(rf"^ *- {LEFT_OUT}.*\n", "", declared, flags=re.M), "utf-8")
    shutil.copytree(ROOT / "theme", root / "theme")
    write.copy_tree(ROOT / "site_src", root / "site_src", _is_needed)
    for page in (root / "site_src").rglob("*.md"):  # they may name places that have no figures here
        page.write_text(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", page.read_text("utf-8")), "utf-8")
    (root / "data/observations").mkdir(parents=True)
    for path in ROOT.joinpath("data").glob("*.*"):
        shutil.copy(path, root / "data")
    shutil.copy(ROOT / OBSERVATIONS, root / OBSERVATIONS)
    used = {row["indicator_id"] for row in rows_of(root / OBSERVATIONS)}
    keep_rows(root / "data/relations.csv", lambda row: row["unit_id"] == UNIT)
    keep_rows(root / "data/forms.csv", lambda row: row["indicator_id"] in {"", *used})
    keep_rows(root / "data/indicators.csv", lambda row: row["indicator_id"] in used)
    keep_rows(root / "data/small_numbers.csv", lambda row: row["indicator_id"] in used)
    for name in ("releases", "revisions", "redirects"):  # they tell of figures that are left out here
        file = root / f"data/{name}.csv"
        file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    keep_provinces(root, "tinh-19")
    keep_districts(root, *DISTRICTS)
    keep_papers(root)
    return root


def _is_needed(path: str) -> bool:
    """Leave out pages of text that no generated page leads to: most of what a small build would make."""
    return not write.is_generated(path) and not re.match(LEFT_OUT, path)


PROVINCES = ("tinh-12", "tinh-19", "tinh-60", "tinh-68", "tinh-92", "tinh-93")
"""Those that have figures, and what became of them."""


def keep_provinces(root: Path, *tops: str, addresses: bool = False) -> None:
    """Leave out what lies below all other provinces, of today and before, which only takes time.

    Where addresses were released, each province keeps one unit of a kind, and so its lists of them.
    """
    rows = rows_of(root / "data/units.csv")
    parents = {row["unit_id"]: row["parent_id"] for row in rows}

    def top(unit_id: str) -> str:
        return top(parents[unit_id]) if parents[unit_id] else unit_id

    kept = {name for name in parents if not parents[name] or top(name).startswith(tops)}
    if addresses:
        below = [row for row in rows if row["parent_id"] and not parents[row["parent_id"]]]
        kept |= {row["unit_id"] for row in {(row["parent_id"], row["level"]): row for row in below}.values()}
    keep_rows(root / "data/units.csv", lambda row: row["unit_id"] in kept)
    keep_rows(root / "data/unit_changes.csv", lambda row: {row["from_unit_id"], row["to_unit_id"]} <= kept)
    keep_rows(root / "data/documents.csv", lambda row: not row["unit_id"] or row["unit_id"] in kept)
    papers = {row["document_id"] for row in rows_of(root / "data/documents.csv")}
    between = root / "data/document_relations.csv"
    keep_rows(between, lambda row: {row["from_document_id"], row["to_document_id"]} <= papers)
    for name in ("organisation_status", "set_aside", "accounts"):
        keep_rows(root / f"data/{name}.csv", lambda row: row["document_id"] in papers)


def keep_districts(root: Path, *districts: str) -> None:
    """Leave out communes of other districts, those of today that took over from none of these, and provinces
    that ended, but those of the districts and of papers.
    """
    units, changes = root / "data/units.csv", root / "data/unit_changes.csv"
    rows = rows_of(units)
    own = {row["unit_id"] for row in rows_of(root / "data/documents.csv")}
    own |= {row["parent_id"] for row in rows}
    own |= {row["unit_id"] for row in rows if row["parent_id"] in districts or row["level"] == "huyen"}
    own |= {row["unit_id"] for row in rows if row["level"] == "tinh" and not row["valid_to"]}
    own |= {row["to_unit_id"] for row in rows_of(changes) if row["from_unit_id"] in own}
    keep_rows(units, lambda row: row["unit_id"] in own)
    keep_rows(changes, lambda row: {row["from_unit_id"], row["to_unit_id"]} <= own)


def keep_papers(root: Path) -> None:
    """Leave out papers that only reports of other places name, or nobody."""
    documents, relations = root / "data/documents.csv", root / "data/document_relations.csv"
    elsewhere = {row["document_id"] for row in rows_of(documents) if row["unit_id"] not in ("", UNIT)}
    told = [row for row in rows_of(relations) if row["from_document_id"] not in elsewhere]
    named = {row[end] for row in told for end in ("from_document_id", "to_document_id")}
    named |= {
        row["document_id"]
        for name in ("forms", "glossary", "accounts", "set_aside", "organisation_status")
        for row in rows_of(root / f"data/{name}.csv")
    }
    keep_rows(documents, lambda row: row["document_id"] in named)
    keep_rows(relations, lambda row: {row["from_document_id"], row["to_document_id"]} <= named)


def keep_rows(file: Path, wanted: Callable[[Row], bool]) -> None:
    rows, header = rows_of(file), file.read_text("utf-8").splitlines()[0].split(",")
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if wanted(row))


def bytes_of(site: Path) -> dict[str, bytes]:
    """Return all of a site but the search bundle, which differs, and the record, which has times."""
    paths = (path for path in write.walk(site) if not path.startswith(search.BUNDLE))
    return {path: (site / path).read_bytes() for path in paths if path != switch.RECORD}


def everything_of(
    root: Path, wanted: Callable[[str], bool] = lambda path: True
) -> dict[str, tuple[int, bytes]]:
    paths = filter(wanted, write.walk(root))
    return {path: ((root / path).stat().st_mtime_ns, (root / path).read_bytes()) for path in paths}


def without_cache(path: str) -> bool:
    return not path.startswith(".site-")


def break_data(root: Path) -> None:
    with (root / OBSERVATIONS).open("a", encoding="utf-8") as stream:
        stream.write("no_such_organisation,assoc_count,,2023-01-01,2023-12-31,stated,1.875,,,,,,,,\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built once; tests copy it before they change it."""
    root = make_project(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert pipeline.build(settings.make(workers=1)).record is not None
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = shutil.copytree(built, tmp_path / "project")
    monkeypatch.chdir(root)
    return root


def test_what_a_build_leaves_behind_is_that_of_the_newest_data_though_an_earlier_one_left_nothing(
    project: Path,
) -> None:
    file, page = project / OBSERVATIONS, project / "site_src" / UNIT_PAGE.replace(".html", ".md")
    text = file.read_text("utf-8")
    assert ",1875,,,,,1.875," in text and ">1.875<" in page.read_text("utf-8")
    file.write_text(text.replace(",1875,,,,,1.875,", ",1876,,,,,1.876,"), "utf-8")
    for leaves_nothing in (True, False):
        assert pipeline.build(settings.make(workers=1, no_markdown=leaves_nothing)).record is not None
    assert ">1.876<" in page.read_text("utf-8")
    assert "1.876" in (project / "site_src/data/figures.csv").read_text("utf-8")


def test_the_record_says_what_was_built(built: Path) -> None:
    site = built / "site"
    record = json.loads((site / switch.RECORD).read_text("utf-8"))
    paths = [path for path in write.walk(site) if path != switch.RECORD]
    pages = [path for path in paths if path.endswith("/index.html") or path == "index.html"]
    apart = [
        path for path in pages if path.startswith("nhung/") or write.is_code(path.removesuffix("/index.html"))
    ]
    assert record["counts"]["pages"] == len(pages) - len(apart)
    assert record["counts"]["figures"] == len(rows_of(built / OBSERVATIONS))
    assert (record["counts"]["repeats"], record["counts"]["denominators"]) == (2, 0)
    assert record["counts"]["files"] == len(paths)
    assert record["bytes"] == sum((site / path).stat().st_size for path in paths)
    assert (record["commit"], record["workers"], record["pages_reused"]) == (None, 1, 0)
    assert set(record["seconds"]) == {"read", "staging", "pages", "render", "files", "index", "verify"}


def test_generated_pages_stand_in_site_src_and_what_the_next_build_needs_beside_the_site(built: Path) -> None:
    assert (built / "site_src/xa/05587-binh-yen/index.md").is_file()
    expected = {"data", "mkdocs.yml", "site", "site_src", "theme", ".site-cache", ".site-staging"}
    assert {path.name for path in built.iterdir()} == expected


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_any_number_of_processes_gives_the_same_site(
    project: Path, start_method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(project / "site")
    context = multiprocessing.get_context(start_method)
    monkeypatch.setattr(multiprocessing, "get_context", lambda method: context)
    record = pipeline.build(settings.make(workers=3, no_cache=True)).record
    assert record is not None
    assert record.workers == 3
    assert bytes_of(project / "site") == before


def test_a_build_that_finds_nothing_changed_leaves_the_project_of_other_engines_whole(project: Path) -> None:
    assert pipeline.build(settings.make(workers=1)).record is not None
    left = set(write.walk(project / "site_src"))
    assert {"assets", "data", "so"} <= {path.partition("/")[0] for path in left}
    built = pipeline.build(settings.make(workers=1)).record
    assert built is not None
    assert built.pages_rendered == 0
    assert set(write.walk(project / "site_src")) == left
    (project / "site_src/data/figures.csv").unlink()
    assert pipeline.build(settings.make(workers=1)).record is not None
    assert set(write.walk(project / "site_src")) == left


def test_another_style_of_the_theme_makes_no_page_of_the_record_again(project: Path) -> None:
    file = project / "theme/assets/site.css"
    file.write_text(file.read_text("utf-8") + "h1 { color: red }\n", "utf-8")
    built = pipeline.build(settings.make(workers=1)).record
    assert built is not None
    sources = [path for path in write.walk(project / "site_src") if path.endswith(".md")]
    texts = [path for path in sources if not write.is_generated(path) or path == DICTIONARY]
    assert DICTIONARY in texts and built.pages_rendered == len(texts)
    assert "color:red" in (project / "site/assets/site.css").read_text("utf-8").replace(" ", "")


def test_another_meaning_of_a_column_is_told_at_once_and_as_a_clean_build_tells_it(project: Path) -> None:
    file, page = project / "data/datapackage.json", project / "site/du-lieu/tu-dien/index.html"
    assert "Một nghĩa khác." not in page.read_text("utf-8")
    contract = json.loads(file.read_bytes())
    contract["resources"][0]["schema"]["fields"][0]["description"] = "Một nghĩa khác."
    file.write_text(json.dumps(contract, ensure_ascii=False), "utf-8")
    assert pipeline.build(settings.make(workers=1)).record is not None
    assert "Một nghĩa khác." in page.read_text("utf-8")
    assert "Một nghĩa khác." in (project / "site_src" / DICTIONARY).read_text("utf-8")
    kept = bytes_of(project / "site")
    assert pipeline.build(settings.make(workers=1, no_cache=True)).record is not None
    assert bytes_of(project / "site") == kept


def test_a_figure_that_changes_leaves_the_pages_of_text_alone(project: Path) -> None:
    file, page = project / OBSERVATIONS, project / "site/du-lieu/tu-dien/index.html"
    before = page.stat().st_mtime_ns
    file.write_text(file.read_text("utf-8").replace(",1875,,,,,1.875,", ",1876,,,,,1.876,"), "utf-8")
    built = pipeline.build(settings.make(workers=1)).record
    assert built is not None and "render" not in built.seconds
    assert page.stat().st_mtime_ns == before


def test_pages_may_come_before_their_search_and_the_next_build_brings_it(project: Path) -> None:
    page = project / "site_src/gioi-thieu/index.md"
    page.write_text(page.read_text("utf-8") + "\n\nMột câu mới toanh.\n", "utf-8")
    before = bytes_of(project / "site/pagefind")
    assert pipeline.build(settings.make(workers=1, no_index=True)).record is not None
    assert "Một câu mới toanh." in (project / "site/gioi-thieu/index.html").read_text("utf-8")
    assert bytes_of(project / "site/pagefind") == before
    assert pipeline.build(settings.make(workers=1)).record is not None
    after = bytes_of(project / "site/pagefind")
    assert after != before
    assert pipeline.build(settings.make(out=project / "clean/site", workers=1)).record is not None
    assert bytes_of(project / "clean/site/pagefind") == after


def test_other_data_leaves_no_trace_in_the_project(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "data", tmp_path / "other")
    before = everything_of(project)
    made = settings.make(data=tmp_path / "other", out=tmp_path / "elsewhere/site", workers=1)
    assert pipeline.build(made).record is not None
    assert everything_of(project) == before
    assert bytes_of(made.out) == bytes_of(project / "site")


def test_a_figure_that_changes_changes_its_pages_and_nothing_stale_stays(project: Path) -> None:
    stray = project / "site_src/xa/99999-mat/index.md"
    stray.parent.mkdir()
    stray.write_text("# Không còn\n", "utf-8")
    hand_written = (project / "site_src/phuong-phap/index.md").read_bytes()
    rows = rows_of(project / OBSERVATIONS)
    line = next(row for row in rows if row["indicator_id"] == "member_count" and row["value"])
    text = (project / OBSERVATIONS).read_text("utf-8")
    text = text.replace(f",{line['value']},", ",4321,").replace(f",{line['value_text']},", ",4.321,")
    (project / OBSERVATIONS).write_text(text, "utf-8")
    assert pipeline.build(settings.make(workers=1)).record is not None
    assert " value=4321" in (project / "site" / UNIT_PAGE).read_text("utf-8")
    assert not stray.exists()
    assert not (project / "site/xa/99999-mat").exists()
    assert (project / "site_src/phuong-phap/index.md").read_bytes() == hand_written


def test_workers_load_what_pages_need_while_data_is_read_only_where_all_pages_are_to_be_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[object] = []
    monkeypatch.setattr(InProcess, "warm", lambda executor, function: warmed.append(function))
    assert pipeline.build(settings.make(workers=1)).record is not None
    file = project / OBSERVATIONS
    file.write_text(file.read_text("utf-8").replace(",1875,,,,,1.875,", ",1876,,,,,1.876,"), "utf-8")
    assert pipeline.build(settings.make(workers=1)).record is not None
    assert warmed == []
    assert pipeline.build(settings.make(workers=1, no_cache=True)).record is not None
    assert len(warmed) == 1


def test_few_tasks_are_done_here_while_one_worker_makes_the_files_that_take_long(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    alone: list[str] = []
    submit = Processes.submit

    def watched(executor: Processes, fn: Callable[..., object], *args: object) -> object:
        alone.extend(task.family for job in args if isinstance(job, worker_process.Job) for task in job.tasks)
        return submit(executor, fn, *args)

    monkeypatch.setattr(Processes, "hold", lambda executor, prepare, *held_: held.append(prepare))
    monkeypatch.setattr(Processes, "submit", watched)
    file = project / OBSERVATIONS
    file.write_text(file.read_text("utf-8").replace(",1875,,,,,1.875,", ",1876,,,,,1.876,"), "utf-8")
    built = pipeline.build(settings.make(workers=2)).record
    assert built is not None and 0 < built.pages_rendered <= FEW_TASKS
    assert (held, sorted(alone)) == ([], ["parquet", "whole"])
    clean = project / "clean/site"
    assert pipeline.build(settings.make(workers=1, no_cache=True, out=clean)).record is not None
    assert bytes_of(project / "site") == bytes_of(clean)


# Faults: the published site stays as it is ----------------------------------------------------------


def test_problems_in_the_data_are_returned_and_nothing_is_written(project: Path) -> None:
    break_data(project)
    before = everything_of(project, without_cache)
    built = pipeline.build(settings.make(workers=1))
    assert built.record is None
    assert len(built.problems) >= 2
    assert {problem.line for problem in built.problems} == {len(rows_of(project / OBSERVATIONS)) + 1}
    assert pipeline.check(settings.make()) == built.problems
    assert everything_of(project, without_cache) == before


def test_the_first_data_that_is_refused_leaves_nothing_behind(project: Path, tmp_path: Path) -> None:
    break_data(project)
    out = tmp_path / "elsewhere" / "site"
    assert pipeline.build(settings.make(out=out, workers=1)).record is None
    assert list(out.parent.iterdir()) == []


def test_a_relation_that_names_a_figure_that_is_gone_is_told_like_any_problem(
    project: Path,
) -> None:
    named = rows_of(project / "data/relations.csv")[0]["stated"].strip("/")
    keep_rows(project / OBSERVATIONS, lambda row: row["indicator_id"] != named or bool(row["breakdown"]))
    for no_cache in (False, True):
        found = pipeline.build(settings.make(workers=1, no_cache=no_cache)).problems
        assert "term-unknown" in {problem.code for problem in found}
        assert pipeline.check(settings.make()) == found


def fail_look(*_: object) -> None:
    raise RenderError("site-faulty", {"count": 0, "faults": ()})


def test_a_site_that_is_refused_is_not_switched_over(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything_of(project / "site")
    page = project / "site_src/phuong-phap/index.md"
    page.write_text(page.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    monkeypatch.setattr(anew, "look", fail_look)
    with pytest.raises(RenderError):
        pipeline.build(settings.make(workers=1))
    assert everything_of(project / "site") == before


def test_a_hand_written_page_with_a_broken_link_is_refused_by_name(project: Path) -> None:
    before = everything_of(project / "site")
    page = project / "site_src/phuong-phap/index.md"
    page.write_text(page.read_text("utf-8") + "\n[x](../khong-co/)\n", "utf-8")
    with pytest.raises(RenderError) as fault:
        pipeline.build(settings.make(workers=1))
    assert [(it.code, it.page) for it in fault.value.args[1]["faults"]] == [
        ("link-broken", "phuong-phap/index.html")
    ]
    assert everything_of(project / "site") == before


def test_a_folder_that_is_not_a_site_is_refused_before_anything_is_read(project: Path) -> None:
    write.write_file(project, "photos/holiday.jpg", b"precious")
    for out in ("photos", "data", "site_src/xa", "."):
        with pytest.raises(SettingError):
            pipeline.build(settings.make(out=Path(out)))
    assert (project / "photos/holiday.jpg").read_bytes() == b"precious"


def test_a_listener_that_has_gone_is_no_fault_of_the_disk(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(search, "build_bundle", refuse)
    with pytest.raises(BrokenPipeError):
        pipeline.build(settings.make(workers=1, no_cache=True))


@pytest.mark.parametrize(
    ("code", "number"),
    [("disk-full", 28), ("not-allowed", 13), ("file-fault", 5), ("disk-full", 27), ("files-open", 24)],
)
def test_a_fault_of_the_disk_is_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, code: str, number: int
) -> None:
    before = everything_of(project / "site")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), "site/a.html")

    monkeypatch.setattr(search, "build_bundle", refuse)
    with pytest.raises(MachineError) as fault:
        pipeline.build(settings.make(workers=1, no_cache=True))
    assert (fault.value.args[0], fault.value.args[1]["path"]) == (code, "site/a.html")
    assert everything_of(project / "site") == before


def command(project: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "generator", "build", *options]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("limit_bytes", [3_000, 60_000])
def test_a_file_size_limit_ends_in_one_sentence_and_the_old_site(project: Path, limit_bytes: int) -> None:
    before = everything_of(project / "site")
    shutil.rmtree(project / ".site-cache")
    done = subprocess.run(
        command(project, "--workers", "1"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes)),
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert everything_of(project / "site") == before


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_site_and_the_next_one_works(project: Path) -> None:
    before = bytes_of(project / "site")
    start = time.monotonic()
    subprocess.run(command(project, "--no-cache"), env=environment(), capture_output=True, check=True)
    length = time.monotonic() - start
    for part in (0.3, 0.6, 0.75, 0.88, 0.97):
        with subprocess.Popen(
            command(project, "--no-cache"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        ) as build:
            time.sleep(length * part)
            build.send_signal(signal.SIGKILL)
        assert bytes_of(project / "site") == before
        assert json.loads((project / "site" / switch.RECORD).read_text("utf-8"))
    done = subprocess.run(command(project), env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert bytes_of(project / "site") == before
    assert {path.name for path in project.glob(".site*")} == {".site-cache", ".site-staging"}


@pytest.mark.slow
def test_two_builds_at_once_do_not_meet(project: Path) -> None:
    with switch.guard(project / "site"):
        second = subprocess.run(
            command(project), env=environment(), capture_output=True, text=True, check=False
        )
    assert second.returncode == 2
    assert len(second.stderr.splitlines()) == 1


# Charts in pages --------------------------------------------------------------------------------

CHART = BarChart("Số hội", "Số hội của xã.", "Báo cáo", (Bar("Hội", Decimal(3), "3"),))


def test_a_chart_stands_in_its_page_on_one_line_with_the_address_of_its_file() -> None:
    text = '# A\n\n{chart:0}\n\n<a href="{chart:0:svg}"></a>\n'
    page = Page("xa/05587-a/index.md", {}, text, (CHART,))
    key = charts.key(CHART)
    assert pictures.with_charts(page, {key: "<svg>\n<g/>\n</svg>"}) == (
        f'# A\n\n<svg> <g/> </svg>\n\n<a href="../../assets/bieu-do/{key}.svg"></a>\n'
    )


def test_a_page_that_asks_for_a_chart_it_does_not_have_is_refused() -> None:
    with pytest.raises(GeneratorError, match="chart-unknown"):
        pictures.with_charts(Page("index.md", {}, "{chart:0}"), {})
