import hashlib
import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import checks, read
from generator.assemble import assemble
from generator.errors import GeneratorError
from generator.model import Period, Register, Term
from generator.read import figure_ids
from tests.builders import BASE, OBSERVATIONS, ROOT, changed, make_data

ROW = ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,bao-cao-2023,mục II,\n"
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))


def register_of(data) -> Register:
    reading = read.read(data)
    assert (*reading.problems, *checks.check(reading)) == ()
    return assemble(reading)


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Register:
    return register_of(make_data(tmp_path_factory.mktemp("base")))


def figure(register: Register, indicator_id: str, organisation_id: str | None = None):
    return next(
        value
        for value in register.observations.values()
        if (value.indicator_id, value.organisation_id) == (indicator_id, organisation_id)
    )


def test_the_data_of_the_project_becomes_a_register():
    reading = read.read(ROOT / "data")
    register = assemble(reading)
    assert len(register.observations) == len(reading.tables["observations"])
    assert len(register.relations) == len(reading.tables["relations"])


def test_cells_become_typed_values(register):
    rate = figure(register, "learning_family_rate")
    assert (rate.value, rate.numerator, rate.denominator) == (
        Decimal("74.87"),
        Decimal(113453),
        Decimal(151530),
    )
    assert (rate.period, rate.value_text, rate.note) == (YEAR, "74,87%", None)
    bounded = figure(register, "member_count", "red_cross")
    assert (bounded.value, bounded.qualifier, bounded.missing) == (Decimal(125), ">=", None)
    absent = figure(register, "member_count", "elderly")
    assert (absent.value, absent.missing, absent.breakdown) == (None, "not_reported", ())
    assert register.indicators["member_count"].adds_over_units is True
    assert register.indicators["member_count"].headline == 1
    assert register.organisations["red_cross"].aliases == ("Hội CTĐ", "CTĐ")
    (cited,) = register.refers_to["bao-cao-2023"]
    assert (cited.relation, cited.to_document_id, cited.locator) == ("cites", "chi-thi-17", "mục I")
    assert register.referred_by == {"chi-thi-17": (cited,)}
    assert register.units["xa-05587"].valid_to == date(2025, 6, 30)


def test_a_figure_id_follows_from_the_identity_alone(register):
    value = figure(register, "member_count", "red_cross")
    name = "xa-05587|red_cross|member_count||2023-01-01|2023-12-31|bao-cao-2023"
    mark = hashlib.blake2b(name.encode()).hexdigest()[: figure_ids.HEX_DIGITS]
    assert value.figure_id == f"member-count-2023-{mark}"


def test_statements_of_the_same_thing_are_numbered_in_the_order_of_their_places(tmp_path):
    again = ROW.replace("mục II", "mục I.10") + ROW.replace("mục II", "mục I.2")
    register = register_of(make_data(tmp_path, changed(OBSERVATIONS, ROW, again + ROW)))
    stated = [
        (value.occurrence, value.locator)
        for value in register.observations.values()
        if value.indicator_id == "member_count" and value.organisation_id is None
    ]
    assert stated == [(1, "mục I.2"), (2, "mục I.10"), (3, "mục II")]
    name = "xa-05587||member_count||2023-01-01|2023-12-31|bao-cao-2023|2"
    mark = hashlib.blake2b(name.encode()).hexdigest()[: figure_ids.HEX_DIGITS]
    assert f"member-count-2023-{mark}" in register.observations


def test_terms_of_relations_become_figures_and_their_parts(register):
    ratio = next(relation for relation in register.relations if relation.kind == "ratio")
    rate = figure(register, "learning_family_rate").figure_id
    assert ratio.stated == Term(rate, "value", "xa-05587")
    assert ratio.terms == (Term(rate, "numerator", "xa-05587"), Term(rate, "denominator", "xa-05587"))
    total = next(relation for relation in register.relations if relation.kind == "sum")
    parts = [register.observations[term.figure_id].breakdown for term in total.terms]
    assert parts == [(("scope", "district"),), (("scope", "commune"),)]


