"""All pages of the real record: every figure in its place, titles, links, anchors, hostile text."""

import posixpath
import re
from collections import Counter

import pytest
from msgspec import Struct
from msgspec.structs import asdict, replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages, schema, text, urls
from generator.nouns import noun_in
from generator.pages.kinds.data import data_page
from generator.pages.view.context import Context
from generator.products import Page
from tests.builders import DATA
from tests.registers import make_observation, make_register

READING, CHECKING = (f"{urls.METHOD}{name}/" for name in ("doc-so-lieu", "cong-va-doi-chieu"))
BY_HAND = {urls.DICTIONARY, urls.SEARCH, urls.METHOD, urls.SMALL_NUMBERS, urls.ABOUT, READING, CHECKING}
HOSTILE = "</title><script>alert(1)</script>{chart:0} [x](javascript:a) {{ 7*7 }} \"' & {#id .k}"
KEYS = {"slug", "code", "level", "figure_id", "type", "unit_id"}


def build(register):
    measured = measures.measure(register)
    contract, _ = schema.load(DATA / "datapackage.json")
    tasks = pages.plan(register, measured)
    return {task.address: pages.make(task, register, measured, contract) for task in tasks}


def parse(page: Page):
    return page.front, LexborHTMLParser(page.body)


@pytest.fixture(scope="module")
def made(register):
    return build(register)


@pytest.fixture(scope="module")
def parsed(made):
    return {address: parse(page) for address, page in made.items()}


def test_every_figure_stands_once_with_its_id_on_the_page_of_its_unit(register, parsed):
    for figure_id, observation in register.observations.items():
        _, tree = parsed[urls.unit(register.units[observation.unit_id])]
        (place,) = tree.css(f'[id="{figure_id}"]')
        if observation.value is not None:
            assert place.attributes["value"] == text.plain(observation.value)
            assert place.attributes["data-figure"] == figure_id


def test_every_figure_stands_on_the_page_of_its_document(register, parsed):
    shown = {
        address: {node.attributes["data-figure"] for node in tree.css("data[data-figure]")}
        for address, (_, tree) in parsed.items()
    }
    for figure_id, observation in register.observations.items():
        if observation.value is not None:
            assert figure_id in shown[urls.document(register.documents[observation.document_id])]


def test_every_figure_shown_anywhere_equals_the_record(register, parsed):
    for _, tree in parsed.values():
        for node in tree.css("data[data-figure]"):
            observation = register.observations[node.attributes["data-figure"]]
            assert node.attributes["value"] == text.plain(observation.value)


def test_the_members_of_an_old_commune_never_appear_as_those_of_the_new_one(register, parsed):
    old, new = register.units["xa-05587"], register.units["xa-05587-20250701"]
    _, tree = parsed[urls.unit(new)]
    shown = [node for node in tree.css("data") if node.attributes["value"] == "1875"]
    assert len(shown) == 1
    assert register.observations[shown[0].attributes["data-figure"]].unit_id == old.unit_id
    section = tree.css_first("h2[id=ban-do-hom-nay]").parent
    assert section.css("data") == []
    assert "mới có số liệu của 1/4 đơn vị cũ hợp thành" in section.text()


def sums_on(tree):
    """Return the sums that the page of a unit makes over the units below it, by what they count."""
    section = tree.css_first("h2[id=don-vi-truc-thuoc]").parent.parent
    rows = section.css("table tbody tr")
    return {row.css_first("th").text(): row.css_first("data").attributes["value"] for row in rows}


def test_no_sum_of_tam_duong_contradicts_what_its_report_states(register, parsed):
    sums = sums_on(parsed[urls.unit(register.units["huyen-106"])][1])
    assert [value for name, value in sums.items() if "phản biện" in name] == ["8"]
    assert [name for name in sums if "giám sát" in name] == []
    assert "0" not in sums.values()


def test_each_commune_of_tam_duong_has_its_conference_or_the_words_that_there_was_none(register, parsed):
    held = [one for one in register.observations.values() if "criticism_conf" in one.indicator_id]
    assert sorted(one.value for one in held if one.unit_id.startswith("xa-")) == [0] * 5 + [1] * 8
    ho_thau = parsed[urls.unit(register.units["xa-03406"])][1]
    assert "MTTQ ở xã Hồ Thầu tổ chức 1 hội nghị phản biện xã hội" in ho_thau.css_first("p.lede").text()


