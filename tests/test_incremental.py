"""Law 2: after any sequence of edits, a build that reuses equals one that starts from nothing.

The project is released before the first edit, so every edit of a published figure or address is told:
with the rows that the program itself writes or names.
"""

import csv
import gc
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from generator import pipeline, write
from generator import settings as build_settings
from generator.pages.view import rendering
from generator.pipeline import (
    anew,
    fingerprints,
    releases,
    revisions,
    unit_figures,
    worker,
    worker_process,
)
from generator.pipeline.finish import look
from generator.problems import Problem
from generator.progress import Silent
from generator.read.figure_ids import Identity, figure_id, period_code
from generator.site import render, switch
from tests.test_pipeline import OBSERVATIONS, ROOT, UNIT, bytes_of, keep_rows, make_project, rows_of

IDENTITY = ("organisation_id", "indicator_id", "breakdown", "period_start", "period_end", "document_id")
SIBLING = "xa-05584"
THIRD = "xa-05590"
COMPARISON = "hai-xa-cung-so-hoi"
MEMBERS_COMPARED = "site/data/so-sanh/so-hoi-vien.csv"


def build(root: Path, out: str = "site", **options: object) -> pipeline.Built:
    tell(root)
    made = build_settings.make(out=root / out, workers=1, **options)  # type: ignore[arg-type]
    with templates_of(root):
        return pipeline.build(made)


@contextmanager
def templates_of(root: Path) -> Iterator[None]:
    """Print with the project's own copies of the templates, if it has any."""
    with pytest.MonkeyPatch.context() as patch:
        if (root / "templates").is_dir():
            for module in (rendering, fingerprints):
                patch.setattr(module, "TEMPLATES", root / "templates")
        rendering.environment.cache_clear()
        try:
            yield
        finally:
            rendering.environment.cache_clear()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two communes, released, and built twice, so that there is a staging tree."""
    root = make_project(tmp_path_factory.mktemp("first"))
    shutil.copy(root / OBSERVATIONS, root / f"data/observations/{SIBLING}.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        keep_a_number_back(root, 1)
        let_both_communes_report(root)
        release(root, 0)
        assert build(root).record is not None
        assert build(root).record is not None
    return root


def let_both_communes_report(root: Path) -> None:
    """Make the report one of the district: two communes have figures from it."""
    parents = {row["unit_id"]: row["parent_id"] for row in rows_of(root / "data/units.csv")}

    def of_district(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{**row, "unit_id": parents[UNIT]} if row["unit_id"] == UNIT else row for row in rows]

    rewrite(root / "data/documents.csv", of_district)


# What a public record asks of whoever edits it -----------------------------------------------------


def release(root: Path, number: int) -> None:
    """Freeze what is published now, on the day after the release before."""
    tell(root)
    before = len(rows_of(root / "data/releases.csv"))
    wish = releases.Wish(f"Bản {before}", day_of(before), f"thu-{before}", f"Lần {number}")
    assert releases.release(build_settings.make(), wish, day_of(before)).problems == ()


def day_of(release: int) -> date:
    return date(2026, 12, 1) + timedelta(days=release)


def tell(root: Path) -> None:
    """Write why published figures and addresses changed since the newest release, where rows do not fit."""
    if not pipeline.check(build_settings.make()):
        return
    releases = rows_of(root / "data/releases.csv")
    told = [
        row for row in rows_of(root / "data/revisions.csv") if row["release_id"] != releases[-1]["release_id"]
    ]
    write_rows(root / "data/revisions.csv", told)
    write_rows(root / "data/redirects.csv", [])
    why = revisions.Reason("Chép nhầm", "correction", None)
    assert revisions.revise(build_settings.make(), why, day_of(len(releases))).problems == ()
    lost = pipeline.check(build_settings.make())
    write_rows(root / "data/redirects.csv", [way_of(one, number) for number, one in enumerate(lost)])


def way_of(lost: Problem, number: int) -> dict[str, str]:
    """Return the row of redirects.csv that leads on from what was lost, or ends it."""
    if lost.code == "slug-renamed":
        way = {"address": lost.facts["found"], "target": lost.facts["suggestion"], "kind": "slug"}
    else:
        ways = [{"target": "", "kind": "tombstone"}, {"target": "/hoi/", "kind": "redirect"}]
        way = {"address": lost.facts["address"], **ways[number % 2]}
    return {**way, "since": "2026-12-01", "reason": "Xếp lại"}


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    header = file.read_text("utf-8").splitlines()[0].split(",")
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# Edits --------------------------------------------------------------------------------------------


def rewrite(file: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    write_rows(file, change([dict(row) for row in rows_of(file)]))


def change_a_value(root: Path, number: int) -> None:
    """Give a figure another value, wherever its document states it."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        found = next(row for row in rows if row["indicator_id"] == "member_count" and row["value"])
        for row in (row for row in rows if all(row[name] == found[name] for name in IDENTITY)):
            row["value"] = row["value_text"] = str(100 + number)
        return rows

    rewrite(root / OBSERVATIONS, change)


