import copy
import random
from string import ascii_lowercase

import pytest

from generator import checks, read
from generator.checks import references, set_aside
from generator.checks.names import spelling
from generator.checks.small_number_patterns import tells
from generator.checks.tables import Tables
from generator.disclosure import Knowledge
from generator.problems import Problem, describe
from tests.builders import BASE, FAULTY, OBSERVATIONS, ROOT, changed, make_data, make_faulty

ROW = ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,bao-cao-2023,mục II,\n"
LAND, FIGURES = "unit-parent-missing", "indicator-unknown"
LONG_REPORT = changed("documents.csv", "2023-01-01,2023-12-31,draft", "2023-01-01,2026-12-31,draft")


def found(data):
    return [(problem.code, problem.line, problem.column) for problem in checks.check(read.read(data))]


def check_changed(tmp_path, name, old, new):
    return found(make_data(tmp_path, changed(name, old, new)))


def test_the_data_of_the_project_passes_every_check():
    reading = read.read(ROOT / "data")
    assert [describe(problem) for problem in checks.check(reading)] == []


def test_checks_do_not_change_the_tables(tmp_path):
    reading = read.read(make_data(tmp_path))
    before = copy.deepcopy(reading.tables)
    checks.check(reading)
    assert reading.tables == before


def test_the_same_problems_are_found_in_any_order_of_rows(tmp_path):
    files = {
        **changed("units.csv", "Trung Lương,huyen-167", "Trung Lương,"),
        **changed(OBSERVATIONS, "elderly,member_count", "elderly,members_count"),
        **changed("relations.csv", "/assoc_count/scope=district |", "/assoc_count/scope=x |"),
    }
    shuffled = {name: _shuffled(text) for name, text in files.items()}
    straight = checks.check(read.read(make_data(tmp_path / "a", files)))
    other = checks.check(read.read(make_data(tmp_path / "b", shuffled)))
    assert len(straight) == 3
    assert {(p.code, p.column) for p in straight} == {(p.code, p.column) for p in other}


def _shuffled(text):
    header, *rows = text.splitlines()
    random.Random(3).shuffle(rows)
    return "\n".join([header, *rows]) + "\n"


def test_parts_of_the_record_are_checked_where_the_others_are_known_to_be_right(tmp_path):
    files = {
        **changed("units.csv", "Trung Lương,huyen-167", "Trung Lương,"),
        **changed(OBSERVATIONS, "elderly,member_count", "elderly,members_count"),
    }
    reading = read.read(make_data(tmp_path, files))

    def codes_of(problems):
        return {problem.code for problem in problems}

    assert codes_of(checks.check_core(reading, land_is_known=False)) == {LAND, FIGURES}
    assert codes_of(checks.check_core(reading, land_is_known=True)) == {FIGURES}
    assert codes_of(checks.check_figures(reading)) == {FIGURES}
    assert checks.check_withheld(reading) == ()


def test_rows_are_judged_with_the_part_of_the_record_that_they_are_of(tmp_path):
    """Figures are checked file by file: all else, which may be a hundred times as much, only once."""
    called = ",2023-01-01,2023-12-31,draft,,,"
    files = {
        **changed("documents.csv", called, f"{called}gọi 0912 345 678"),
        **changed(OBSERVATIONS, ROW, ROW[:-1] + "gọi 0912 345 678\n"),
    }
    reading = read.read(make_data(tmp_path, files))
    of_documents, of_figures = checks.check(reading)
    assert (of_documents.file, of_figures.file) == ("data/documents.csv", f"data/{OBSERVATIONS}")
    assert checks.check_figures(reading) == (of_figures,)


def test_units_around_others_are_those_of_their_province_before_and_after(tmp_path):
    reading = read.read(make_data(tmp_path))
    old = {"tinh-19", "huyen-167", "xa-05584", "xa-05587"}
    assert checks.units_around(reading, ["xa-05584"]) == old | {"xa-05587-20250701", "tinh-19-20250701"}
    assert checks.units_around(reading, []) == frozenset()


def test_a_row_of_units_that_is_refused_leaves_the_others_to_be_judged(tmp_path):
    units = (BASE / "units.csv").read_text(encoding="utf-8")
    faulty = units.replace("Định Hóa,tinh-19,,2025-06-30", "Định Hóa,tinh-19,,30/6/2025")
    faulty = faulty.replace("tinh-19-20250701,2025-07-01,,", "tinh-19-20250701,2025-07-01,2025-06-30,")
    assert found(make_data(tmp_path, {"units.csv": faulty})) == [("dates-reversed", 7, "valid_to")]


def test_a_unit_of_parts_of_others_tells_nothing_of_them(tmp_path):
    in_parts = (BASE / "unit_changes.csv").read_text(encoding="utf-8").replace(",whole,", ",part,")
    reading = read.read(make_data(tmp_path, {"unit_changes.csv": in_parts}))
    assert "xa-05587-20250701" not in checks.units_around(reading, ["xa-05584"])


def test_a_cell_that_reading_refused_is_not_judged_again(tmp_path):
    assert check_changed(tmp_path, OBSERVATIONS, "elderly,member_count", "Elderly,member_count") == []


def test_rows_whose_key_was_refused_are_not_said_to_repeat_each_other(tmp_path):
    again = ROW.replace(",member_count,,", ",member_count,cấp nào?,")
    data = make_data(tmp_path, changed(OBSERVATIONS, ROW, ROW + again + again))
    assert [(problem.code, problem.line) for problem in read.read(data).problems] == [
        ("id-malformed", 6),
        ("id-malformed", 7),
    ]
    assert found(data) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("organisations.csv", "elderly,Hội", "Elderly,Hội"),
        ("topics.csv", "topic_id,", "topic,"),
        ("documents.csv", "báo cáo,,,tháng 12/2023,", "báo cáo,,tháng 12/2023,"),
        (OBSERVATIONS, ",assoc_count,scope=district,2023-01-01", ",assoc_count,scope=district,01/01/2023"),
    ],
)
def test_nothing_is_said_about_references_into_a_table_that_lost_something(tmp_path, name, old, new):
    data = make_data(tmp_path, changed(name, old, new))
    assert len(read.read(data).problems) == 1
    assert found(data) == []


def test_without_a_contract_nothing_is_checked(tmp_path):
    assert found(make_data(tmp_path, {"datapackage.json": "{"})) == []


