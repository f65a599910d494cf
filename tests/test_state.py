"""What a build leaves for the next one: kept as it was put, and used only unharmed."""

from pathlib import Path

import pytest

from generator.cache import result_file, state
from generator.cache.register_file import RecordFile
from generator.cache.result_file import Mark, ResultFile
from generator.errors import GeneratorError
from tests.registers import make_observation, make_relation

FIGURES = (make_observation("a", "1875"), make_observation("b", "39"))
MARK = Mark(3, 5, b"digest")


def test_figures_come_back_as_they_were_put(tmp_path: Path) -> None:
    record = state.fresh(tmp_path, "1").record
    record.put_unit("xa-00001", "d1", FIGURES)
    assert record.figures("xa-00001") == FIGURES
    assert (record.unit_of("b"), record.unit_of("c")) == ("xa-00001", None)
    record.put_unit("xa-00001", "d2", FIGURES[:1])
    assert (record.unit_of("b"), record.unit_digests()) == (None, {"xa-00001": "d2"})
    record.drop_unit("xa-00001")
    assert (record.figures("xa-00001"), record.unit_of("a")) == ((), None)


def test_a_task_is_found_by_each_key_it_looked_up_until_it_is_dropped(tmp_path: Path) -> None:
    results = state.fresh(tmp_path, "1").results
    number = results.put_task("page a", ["units/x", "figures/x"])
    results.put_files(number, {"a/index.html": MARK})
    results.put_task("page b", ["units/x"])
    assert results.causes(["figures/x"], ()) == {"page a": ["figures/x"]}
    assert results.causes(["units/x", "units/y"], ()).keys() == {"page a", "page b"}
    assert results.owners(["a/index.html"]) == {"page a"}
    assert results.causes((), ["a/index.html", "b"]) == {"page a": ["file/a/index.html"]}
    assert results.looks("page a") == ["figures/x", "units/x"]
    assert results.drop_task("page a") == ["a/index.html"]
    assert results.causes(["units/x", "figures/x"], ()) == {"page b": ["units/x"]}
    assert results.stamps() == {}


def test_however_many_keys_there_are_few_are_kept_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_file, "LOOKS_KEPT", 3)
    results = state.fresh(tmp_path, "1").results
    for name in ("page a", "page b"):
        results.put_task(name, [f"units/{number}" for number in range(10)])
        assert len(results._looks) <= 3
    assert results.looks("page b") == results.looks("page a") == sorted(f"units/{one}" for one in range(10))
    assert results.causes(["units/7"], ()).keys() == {"page a", "page b"}


def test_why_a_task_was_done_again_is_kept_until_the_next_time(tmp_path: Path) -> None:
    results = state.fresh(tmp_path, "1").results
    results.put_task("page a", ["units/x"])
    assert results.last_causes("page a") == []
    results.drop_task("page a")
    results.put_task("page a", ["units/x"], causes=["units/x", "file/a b"])
    assert results.last_causes("page a") == ["file/a b", "units/x"]
    assert results.last_causes("page b") == []


def test_one_path_belongs_to_one_task(tmp_path: Path) -> None:
    results = state.fresh(tmp_path, "1").results
    results.put_files(results.put_task("page a", ()), {"a/index.html": MARK})
    with pytest.raises(GeneratorError, match="path-twice"):
        results.put_files(results.put_task("page b", ()), {"a/index.html": MARK})


def test_a_drawing_stays_while_a_page_shows_it(tmp_path: Path) -> None:
    results = state.fresh(tmp_path, "1").results
    for name in ("page a", "page b"):
        results.put_shown(results.put_task(name, ()), ["key"])
    results.put_drawing("key", "key.svg", "<svg/>", MARK)
    assert results.drawings_of("page a") == {"key": "<svg/>"}
    results.drop_task("page a")
    assert results.drop_unshown() == []
    assert results.owners(["key.svg"]) == {"page b"}
    results.drop_task("page b")
    assert results.drop_unshown() == ["key.svg"]


def test_what_fails_changes_nothing(tmp_path: Path) -> None:
    record = state.fresh(tmp_path, "1").record
    record.put("name", 1)
    with pytest.raises(RuntimeError), record.changes():
        record.put("name", 2)
        raise RuntimeError
    assert record.get("name") == 1


def test_a_sealed_state_opens_for_the_program_that_made_it_only(tmp_path: Path) -> None:
    made = state.fresh(tmp_path, "1")
    made.record.put("name", "value")
    made.seal()
    opened = state.opened(tmp_path, "1")
    assert opened is not None
    assert opened.record.get("name") == "value"
    assert state.opened(tmp_path, "2") is None


def test_a_state_that_was_not_sealed_is_not_used(tmp_path: Path) -> None:
    state.fresh(tmp_path, "1").seal()
    opened = state.opened(tmp_path, "1")
    assert opened is not None
    opened.unseal()
    assert state.opened(tmp_path, "1") is None


@pytest.mark.parametrize("name", [RecordFile.NAME, ResultFile.NAME])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "remove"])
def test_a_damaged_file_is_not_used(tmp_path: Path, name: str, harm: str) -> None:
    state.fresh(tmp_path, "1").seal()
    file = tmp_path / name
    content = file.read_bytes()
    if harm == "remove":
        file.unlink()
    else:
        flipped = content[:100] + bytes([content[100] ^ 1]) + content[101:]
        file.write_bytes({"flip": flipped, "cut": content[:-7], "empty": b""}[harm])
    assert state.opened(tmp_path, "1") is None
    assert state.fresh(tmp_path, "1").record.get("program") == "1"


def test_relations_come_back_by_unit_and_the_units_whose_own_differ_are_told(tmp_path: Path) -> None:
    record = state.fresh(tmp_path, "1").record
    one, other = make_relation("sum", "a", "b"), make_relation("sum", "b", "a")
    assert record.put_relations({"xa-00001": (one,), "xa-00002": (other,)}) == {"xa-00001", "xa-00002"}
    assert record.put_relations({"xa-00001": (one, other), "xa-00002": (other,)}) == {"xa-00001"}
    assert record.put_relations({"xa-00001": (one, other)}) == {"xa-00002"}
    assert record.relations("xa-00001") == (one, other)
    assert (record.relations("xa-00002"), list(record.units_with_relations())) == ((), ["xa-00001"])