def drop_a_row(root: Path, number: int) -> None:
    """Drop one of the sibling's figures, or bring all of them back."""
    file = root / f"data/observations/{SIBLING}.csv"
    if file.exists() and len(rows_of(file)) > 3:
        rewrite(file, lambda rows: rows[: number % 2] + rows[number % 2 + 1 :])
    else:
        shutil.copy(ROOT / OBSERVATIONS, file)


def add_or_remove_a_unit(root: Path, number: int) -> None:
    file = root / f"data/observations/{THIRD}.csv"
    if file.exists():
        file.unlink()
    else:
        shutil.copy(ROOT / OBSERVATIONS, file)


def rename_a_unit(root: Path, number: int) -> None:
    """Give a commune another address, as if its page had been published under a wrong one."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["unit_id"] == SIBLING)
        row["slug"] = f"trung-luong-{chr(97 + number % 26)}"
        return rows

    rewrite(root / "data/units.csv", change)


def add_a_document(root: Path, number: int) -> None:
    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        known = {row["document_id"] for row in rows}
        name = f"bao-cao-thu-{number}"
        row = next(row for row in rows if row["document_id"] == "bao-cao-binh-yen-2023")
        return rows if name in known else [*rows, {**row, "document_id": name}]

    rewrite(root / "data/documents.csv", change)


def relate_documents(root: Path, number: int) -> None:
    """Let a law cite another one, or no longer."""
    pair = {"from_document_id": "ket-luan-102-kl-tw-2014", "to_document_id": "chi-thi-17-ct-tw-2012"}
    row = {**pair, "relation": ("cites", "implements")[number % 2], "locator": "", "note": f"{number}"}

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        others = [one for one in rows if pair.items() - one.items()]
        return others if len(others) < len(rows) else [*rows, row]

    rewrite(root / "data/document_relations.csv", change)


def give_a_task(root: Path, number: int) -> None:
    """Let a report say that an association has tasks assigned, or only name it."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[number % len(rows)]["status"] = ("named", "assigned")[number % 2]
        return rows

    rewrite(root / "data/organisation_status.csv", change)