def test_a_row_may_repeat_only_at_another_place_of_the_document(tmp_path):
    again = ROW.replace("mục II", "mục V")
    assert check_changed(tmp_path / "a", OBSERVATIONS, ROW, ROW + again) == []
    assert check_changed(
        tmp_path / "b", OBSERVATIONS, ROW, ROW + ROW.replace("1875,,,,,1.875", "1876,,,,,1.876")
    ) == [("figure-repeated", 6, None)]


TOTAL = ",assoc_count,,2023-01-01,2023-12-31,stated,7,,,,,07,bao-cao-2023,mục I,\n"


def told_of_two(tmp_path, row):
    """Return what is told where the total stands a third time and a fourth, at one place."""
    (problem,) = checks.check(read.read(make_data(tmp_path, changed(OBSERVATIONS, TOTAL, TOTAL + row + row))))
    return describe(problem), describe(problem, "en")


def test_of_two_equal_figures_one_is_asked_whether_it_is_of_a_part(tmp_path):
    told, in_english = told_of_two(tmp_path, TOTAL.replace("mục I", "mục V"))
    assert "chẳng hạn scope=commune như ở dòng khác của chỉ tiêu này" in told
    assert told.index("breakdown") < told.index("locator")
    assert "khóa" not in told and "key" not in in_english


def test_a_part_that_is_there_already_is_not_the_one_that_is_missing(tmp_path):
    found = checks.check(read.read(make_data(tmp_path, changed(OBSERVATIONS, TOTAL, TOTAL + TOTAL))))
    assert [problem.code for problem in found] == ["figure-repeated"]
    assert "scope=" not in describe(found[0])


def test_the_part_that_is_missing_is_the_usual_one_of_units_of_the_same_level(tmp_path):
    part = ROW.replace("count,,", "count,scope={},")
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines()[0]
    of_district = part.format("district") + part.format("district").replace("2023-01-01", "2023-07-01")
    of_commune = of_district.replace("district", "commune") + part.format("district")
    files = {
        **changed(OBSERVATIONS, ROW, ROW + ROW),
        "observations/xa-05584.csv": f"{header}\n{of_commune}",
        "observations/huyen-167.csv": f"{header}\n{of_district}",
        **changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", "Huyện ủy Định Hóa,huyen-167,"),
    }
    (problem,) = checks.check(read.read(make_data(tmp_path, files)))
    assert (problem.code, problem.facts["suggestion"]) == ("figure-repeated", "scope=commune")


def test_of_a_change_that_was_taken_back_on_its_day_the_old_value_is_what_to_write(tmp_path):
    data = make_faulty(tmp_path, FAULTY / "revision-repeated")
    there = (data / "revisions.csv").read_text(encoding="utf-8")
    back = there.replace(",1875,1965,", ",1875,1975,").replace(",1965,1975,", ",1975,1875,")
    (data / "revisions.csv").write_text(back, encoding="utf-8")
    told = {one.code: one.facts for one in checks.check(read.read(data))}["revision-repeated"]
    assert (told["old"], told["new"], told["suggestion"]) == ("1875", "1875", "1875")


@pytest.mark.parametrize("ending", [".", "!", "?", ";"])
def test_what_is_set_aside_ends_as_no_sentence_does(tmp_path, ending):
    header = (BASE / "set_aside.csv").read_text(encoding="utf-8")
    row = f"bao-cao-2023,mục I,ngày 12{ending},date,1\n"
    assert found(make_data(tmp_path, {"set_aside.csv": header + row})) == [("sentence-copied", 2, "printed")]


SMALL = ",member_count,scope=commune,2023-01-01,2023-12-31,stated,{n},,,,,{n},{document},mục II,\n"
SECOND_REPORT = (
    "bao-cao-quy-4,báo cáo,,,tháng 12/2023,Đảng ủy xã Bình Yên,xa-05587,"
    "Báo cáo về hội quý IV năm 2023,Báo cáo quý IV,2023-01-01,2023-12-31,draft,,,\n"
)
RULE = "indicator_id,threshold,public_in,reason\nmember_count,5,{public_in},Ít người thì biết là ai.\n"


def check_public(tmp_path, public_in):
    """Two documents print a small number; some of them are said to be public."""
    rows = [SMALL.format(n=3, document="bao-cao-2023"), SMALL.format(n=4, document="bao-cao-quy-4")]
    files = {
        OBSERVATIONS: (BASE / OBSERVATIONS).read_text("utf-8") + "".join(rows),
        "documents.csv": (BASE / "documents.csv").read_text("utf-8") + SECOND_REPORT,
        "small_numbers.csv": RULE.format(public_in=public_in),
    }
    reading = read.read(make_data(tmp_path, files))
    assert not reading.problems
    return checks.check(reading)


def test_small_numbers_may_be_public_in_several_documents(tmp_path):
    assert len(check_public(tmp_path / "none", "")) == 2
    assert [one.line for one in check_public(tmp_path / "one", "bao-cao-2023")] == [11]
    assert check_public(tmp_path / "both", "bao-cao-2023;bao-cao-quy-4") == ()


def test_numbers_set_aside_are_looked_at_wherever_a_figure_is_withheld(tmp_path):
    reading = read.read(make_faulty(tmp_path, FAULTY / "set-aside-tells"))
    assert {one.code for one in checks.check_withheld(reading)} == {"set-aside-tells"}


def test_what_a_document_withholds_is_looked_for_once_however_much_is_set_aside(tmp_path, monkeypatch):
    made, walks = set_aside._withheld, []

    class Walked(dict):
        def items(self):
            walks.append(self)
            return super().items()

    monkeypatch.setattr(set_aside, "_withheld", lambda tables: Walked(made(tables)))
    reading = read.read(make_faulty(tmp_path, FAULTY / "set-aside-tells"))
    assert len(list(set_aside.check_set_aside(Tables(reading)))) > 2
    assert len(walks) == 1


def test_a_withheld_number_of_a_commune_follows_from_its_district_and_the_other_communes(tmp_path):
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines(keepends=True)[0]
    files = {
        OBSERVATIONS: header + ROW.replace("1875,,,,,1.875", ",,,,withheld,"),
        "observations/xa-05584.csv": header + ROW,
        "observations/huyen-167.csv": header + ROW.replace("1875,,,,,1.875", "1878,,,,,1.878"),
        **changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", "Huyện ủy Định Hóa,huyen-167,"),
        "relations.csv": (BASE / "relations.csv").read_text(encoding="utf-8").splitlines()[0] + "\n",
        "small_numbers.csv": RULE.format(public_in=""),
    }
    (problem,) = checks.check(read.read(make_data(tmp_path, files)))
    assert (problem.code, problem.file) == ("small-number-derivable", f"data/{OBSERVATIONS}")
    assert problem.facts["rows"] == "xa-05584.csv:2"
    files |= changed("organisations.csv", "elderly,Hội", "Elderly,Hội")  # others may be lost with it
    assert found(make_data(tmp_path / "refused", files)) == []