def test_two_maps_are_offered_where_there_are_figures_to_read_on_them(register, parsed):
    offered = {
        name: parsed[urls.unit(register.units[name])][1].css_first('nav a[href="#ban-do-hom-nay"]')
        for name in ("huyen-106", "huyen-167", "xa-05587-20250701")
    }
    assert [name for name, nav in offered.items() if nav is None] == ["huyen-167"]


def test_a_page_without_headlines_names_the_document_and_no_page_gives_itself_a_report(register, parsed):
    ledes = {
        unit.unit_id: parsed[urls.unit(unit)][1].css_first("p.lede").text()
        for unit in register.units.values()
        if unit.unit_id in register.observations_of
    }
    assert "lấy từ Thông báo 267-TB/VPTU của Bình Thuận, 2017;" in ledes["tinh-60"]
    assert "lấy từ Báo cáo của Huyện ủy Tam Đường, 9 tháng năm 2023;" in ledes["xa-03394"]
    assert not any("báo cáo của xã" in lede or "dư nợ" in lede for lede in ledes.values())


def test_the_home_page_says_which_figures_it_counts(register, parsed):
    rows = len(register.observations)
    repeats = sum(one.occurrence > 1 for one in register.observations.values())
    said = " ".join(parsed["/"][1].css_first("div.keys").text().split())
    assert repeats == 5
    assert f"{rows - repeats - 6} con sốkhông kể 5 lần nhắc lại và 6 mẫu số" in said


def test_a_figure_of_a_draft_is_called_so_on_the_home_page(register, parsed):
    marked = []
    for row in parsed["/"][1].css("ul.told li"):
        figure = register.observations[row.css_first("data").attributes["data-figure"]]
        marked.append("· bản dự thảo" in row.text())
        assert marked[-1] == (register.documents[figure.document_id].status == "draft")
    assert len(set(marked)) == 2


def test_the_page_of_data_counts_the_rows_that_are_no_further_figures(register, parsed):
    def told(page):
        return " ".join(page.css_first("p.lede").text().split())

    figures = register.observations.values()
    assert not [one for one in figures if one.value is None]
    repeats = sum(one.occurrence > 1 for one in figures)
    said = told(parsed["/du-lieu/"][1])
    assert f"địa phương, kể cả {repeats} lần văn bản nhắc lại và 6 mẫu số của một tỷ lệ đã kể; tải" in said
    silent = [make_observation("f"), make_observation("g", None, missing="not_reported", indicator_id="g")]
    contract, _ = schema.load(DATA / "datapackage.json")

    def of(*shown):
        small = make_register(*shown)
        context = Context(small, measures.measure(small), urls.DATA)
        return told(LexborHTMLParser(data_page(context, contract).body))

    assert "2 dòng số liệu của 1 địa phương, kể cả 1 chỗ không có số; tải" in of(*silent)
    assert "1 dòng số liệu của 1 địa phương; tải" in of(silent[0])


def test_the_quality_page_counts_what_follows_from_another_mismatch_apart(measured, parsed):
    fold = parsed["/chat-luong/"][1].css_first("details.fold:has(#khong-khop) > summary")
    failing = [one for one in measured.findings if one.verdict == "mismatch"]
    following = [one for one in failing if one.explained_by is not None]
    assert following
    said = f"{len(failing) - len(following)} phép kiểm tra và {len(following)} chỗ lệch theo"
    assert fold.css_first("small").text() == said
    undecided = parsed["/chat-luong/"][1].css_first("details.fold:has(#chua-du-can-cu) > summary")
    assert "lệch theo" not in undecided.text()


def test_every_relation_is_one_row_of_the_quality_page(register, parsed):
    _, tree = parsed[urls.QUALITY]
    measured = measures.measure(register)
    findings = [one for name in measured.units_with_findings for one in measured.findings_of_unit[name]]
    rows = {row.attributes["id"]: row for row in tree.css("tr[data-status]")}
    assert set(rows) == {finding.relation_id for finding in findings}
    for finding in findings:
        row = rows[finding.relation_id]
        assert row.attributes["data-status"] == finding.verdict
        stated, computed = row.css("td.n > data, td.n > a > data")
        assert stated.attributes["value"] == text.plain(finding.stated)
        assert computed.attributes["value"] == text.plain(finding.computed)
        assert "data-figure" not in computed.attributes
    in_order = [row.attributes["data-status"] for row in tree.css("tr[data-status]")]
    assert in_order == sorted(in_order, key=["mismatch", "undecided", "ok"].index)