def account_anew(root: Path, number: int) -> None:
    """Let a report print other numbers than it was accounted for with; what is set aside may change too."""

    def count(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{**row, "number_count": str(60 + number)} for row in rows]

    def set_aside(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[0]["reason"] = ("numbering", "name")[number % 2]
        return rows

    rewrite(root / "data/accounts.csv", count)
    rewrite(root / "data/set_aside.csv", set_aside)


def ask_about_another_time(root: Path, number: int) -> None:
    """Let the form ask about a time of which there are figures, or about one before."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["kind"] == "mẫu báo cáo")
        row["period_end"] = ("2017-06-30", "2024-12-31")[number % 2]
        return rows

    rewrite(root / "data/documents.csv", change)


def rename_an_indicator(root: Path, number: int) -> None:
    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["indicator_id"] == "member_count")
        row["name"] = f"Số hội viên lần {number}"
        return rows

    rewrite(root / "data/indicators.csv", change)


def count_otherwise(root: Path, number: int) -> None:
    """Let an indicator count in another unit of measure, which each of its published figures has to tell."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["indicator_id"] == "member_count")
        row["unit_of_measure"] = ("hội viên", "thành viên")[number % 2]
        return rows

    rewrite(root / "data/indicators.csv", change)


def state_it_before(root: Path, number: int) -> None:
    """Enter what a report states at earlier places, too, or only there."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["indicator_id"] == "member_count" and row["value"])
        others = [one for one in rows if not one["locator"].startswith("mục 0.")]
        again = [{**row, "locator": f"mục 0.{place}"} for place in (number % 3, 3 + number % 2)]
        return [*(one for one in others if one != row or number % 4), *again]

    rewrite(root / OBSERVATIONS, change)


def keep_a_number_back(root: Path, number: int) -> None:
    """Change the rule about an indicator's small numbers, and withhold its figure or publish it again.

    What a release has told is not withheld any more: that is refused.
    """
    indicator_id = "household_fire_relief_count"
    releases = [row for file in root.glob("data/releases/*/figures.csv") for row in rows_of(file)]
    is_told = any(
        row["value"] for row in releases if (row["unit_id"], row["indicator_id"]) == (UNIT, indicator_id)
    )

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        for row in rows:
            if row["indicator_id"] == indicator_id:
                row |= {"threshold": str(5 + number % 3), "reason": f"Lý do {number}."}
        return rows

    def withhold(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        told = ("withheld", "", "") if number % 2 and not is_told else ("", "1", "01")
        for row in rows:
            if row["indicator_id"] == indicator_id:
                row |= dict(zip(("missing", "value", "value_text"), told, strict=True), note="")
        return rows

    rewrite(root / "data/small_numbers.csv", change)
    rewrite(root / OBSERVATIONS, withhold)


def explain_otherwise(root: Path, number: int) -> None:
    """Give another reason for what was corrected, and for the addresses that ended."""
    tell(root)
    for name in ("revisions", "redirects"):
        rewrite(
            root / f"data/{name}.csv", lambda rows: [{**row, "reason": f"Lý do {number}"} for row in rows]
        )


def lead_elsewhere(root: Path, number: int) -> None:
    """Let the addresses that ended lead to a page, or those that led to one end."""
    tell(root)
    way = ({"target": "", "kind": "tombstone"}, {"target": "/chi-tieu/", "kind": "redirect"})[number % 2]
    rewrite(
        root / "data/redirects.csv",
        lambda rows: [row if row["kind"] == "slug" else row | way for row in rows],
    )


def shuffle_rows(root: Path, number: int) -> None:
    rewrite(root / "data/organisations.csv", lambda rows: rows[number % 5 :] + rows[: number % 5])


def change_the_theme(root: Path, number: int) -> None:
    file = root / "theme/main.html"
    file.write_text(file.read_text("utf-8").replace("</title>", f" {number % 10}</title>"), "utf-8")


def change_a_style(root: Path, number: int) -> None:
    with (root / "theme/assets/site.css").open("a", encoding="utf-8") as stream:
        stream.write(f"\n.a{number} {{ color: red }}\n")


def change_a_template(root: Path, number: int) -> None:
    """Change what only some pages, or all, are printed with."""
    if not (root / "templates").is_dir():
        shutil.copytree(rendering.TEMPLATES, root / "templates")
    file = root / "templates" / ("home.md.j2", "unit.md.j2", "_parts.md.j2")[number % 3]
    mark = f'<p data-edit="{number}"'  # not words: those would want a translation
    file.write_text(re.sub(r'<p( data-edit="\d+")?(?=[ >])', mark, file.read_text("utf-8"), count=1), "utf-8")


def write_a_page(root: Path, number: int) -> None:
    write.write_file(
        root / "site_src/phuong-phap/quyet-dinh", f"them-{number % 3}.md", f"# Thêm {number}\n".encode()
    )


def set_the_address(root: Path, number: int) -> None:
    """Change a setting that stands on every page."""
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("site_name: Số liệu hội", f"site_name: Số liệu hội {number % 9}"), "utf-8")


EDITS = (
    change_a_value,
    drop_a_row,
    add_or_remove_a_unit,
    rename_a_unit,
    add_a_document,
    relate_documents,
    account_anew,
    ask_about_another_time,
    give_a_task,
    rename_an_indicator,
    count_otherwise,
    state_it_before,
    keep_a_number_back,
    release,
    explain_otherwise,
    lead_elsewhere,
    shuffle_rows,
    change_the_theme,
    change_a_style,
    change_a_template,
    write_a_page,
    set_the_address,
)


# Edits after which the figures stay, and stand elsewhere


def forget_what_became_of_units(root: Path, number: int) -> None:
    """Leave those that took over from the communes without a page."""
    gone = {SIBLING, UNIT}
    keep_rows(root / "data/unit_changes.csv", lambda row: row["from_unit_id"] not in gone)


def move_a_district(root: Path, number: int) -> None:
    """Put the district of both communes, which has no figures, below another province."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        by_id = {row["unit_id"]: row for row in rows}
        district = by_id[by_id[SIBLING]["parent_id"]]
        ended = (row["unit_id"] for row in rows if row["level"] == "tinh" and row["valid_to"])
        district["parent_id"] = next(name for name in ended if name != district["parent_id"])
        return rows

    rewrite(root / "data/units.csv", change)


def compare_communes(root: Path, number: int) -> None:
    """State a relation of a province without figures: both communes have as many associations."""
    relation = {"relation_id": COMPARISON, "kind": "repetition", "unit_id": "tinh-19"}
    terms = {"stated": f"{UNIT}:/assoc_count", "terms": f"{SIBLING}:/assoc_count"}
    rewrite(root / "data/relations.csv", lambda rows: [*rows, {**rows[0], **relation, **terms}])


def compare_them_no_more(root: Path, number: int) -> None:
    compare_communes(root, number)
    assert build(root).record is not None
    keep_rows(root / "data/relations.csv", lambda row: row["relation_id"] != COMPARISON)


def compare_them_again(root: Path, number: int) -> None:
    compare_them_no_more(root, number)
    assert build(root).record is not None
    compare_communes(root, number)


def set_communes_side_by_side(root: Path, number: int) -> None:
    """Give three communes comparable figures that no release has, then one of them another value."""
    for at, unit_id in enumerate((UNIT, SIBLING, THIRD)):
        file = root / f"data/observations/{unit_id}.csv"
        if not file.exists():
            shutil.copy(ROOT / OBSERVATIONS, file)
        state_members_of_half_a_year(file, number + at)
    assert build(root).record is not None
    assert (root / MEMBERS_COMPARED).exists()
    state_members_of_half_a_year(root / OBSERVATIONS, number + 3)


def set_them_apart_again(root: Path, number: int) -> None:
    set_communes_side_by_side(root, number)
    assert build(root).record is not None
    assert f",{number + 3}\n" in (root / MEMBERS_COMPARED).read_text("utf-8")
    (root / f"data/observations/{THIRD}.csv").unlink()


def state_members_of_half_a_year(file: Path, value: int) -> None:
    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        row = next(row for row in rows if row["indicator_id"] == "member_count" and row["value"])
        half = {"period_end": "2023-06-30", "period_basis": "stated", "value": value, "value_text": value}
        return [*(one for one in rows if one["period_end"] != half["period_end"]), {**row, **half}]

    rewrite(file, change)


def count_communes(root: Path, number: int) -> None:
    """State how many communes a province without figures has, and make one of them a ward."""
    relation = {"relation_id": COMPARISON, "kind": "units", "unit_id": "tinh-19"}
    terms = {"stated": f"{UNIT}:/assoc_count", "terms": "xã"}
    rewrite(root / "data/relations.csv", lambda rows: [*rows, {**rows[0], **relation, **terms}])
    assert build(root).record is not None

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        next(row for row in rows if row["unit_id"] == SIBLING)["type"] = "phường"
        return rows

    rewrite(root / "data/units.csv", change)


def correct_and_explain(root: Path, number: int) -> None:
    """Correct a figure and rename a unit, build, and say why in other words."""
    change_a_value(root, number)
    rename_a_unit(root, number)
    assert build(root).record is not None
    explain_otherwise(root, number)
    lead_elsewhere(root, number)


def correct_between_releases(root: Path, number: int) -> None:
    """Correct a figure before and after a release, and lose a unit that both releases published."""
    for value in (number, number + 1):
        change_a_value(root, value)
        assert build(root).record is not None
        release(root, value)
    (root / f"data/observations/{SIBLING}.csv").unlink()


def bring_back_what_was_withdrawn(root: Path, number: int) -> None:
    correct_between_releases(root, number)
    assert build(root).record is not None
    release(root, number)
    drop_a_row(root, number)


def move_a_figure_to_another_commune(root: Path, number: int) -> None:
    """Put a published figure where it belongs, tell so, and then explain it otherwise."""
    file, new = (root / f"data/observations/{unit_id}.csv" for unit_id in (SIBLING, THIRD))
    row, *others = rows_of(file)
    shutil.copy(file, new)
    write_rows(new, [row])
    write_rows(file, others)
    why = revisions.Reason(
        "Nhầm xã", "correction", None, figure_id_of(row, SIBLING), figure_id_of(row, THIRD)
    )
    assert revisions.revise(build_settings.make(), why, day_of(1)).problems == ()
    assert build(root).record is not None
    assert "Nhầm xã" in (root / f"site/so/{figure_id_of(row, THIRD)}/index.html").read_text("utf-8")
    explain_otherwise(root, number)


def figure_id_of(row: dict[str, str], unit_id: str) -> str:
    identity = Identity(**{name: {**row, "unit_id": unit_id}[name] for name in Identity._fields})
    return figure_id(identity, 1, period_code(row["period_start"], row["period_end"]))


def publish_a_number_again(root: Path, number: int) -> None:
    keep_a_number_back(root, 2)


def look_at_one_unit_only(root: Path, number: int) -> None:
    """Change two communes, all pages of units and what stands around each page, and build for one alone."""
    change_a_value(root, number)
    drop_a_row(root, number)
    change_a_template(root, 1)
    change_the_theme(root, number)
    assert build(root, only=UNIT).record is not None


RARE_EDITS = (
    look_at_one_unit_only,
    publish_a_number_again,
    correct_and_explain,
    correct_between_releases,
    bring_back_what_was_withdrawn,
    move_a_figure_to_another_commune,
    forget_what_became_of_units,
    move_a_district,
    compare_communes,
    compare_them_no_more,
    compare_them_again,
    set_communes_side_by_side,
    set_them_apart_again,
    count_communes,
)


# Mishaps: what may happen to a cache, a site and a build --------------------------------------------


def flip_a_byte(root: Path, number: int) -> None:
    files = sorted((root / ".site-cache").glob("*.sqlite"))
    if files:
        file = files[number % len(files)]
        content = bytearray(file.read_bytes())
        content[(number * 7919) % len(content)] ^= 0xFF
        file.write_bytes(content)


def lose_the_cache(root: Path, number: int) -> None:
    shutil.rmtree(root / ".site-cache", ignore_errors=True)


def lose_the_staging_tree(root: Path, number: int) -> None:
    shutil.rmtree(root / ".site-staging", ignore_errors=True)


def lose_the_site(root: Path, number: int) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)


