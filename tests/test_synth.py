"""Made-up data: accepted by every check, the same every time, wrong as often as promised, never mistaken."""

import json
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator import checks, read, synth
from generator.assemble import assemble
from generator.errors import SettingError
from generator.measures import measure, score_of
from generator.measures.invariants import BROKEN
from generator.synth import places
from generator.synth.report import ONE_WRONG_IN
from tests.builders import ROOT, rows_of

TABLES = (
    "units.csv",
    "unit_changes.csv",
    "organisations.csv",
    "indicators.csv",
    "dimensions.csv",
)


@pytest.fixture(autouse=True)
def project(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """Make a province's data set once: where it lies, and what the command said about it."""
    folder = tmp_path_factory.mktemp("synth") / "province"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return folder, synth.synthesise(folder, "province", None, 7)


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def problems_of(folder):
    reading = read.read(folder)
    return (*reading.problems, *checks.check(reading))


def facts(act):
    with pytest.raises(SettingError) as raised:
        act()
    return raised.value.args


@pytest.mark.parametrize(
    ("scale", "units", "seed"), [("commune", None, 0), ("commune", 1, 11), ("national", 150, 3)]
)
def test_a_data_set_of_any_size_and_seed_is_accepted(tmp_path, scale, units, seed):
    made = synth.synthesise(tmp_path / "a", scale, units, seed)
    assert problems_of(tmp_path / "a") == ()
    assert len(list((tmp_path / "a/observations").iterdir())) == made.units == (units or 2)


def test_a_whole_province_is_accepted_and_found_as_wrong_as_it_was_made(province):
    folder, made = province
    reading = read.read(folder)
    assert (*reading.problems, *checks.check(reading)) == ()
    register = assemble(reading)
    measured = measure(register)
    # What general rules find in numbers thrown with dice is found and not made.
    score = score_of(one for one in measured.findings if one.kind not in BROKEN)
    assert (score.total, score.failed) == (made.claims, made.wrong)
    assert made.wrong > 0
    assert len(register.observations) == made.figures
    assert len(register.observations_of) == made.units


def test_one_claim_in_fifty_is_wrong(tmp_path):
    made = synth.synthesise(tmp_path / "a", "national", 1500, 5)
    expected = made.claims / ONE_WRONG_IN
    assert made.claims > 4000
    assert abs(made.wrong - expected) < 4 * expected**0.5


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        synth.synthesise(tmp_path / name, "national", 40, seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (
        contents(tmp_path / "a")["observations/tinh-01.csv"]
        != (tmp_path / "c/observations/tinh-01.csv").read_bytes()
    )


def test_fewer_units_are_the_first_of_more(tmp_path):
    for units in (60, 130):
        synth.synthesise(tmp_path / str(units), "national", units, 9)
    few, many = contents(tmp_path / "60"), contents(tmp_path / "130")
    figures = [name for name in few if name.startswith("observations/")]
    assert len(figures) == 60
    assert all(few[name] == many[name] for name in figures)
    for name in ("documents.csv", "relations.csv"):
        assert many[name].startswith(few[name])


def test_provinces_come_first_and_then_every_province_in_turn(tmp_path):
    synth.synthesise(tmp_path / "a", "national", 89 + 34, 0)
    units = {row["unit_id"]: row for row in rows_of(tmp_path / "a/units.csv")}
    chosen = [path.stem for path in (tmp_path / "a/observations").iterdir()]
    lower = [unit_id for unit_id in chosen if units[unit_id]["level"] != "tinh"]
    provinces = {row["unit_id"] for row in units.values() if row["level"] == "tinh" and not row["valid_to"]}
    assert provinces <= set(chosen)
    assert len(provinces) == len(lower) == 34


def test_the_tables_of_the_project_are_taken_as_they_are(province):
    folder, _ = province
    for name in TABLES:
        assert (folder / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_the_questions_are_put_by_a_made_up_form_that_asks_about_all_made_up_figures(province):
    folder, _ = province
    asked, forms = rows_of(folder / "forms.csv"), rows_of(ROOT / "data/forms.csv")
    real = [row for row in forms if row["form_id"] == forms[0]["form_id"]]
    assert {row.pop("document_id") for row in asked} == {"mau-gia-lap"}
    assert [row.pop("document_id") for row in real] and asked == real
    documents = {row["document_id"]: row for row in rows_of(folder / "documents.csv")}
    form = documents["mau-gia-lap"]
    figures = [row for path in (folder / "observations").iterdir() for row in rows_of(path)]
    assert all(form["period_start"] <= row["period_start"] for row in figures)
    assert all(row["period_end"] <= form["period_end"] for row in figures)
    assert "mau-bao-cao-chi-thi-17-2017" not in documents


def test_the_contract_says_that_everything_is_made_up_and_changes_nothing_else(province):
    made = json.loads((province[0] / "datapackage.json").read_bytes())
    real = json.loads((ROOT / "data/datapackage.json").read_bytes())
    assert made.pop("synthetic") is True
    assert "sources" not in made and real.pop("sources")
    assert (made.pop("figurePages"), real.pop("figurePages")) == ("unit", "each")  # of a nation, as released
    said = ("title", "title_en", "description", "description_en")
    assert all("giả lập" in made[name] or "ynthetic" in made[name] for name in said)
    assert {**made, **{name: real[name] for name in said}} == real
    assert read.read(province[0]).contract.synthetic


def test_every_document_with_figures_says_that_it_is_made_up(province):
    folder, made = province
    reports = [row for row in rows_of(folder / "documents.csv") if row["kind"] == "báo cáo"]
    assert len(reports) == made.units
    assert all("giả lập" in row["title"] and "giả lập" in row["short_title"] for row in reports)
    assert not any(row["url"] or row["number"] or row["issued_on"] for row in reports)
    cited = {row["document_id"] for path in (folder / "observations").iterdir() for row in rows_of(path)}
    assert cited == {row["document_id"] for row in reports}


def test_every_kind_of_figure_occurs(province):
    folder, _ = province
    indicators = {row["indicator_id"]: row for row in rows_of(folder / "indicators.csv")}
    figures = [row for path in (folder / "observations").iterdir() for row in rows_of(path)]
    told = [indicators[row["indicator_id"]] for row in figures]
    assert {one["kind"] for one in told} == {"stock", "flow", "ratio", "completeness"}
    assert "đồng" in {one["unit_of_measure"] for one in told}
    assert {row["qualifier"] for row in figures} == {"", ">=", "<="}
    assert {"not_reported", "not_collected", "withheld", "not_applicable"} <= {
        row["missing"] for row in figures
    }
    assert any(row["breakdown"] for row in figures)
    assert all(bool(row["numerator"]) == bool(row["denominator"]) for row in figures)


def test_every_unit_has_seven_associations_and_what_makes_a_chart_of_most(province):
    """A chart needs three members of one breakdown that are not all the same."""
    folder, _ = province
    drawn = told = 0
    for path in (folder / "observations").iterdir():
        figures = rows_of(path)
        bodies = {row["organisation_id"] for row in figures if row["organisation_id"]}
        assert len(bodies) == 7
        parts = Counter(row["organisation_id"] for row in figures if row["breakdown"])
        drawn += sum(parts[body] >= 3 for body in bodies)
        told += len(bodies)
    assert drawn >= 0.9 * told


def test_a_commune_tells_some_forty_figures_and_a_province_more(province):
    folder, _ = province
    told = {path.stem: len(rows_of(path)) for path in (folder / "observations").iterdir()}
    communes = [number for unit_id, number in told.items() if unit_id.startswith("xa-")]
    provinces = [number for unit_id, number in told.items() if unit_id.startswith("tinh-")]
    assert 38 <= sum(communes) / len(communes) <= 48
    assert min(provinces) > 50


def test_no_figure_leaves_the_span_of_its_unit(province):
    folder, _ = province
    units = {row["unit_id"]: row for row in rows_of(folder / "units.csv")}
    years = set()
    for path in (folder / "observations").iterdir():
        unit = units[path.stem]
        for row in rows_of(path):
            years.add(row["period_end"][:4])
            assert (unit["valid_from"] or "0001-01-01") <= row["period_start"]
            assert row["period_end"] <= (unit["valid_to"] or "9999-12-31")
    assert {"2021", "2022", "2023", "2024", "2025"} <= years


def test_a_unit_that_ended_with_its_district_has_no_later_year():
    district = places.Reporter(
        "huyen-106", "huyen", "Huyện Tam Đường", "tinh-12", date.min, date(2025, 6, 30)
    )
    assert [period.code for period in places.periods(district)] == ["2021", "2022", "2023", "2024"]


def test_a_unit_that_began_with_the_reform_reports_its_first_half_year_and_on():
    commune = places.Reporter("xa-1", "xa", "Xã A", "tinh-12", date(2025, 7, 1), date.max)
    assert [period.code for period in places.periods(commune)] == [
        "20250701-20251231",
        "20260101-20260331",
        "20260101-20260630",
    ]


# Communes that do not exist ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def ten_nations(tmp_path_factory):
    """Make the beginning of ten nations once: where it lies, and the rows of units that were added."""
    folder = tmp_path_factory.mktemp("synth") / "ten"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        synth.synthesise(folder, "ten-nations", 150, 3)
    return folder, rows_of(folder / "units.csv")[len(rows_of(ROOT / "data/units.csv")) :]


def test_ten_nations_are_accepted(ten_nations):
    folder, _ = ten_nations
    assert problems_of(folder) == ()


def test_ten_nations_have_ten_times_the_units_below_provinces_that_a_nation_has(ten_nations, tmp_path):
    most = {
        scale: facts(lambda scale=scale: synth.synthesise(tmp_path, scale, 10**6, 0))[1]["most"]
        for scale in ("national", "ten-nations")
    }
    real = {row["unit_id"] for row in rows_of(ROOT / "data/units.csv") if row["level"] == "tinh"}
    assert most["ten-nations"] - len(real) == 10 * (most["national"] - len(real))
    assert len(ten_nations[1]) == most["ten-nations"] - most["national"]


def test_the_real_units_stay_as_they_are_and_the_others_are_called_made_up(ten_nations):
    folder, made_up = ten_nations
    assert (folder / "units.csv").read_bytes().startswith((ROOT / "data/units.csv").read_bytes())
    assert all(" giả lập " in row["name"] and "không có đơn vị nào" in row["basis"] for row in made_up)
    assert (
        "có thêm các xã không có thật"
        in json.loads((folder / "datapackage.json").read_bytes())["description"]
    )


def test_a_made_up_commune_has_a_code_that_no_commune_ever_had_in_a_province_of_today(ten_nations):
    _, made_up = ten_nations
    real = rows_of(ROOT / "data/units.csv")
    codes = [row["code"] for row in made_up]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & {row["code"] for row in real if row["level"] == "xa"}
    today = {row["unit_id"] for row in real if row["level"] == "tinh" and not row["valid_to"]}
    assert {row["parent_id"] for row in made_up} == today
    assert len({(row["parent_id"], row["name"]) for row in made_up}) == len(made_up)


def test_only_ten_nations_have_made_up_communes(tmp_path, ten_nations):
    synth.synthesise(tmp_path / "a", "national", 150, 3)
    assert (tmp_path / "a/units.csv").read_bytes() == (ROOT / "data/units.csv").read_bytes()
    added = {row["unit_id"] for row in ten_nations[1]}
    assert added & {path.stem for path in (ten_nations[0] / "observations").iterdir()}


# Where it may be written -----------------------------------------------------------------------


@pytest.mark.parametrize("place", ["data", "data/synth", ".", "..", "data/../data"])
def test_nothing_is_ever_written_into_over_or_around_the_real_data(place):
    before = contents(ROOT / "data")
    code, _ = facts(lambda: synth.synthesise(Path(place), "commune", None, 0))
    assert code == "synth-folder-in-data"
    assert contents(ROOT / "data") == before


def test_a_link_to_the_real_data_is_seen_through(tmp_path):
    (tmp_path / "link").symlink_to(ROOT / "data")
    code, _ = facts(lambda: synth.synthesise(tmp_path / "link", "commune", None, 0))
    assert code == "synth-folder-in-data"


def test_an_empty_folder_and_an_earlier_data_set_are_written_over(tmp_path):
    (tmp_path / "a").mkdir()
    synth.synthesise(tmp_path / "a", "national", 50, 1)
    synth.synthesise(tmp_path / "a", "commune", None, 1)
    assert len(list((tmp_path / "a/observations").iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("name", ["ghi-chu.txt", "observations/ghi-chu.txt", "observations/b/xa-00001.csv"])
def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path, name):
    synth.synthesise(tmp_path / "a", "commune", None, 1)
    (tmp_path / "a" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "a" / name).write_text("của tôi")
    before = contents(tmp_path / "a")
    code, _ = facts(lambda: synth.synthesise(tmp_path / "a", "commune", None, 1))
    assert (code, contents(tmp_path / "a")) == ("synth-folder-not-empty", before)


def test_real_data_elsewhere_is_not_taken_for_made_up_data(tmp_path):
    synth.synthesise(tmp_path / "a", "commune", None, 1)
    (tmp_path / "a/datapackage.json").write_bytes((ROOT / "data/datapackage.json").read_bytes())
    code, _ = facts(lambda: synth.synthesise(tmp_path / "a", "commune", None, 1))
    assert code == "synth-folder-not-empty"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "a").write_text("x")
    code, _ = facts(lambda: synth.synthesise(tmp_path / "a", "commune", None, 1))
    assert code == "synth-not-a-folder"


@pytest.mark.parametrize(
    ("scale", "units", "code"),
    [
        ("world", None, "synth-scale-unknown"),
        ("commune", 3, "synth-units-too-many"),
        ("national", 0, "synth-units-too-few"),
    ],
)
def test_a_scale_or_number_that_is_not_there_is_refused_before_writing(tmp_path, scale, units, code):
    assert facts(lambda: synth.synthesise(tmp_path / "a", scale, units, 1))[0] == code
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_breaks_off_leaves_the_earlier_data_set(tmp_path, monkeypatch):
    synth.synthesise(tmp_path / "a", "commune", None, 1)
    before = contents(tmp_path / "a")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(synth, "report", full)
    with pytest.raises(OSError, match="No space"):
        synth.synthesise(tmp_path / "a", "commune", None, 2)
    assert contents(tmp_path / "a") == before
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_refusal_has_its_sentence(lang):
    said = tomllib.loads((ROOT / f"generator/messages/cli.{lang}.toml").read_text("utf-8"))["fault"]
    raised = {
        "synth-folder-in-data": {"folder": "a", "data": "b"},
        "synth-folder-not-empty": {"folder": "a"},
        "synth-not-a-folder": {"folder": "a"},
        "synth-scale-unknown": {"scale": "a", "scales": "b"},
        "synth-units-too-few": {"units": 0},
        "synth-units-too-many": {"units": 3, "scale": "a", "most": 2},
    }
    assert {code for code in said if code.startswith("synth-")} == set(raised)
    assert all(said[code].format(**values) for code, values in raised.items())


def test_the_frame_warns_of_made_up_figures_and_keeps_them_out_of_search_engines():
    frame = (ROOT / "theme/main.html").read_text(encoding="utf-8")
    assert frame.count("{% if config.extra and config.extra.synthetic %}") == 3
    assert '<meta name="robots" content="noindex">' in frame
    assert "<strong>Dữ liệu giả lập:</strong>" in frame
    assert "xin đừng trích dẫn" in frame
    assert "block header" not in (ROOT / "theme/404.html").read_text(encoding="utf-8")
