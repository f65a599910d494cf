"""An official saves a table with a spreadsheet's own habits; `repair` writes it as it should be."""

import errno
from pathlib import Path

import pytest

from generator import cli
from tests.builders import BASE, OBSERVATIONS, make_data

TABLE = (BASE / OBSERVATIONS).read_text(encoding="utf-8")
WITH_SEMICOLONS = TABLE.replace('"74,87%"', "74.87%").replace(",", ";").replace("74.87%", "74,87%")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_data(tmp_path)


def repaired(data: Path, content: str | bytes, name: str = OBSERVATIONS) -> int:
    (data / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return cli.run(["repair", str(data / name), "--data", str(data)])


@pytest.mark.parametrize(
    "content",
    [
        WITH_SEMICOLONS,
        "\ufeff" + WITH_SEMICOLONS.replace("\n", "\r\n"),
        "sep=;\n" + WITH_SEMICOLONS,
        "BÁO CÁO SỐ LIỆU;;;\n;;;\n" + WITH_SEMICOLONS,
        TABLE.replace('"74,87%"', "74.87%").replace(",", "\t").replace("74.87%", "74,87%").encode("utf-16"),
        TABLE + ",,,,,,,,,,,,,,\n",
        TABLE.replace("\n", ",,,\n"),
    ],
)
def test_a_table_that_is_saved_otherwise_is_the_same_table_afterwards(data, content):
    assert repaired(data, content) == 0
    assert (data / OBSERVATIONS).read_bytes() == TABLE.encode()
    assert cli.run(["check", "--data", str(data)]) == 0
    assert sorted(path.name for path in (data / "observations").iterdir()) == ["xa-05587.csv"]


def test_what_is_left_out_above_the_table_is_told(data, capsys):
    assert repaired(data, "XÃ BÌNH YÊN;;\n" + WITH_SEMICOLONS) == 0
    assert "XÃ BÌNH YÊN" in capsys.readouterr().out


def test_a_table_that_is_right_is_left_alone(data, capsys):
    assert repaired(data, TABLE) == 0
    assert "không đổi gì" in capsys.readouterr().out


def test_a_file_may_have_any_name(data):
    assert repaired(data, WITH_SEMICOLONS, "observations/Bình Yên.csv") == 0
    assert (data / "observations/Bình Yên.csv").read_bytes() == TABLE.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Tên hội;Số hội viên\nChữ thập đỏ;125\n", 2),
        (TABLE + TABLE[:-1].replace("organisation_id", "\ufefforganisation_id", 1), 1),
        (WITH_SEMICOLONS + '"mở mà không đóng', 1),
        ("<<<<<<< HEAD\n" + TABLE, 1),
        ("hội".encode()[:-2] + TABLE.encode(), 1),
        (b"PK\x03\x04", 1),
    ],
)
def test_what_leaves_a_doubt_is_told_and_not_touched(data, content, code):
    assert repaired(data, content) == code
    assert (data / OBSERVATIONS).read_bytes() == (content if isinstance(content, bytes) else content.encode())


def test_a_file_that_is_not_there_is_one_sentence(data, capsys):
    assert cli.run(["repair", str(data / "x.csv"), "--data", str(data)]) == 2
    assert "x.csv" in capsys.readouterr().err


def test_a_site_is_not_built_into_the_root_of_the_machine(capsys):
    assert cli.run(["build", "--out", "/"]) == 2
    assert "riêng cho trang" in capsys.readouterr().err


def test_a_table_that_cannot_be_written_is_as_it_was_and_nothing_lies_beside_it(data, monkeypatch, capsys):
    def full(self, target):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    assert repaired(data, WITH_SEMICOLONS) == 2
    assert "Không ghi được" in capsys.readouterr().err
    assert (data / OBSERVATIONS).read_text("utf-8") == WITH_SEMICOLONS
    assert [path.name for path in (data / "observations").iterdir()] == ["xa-05587.csv"]