def copy_all(root: Path, number: int) -> None:
    """Move everything to other inodes and other times, as a cache of a build server does."""
    for name in ("site", ".site-cache", ".site-staging"):
        if (root / name).is_dir():
            shutil.copytree(root / name, root / "copy", copy_function=shutil.copyfile)
            shutil.rmtree(root / name)
            (root / "copy").rename(root / name)


def tamper_with_a_page(root: Path, number: int) -> None:
    for tree in (root / "site", switch.staging_of(root / "site")):
        pages = sorted(tree.rglob("index.html"))
        if pages:
            pages[number % len(pages)].write_text("tampered", "utf-8")


def remove_a_page(root: Path, number: int) -> None:
    pages = sorted((root / "site").rglob("index.html"))
    if pages:
        pages[number % len(pages)].unlink()


def fail_before_the_switch(root: Path, number: int) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError

    anew.look = refuse  # type: ignore[assignment]
    try:
        change_a_value(root, number)
        with pytest.raises(RuntimeError):
            build(root)
    finally:
        anew.look = look


def kill_a_build(root: Path, number: int) -> None:
    change_a_value(root, number)
    tell(root)
    child = os.fork()
    if child == 0:
        try:
            build(root)
        finally:
            os._exit(0)
    time.sleep(0.05 + (number % 10) / 10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


Step = tuple[Callable[[Path, int], None], int, bool]
"""What happens, a number that it may use, and whether a build follows at once."""

MISHAPS = (
    flip_a_byte,
    lose_the_cache,
    lose_the_staging_tree,
    lose_the_site,
    copy_all,
    tamper_with_a_page,
    remove_a_page,
    fail_before_the_switch,
    kill_a_build,
)


def test_a_preview_of_one_unit_leaves_the_pages_of_others_for_later(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    before = bytes_of(root / "site")
    look_at_one_unit_only(root, 7)
    made = bytes_of(root / "site")
    clean = build(root, "clean/site", no_cache=True).record
    assert clean is not None
    whole = bytes_of(root / "clean/site")
    pages = {
        path
        for path in whole
        if path.endswith(".html") and not write.is_code(path.removesuffix("/index.html"))
    }
    own = {path for path in pages if path.startswith("xa/05587-") and "-2025" not in path}
    assert own
    assert {path for path in own if made[path] == whole[path] != before[path]} == own
    others = {path for path in pages if path.startswith(("xa/05584-", "tinh/", "chi-tieu/"))}
    assert {path for path in others if made[path] == before[path] != whole[path]} == others


@pytest.mark.slow
@settings(
    max_examples=4,  # `make soak` goes on
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from((*EDITS, *MISHAPS)), st.integers(0, 200), st.booleans()),
        min_size=2,
        max_size=6,
    )
)
def test_any_sequence_of_edits_and_mishaps_ends_in_the_site_of_a_clean_build(
    first: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[Step],
) -> None:
    root = shutil.copytree(first, tmp_path_factory.mktemp("law") / "project", copy_function=shutil.copy2)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for change, number, in_between in steps:
            change(root, number)
            if in_between:
                assert build(root).record is not None
        again = build(root).record
        clean = build(root, "clean/site", no_cache=True).record
    assert again is not None and clean is not None
    assert bytes_of(root / "site") == bytes_of(root / "clean/site")
    assert (again.counts, again.data_digest) == (clean.counts, clean.data_digest)
    shutil.rmtree(root.parent)


