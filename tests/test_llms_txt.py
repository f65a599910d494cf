"""What programs that read for people are told: where figures are, and how to cite them."""

from datetime import date

import pytest

from generator.downloads import llms_txt
from generator.model import EACH, UNIT, Release
from tests.builders import DATA

RELEASE = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)


def told(site_url="https://so.example/", release=RELEASE, figure_pages=EACH, is_large=False):
    return llms_txt(DATA, site_url, release, figure_pages, is_large).decode()


def test_it_says_how_to_cite_and_where_the_figures_are():
    text = told()
    assert text.startswith("# Figures of Vietnamese associations\n\n> ")
    assert "Cite a figure with its address: https://so.example/so/{figure_id}/" in text
    assert "The newest release is 2026-11" in text
    assert "- https://so.example/data/figures.csv\n" in text
    assert "- https://so.example/du-lieu/" in text
    assert "`index.md`, the same page as Markdown" in text


def test_without_a_release_it_names_none():
    assert "newest release" not in told(release=None)


@pytest.mark.parametrize(("name", "is_there"), [("figures.csv", False), ("so-lieu-hoi-danh-muc.zip", True)])
def test_a_large_record_is_told_of_in_parts(name, is_there):
    assert (f"https://so.example/data/{name}" in told(is_large=True)) == is_there
    assert (f"https://so.example/data/{name}" in told()) != is_there


def test_where_figures_have_no_pages_it_leads_to_the_units():
    text = told(figure_pages=UNIT)
    assert "/so/{unit_id}.json" in text
    assert "/so/{figure_id}/" not in text
    assert "index.md" not in text


def test_without_a_known_site_addresses_begin_at_its_root():
    assert "- /data/figures.csv\n" in told(site_url=None)
