"""`solieuhoi why`: what the next build would make again, told before it does, and nothing is touched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import cli, pipeline, settings
from generator.cache import state
from generator.cli.rebuild_reasons import tell
from generator.cli.words import Words
from generator.errors import SettingError
from generator.pages.view import rendering
from generator.pipeline import fingerprints, why
from generator.pipeline.source_lines import Cause
from generator.pipeline.why import Why
from generator.settings import Settings
from tests.test_incremental import SIBLING, let_both_communes_report, rewrite
from tests.test_pipeline import (
    OBSERVATIONS,
    UNIT,
    UNIT_PAGE,
    break_data,
    everything_of,
    make_project,
    rows_of,
)

PAGE = f"/{UNIT_PAGE.removesuffix('index.html')}"
DOCUMENTS = "/nguon/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one commune, which was never released, so that anything in it may change."""
    root = make_project(tmp_path_factory.mktemp("why"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        let_both_communes_report(root)
        assert pipeline.build(made()).record is not None
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    root = shutil.copytree(built, tmp_path / "project", copy_function=shutil.copy2)
    shutil.copytree(rendering.TEMPLATES, root / "templates")
    monkeypatch.chdir(root)
    for module in (rendering, fingerprints):
        monkeypatch.setattr(module, "TEMPLATES", root / "templates")
    rendering.environment.cache_clear()
    yield root
    rendering.environment.cache_clear()


def made() -> Settings:
    return settings.make(workers=1)


def answer(address: str) -> Why:
    (found,) = why.why(made(), address).found
    return found


def keys_of(causes: tuple[Cause, ...] | None) -> set[str]:
    return {cause.key for cause in causes or ()}


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")


def change_a_source(root: Path, line: int) -> None:
    """Change the place in the report that one figure names."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[line - 2]["locator"] += " (bản in)"
        return rows

    rewrite(root / OBSERVATIONS, change)


def test_where_nothing_changed_a_page_is_up_to_date_and_nothing_is_written(project: Path) -> None:
    before = everything_of(project)
    found = answer(PAGE)
    assert (found.outcome, found.causes, found.last) == ("current", (), ())
    assert {f"ids/{UNIT}", "template/unit.md.j2"} <= set(found.looks)
    change_a_source(project, 2)
    after = everything_of(project, lambda path: path != OBSERVATIONS)
    assert answer(PAGE).outcome == "again"
    assert everything_of(project, lambda path: path != OBSERVATIONS) == after
    assert before.keys() == everything_of(project).keys()


def test_a_changed_cell_is_named_by_its_line_and_told_of_after_the_build(project: Path) -> None:
    change_a_source(project, 5)
    known = {cause.key for cause in answer(PAGE).causes if cause.lines == (5,)}
    assert known and all(key.startswith((f"figures/{UNIT}", f"parts/{UNIT}=")) for key in known)
    assert {cause.file for cause in answer(PAGE).causes} == {OBSERVATIONS}
    assert answer("/gioi-thieu/").outcome == "current"
    pipeline.build(made())
    again = answer(PAGE)
    assert (again.outcome, again.causes) == ("current", ())
    assert known <= keys_of(again.last)


def all_pages() -> list[Why]:
    """Return what is said of each page of the site; frames for other sites are not counted as pages."""
    kept = state.opened(made().cache, fingerprints.of_program())
    assert kept is not None
    with kept.record.trial():
        trial = why._Trial(made(), kept)
        pages = [
            path
            for path in kept.results.stamps()
            if path.endswith("index.html") and not path.startswith("nhung/")
        ]
        return [one for path in pages for one in trial.answers(path)]


def test_what_is_said_of_all_pages_is_what_the_build_then_does(project: Path) -> None:
    change_a_source(project, 5)
    (project / "site" / UNIT_PAGE).unlink()
    pages = all_pages()
    of_figures = [one for one in pages if one.path.startswith("so/")]
    assert {line for one in of_figures for cause in one.causes for line in cause.lines} == {5}
    assert {"current", "again"} == {one.outcome for one in of_figures}
    record = pipeline.build(made()).record
    assert record is not None
    assert sum(one.outcome == "again" for one in pages) == record.pages_rendered


def test_a_row_of_another_table_is_named_by_its_line(project: Path) -> None:
    looks = answer(PAGE).looks
    names = [row["indicator_id"] for row in rows_of(project / "data/indicators.csv")]
    at, name = next((at, name) for at, name in enumerate(names) if f"indicators/{name}" in looks)

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[at]["name"] += " (mới)"
        return rows

    rewrite(project / "data/indicators.csv", change)
    assert Cause(f"indicators/{name}", "data/indicators.csv", (at + 2,)) in answer(PAGE).causes
    assert Cause("indicators/**", "data/indicators.csv", (at + 2,)) in answer("/chi-tieu/").causes


def test_a_changed_template_is_named_for_the_pages_printed_with_it_only(project: Path) -> None:
    append(project / "templates/unit.md.j2", "<!-- x -->")
    assert answer(PAGE).causes == (Cause("template/unit.md.j2", "generator/templates/unit.md.j2"),)
    assert answer(DOCUMENTS).outcome == "current"


def test_the_frame_concerns_pages_and_what_people_wrote_only_what_people_wrote(project: Path) -> None:
    append(project / "site_src/gioi-thieu/index.md", "Thêm.")
    assert keys_of(answer("/gioi-thieu/").causes) == {"hand-written/*"}
    assert answer(PAGE).outcome == "current"
    append(project / "theme/assets/site.css", "/* x */")  # a page has only the address of it
    assert answer(PAGE).outcome == "current"
    append(project / "theme/main.html", "{# x #}")
    assert keys_of(answer(PAGE).causes) == {"frame/*"}
    assert keys_of(answer("/gioi-thieu/").causes) == {"frame/*", "hand-written/*"}
    assert answer("/data/observations.csv").outcome == "current"


def test_a_lost_file_is_named_unless_the_staging_tree_has_it(project: Path) -> None:
    (project / "site" / UNIT_PAGE).write_text("x")
    assert answer(PAGE).outcome == "current"
    (project / ".site-staging/site" / UNIT_PAGE).unlink()
    assert keys_of(answer(PAGE).causes) == {f"file/{UNIT_PAGE}"}
    (project / "site_src" / PAGE.strip("/") / "index.md").unlink()
    assert keys_of(answer(PAGE).causes) == {f"file/{UNIT_PAGE}", "markdown/*"}


def test_a_page_to_come_and_one_to_go_are_told(project: Path) -> None:
    shutil.copy(project / OBSERVATIONS, project / f"data/observations/{SIBLING}.csv")
    unit = next(row for row in rows_of(project / "data/units.csv") if row["unit_id"] == SIBLING)
    address = f"/xa/{unit['code']}-{unit['slug']}/"
    assert answer(address).outcome == "new"
    pipeline.build(made())
    assert answer(address).outcome == "current"
    (project / f"data/observations/{SIBLING}.csv").unlink()
    assert answer(address).outcome == "gone"


@pytest.mark.parametrize(
    "address",
    [PAGE, PAGE.strip("/"), UNIT_PAGE, f"site/{UNIT_PAGE}", f"https://example.vn{PAGE}?x=1#ten-cu"],
)
def test_a_page_is_found_by_any_way_of_naming_it(project: Path, address: str) -> None:
    assert answer(address).path == UNIT_PAGE


def test_what_every_build_writes_and_what_comes_of_pages_is_said_to(project: Path) -> None:
    assert answer("robots.txt").outcome == "always"
    index = next(path for path in everything_of(project / "site") if path.endswith("pagefind-entry.json"))
    assert answer(index).outcome == "current"
    change_a_source(project, 5)
    assert answer(index).outcome == "depends"


def test_a_drawing_comes_from_the_pages_that_show_it(project: Path) -> None:
    drawing = next(
        path for path in everything_of(project / "site") if path.endswith(".svg") and "bieu-do" in path
    )
    found = why.why(made(), drawing).found
    assert found and all(one.task.startswith("page ") and one.path == drawing for one in found)


def test_an_unknown_address_is_one_sentence_with_the_nearest_known(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["why", PAGE.replace("binh-yen", "binh-yn")]) == 2
    assert capsys.readouterr().err.endswith(f"có phải ý bạn là “{PAGE.removeprefix('/')}”?\n")
    assert cli.run(["why", "zzz", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "There is no page or file at “zzz”.\n"


def test_without_a_build_to_compare_with_one_sentence_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(fingerprints, "of_program", lambda: "another")
        with pytest.raises(SettingError, match="program-changed"):
            answer(PAGE)
    (project / ".site-cache/results.sqlite").write_bytes(b"x")
    with pytest.raises(SettingError, match="cache-damaged"):
        answer(PAGE)
    shutil.rmtree(project / ".site-cache")
    with pytest.raises(SettingError, match="nothing-built"):
        answer(PAGE)


def test_faulty_data_is_told_as_a_build_tells_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_data(project)
    assert cli.run(["why", PAGE]) == 1
    assert OBSERVATIONS in capsys.readouterr().err


def test_the_answer_is_told_in_words_with_files_lines_and_keys(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["why", PAGE]) == 0
    said = capsys.readouterr().out
    assert "Lần dựng tới giữ nguyên" in said and "Từ khi làm ra đến nay chưa phải làm lại." in said
    assert "--all" in said and f"\n    ids/{UNIT}\n" not in said
    change_a_source(project, 5)
    assert cli.run(["why", PAGE, "--all", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "The next build makes it again" in said and f"- {OBSERVATIONS}, line 5 [" in said
    assert f"\n    ids/{UNIT}\n" in said and "--all" not in said


def test_many_reasons_are_counted_unless_all_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    causes = (*(Cause(f"units/{number}") for number in range(14)), Cause("units/**"), Cause("file/a"))
    one = Why("a", "page a", "again", causes, ())
    tell([one], False, Words("vi"))
    short = capsys.readouterr().out
    assert "- bảng units, mục 3 [units/3]" in short and "- và 4 lý do khác" in short
    tell([one], True, Words("vi"))
    whole = capsys.readouterr().out
    assert "lý do khác" not in whole
    assert "- bảng units: một mục bất kỳ [units/**]" in whole
    assert "- tệp a của trang: bị mất hoặc bị sửa [file/a]" in whole