@pytest.fixture(scope="module")
def clean_sites() -> dict[str, dict[str, str]]:
    """What clean builds came to, by their sources: most mishaps leave those of the first project."""
    return {}


@pytest.mark.parametrize("change", [*EDITS, *RARE_EDITS, *MISHAPS], ids=lambda change: change.__name__)
def test_each_edit_alone_ends_in_the_site_of_a_clean_build(
    first: Path,
    clean_sites: dict[str, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path, int], None],
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    change(root, 3)
    assert build(root).record is not None
    sources = digest_of_sources(root)
    if sources not in clean_sites:
        assert build(root, "clean/site", no_cache=True).record is not None
        clean_sites[sources] = digests_of(root / "clean/site")
    assert digests_of(root / "site") == clean_sites[sources]


def digest_of_sources(root: Path) -> str:
    paths = sorted(path for path in write.walk(root) if is_source(path))
    return hashlib.sha256(repr([(path, (root / path).read_bytes()) for path in paths]).encode()).hexdigest()


def is_source(path: str) -> bool:
    folder, _, below = path.partition("/")
    by_hand = folder == "site_src" and not write.is_generated(below)
    return by_hand or folder in ("data", "theme", "templates", "mkdocs.yml")


def digests_of(site: Path) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in bytes_of(site).items()}