def test_all_withheld_numbers_are_asked_for_at_once(tmp_path, monkeypatch):
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines(keepends=True)[0]
    files = {
        **dict.fromkeys(
            (OBSERVATIONS, "observations/xa-05584.csv"),
            header + ROW.replace("1875,,,,,1.875", ",,,,withheld,"),
        ),
        "observations/huyen-167.csv": header + ROW.replace("1875,,,,,1.875", "1878,,,,,1.878"),
        **changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", "Huyện ủy Định Hóa,huyen-167,"),
        "relations.csv": (BASE / "relations.csv").read_text(encoding="utf-8").splitlines()[0] + "\n",
        "small_numbers.csv": RULE.format(public_in=""),
    }
    asked = []
    derivable = Knowledge.derivable
    monkeypatch.setattr(
        Knowledge, "derivable", lambda self, *given: asked.append(given) or derivable(self, *given)
    )
    assert checks.check(read.read(make_data(tmp_path, files))) == ()
    ((hidden, quantities),) = asked
    assert (hidden, len(quantities)) == (frozenset(), 2)


def test_each_unknown_name_of_a_list_is_told(tmp_path):
    found = check_public(tmp_path, "bao-cao-2023;mau-2018;bao-cao-quy-4;chi-thi-18")
    assert [(one.code, one.line, one.column, one.facts["found"]) for one in found] == [
        ("document-unknown", 2, "public_in", "chi-thi-18"),
        ("document-unknown", 2, "public_in", "mau-2018"),
    ]


def test_another_unit_of_measure_is_the_last_that_is_advised(tmp_path):
    (problem,) = checks.check(read.read(make_faulty(tmp_path, FAULTY / "noun-contradicts-unit")))
    told = describe(problem)
    assert "số liệu của các nơi khác dùng chỉ tiêu này cũng đổi cách đọc" in told
    assert told.index("chỉ tiêu khác") < told.index("người giữ kho số liệu") < told.index("unit_of_measure")


def test_two_units_may_not_share_an_address(tmp_path):
    row = "xa-05587-20250701,xa,05587,xã,Bình Yên,tinh-19-20250701,2025-07-01,,binh-yen,"
    dated = "xa-05587,xa,05587,xã,Bình Yên,huyen-167,,2025-06-30,binh-yen,"
    new = dated.replace("binh-yen,", "binh-yen-20250701,")
    assert row in (BASE / "units.csv").read_text(encoding="utf-8")
    assert check_changed(tmp_path, "units.csv", dated, new) == [("address-repeated", 7, "slug")]


def test_a_document_may_be_amended_twice_and_replaced_but_not_by_its_own_heirs(tmp_path):
    ids = ("nghi-dinh-45", "nghi-dinh-33", "nghi-dinh-126")
    rows = [f"{name},nghị định,,,,Chính phủ,,{name},{name},,,unknown,,,\n" for name in ids]
    documents = (BASE / "documents.csv").read_text(encoding="utf-8") + "".join(rows)
    changes = "nghi-dinh-33,amends,nghi-dinh-45,,\nnghi-dinh-126,replaces,nghi-dinh-45,,\n"
    relations = (BASE / "document_relations.csv").read_text(encoding="utf-8") + changes
    relations += "nghi-dinh-126,replaces,nghi-dinh-33,,\n"
    files = {"documents.csv": documents, "document_relations.csv": relations}
    assert found(make_data(tmp_path / "a", files)) == []
    files["document_relations.csv"] = f"{relations}nghi-dinh-45,amends,nghi-dinh-126,,\n"
    (problem,) = checks.check(read.read(make_data(tmp_path / "b", files)))
    assert problem.facts["found"] == "nghi-dinh-126 → nghi-dinh-45 → nghi-dinh-126"


def test_a_term_names_the_statement_and_the_part_it_means(tmp_path):
    again = ROW.replace("mục II", "mục V")
    files = changed(OBSERVATIONS, ROW, ROW + again)
    relations = (BASE / "relations.csv").read_text(encoding="utf-8")
    row = "hoi-vien,repetition,xa-05587,2023-01-01,2023-12-31,bao-cao-2023,mục V,{},0,complete,,\n"
    for number, (term, expected) in enumerate(
        [
            ("/member_count", []),
            ("xa-05587:/member_count#1", []),
            ("/member_count#3", [("term-unknown", 4, "terms")]),
            ("red_cross/member_count#2", [("term-unknown", 4, "terms")]),
            ("/member_count@half", [("term-malformed", 4, "terms")]),
        ]
    ):
        data = make_data(
            tmp_path / str(number),
            {**files, "relations.csv": relations + row.format(f"/member_count#2,{term}")},
        )
        assert found(data) == expected, term


def test_of_a_miswritten_term_it_is_not_said_too_that_it_is_of_another_organisation(tmp_path):
    sum_of = "sum,xa-05587,2023-01-01,2023-12-31,bao-cao-2023,mục II,{},elderly/member_count,0,complete,,\n"
    row = sum_of.format("red_cross/member_count +red_cross/member_count")
    relations = (BASE / "relations.csv").read_text(encoding="utf-8") + f"hoi-vien,{row}"
    assert found(make_data(tmp_path, {"relations.csv": relations})) == [("term-malformed", 4, "stated")]


def test_an_unknown_unit_is_sent_to_the_one_of_its_code(tmp_path):
    documents = changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", "Đảng ủy,xa-05584-20250701,")
    (problem,) = checks.check(read.read(make_data(tmp_path, documents)))
    assert (problem.code, problem.facts["suggestion"]) == ("unit-unknown", "xa-05584")


@pytest.mark.parametrize("period", ["2026-01-01,2026-06-30", "2025-07-01,2025-07-01"])
def test_a_figure_after_the_reform_is_sent_to_the_new_unit(tmp_path, period):
    old = "elderly,member_count,,2023-01-01,2023-12-31"
    files = changed(OBSERVATIONS, old, f"elderly,member_count,,{period}")
    data = make_data(tmp_path, files | LONG_REPORT)
    (problem,) = checks.check(read.read(data))
    assert problem.facts["suggestion"] == "xa-05587-20250701"