def test_everything_stands_in_the_official_order(register):
    assert list(register.units) == [
        "tinh-19",
        "tinh-19-20250701",
        "huyen-167",
        "xa-05584",
        "xa-05587",
        "xa-05587-20250701",
    ]
    assert list(register.organisations) == ["red_cross", "elderly"]
    assert list(register.members) == [("age", "over_60"), ("scope", "district"), ("scope", "commune")]
    shown = [
        (value.indicator_id, value.organisation_id, value.breakdown)
        for value in register.observations.values()
    ]
    assert shown == [
        ("assoc_count", None, ()),
        ("assoc_count", None, (("scope", "district"),)),
        ("assoc_count", None, (("scope", "commune"),)),
        ("member_count", None, ()),
        ("member_count", "red_cross", ()),
        ("member_count", "elderly", ()),
        ("learning_family_rate", None, ()),
        ("commune_reported_count", None, ()),
    ]


def test_members_of_a_breakdown_carry_its_names(register):
    member = register.members["scope", "commune"]
    assert (member.dimension_name, member.dimension_name_en, member.name) == ("Phạm vi", "Scope", "Trong xã")


def test_units_know_their_children_and_what_became_of_them(register):
    assert register.children["huyen-167"] == ("xa-05584", "xa-05587")
    assert [change.to_unit_id for change in register.successors["xa-05584"]] == ["xa-05587-20250701"]
    predecessors = register.predecessors["xa-05587-20250701"]
    assert [change.from_unit_id for change in predecessors] == ["xa-05584", "xa-05587"]
    assert register.observations_of["xa-05587"] == tuple(register.observations)


def test_the_register_is_the_same_in_any_order_of_rows_and_files(tmp_path):
    second = "\n".join((BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines()[:4]) + "\n"
    documents = (BASE / "documents.csv").read_text(encoding="utf-8").replace("xa-05587", "huyen-167")
    files = {"observations/xa-05584.csv": second, "documents.csv": documents}
    plain = register_of(make_data(tmp_path / "plain", files))
    for seed in range(5):
        shuffled = register_of(make_data(tmp_path / str(seed), _shuffled(files, seed)))
        assert shuffled == plain
        for name in (
            "units",
            "organisations",
            "indicators",
            "members",
            "documents",
            "observations",
            "children",
        ):
            assert list(getattr(shuffled, name).items()) == list(getattr(plain, name).items()), name


def _shuffled(files, seed):
    """Return all files with their rows in another order, written in another order."""
    texts = {
        path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8") for path in BASE.rglob("*.csv")
    }
    texts.update(files)
    mixer = random.Random(seed)
    names = sorted(texts)
    mixer.shuffle(names)
    shuffled = {}
    for name in names:
        header, *rows = texts[name].splitlines()
        mixer.shuffle(rows)
        shuffled[name] = "\n".join([header, *rows]) + "\n"
    return shuffled


def test_two_figures_of_one_id_stop_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(figure_ids, "HEX_DIGITS", 0)
    with pytest.raises(GeneratorError, match="assoc-count-2023-"):
        register_of(make_data(tmp_path))


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_the_code_of_a_period_is_the_same_from_text_and_from_dates(start, days):
    period = Period(start, start + timedelta(days=days))
    assert figure_ids.period_code(period.start.isoformat(), period.end.isoformat()) == period.code


def test_a_whole_year_is_named_by_its_number():
    assert figure_ids.period_code("2023-01-01", "2023-12-31") == "2023"
    assert figure_ids.period_code("2023-01-01", "2023-09-30") == "20230101-20230930"
    assert figure_ids.period_code("2022-01-01", "2023-12-31") == "20220101-20231231"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("/assoc_count", ("u", "", "assoc_count", "", 1, "value")),
        ("women/new/sex=f;age=x#2@numerator", ("u", "women", "new", "sex=f;age=x", 2, "numerator")),
        ("xa-1:elderly/member_count", ("xa-1", "elderly", "member_count", "", 1, "value")),
    ],
)
def test_a_term_defaults_to_the_row_it_stands_in(cell, expected):
    name = figure_ids.term(cell, "u", ("2023-01-01", "2023-12-31"), "d")
    identity = name.identity
    assert (identity.unit_id, *identity[1:4], name.occurrence, name.part) == expected
    assert identity[4:] == ("2023-01-01", "2023-12-31", "d")


@pytest.mark.parametrize("cell", ["assoc_count", "/", "/a#0", "/a@x", "a/b/c/d", " /a", "/a | /b"])
def test_a_term_of_another_form_is_none(cell):
    assert figure_ids.term(cell, "u", ("2023-01-01", "2023-12-31"), "d") is None