def test_one_changed_cell_makes_only_what_it_touches(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    change_a_value(root, 5)
    record = build(root).record
    assert record is not None
    assert 0 < record.pages_rendered <= 20
    again = build(root).record
    assert again is not None
    assert (again.pages_rendered, again.charts_drawn) == (0, 0)


NOTHING_TO_DO = """
import sys
from generator import pipeline, settings

built = pipeline.build(settings.make(workers=1))
print(built.record.pages_rendered, *sys.modules)
"""


def test_a_build_that_finds_nothing_changed_loads_nothing_that_reads_data_or_makes_pages(
    first: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    for _ in range(2):  # what pytest adds to the path may be another program than the first one
        done = subprocess.run(
            [sys.executable, "-c", NOTHING_TO_DO],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    pages_rendered, *loaded = done.stdout.split()
    assert pages_rendered == "0"
    heavy = {"babel", "jinja2", "matplotlib", "mkdocs", "numpy", "pandas", "selectolax", "yaml"}
    rooms = {f"generator.{name}" for name in ("read", "checks", "model", "measures", "pages", "charts")}
    assert set(loaded).isdisjoint(heavy | rooms)


def test_what_somebody_put_beside_the_page_of_a_code_goes_with_the_next_build_that_makes_something(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    code = next(folder for folder in (root / "site/xa").iterdir() if folder.name.isdigit())
    (code / "stray.html").write_text("stray", "utf-8")
    assert build(root).record is not None
    for number in (5, 6):  # the site that has it is beside the published one, then in its place
        change_a_value(root, number)
        assert build(root).record is not None
        assert not (code / "stray.html").exists()


def test_a_changed_template_makes_only_the_pages_that_are_printed_with_it(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    units = sum(
        1 for level in ("tinh", "huyen", "xa") for _ in (root / "site" / level).glob("*-*/index.html")
    )
    for number, due in ((0, 1), (1, units)):  # the home page's template, then that of units
        change_a_template(root, number)
        record = build(root).record
        assert record is not None
        assert record.pages_rendered == due


def test_templates_are_compiled_for_all_later_builds(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    change_a_value(root, 4)
    assert build(root, no_cache=True).record is not None
    change_a_value(root, 5)
    monkeypatch.delattr(Environment, "compile")
    assert build(root).record is not None


def test_a_worker_that_stays_holds_nothing_of_the_build_before(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "gc", gc)
    made = build_settings.make(data=first / "data", out=first / "site", workers=1)
    project = render.Project(first / "mkdocs.yml", first / "theme", None)
    setup = worker.WorkerSetup(made.cache, made.data, project, first / "elsewhere", None)
    worker_process.prepare(setup)
    assert worker_process._here is not None
    held = weakref.ref(worker_process._here._measured)
    worker_process.prepare(setup)
    assert held() is None
    given_back: list[bool] = []
    monkeypatch.setattr(worker_process, "give_back", lambda: given_back.append(bool(unit_figures._here)))
    monkeypatch.setattr(worker_process, "_here", None)
    worker_process.prepare(setup)
    assert given_back == []  # nothing was read or held before
    monkeypatch.setattr(worker_process, "_here", None)
    monkeypatch.setitem(unit_figures._here, "of a reading", None)  # type: ignore[arg-type]
    worker_process.prepare(setup)
    assert given_back == [False]


class Heard(Silent):
    """Keeps what is said."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def say(self, code: str) -> None:
        self.codes.append(code)


def test_a_cache_that_is_of_no_use_is_told_of_and_one_that_is_missing_is_not(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(first, tmp_path / "project", copy_function=shutil.copy2)
    monkeypatch.chdir(root)
    for mishap, said in ((flip_a_byte, ["cache-unusable"]), (lose_the_cache, [])):
        mishap(root, 1)
        heard = Heard()
        pipeline.build(build_settings.make(out=root / "site", workers=1), heard)
        assert heard.codes == said