def test_what_bounded_figures_add_up_to_has_their_bound_and_what_exact_ones_make_has_none(parsed):
    _, tree = parsed[urls.QUALITY]
    rows = tree.css("tr[data-status] td[data-label='Nguồn ghi'] + td data")
    said = {row.text().replace("\xa0", " ") for row in rows}
    assert {"trên 2.638", "trên 935,1 triệu đồng", "122.950", "98"} <= said
    assert not {"2.638", "935,1 triệu đồng", "trên 98"} & said


def test_titles_are_unique_and_front_matter_is_plain_text(parsed):
    titles = Counter(head["title"] for head, _ in parsed.values())
    assert [title for title, count in titles.items() if count > 1] == []
    assert all(isinstance(value, str) for head, _ in parsed.values() for value in head.values())


def test_ids_are_unique_on_every_page(parsed):
    for address, (_, tree) in parsed.items():
        counts = Counter(node.attributes["id"] for node in tree.css("[id]"))
        assert [name for name, count in counts.items() if count > 1] == [], address


def test_every_link_leads_to_a_page_an_anchor_or_a_table_file(register, measured, made, parsed):
    files = {f"/data/{table.path}" for page in made.values() for table in page.tables}
    files |= {f"/{path}" for page in made.values() for path, _ in page.facts}
    anchors = {
        address: {n.attributes["id"] for n in tree.css("[id]")} for address, (_, tree) in parsed.items()
    }
    for name in (one for one, unit in register.units.items() if unit.parent_id is None):
        for page in pages.at_codes(name, register, measured):
            anchors[page.address] = {
                node.attributes["id"] for node in LexborHTMLParser(page.body).css("[id]")
            }
    anchors |= {task.address: set() for task in pages.plan_embeds(register, measured)}
    for address, (_, tree) in parsed.items():
        for node in tree.css("a[href], form[action]"):
            href = node.attributes.get("href") or node.attributes["action"]
            if href.startswith(("{chart:", "https://", "http://")):
                continue
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(address, path)) if path else address
            if target.startswith("/data/"):
                assert "/bang/" not in target or target in files, (address, href)
                continue
            if re.match("/(dinh-chinh|du-lieu/phien-ban)/.*(\\.|SHA256SUMS)", target):
                continue  # feeds and snapshots, which no page task makes
            if target.endswith(".json"):
                assert target in files, (address, href)
                continue
            page = target if target.endswith("/") else f"{target}/"
            assert page in anchors or page in BY_HAND, (address, href)
            assert not anchor or page in BY_HAND or anchor in anchors[page], (address, href)


def test_a_chart_that_is_taken_away_has_a_speaking_name_and_the_address_of_its_page(register):
    measured, (contract, _) = measures.measure(register), schema.load(DATA / "datapackage.json")
    task = pages.PageTask("unit", ("huyen-106",), "/huyen/106-tam-duong/")
    page = pages.make(task, register, measured, contract, pages.Site("https://vi.du/"))
    assert {chart.origin for chart in page.charts} == {"Số liệu hội, https://vi.du/huyen/106-tam-duong/"}
    names = re.findall(r':svg}" download="([^"]+)"', page.body)
    assert len(names) == len(page.charts)
    assert all(re.fullmatch(r"[a-z0-9-]{12,120}\.svg", name) for name in names)
    assert [name for name in names if "-huyen-tam-duong-" not in name or "-2023" not in name] == []
    unplaced = pages.make(task, register, measured, contract)
    assert {chart.origin for chart in unplaced.charts} == {""}


def test_every_chart_has_its_place_and_its_file(made):
    for address, page in made.items():
        for number in range(len(page.charts)):
            assert page.body.count(f"\n{{chart:{number}}}\n") == 1, address
            assert page.body.count(f"{{chart:{number}:svg}}") == 1
        assert f"{{chart:{len(page.charts)}" not in page.body


def test_a_page_is_one_block_without_blank_lines(made):
    for address, page in made.items():
        assert "\n\n" not in page.body, address
        assert page.body.startswith('<div class="record') and page.body.endswith("</div>")


def test_each_page_has_one_main_heading_and_headings_skip_no_level(parsed):
    for address, (_, tree) in parsed.items():
        assert len(tree.css("h1")) == 1, address
        assert tree.css_first("h2") is not None or not tree.css("section h3"), address