def test_a_unit_of_the_same_code_is_meant_though_no_row_tells_of_its_change(tmp_path):
    files = changed(OBSERVATIONS, "elderly,member_count,,2023-01-01", "elderly,member_count,,2026-01-01")
    files[OBSERVATIONS] = files[OBSERVATIONS].replace("2026-01-01,2023-12-31", "2026-01-01,2026-12-31")
    changes = (BASE / "unit_changes.csv").read_text(encoding="utf-8")
    without = changes.replace(
        "xa-05587,xa-05587-20250701,whole,2025-07-01,Nghị quyết 1683/NQ-UBTVQH15,\n", ""
    )
    assert without != changes
    data = make_data(tmp_path, files | LONG_REPORT | {"unit_changes.csv": without})
    (problem,) = checks.check(read.read(data))
    assert problem.facts["suggestion"] == "xa-05587-20250701"


def test_of_forms_nothing_is_said_where_the_days_of_a_unit_were_refused(tmp_path):
    units = (BASE / "units.csv").read_text(encoding="utf-8")
    refused = units.replace("huyen-167,,2025-06-30", "huyen-167,,30/6/2025")
    data = make_data(tmp_path, {"units.csv": refused})
    assert [one.code for one in read.read(data).problems] == ["date-rewritten"] * 2
    assert "form-applies-to-nobody" not in {code for code, *_ in found(data)}


