"""The index of names: every unit can be found by each word of its name and by its code."""

import json

import pytest
from msgspec.structs import replace

from generator import text, urls
from generator.pages.view.context import Context
from generator.search import bundle_of, bundles, name_files, part_of
from generator.search.names import FOLDER, _shards, sounded
from tests.search_tables import ALIKE

MOST_BYTES = 64_000  # one word alone: `thanh` is in 900 names
USUAL_BYTES = 40_000


@pytest.fixture(scope="module")
def files(register, measured):
    return dict(name_files(register, measured))


@pytest.fixture(scope="module")
def index(files):
    return json.loads(files[f"{FOLDER}/tu.json"])


@pytest.fixture(scope="module")
def shards(files, index):
    return {key: json.loads(files[f"{FOLDER}/tu-{key}.json"]) for key in index["shards"]}


@pytest.fixture(scope="module")
def beginnings(files):
    begun = f"{FOLDER}/dau-"
    return {
        path.removeprefix(begun).removesuffix(".json"): json.loads(content)
        for path, content in files.items()
        if path.startswith(begun)
    }


def shard_of(shards, word):
    """Return the shard with the longest key that the word begins with, as the search page does."""
    return shards[next(word[:end] for end in range(len(word), 0, -1) if word[:end] in shards)]


def address_of(entry):
    """Return where an entry leads, as the search page does."""
    _, unit_id, _, _, _, _, *page = entry
    level, code, *_ = unit_id.split("-")
    return page[0] if page else f"{level}/{code}/#{unit_id}"


def test_every_unit_is_found_by_each_word_of_its_name_and_by_its_code(register, measured, shards):
    context = Context(register, measured, urls.HOME)
    known = {key: {entry[1]: entry for entry in entries} for key, entries in shards.items()}
    for unit_id, unit in register.units.items():
        for word in {*sounded(unit.name).split(), unit.code}:
            entry = shard_of(known, word)[unit_id]
            assert entry[0] == unit.full_name
            assert address_of(entry) == context.to(context.unit_address(unit_id))


def test_every_association_and_indicator_is_found_by_each_word_of_its_names(register, shards):
    for body in register.organisations.values():
        for word in sounded(" ".join((body.name, body.short_name, *body.aliases))).split():
            assert any(entry[0] == body.name for entry in shard_of(shards, word)), (body.name, word)
    for indicator in register.indicators.values():
        for word in sounded(indicator.name).split():
            assert any(entry[0].startswith(indicator.name) for entry in shard_of(shards, word))


def test_a_document_is_found_by_its_number_and_its_short_title(register, shards):
    for document_id, words in (
        ("chi-thi-17-ct-tw-2012", "chi 17 ct 2012"),
        ("ket-luan-102-kl-tw-2014", "102 kl"),
        ("bao-cao-binh-yen-2023", "binh yen 2023"),
    ):
        title = register.documents[document_id].short_title
        for word in words.split():
            assert any(entry[0] == title for entry in shard_of(shards, word)), word


def test_words_of_very_many_documents_find_none_of_them(register, measured):
    one = register.documents["bao-cao-binh-yen-2023"]
    many = {str(at): replace(one, document_id=str(at), number=f"{at}/BC-UBND") for at in range(21)}
    files = dict(name_files(replace(register, documents=many), measured))
    shards = {
        path.partition("/tu-")[2][:-5]: json.loads(text) for path, text in files.items() if "/tu-" in path
    }
    titles = [entry[0] for entry in shard_of(shards, "bao")]
    assert one.short_title not in titles
    assert one.short_title in [entry[0] for entry in shard_of(shards, "77")]


def test_a_word_not_typed_to_its_end_has_the_best_that_begin_so(shards, beginnings):
    split = {key[:length] for key in shards for length in range(1, len(key))}
    assert beginnings.keys() == split
    assert all(1 <= len(entries) <= 60 for entries in beginnings.values())
    for beginning, title in (("t", "Huyện Tam Đường"), ("ha", "Tỉnh Hậu Giang"), ("ch", "Hội Chữ thập đỏ")):
        assert title in [entry[0] for entry in beginnings[beginning]][:30], beginning
    assert "Huyện Tam Đường" not in [entry[0] for entry in beginnings["du"]]  # not how the name begins


def test_one_of_the_names_that_sound_alike_is_known_to_whoever_misspells_it(register, files):
    names = json.loads(files[f"{FOLDER}/moi-ten.json"])
    known = [sounded(name) for name in names]
    assert len(known) == len(set(known)) > 5000
    several = (*register.units.values(), *register.organisations.values(), *register.indicators.values())
    assert {sounded(one.name) for one in several if not one.name.isdigit()} == set(known)
    assert names.index("Hậu Giang") < names.index("Hội Chữ thập đỏ") < names.index("Tam Đường")
    assert names.index("Tam Đường") < names.index("Bình Yên") < names.index("Số hội viên")


