"""The last look: every link, anchor and figure of the built tree."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import write
from generator.errors import RenderError
from generator.model import Register
from generator.site import verify
from generator.site.verify import Fault
from tests.registers import make_observation, make_register

FIGURE = "member-count-2023-000000000001"
UNIT_PAGE = "xa/00001-ten-00001/index.html"
DOCUMENT_PAGE = "nguon/report/index.html"
DATA = '<data value="1875" data-figure="{figure}"{owner}>1.875</data>'


@pytest.fixture
def register() -> Register:
    return make_register(make_observation(FIGURE, "1875", unit_id="xa-00001"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one unit, one document, one figure, and nothing wrong."""
    put(
        tmp_path,
        "index.html",
        '<a href="xa/00001-ten-00001/#noi-dung">x</a> <a href="https://vi.wikipedia.org/">w</a>',
    )
    put(tmp_path, UNIT_PAGE, f'<h1 id="noi-dung">a</h1>{DATA.format(figure=FIGURE, owner=f" id={FIGURE}")}')
    put(
        tmp_path,
        DOCUMENT_PAGE,
        f'<a href="../../{UNIT_PAGE.removesuffix("index.html")}#{FIGURE}">'
        f"{DATA.format(figure=FIGURE, owner='')}</a>",
    )
    put(tmp_path, "assets/site.css", "a{background:url(a.png)}")
    (tmp_path / "assets/a.png").write_bytes(b"")
    return tmp_path


def put(site: Path, path: str, body: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    start = f'<!doctype html><html lang="vi"><head><title>{path}</title></head><body>'
    file.write_text(body if path.endswith(".css") else f"{start}{body}</body></html>", "utf-8")


def look(site: Path, register: Register, site_url: str | None = None) -> list[Fault]:
    """Look at every page, and compare all names: what a build does page by page."""
    paths = list(write.walk(site))
    readable = [path for path in paths if path.endswith((".html", ".css"))]
    facts = [verify.page_facts(path, (site / path).read_text("utf-8"), site_url) for path in readable]
    at_home, due = {UNIT_PAGE: [FIGURE]}, {UNIT_PAGE: [FIGURE], DOCUMENT_PAGE: [FIGURE]}
    found = [
        fault
        for page in facts
        for fault in verify.inspect(page, register, at_home.get(page.path, ()), due.get(page.path, ()))
    ]
    provided = b"".join(page.provided for page in facts) + verify.packed(paths)
    missing = verify.missing_names((page.used for page in facts), provided)
    return [*verify.path_faults(paths), *found, *verify.link_faults(facts, missing)]


def faults_of(site: Path, register: Register, site_url: str | None = None) -> set[tuple[str, str, str]]:
    return {(fault.code, fault.page, fault.what) for fault in look(site, register, site_url)}


def codes_of(site: Path, register: Register, site_url: str | None = None) -> set[str]:
    return {code for code, _, _ in faults_of(site, register, site_url)}


def test_a_site_without_faults_passes(site: Path, register: Register) -> None:
    assert faults_of(site, register) == set()
    verify.refuse(look(site, register))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<a href="nowhere/">x</a>', "link-broken"),
        ('<a href="xa/00001-ten-00001">no slash, so a redirect</a>', "link-broken"),
        ('<a href="xa/00001-ten-00001/#nowhere">x</a>', "anchor-missing"),
        ('<a href="#nowhere">x</a>', "anchor-missing"),
        ('<a href="/xa/00001-ten-00001/">x</a>', "link-absolute"),
        ('<a href="../outside/">x</a>', "link-outside"),
        ('<a href="javascript:alert(1)">x</a>', "foreign-origin"),
        ('<a href="JAVASCRIPT:alert(1)">x</a>', "foreign-origin"),
        ('<img src="missing.png">', "link-broken"),
        ('<img srcset="assets/a.png 1x, assets/b.png 2x">', "link-broken"),
        ('<img src="https://example.org/a.png">', "foreign-origin"),
        ('<script src="//example.org/a.js"></script>', "foreign-origin"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "foreign-origin"),
        ('<link rel="preconnect" href="https://example.org/">', "foreign-origin"),
        ('<p style="background:url(https://example.org/a.png)">x</p>', "foreign-origin"),
        ("<style>@import 'https://example.org/a.css';</style>", "foreign-origin"),
        ('<form action="https://example.org/"></form>', "foreign-origin"),
        ('<svg><use href="https://example.org/a.svg#b"/></svg>', "foreign-origin"),
        ('<input type="image" src="missing.png">', "link-broken"),
        ('<meta http-equiv="refresh" content="0; url=nowhere/">', "link-broken"),
        ('<p id="a">1</p><p id="a">2</p>', "id-repeated"),
        ('<data value="1875" data-figure="invented">1.875</data>', "figure-unknown"),
        (f'<data value="1876" data-figure="{FIGURE}">1.875</data>', "figure-altered"),
        (f'<data value="1875.0" data-figure="{FIGURE}">1.875</data>', "figure-altered"),
    ],
)
def test_a_fault_on_a_page_is_found(site: Path, register: Register, body: str, code: str) -> None:
    put(site, "index.html", body)
    assert codes_of(site, register) == {code}