def test_a_form_of_an_unknown_document_leaves_the_others_to_be_judged(tmp_path):
    header, *_ = (BASE / "forms.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"mau,{name},Số hội,assoc_count,,all,yes,{name},xa,1," for name in ("chi-thi-17", "mau-2018")]
    told = found(make_data(tmp_path, {"forms.csv": "\n".join([header, *rows, ""])}))
    assert ("form-without-period", 2, "document_id") in told


def test_names_are_counted_in_the_document_of_the_relation_alone(tmp_path):
    names = "ten-hoi,names,xa-05587,2023-01-01,2023-12-31,{},mục I,/assoc_count,commune/assigned,0,complete,,"
    for document, expected in {"bao-cao-2023": [], "chi-thi-17": ["names-unknown", "term-unknown"]}.items():
        relations = (BASE / "relations.csv").read_text(encoding="utf-8") + names.format(document) + "\n"
        told = found(make_data(tmp_path / document, {"relations.csv": relations}))
        assert sorted(code for code, *_ in told) == expected


def test_which_statement_a_term_names_is_not_judged_where_a_place_was_refused(tmp_path):
    relations = (BASE / "relations.csv").read_text(encoding="utf-8")
    row = (
        "hoi-vien,repetition,xa-05587,2023-01-01,2023-12-31,bao-cao-2023,mục V,/member_count#3,/member_count,"
    )
    files = {
        **changed(OBSERVATIONS, ROW, ROW + ROW.replace("mục II", "")),
        "relations.csv": f"{relations}{row}0,complete,,\n",
    }
    data = make_data(tmp_path, files)
    assert [(one.code, one.column) for one in read.read(data).problems] == [("value-required", "locator")]
    assert found(data) == []


def test_a_unit_without_a_namesake_is_sent_to_its_successor(tmp_path):
    row = ROW.replace("2023-01-01,2023-12-31", "2026-01-01,2026-12-31")
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines()[0]
    district = {"documents.csv": LONG_REPORT["documents.csv"].replace("Yên,xa-05587,", "Yên,huyen-167,")}
    data = make_data(tmp_path, {"observations/xa-05584.csv": f"{header}\n{row}"} | district)
    (problem,) = checks.check(read.read(data))
    assert (problem.code, problem.facts["suggestion"]) == ("unit-not-in-force", "xa-05587-20250701")


def test_a_period_that_touches_the_units_span_is_enough(tmp_path):
    old = "elderly,member_count,,2023-01-01,2023-12-31"
    files = changed(OBSERVATIONS, old, "elderly,member_count,,2025-01-01,2025-12-31")
    assert found(make_data(tmp_path, files | LONG_REPORT)) == []


@pytest.mark.parametrize(
    ("unit_id", "period", "is_told"),
    [
        ("xa-05587-20250701", "2025-01-01,2025-07-01", False),
        ("xa-05587-20250701", "2025-01-01,2025-06-30", True),
        ("xa-05587", "2025-06-30,2025-12-31", False),
        ("xa-05587", "2025-07-01,2025-12-31", True),
    ],
)
def test_a_status_of_one_day_of_the_unit_is_of_its_time(tmp_path, unit_id, period, is_told):
    statuses = (BASE / "organisation_status.csv").read_text(encoding="utf-8").splitlines()[0]
    row = f"{unit_id},red_cross,commune,assigned,{period},bao-cao-2023,mục I,"
    told = found(make_data(tmp_path, {"organisation_status.csv": f"{statuses}\n{row}\n"}))
    assert [code for code, *_ in told] == ["status-unit-not-in-force"] * is_told


def test_a_status_of_an_unknown_unit_leaves_the_others_to_be_judged(tmp_path):
    statuses = (BASE / "organisation_status.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "{},red_cross,commune,assigned,2026-01-01,2026-12-31,bao-cao-2023,mục I,"
    lines = [statuses, row.format("xa-99999"), row.format("xa-05587"), ""]
    told = found(make_data(tmp_path, {"organisation_status.csv": "\n".join(lines)}))
    assert ("status-unit-not-in-force", 3, "period_start") in told


def test_a_reason_that_the_unit_did_not_exist_needs_no_unit_in_force(tmp_path):
    old = "elderly,member_count,,2023-01-01,2023-12-31,stated,,,,,not_reported"
    new = "elderly,member_count,,2026-01-01,2026-12-31,,,,,unit_did_not_exist"
    assert check_changed(tmp_path, OBSERVATIONS, old, new) == []


def test_a_rate_may_exceed_one_hundred_and_its_parts_each_other(tmp_path):
    old, new = '74.87,113453,151530,,,"74,87%"', "152.00,274,180,,,152%"
    assert check_changed(tmp_path, OBSERVATIONS, old, new) == []


def test_decimals_are_those_of_the_indicator_and_of_its_parts(tmp_path):
    files = {
        "7.5": ("number-too-precise", 5, "value"),
        "18.75": ("number-too-precise", 5, "value"),
        "12.875": ("number-ambiguous", 5, "value"),
    }
    for number, (value, expected) in enumerate(files.items()):
        assert check_changed(
            tmp_path / str(number), OBSERVATIONS, "2023-12-31,stated,1875,", f"2023-12-31,stated,{value},"
        ) == [expected]
    for column, parts in {"numerator": "113.453,151530", "denominator": "113453,151.530"}.items():
        found_there = check_changed(tmp_path / column, OBSERVATIONS, "113453,151530", parts)
        assert found_there == [("number-ambiguous", 8, column)]


@pytest.mark.parametrize(
    ("value", "text", "code", "meant"),
    [
        ("45.5", "trên 45,5 triệu đồng", "number-in-other-unit", "45500000"),
        ('"45,5"', '"trên 45,5 triệu đồng"', "number-in-other-unit", "45500000"),
        ("1.875", "1.875 hội viên", "number-ambiguous", "1875"),
        ('"1,875"', "1.875 hội viên", "number-ambiguous", "1875"),
        ("1.5", "1.500", "number-too-precise", "1500"),
        ("1875.0", "1.875", "number-trailing-zeros", "1875"),
        ("7.5", "7 hội", "number-too-precise", None),
        ("7.5", '"7,5"', "number-too-precise", None),
        ("1.875", "tăng mạnh", "number-ambiguous", None),
    ],
)
def test_the_words_of_the_source_say_what_number_was_meant(tmp_path, value, text, code, meant):
    text = text if '"' in text or "," not in text else f'"{text}"'
    cells = f"member_count,,2023-01-01,2023-12-31,stated,{value},,,,,{text},"
    reading = read.read(make_data(tmp_path, changed(OBSERVATIONS, PRINTED, cells)))
    problem = next(one for one in (*reading.problems, *checks.check(reading)) if one.column == "value")
    assert (problem.code, problem.facts.get("suggestion")) == (code, meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.875 hội viên", "1875"),
        ("trên hai nghìn", "2000"),
        ("đông đảo", None),
        ("5/13 xã", None),
        ("97 %", None),
        ("", None),
    ],
)
def test_a_row_without_a_number_is_told_the_one_that_its_text_is(tmp_path, text, meant):
    cells = f"member_count,,2023-01-01,2023-12-31,stated,,,,,,{text},"
    (problem,) = checks.check(read.read(make_data(tmp_path, changed(OBSERVATIONS, PRINTED, cells))))
    assert (problem.code, problem.facts.get("suggestion")) == ("value-missing-unexplained", meant)


def test_a_long_span_is_compared_with_every_later_one(tmp_path):
    row = "tinh-19,tinh,19,tỉnh,Thái Nguyên,,,2025-06-30,thai-nguyen,\n"
    more = (
        "tinh-19-20250801,tinh,19,tỉnh,Thái Nguyên,,2025-08-01,2025-09-01,thai-nguyen,\n"
        "tinh-19-20251001,tinh,19,tỉnh,Thái Nguyên,,2025-10-01,,thai-nguyen,\n"
    )
    assert check_changed(tmp_path, "units.csv", row, row + more) == [
        ("unit-spans-overlap", 3, "valid_from"),
        ("unit-spans-overlap", 4, "valid_from"),
    ]


def test_a_circle_of_two_units_is_found_at_both(tmp_path):
    files = changed("units.csv", "Định Hóa,tinh-19,", "Định Hóa,xa-05584,")
    assert found(make_data(tmp_path, files)) == [
        ("unit-cycle", 4, "parent_id"),
        ("unit-cycle", 5, "parent_id"),
    ]


@pytest.mark.parametrize("name", ["Zà Hung", "Cư Jút", "M'Drắk", "Phường 12", "Hòa Phú"])
def test_names_of_places_have_vietnamese_letters_and_the_few_others_that_occur(tmp_path, name):
    assert check_changed(tmp_path, "units.csv", "Trung Lương", name) == []


@pytest.mark.parametrize("name", ["Søn La", "Straße", "Façade", "Tr\u00fbng", "Łương"])
def test_other_latin_letters_in_the_name_of_a_place_are_a_mistake(tmp_path, name):
    assert check_changed(tmp_path, "units.csv", "Trung Lương", name) == [("letter-not-vietnamese", 5, "name")]


def test_a_change_to_a_unit_that_begins_long_ago_is_early(tmp_path):
    files = changed("unit_changes.csv", "xa-05584,xa-05587-20250701", "xa-05584,xa-05587")
    assert found(make_data(tmp_path, files)) == [("change-successor-early", 3, "to_unit_id")]


def test_only_the_first_of_many_unknown_ids_are_guessed_at(tmp_path):
    base = (BASE / OBSERVATIONS).read_text(encoding="utf-8")
    rows = "".join(ROW.replace("member_count", f"member_count{letter}") for letter in ascii_lowercase)
    problems = checks.check(read.read(make_data(tmp_path, {OBSERVATIONS: base + rows})))
    assert {problem.code for problem in problems} == {"indicator-unknown"}
    assert 0 < sum("suggestion" in problem.facts for problem in problems) <= references.SUGGESTIONS_AT_MOST


def test_two_spellings_of_one_tone_are_one_spelling():
    assert spelling("Định Hoá") == spelling("định  hóa")
    assert spelling("Bình  Yên") == "binh\u0300 yên"
    assert spelling("khoẻ mạnh thuỷ") == spelling("khỏe mạnh thủy")
    assert spelling("Bế") != spelling("Bề")
    assert spelling("Ba") != spelling("Bà")
    assert spelling("Đa") != spelling("Da")


@pytest.mark.parametrize(
    "harmless",
    [
        "140.457.182.000 đồng",
        "84.912.345.678 đồng",
        "số 0912/QĐ-UBND",
        "1234567890",
        "từ 2014 đến 2024",
        "100.045 đơn vị",
        "đồng chí Bí thư Đảng ủy",
        "đồng chí Đoàn Thanh niên",
        "đồng chí Phó Chủ tịch Hội Nông dân",
        "phường Hai Bà Trưng",
        "Bà Rịa - Vũng Tàu",
        "đường Bà Lê Chân Nam",
        "Câu lạc bộ Ông Bà Cháu",
        "bà Mẹ Việt Nam Anh hùng",
        "Chủ tịch Hồ Chí Minh",
        "bà Lê",
        "xã Anh Sơn, huyện Cô Tô, huyện Bác Ái, chợ Chú Sấu, xã Chị Lăng",
        "anh hùng Hồ Giáo, phường Võ Thị Sáu, đường Nguyễn Huệ",
        "các em Hà Giang, trẻ em Lâm Đồng, 5 cháu Châu Thành, chị em Mai Sơn, dân tộc anh em Hà Nhì",
        "thầy cô Trường Lê Quý Đôn học tập bác Hồ Chí Minh",
        "Quỹ Vừ A Dính, Câu lạc bộ Nguyễn Văn Trỗi, tiếng Anh Lê Quý Đôn",
        "CÁC CHÁU LƯU TRÚ TẠI TRƯỜNG",
        "30 hộ Hồ Sơn, hộ Hà Nội, Hội Nạn nhân chất độc da cam",
        "từ 08/8/2008 đến 08.8.2018, 09/2014 - 12/2024, 03/9 - 05/10/2015",
        "03-HD/TU, 102-KL/TW, 403/2017/NQLT, số 0345/2019",
        "cấp căn cước cho 1.234.567 người",
        "Văn phòng Ủy ban nhân dân xã: (0208) 3 855 123, 024 3825 5678",  # of an office, as a rule
        "phường Hoàng Văn Thụ, xã Dương Minh Châu, Bùi Thị Xuân",
    ],
)
def test_amounts_documents_roles_and_places_are_not_personal_data(tmp_path, harmless):
    assert check_changed(tmp_path, OBSERVATIONS, "mục II,\nred", f"mục II,{harmless}\nred") == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0912345678", "privacy-phone"),
        ("gọi 091.234.5678", "privacy-phone"),
        ("+84 912 345 678 (chủ tịch)", "formula-cell"),
        ("số +84912345678", "privacy-phone"),
        ("CCCD 019085001234", "privacy-id-number"),
        ("hoi.ctd@example.org.vn", "privacy-email"),
        ("gọi 0912/345/678", "privacy-phone"),
        ("gọi 0912 - 345 - 678", "privacy-phone"),
        ("gọi 0912–345–678", "privacy-phone"),
        ("gọi (0912) 345 678", "privacy-phone"),
        ("gọi +84 (0) 912 345 678", "privacy-phone"),
        ("gọi (+84) 912-345-678", "privacy-phone"),
        ("gọi 0084 912 345 678", "privacy-phone"),
        ("ĐT.0912345678", "privacy-phone"),
        ("gọi 09 12 34 56 78", "privacy-phone"),
        ("gọi 0 9 1 2 3 4 5 6 7 8", "privacy-phone"),
        ("gọi ０９１２３４５６７８", "privacy-phone"),
        ("gọi 0912\u00a0345\u00a0678", "space-special"),
        ("số 019 085 001 234", "privacy-id-number"),
        ("số 019085-001234", "privacy-id-number"),
        ("số 019/085/001/234", "privacy-id-number"),
        ("CMND số 012 345 678", "privacy-id-number"),
        ("hoi.ctd (at) example.org.vn", "privacy-email"),
        ("hoi.ctd @ example.org.vn", "privacy-email"),
        ("hoi.ctd[at]example[dot]org", "privacy-email"),
    ],
)
def test_personal_data_is_found_in_every_free_cell_and_never_repeated(tmp_path, cell, code):
    data = make_data(tmp_path, changed(OBSERVATIONS, "mục II,\nred", f"mục II,{cell}\nred"))
    reading = read.read(data)
    (problem,) = (*reading.problems, *checks.check(reading))
    assert (problem.code, problem.column) == (code, "note")
    assert "345" not in describe(problem) and "example" not in describe(problem)


