"""The sheet of paper of a page: the address that it leads to, and the code that leads there."""

from datetime import date

import pytest
import segno
from msgspec.structs import replace

from generator import charts, measures
from generator.model import Release
from generator.pages.blocks.print_qr import Sheet, sheet_of_unit
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context, Site
from generator.pipeline import pictures
from tests.registers import make_observation, make_register, make_unit

RELEASE = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)
UNIT = "xa-00001"
SITE = Site("https://hoi.example/")
NOW = Sheet("https://hoi.example/xa/00001-ten-00001/", "")


def made(published=("f",), site=SITE, units=()):
    register = make_register(make_observation("f", "394"), units=units)
    known = {UNIT: dict.fromkeys(published, "2026-11")}
    register = replace(register, releases=(RELEASE,), published=known)
    return Context(register, measures.measure(register), "/xa/00001-ten-00001/", site)


def sheet(context):
    return sheet_of_unit(context, context.unit(UNIT), context.figures(("f",)))


def test_a_sheet_leads_to_the_figures_as_they_were_released() -> None:
    frozen = "https://hoi.example/nhung/2026-11/xa/00001-ten-00001/"
    assert sheet(made()) == Sheet(frozen, "21/11/2026")
    page = unit_page(made(), UNIT)
    assert page.printed_address == frozen
    assert "Mã này mở số liệu như bản công bố ngày 21/11/2026." in page.body
    assert f'src="../../{pictures.drawing_path(charts.code_key(frozen))}"' in pictures.with_charts(page, {})


def test_a_sheet_of_what_came_after_the_release_leads_to_the_page_of_now() -> None:
    assert sheet(made(published=())) == NOW
    assert "Mã này mở trang này." in unit_page(made(published=()), UNIT).body


def test_a_sheet_has_no_code_without_an_address_nor_in_a_large_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sheet(made(site=Site())) is None
    assert 'class="qr"' not in unit_page(made(site=Site()), UNIT).body
    below = made(units=(make_unit("tinh-01"), make_unit(UNIT, "tinh-01")))
    assert sheet(below) is not None
    monkeypatch.setattr(measures.Measured, "is_large", True)
    assert sheet(below) is None


def test_the_code_is_that_of_the_address_and_the_same_every_time() -> None:
    drawn = charts.draw_code(NOW.address)
    assert drawn == charts.draw_code(NOW.address) != charts.draw_code(f"{NOW.address}a")
    side = segno.make_qr(NOW.address, error="m").symbol_size(border=2)[0]
    assert f'viewBox="0 0 {side} {side}"'.encode() in drawn
    assert len(drawn) < 4000