@pytest.mark.parametrize(
    "body",
    [
        '<a href="?q=a">x</a>',
        '<a href="#">top</a>',
        '<a href="./">here</a>',
        '<a href="mailto:a@b.vn">x</a>',
        '<img src="data:image/png;base64,AA">',
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
        '<data value="39">39</data>',
    ],
)
def test_what_is_allowed_is_not_called_a_fault(site: Path, register: Register, body: str) -> None:
    put(site, "index.html", body)
    assert faults_of(site, register) == set()


@given(
    link=st.lists(st.sampled_from(("..", "../", "./", ".", "a", "b-c.html", "/", "#", "?q", "%20", ":"))),
    page=st.sampled_from(("index.html", "a/index.html", "xa/00001/index.html", "404.html")),
)
def test_a_plain_link_leads_where_it_leads_when_taken_apart_as_any_other(link: list[str], page: str) -> None:
    plain = verify._plain_target(page, verify._folders_above(page), "".join(link))
    assert plain in (None, verify._target(page, "".join(link), False, None))


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../../hoi/", ("hoi/index.html", "")),
        ("../..", ("index.html", "")),
        ("../00002/#xa-00002", ("xa/00002/index.html", "xa-00002")),
        ("../../assets/site.css", ("assets/site.css", "")),
        ("#noi-dung", ("xa/00001/index.html", "noi-dung")),
    ],
)
def test_links_as_nearly_all_are_need_no_taking_apart(link: str, target: tuple[str, str]) -> None:
    page = "xa/00001/index.html"
    assert verify._plain_target(page, verify._folders_above(page), link) == target


def test_stylesheets_are_read_too(site: Path, register: Register) -> None:
    put(
        site,
        "assets/site.css",
        "@font-face{src:url('https://fonts.example.org/a.woff2')} a{background:url(b.png)}",
    )
    assert codes_of(site, register) == {"foreign-origin", "link-broken"}


def test_links_that_begin_with_the_sites_own_address_are_followed(site: Path, register: Register) -> None:
    put(site, "index.html", '<link rel="canonical" href="https://a.vn/b/xa/00001-ten-00001/">')
    assert faults_of(site, register, "https://a.vn/b/") == set()
    put(site, "index.html", '<link rel="canonical" href="https://a.vn/b/nowhere/">')
    assert codes_of(site, register, "https://a.vn/b/") == {"link-broken"}


def test_the_page_for_unknown_addresses_links_from_the_root(site: Path, register: Register) -> None:
    put(site, "404.html", '<a href="/b/xa/00001-ten-00001/">x</a>')
    assert faults_of(site, register, "https://a.vn/b/") == set()
    assert codes_of(site, register) == {"link-broken"}


def test_two_files_that_are_one_on_another_system_are_found(site: Path, register: Register) -> None:
    put(site, "Index.html", "")
    assert codes_of(site, register) == {"path-collision"}


@pytest.mark.parametrize("page", [UNIT_PAGE, DOCUMENT_PAGE])
def test_a_figure_must_stand_on_its_units_page_and_on_its_documents_page(
    site: Path, register: Register, page: str
) -> None:
    body = (site / page).read_text("utf-8").replace("<data", "<span").replace("</data", "</span")
    (site / page).write_text(body, "utf-8")
    assert faults_of(site, register) == {("figure-absent", page, FIGURE)}


def test_a_figure_must_have_an_address_of_its_own(site: Path, register: Register) -> None:
    body = (site / UNIT_PAGE).read_text("utf-8").replace(f" id={FIGURE}", "")
    (site / UNIT_PAGE).write_text(body, "utf-8")
    assert ("figure-without-address", UNIT_PAGE, FIGURE) in faults_of(site, register)


def test_a_missing_figure_stands_in_words_at_its_address(site: Path, register: Register) -> None:
    observation = replace(register.observations[FIGURE], value=None, missing="not_reported")
    register = replace(register, observations={FIGURE: observation})
    for page in (UNIT_PAGE, DOCUMENT_PAGE):
        body = (site / page).read_text("utf-8")
        (site / page).write_text(body.replace("<data", "<span").replace("data-figure", "title"), "utf-8")
    assert faults_of(site, register) == set()
    put(site, "index.html", DATA.format(figure=FIGURE, owner=""))
    assert codes_of(site, register) == {"figure-altered"}


def test_at_most_twenty_faults_are_told_and_all_are_counted(site: Path, register: Register) -> None:
    put(site, "index.html", "".join(f'<a href="no-{number}/">x</a>' for number in range(30)))
    with pytest.raises(RenderError) as fault:
        verify.refuse(look(site, register))
    assert fault.value.args[1]["count"] == 30
    assert len(fault.value.args[1]["faults"]) == 20


def test_a_missing_name_is_found_in_any_of_many_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_BATCH_BYTES", 2 * verify.NAME_BYTES)
    pages = [verify.packed([f"page {number}"]) for number in range(7)]
    assert verify.missing_names(pages, b"".join(pages)) == set()
    assert verify.missing_names(pages, b"".join(pages[1:])) == {pages[0]}
    assert verify.missing_names(pages, b"".join(pages[:-1])) == {pages[-1]}
    assert verify.missing_names([], b"") == set()
    assert verify.missing_names(pages[:1], b"") == {pages[0]}


def test_of_a_few_names_those_in_use_are_found_among_those_of_all_pages() -> None:
    pages = [verify.packed([f"xa/{number}/index.html"]) for number in range(5)]
    assert verify.names_used({pages[4], pages[0], b"elsewhere"[:8]}, pages) == {pages[0], pages[4]}
    assert verify.names_used({pages[4]}, pages[:4]) == set()