@pytest.mark.parametrize(
    "named",
    [
        "ông Nguyễn Văn A",
        "Bà Trần Thị B, chủ tịch",
        "đ/c Giàng A Example",
        "ÔNG LÊ VĂN C",
        "Đồng chí: Cao Văn D",
        "cụ Nguyễn Văn A",
        "bác Lê Hoa",
        "Anh Phạm Minh Tuấn",
        "chị Lò Thị E",
        "em Giàng A Páo",
        "cô Trần Thu Hà",
        "thầy (Lê Văn C)",
        "các cháu Hoàng Thị D",
        "CỤ TRẦN THỊ B",
        "gia đình bà Trần Thị B",
        "hộ Nguyễn Văn A",
        "ông Y Example",
        "chị H'Example Niê",
        "ông:Nguyễn Văn A",
    ],
)
def test_the_name_of_a_person_is_refused_after_a_title_and_never_repeated(tmp_path, named):
    data = make_data(tmp_path, changed(OBSERVATIONS, "mục II,\nred", f'"mục II, {named}",\nred'))
    (problem,) = checks.check(read.read(data))
    assert (problem.code, problem.column) == ("privacy-name", "locator")
    assert named not in describe(Problem(OBSERVATIONS, 3, "note", "formula-cell", {"found": named}))


# The number and its text ------------------------------------------------------------------------

PRINTED = "member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,"
PART = "2023-12-31,stated,5,5,13,,,5/13 xã,"


def check_cells(tmp_path, old, cells):
    return check_changed(tmp_path, OBSERVATIONS, old, cells)


@pytest.mark.parametrize(
    ("value", "qualifier", "text"),
    [
        ("1875", "", "1.875 hội viên"),
        ("1875", "", "1,875"),
        ("1875", "", "một nghìn tám trăm bảy mươi lăm"),
        ("2000", ">=", "trên hai nghìn hội viên"),
        ("3", "", "cả ba hội"),
        ("1875", "", "nhiều, không nêu số"),
        ("1875", "", "1.000 + 875"),
        ("1875", "", "97,9%"),
        ("15", "", "ngày 15 - 20 hội viên"),
        ("15000000", ">=", "hơn 15 triệu"),
        ("200", "<=", "gần 200"),
        ("200", "~", "khoảng 200"),
    ],
)
def test_a_number_that_its_text_prints_is_right_and_so_is_one_beside_other_words(
    tmp_path, value, qualifier, text
):
    cells = f'member_count,,2023-01-01,2023-12-31,stated,{value},,,{qualifier},,"{text}",'
    assert check_cells(tmp_path, PRINTED, cells) == []


@pytest.mark.parametrize(
    ("value", "qualifier", "text", "column", "meant"),
    [
        ("1857", "", "1.875", "value", "1875"),
        ("1875", "", "một nghìn tám trăm năm mươi bảy", "value", "1857"),
        ("20", ">=", "trên hai nghìn", "value", "2000"),
        ("1875", "", "1.875 triệu", "value", "1875000000"),
        ("80", "", "08", "value", "8"),
        ("200", "", "gần 200", "qualifier", "<="),
        ("200", "<=", "trên 200", "qualifier", ">="),
        ("200", ">=", "200", "qualifier", None),
        ("200", "~", "trên 200", "qualifier", ">="),
    ],
)
def test_a_slip_of_the_finger_is_found_by_the_text(tmp_path, value, qualifier, text, column, meant):
    cells = f'member_count,,2023-01-01,2023-12-31,stated,{value},,,{qualifier},,"{text}",'
    (problem,) = checks.check(read.read(make_data(tmp_path, changed(OBSERVATIONS, PRINTED, cells))))
    assert problem.code == ("printed-differs" if column == "value" else "printed-bound-differs")
    assert (problem.line, problem.column, problem.facts.get("suggestion")) == (5, column, meant)