def test_the_index_says_since_when_names_are_known(register, measured, index):
    assert index["since"] == "30/6/2025"
    standing = {key: unit for key, unit in register.units.items() if not unit.valid_to}
    files = dict(name_files(replace(register, units=standing, observations_of={}), measured))
    assert json.loads(files[f"{FOLDER}/tu.json"])["since"] == ""


def test_a_shard_is_small_and_says_how_many_entries_it_has(files, index, shards):
    assert index["shards"] == {key: len(entries) for key, entries in shards.items()}
    read_while_typing = (len(content) for path, content in files.items() if "moi-ten" not in path)
    sizes = sorted(read_while_typing, reverse=True)
    assert sizes[0] < MOST_BYTES
    assert sum(1 for size in sizes if size > USUAL_BYTES) <= 8


def test_what_has_figures_weighs_more_than_a_page_and_a_page_more_than_a_row(shards):
    weights = {entry[1]: entry[4] for entries in shards.values() for entry in entries if entry[1]}
    assert weights["xa-05587"] > weights["xa-05587-20250701"] > weights["xa-26740-20250701"]
    assert weights["xa-26740-20250701"] > weights["xa-26740"]
    assert weights["tinh-24"] > weights["huyen-213"] > weights["xa-26740-20250701"]


@pytest.mark.parametrize(("query", "expected"), ALIKE.items())
def test_units_of_one_name_come_by_their_weights(register, shards, query, expected):
    entries = {entry[1]: entry for entries in shards.values() for entry in entries if entry[1]}
    weights = {
        f"/{address_of(entry)}": entry[4]
        for unit_id, entry in entries.items()
        if text.fold(register.units[unit_id].name) == query
    }
    assert weights.keys() == set(expected)
    assert sorted(expected, key=weights.__getitem__, reverse=True) == expected


def test_a_unit_that_ended_says_what_it_belongs_to_today(index, shards):
    (entry,) = [entry for entry in shard_of(shards, "nghe") if entry[1] == "xa-26740"]
    title, _, place, span, _, today = entry
    assert (title, today) == ("Phường Bến Nghé", "phường Sài Gòn")
    assert index["spans"][span] == "đến 30/6/2025"
    district, province, _ = index["places"][place]
    assert district == "Quận 1"
    assert index["places"][province][0] == "Thành phố Hồ Chí Minh"


def test_today_reaches_through_later_changes(shards):
    (entry,) = [entry for entry in shard_of(shards, "24") if entry[1] == "tinh-24"]
    assert entry[5] == "thành phố Bắc Ninh"


def test_a_unit_names_its_associations_with_a_page_of_their_own(index, shards):
    (entry,) = [entry for entry in shard_of(shards, "05587") if entry[1] == "xa-05587"]
    page, *associations = entry[6:]
    assert page == "xa/05587-binh-yen/"
    assert [index["bodies"][at][0] for at in associations] == [
        "hoi-chu-thap-do",
        "hoi-khuyen-hoc",
        "hoi-nguoi-cao-tuoi",
    ]


def test_a_province_names_the_parts_of_itself_and_of_its_units_with_pages(index):
    assert index["parts"]["Tỉnh Thái Nguyên"] == ["huyen-1", "tinh-1", "xa-05"]
    assert index["parts"]["Tỉnh Tiền Giang"] == ["tinh-8"]


def test_a_unit_has_the_same_part_by_its_code_its_address_and_its_id(register):
    """The search page goes by the id: it begins with the name of one part, and of no other."""
    units = {urls.unit(unit): unit for unit in register.units.values()}
    parts = {path: part for part, paths in bundles(units, small_site=0).items() for path in paths}
    for path, unit in units.items():
        begun_with = {part for part in set(parts.values()) if unit.unit_id.startswith(part)}
        assert {part_of(unit)} == {bundle_of(path)} == {parts[path]} == begun_with


def test_no_name_depends_on_a_figure(register, measured, files):
    none_stated = {
        figure_id: replace(one, value=None, value_text=None)
        for figure_id, one in register.observations.items()
    }
    assert dict(name_files(replace(register, observations=none_stated), measured)) == files


def test_the_same_record_gives_the_same_bytes(register, measured, files):
    assert dict(name_files(register, measured)) == files


def test_a_shard_with_too_many_entries_is_split_by_one_more_letter():
    def entries(count, name):
        return [(name, number) for number in range(count)]

    by_word = {
        "ta": entries(2, "a"),
        "tam": entries(300, "b"),
        "tan": entries(300, "c"),
        "u": entries(1, "d"),
    }
    shards = dict(_shards("", by_word))
    assert {key: len(found) for key, found in shards.items()} == {"ta": 2, "tam": 300, "tan": 300, "u": 1}


def test_an_entry_with_two_words_of_one_shard_stands_there_once():
    entry = ("Tân Tân",)
    assert dict(_shards("", {"ta": [entry], "tan": [entry]})) == {"t": [entry]}