def test_no_cell_is_empty(parsed):
    for address, (_, tree) in parsed.items():
        for cell in tree.css("td, th, dd"):
            assert cell.text().strip(), (address, cell.html)


def hostile(value):
    """Return the same value with every text that readers see replaced by hostile text."""
    if isinstance(value, tuple):
        return tuple(hostile(item) if isinstance(item, Struct) else item for item in value)
    kept = {name for name in value.__struct_fields__ if name.endswith("_id") or name in KEYS}
    if noun_in(getattr(value, "value_text", None) or ""):
        kept.add("value_text")  # its noun is one of the known ones and stands on the page as such
    closed = {
        "family",
        "kind",
        "topic",
        "status",
        "relation",
        "missing",
        "qualifier",
        "period_basis",
        "part",
        "url",
        "unit_of_measure",
        "indicator",
        "organisation_scope",
        "locator",
    }
    changed = {
        name: f"{text}{HOSTILE}"
        for name, text in asdict(value).items()
        if name not in kept | closed and isinstance(text, str)
    }
    return replace(value, **changed)


def test_hostile_text_gives_the_same_tags_and_attributes(register, parsed):
    attacked = replace(
        register,
        **{
            name: {key: hostile(value) for key, value in getattr(register, name).items()}
            for name in (
                "units",
                "organisations",
                "topics",
                "indicators",
                "members",
                "documents",
                "observations",
            )
        },
        questions=hostile(register.questions),
        relations=hostile(register.relations),
        releases=tuple(
            replace(one, title=f"{one.title}{HOSTILE}", note=f"{one.note}{HOSTILE}")
            for one in register.releases
        ),
    )
    for address, page in build(attacked).items():
        _, tree = parse(page)
        assert skeleton(tree) == skeleton(parsed[address][1]), address
        assert len(re.findall(r"\n\{chart:\d+\}\n", page.body)) == len(page.charts)


def skeleton(tree):
    """Return every tag with the names of its attributes, in the order of the page's sorted rows."""
    body = tree.css_first("body")
    tags = Counter()
    for node in body.traverse(include_text=False):
        tags[(node.tag, tuple(sorted(name for name in node.attributes if name != "title")))] += 1
    tags.pop(("small", ("class",)), None)  # the printed form stands only where it differs
    return tags


def test_a_note_is_said_of_the_figures_that_have_it_and_not_of_their_neighbours(parsed):
    notes = {note.text() for note in parsed["/huyen/106-tam-duong/"][1].css("th small.note")}
    assert (
        "Số quân nhân hoàn thành nghĩa vụ trở về: số người được đón trong lễ do Huyện đoàn phối hợp tổ chức."
        in notes
    )
    assert "Cuộc đối thoại được tổ chức tại xã Sơn Bình." in notes


LIVING = {
    "home",
    "places",
    "places-in",
    "organisations",
    "indicators",
    "documents",
    "documents-in-province",
    "compare",
    "glossary",
    "quality",
    "quality-in-province",
    "corrections",
    "data",
}
"""Kinds of pages that tell what there is at the time."""


def test_every_page_says_once_how_it_is_cited_and_a_list_names_the_newest_release_as_such(register, parsed):
    with_figures = {urls.unit(register.units[name]) for name in register.observations_of}
    for address, (front, tree) in parsed.items():
        if front["kind"] == "unit-then":
            continue  # today's page is cited, to which it leads
        (cited,) = tree.css("#trich-dan [data-copy=vi]")
        is_of_others = front["kind"] == "unit" and address not in with_figures
        is_living = front["kind"] in LIVING or address == urls.RELEASES or is_of_others
        assert ("bản phát hành mới nhất " in cited.text()) == is_living, address


def test_below_the_heading_of_its_place_a_repeat_does_not_name_the_place(parsed):
    _, tree = parsed["/nguon/bao-cao-binh-yen-2023/"]
    assert [node.text() for node in tree.css("small.again")] == ["nhắc lại:", "nhắc lại:"]


def test_the_page_of_a_release_leads_to_each_file_that_the_release_has(made, register):
    for release in register.releases:
        page = made[f"/du-lieu/phien-ban/{release.release_id}/"].body
        links = re.findall(r'href="([\w.]+)" download', page)
        kept = DATA / "releases" / release.release_id
        assert sorted(links) == sorted(file.name for file in kept.iterdir())