def test_both_parts_of_a_ratio_are_compared_with_the_text(tmp_path):
    differs = ("printed-differs", 9)
    assert check_cells(tmp_path / "a", PART, "2023-12-31,stated,6,5,13,,,5/13 xã,") == [(*differs, "value")]
    assert check_cells(tmp_path / "b", PART, "2023-12-31,stated,5,4,13,,,5/13 xã,") == [
        (*differs, "numerator")
    ]
    assert check_cells(tmp_path / "c", PART, "2023-12-31,stated,5,5,31,,,5/13 xã,") == [
        (*differs, "denominator")
    ]
    assert check_cells(tmp_path / "all", PART, "2023-12-31,stated,12,13,13,,,13/13 xã,") == [
        (*differs, "value")
    ]
    assert check_cells(tmp_path / "whole", PART, "2023-12-31,stated,13,5,13,,,5/13 xã,") == [
        (*differs, "value")
    ]
    assert check_cells(tmp_path / "base", PART, "2023-12-31,stated,13,,,,,5/13 xã,") == []
    assert check_cells(tmp_path / "d", PART, '2023-12-31,stated,5,5,13,,,"5/13 (38,46%)",') == []


def test_a_percentage_is_compared_where_the_text_has_one(tmp_path):
    old = '74.87,113453,151530,,,"74,87%"'
    for text, expected in {
        "74,78%": [("printed-differs", 8, "value")],
        "74,78": [("printed-differs", 8, "value")],
        "113.453": [],
        "113.453/151.530": [],
        "113.453/151.530 (74,87%)": [],
        "113.453/151.530 (74,78%)": [("printed-differs", 8, "value")],
    }.items():
        folder = tmp_path / text.replace("/", "-")
        assert check_cells(folder, old, f'74.87,113453,151530,,,"{text}"') == expected


def test_a_number_that_is_wrong_by_itself_is_not_compared_with_its_text(tmp_path):
    assert check_cells(tmp_path, "stated,1875,", "stated,18.75,") == [("number-too-precise", 5, "value")]


def test_a_unit_of_measure_in_millions_may_be_printed_with_and_without_the_word(tmp_path):
    indicators = (
        (BASE / "indicators.csv").read_text(encoding="utf-8").replace(",hội viên,", ",triệu đồng,", 1)
    )
    assert "triệu đồng" in indicators
    for value, text, expected in [
        ("1875", "1.875 triệu", []),
        ("1875", "1.875", []),
        ("1875", "1.857 triệu", ["1857"]),
    ]:
        files = changed(OBSERVATIONS, PRINTED, PRINTED.replace("1875,,,,,1.875", f"{value},,,,,{text}"))
        data = make_data(tmp_path / text, {**files, "indicators.csv": indicators})
        assert [problem.facts["suggestion"] for problem in checks.check(read.read(data))] == expected


def of_unit(place, unit, value, text, kind="stock", name="Số hội viên"):
    """Check one figure of an indicator with that unit of measure, kind and name."""
    indicators = (BASE / "indicators.csv").read_text(encoding="utf-8")
    row = ",Số hội viên,Members,Số hội viên cuối kỳ.,Members at the end.,associations,hội viên,stock,"
    meant = f",{name},Members,Số hội viên cuối kỳ.,Members at the end.,associations,{unit},{kind},"
    assert row in indicators
    cells = f'member_count,,2023-01-01,2023-12-31,stated,{value},,,,,"{text}",'
    files = {**changed(OBSERVATIONS, PRINTED, cells), "indicators.csv": indicators.replace(row, meant)}
    found = checks.check(read.read(make_data(place, files)))
    return [
        (one.code, one.facts.get("suggestion") or one.facts.get("noun")) for one in found if one.line == 5
    ]


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("kg", "5000", "5 tấn"),
        ("kg", "5000", "5 tấn gạo"),
        ("kg", "5", "5 kg"),
        ("m", "500", "0,5 km đường"),
        ("ha", "1200", "12 km²"),
        ("ha", "1200", "12 km2"),
        ("m²", "2147", "2.147m2"),
        ("đồng", "12000000", "12 triệu đồng"),
        ("đồng", "1040000000", "1 tỷ 040 triệu"),
        ("đồng", "1040000000", "1 tỷ 040 triệu đồng"),
        ("đồng", "12000000", "12 trđ"),
        ("triệu đồng", "12", "12.000.000 đồng"),
        ("người", "3", "03 đồng chí"),
        ("người", "3", "03 đ.c"),
        ("người", "3", "03 đ/c"),
        ("chiếc", "3", "03 đồng hồ"),
        ("hội viên", "12", "12 mẫu"),
        ("%", "5", "50‰"),
        ("hội viên", "9", "09 tổ trưởng và hội viên"),
        ("hội viên", "12", "09 tổ trưởng và ba hội viên"),
        ("hội viên", "7", "07 (bảy) hội viên"),
        ("hội viên", "8", "07 (tám) hội viên"),
        ("hội viên", "7", "04 + 03"),
        ("hội viên", "7", "04 hội viên + 03"),
        ("hội viên", "8", "trên 04 + 03"),
        ("hội viên", "0", "chưa tổ chức"),
        ("hội viên", "5", "chưa đầy đủ"),
        ("ngày công", "5", "05 ngày"),
        ("hội viên", "3", "12 (tăng 3)"),
    ],
)
def test_a_unit_of_another_size_is_exact_by_its_factor(tmp_path, unit, value, text):
    assert of_unit(tmp_path, unit, value, text) == []


