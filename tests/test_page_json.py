"""The JSON beside pages: which pages have one, and that every figure in it is the one of the record."""

from __future__ import annotations

import json
from decimal import Decimal
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from generator import pages, schema
from generator.measures import Measured
from generator.model import EACH, UNIT, Register
from generator.pages.kinds.page_json import json_beside
from generator.pages.view.context import Context, Site
from generator.products import Page
from generator.site import verify
from tests.builders import DATA

CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
KINDS = ("unit", "association-in-unit", "association", "indicator", "document")


def made(register: Register, measured: Measured, kind: str) -> list[Page]:
    tasks = [task for task in pages.plan(register, measured, EACH) if task.kind == kind]
    return [pages.make(task, register, measured, CONTRACT) for task in tasks]


def told(page: Page) -> dict[str, object]:
    ((path, content),) = page.facts
    assert path == page.path.replace("index.md", "index.json")
    assert page.front["json"] == "index.json"
    found: dict[str, object] = json.loads(content, parse_float=Decimal)
    return found


def due(register: Register, kind: str, facts: dict[str, object]) -> set[str]:
    """Return the figures of what a JSON says it is about."""
    column = {"association": "organisation_id", "association-in-unit": "organisation_id"}.get(
        kind, f"{kind}_id"
    )
    wanted = {column: facts[column]} | (
        {"unit_id": facts["unit_id"]} if kind == "association-in-unit" else {}
    )
    return {
        name
        for name, one in register.observations.items()
        if all(getattr(one, column) == value for column, value in wanted.items())
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_beside_a_page_has_all_figures_of_what_it_is_about(
    register: Register, measured: Measured, kind: str
) -> None:
    with_figures = [page for page in made(register, measured, kind) if page.facts]
    assert with_figures
    for page in with_figures:
        facts = told(page)
        assert facts["format"] == 1
        figures = facts["figures"]
        assert isinstance(figures, dict)
        assert set(figures) == due(register, kind, facts)
        for name, one in figures.items():
            assert one.get("value") == register.observations[name].value
        assert list(verify.told_faults(*page.facts[0], register)) == []


def test_what_ids_of_a_figure_name_stands_beside_it(register: Register, measured: Measured) -> None:
    page = next(one for one in made(register, measured, "document") if one.facts)
    facts = told(page)
    for one in facts["figures"].values():  # type: ignore[attr-defined]
        assert one["unit_id"] in facts["units"]  # type: ignore[operator]
        assert one["indicator_id"] in facts["indicators"]  # type: ignore[operator]
        assert one["document_id"] in facts["documents"]  # type: ignore[operator]
        assert str(one["period_id"]) in facts["periods"]  # type: ignore[operator]
        assert one.get("organisation_id") is None or one["organisation_id"] in facts["organisations"]  # type: ignore[operator]


def test_a_page_without_figures_has_no_json(register: Register, measured: Measured) -> None:
    without = [page for page in made(register, measured, "document") if not page.facts]
    assert without
    assert all("json" not in page.front for page in without)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_large_record_tells_no_figures_of_many_units_beside_a_page(register: Register, kind: str) -> None:
    large = SimpleNamespace(
        is_large=True, units_of_organisation={}, units_of_indicator={}, units_of_document={}
    )
    context = Context(register, large, "/", Site())  # type: ignore[arg-type]
    ids = {
        "association-in-unit": ("xa-05587", next(iter(register.organisations))),
        "association": (next(iter(register.organisations)),),
        "indicator": (next(iter(register.indicators)),),
        "document": (next(iter(register.documents)),),
    }[kind]
    assert json_beside(context, kind, ids) is None


def test_where_figures_have_no_pages_those_of_a_unit_stand_below_so(
    register: Register, measured: Measured
) -> None:
    (task,) = (
        one for one in pages.plan(register, measured, UNIT) if one.ids == ("xa-05587",) and one.kind == "unit"
    )
    page = pages.make(task, register, measured, replace(CONTRACT, figure_pages=UNIT), Site(figure_pages=UNIT))
    assert [path for path, _ in page.facts] == ["so/xa-05587.json"]
    assert page.front["json"] == "../../so/xa-05587.json"