@pytest.mark.parametrize(
    ("unit", "value", "text", "code", "meant"),
    [
        ("ha", "12", "12 km²", "printed-differs", "1200"),
        ("kg", "5", "5 tấn", "printed-differs", "5000"),
        ("triệu đồng", "12000000", "12 triệu đồng", "printed-differs", "12"),
        ("%", "50", "50‰", "printed-differs", "5"),
        ("hội viên", "90", "09 tổ trưởng và hội viên", "printed-differs", "9"),
        ("hội viên", "9", "07 (bảy) hội viên", "printed-differs", "7"),
        ("đồng", "12", "12 (triệu đồng)", "printed-differs", "12000000"),
        ("hội viên", "4", "04 + 03", "printed-differs", "7"),
        ("kg", "5", "2 tấn + 3 tấn", "printed-differs", "5000"),
        ("hội viên", "5", "chưa tổ chức", "printed-differs", "0"),
        ("hội viên", "5", "không có hội viên nào", "printed-differs", "0"),
        ("hội viên", "5", "05 năm", "noun-contradicts-unit", "năm"),
        ("hội viên", "5", "05 tuổi", "noun-contradicts-unit", "tuổi"),
        ("đồng", "5000000", "5 triệu đô la", "noun-contradicts-unit", "đô la"),
        ("đồng", "5000000", "5 triệu đô-la Mỹ", "noun-contradicts-unit", "đô-la"),
        ("đồng", "125000", "5 USD", "noun-contradicts-unit", "usd"),
        ("đồng", "5", "5 tấn gạo", "noun-contradicts-unit", "tấn"),
        ("km", "5", "5 km²", "noun-contradicts-unit", "km²"),
        ("hội viên", "50", "50%", "noun-contradicts-unit", "%"),
        ("hội viên", "50", "50‰", "noun-contradicts-unit", "‰"),
        ("hội viên", "5", "５", "number-wide-digits", "5"),
        ("hội viên", "5", "٥ hội viên", "number-wide-digits", "5 hội viên"),
        ("hội viên", "5", "5²", "number-wide-digits", None),
        ("hội viên", "5", "5½", "number-wide-digits", None),
        ("hội viên", "5", "\u22125 hội viên", "number-negative", "5 hội viên"),
        ("hội viên", "5", "âm 5", "number-negative", "5"),
    ],
)
def test_another_unit_sign_or_script_is_another_number(tmp_path, unit, value, text, code, meant):
    assert of_unit(tmp_path, unit, value, text) == [(code, meant)]


@pytest.mark.parametrize(
    ("text", "unit", "kind", "name", "is_right"),
    [
        ("giảm 5", "hội viên", "stock", "Số hội viên", False),
        ("tăng thêm 5 hội viên", "hội viên", "stock", "Số hội viên", False),
        ("giảm 5%", "%", "ratio", "Tỷ lệ hội viên", False),
        ("tăng 5 buổi", "buổi", "flow", "Số buổi tuyên truyền", False),
        ("giảm 5", "hội viên", "flow", "Mức tăng hội viên", False),
        ("bình quân 5 triệu", "đồng", "flow", "Số tiền ủng hộ", False),
        ("tăng 5", "hội viên", "flow", "Mức tăng hội viên", True),
        ("tăng 5", "hội viên", "flow", "Số hội viên kết nạp", True),
        ("giảm 5 hội", "hội", "flow", "Số hội đã sắp xếp lại", True),
        ("giảm 5", "hội viên", "stock", "Số hội viên giảm trong năm", True),
        ("thêm 5", "hội viên", "stock", "Số hội viên", True),
        ("chưa có", "hội viên", "stock", "Số hội viên chưa có thẻ", True),
        ("bình quân 5", "hội viên", "stock", "Số hội viên bình quân một chi hội", True),
        ("bình quân 5%", "%", "ratio", "Tỷ lệ hội viên", True),
    ],
)
def test_a_change_or_a_mean_is_not_the_amount_itself(tmp_path, text, unit, kind, name, is_right):
    value = "5000000" if "triệu" in text else "5"
    found = [code for code, _ in of_unit(tmp_path, unit, value, text, kind, name)]
    assert found == ([] if is_right else ["word-contradicts-indicator"])


TWO_STATEMENTS = (
    ",member_count,,2023-01-01,2023-12-31,stated,{value},,,{bound},,{printed},bao-cao-2023,mục IV,{note}\n"
)


@pytest.mark.parametrize(
    ("value", "bound", "printed", "note"),
    [
        ("1875", "", "1.875 hội viên", ""),
        ("1800", ">=", "trên 1.800", ""),
        ("1857", "", "1.857", "Báo cáo nêu hai số."),
    ],
)
def test_a_document_may_say_a_thing_twice_or_contradict_itself_where_the_record_tells_it(
    tmp_path, value, bound, printed, note
):
    line = TWO_STATEMENTS.format(value=value, bound=bound, printed=printed, note=note)
    data = make_data(tmp_path, {OBSERVATIONS: (BASE / OBSERVATIONS).read_text(encoding="utf-8") + line})
    assert checks.check(read.read(data)) == ()


def test_a_relation_that_names_two_statements_tells_of_them_as_well(tmp_path):
    line = TWO_STATEMENTS.format(value="1857", bound="", printed="1.857", note="")
    relation = (
        "hai-lan,repetition,xa-05587,2023-01-01,2023-12-31,bao-cao-2023,mục IV,"
        "/member_count#2,/member_count,0,complete,,\n"
    )
    files = {OBSERVATIONS: (BASE / OBSERVATIONS).read_text(encoding="utf-8") + line}
    (problem,) = checks.check(read.read(make_data(tmp_path / "silent", files)))
    assert (problem.line, problem.column, problem.code) == (10, "value_text", "statements-differ")
    files["relations.csv"] = (BASE / "relations.csv").read_text(encoding="utf-8") + relation
    assert checks.check(read.read(make_data(tmp_path / "told", files))) == ()


# What tells a small number -----------------------------------------------------------------------

TELLING = (
    "3 người|chỉ có ba hộ|thực tế là 3|Ⅲ hộ|III hộ|３ hộ|③|0 (3)|con số 3|số: 3|2-3 người|sửa 12 thành 3|"
    "có 3.|do 03 trường hợp|3 lượt người|chỉ một người|02,0"
)
NOT_TELLING = (
    "0|0 người|chưa có|5 hộ|mục II, 3|thôn 3|biểu 02|Quý 3 chưa có|phụ lục (3)|9 tháng|ngày 3 - 5|2/9|"
    "3-CT/TW|nhiệm kỳ 2021 - 2026|2 hội|3.000 hộ|0,3 hộ|mục I người cao tuổi|gạch đầu dòng 3 hộ nghèo|năm hộ|"
    "số 3|3%|Một người vào hai hội được tính hai lần, nên đây không phải là số người."
)


@pytest.mark.parametrize("words", TELLING.split("|"))
def test_words_tell_a_small_number(words):
    assert tells(words, 5, ("hộ", "trường hợp"))


@pytest.mark.parametrize("words", NOT_TELLING.split("|"))
def test_places_days_and_large_numbers_tell_no_small_one(words):
    assert not tells(words, 5, ("hộ", "trường hợp"))
