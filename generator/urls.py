"""Every address of the site is made here, and nowhere else.

Addresses are site paths that begin and end with a slash; `relative` turns one into the link from
another page, so that the site works below any path.  Identity is in the code; the words are the
frozen `slug` of the data.  An address depends on its own row only: adding rows never moves a page.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from posixpath import commonprefix
from urllib.parse import quote, urlencode

from generator.language import ENGLISH, VIETNAMESE
from generator.model import EACH, Document, Indicator, Observation, Organisation, Unit

HOME = "/"
PLACES = "/dia-phuong/"
ORGANISATIONS = "/hoi/"
INDICATORS = "/chi-tieu/"
DOCUMENTS = "/nguon/"
DOCUMENTS_BY_PROVINCE = f"{DOCUMENTS}theo-tinh/"  # a level below those that are documents themselves
DATA = "/du-lieu/"
COMPARE = "/so-sanh/"
GLOSSARY = "/thuat-ngu/"
QUALITY = "/chat-luong/"
CORRECTIONS = "/dinh-chinh/"
RELEASES = f"{DATA}phien-ban/"
DICTIONARY = f"{DATA}tu-dien/"
FIGURES = "/so/"
FIGURE_DATA = "index.json"  # beside a page with figures
MARKDOWN = "index.md"  # the same page as Markdown
METHOD = "/phuong-phap/"
SMALL_NUMBERS = f"{METHOD}so-nho/"
CHECKS = f"{METHOD}cong-va-doi-chieu/#doi-chieu"
EMBED = "/assets/so-lieu-hoi.js"
EMBEDS = "/nhung/"
ABOUT = "/gioi-thieu/"
SEARCH = "/tim-kiem/"
DOWNLOADS = "/data/"
ARCHIVE = "so-lieu-hoi.zip"  # below DOWNLOADS: the whole record
DATABASE = "so-lieu-hoi.sqlite"  # the same as a database
WORKBOOK = "so-lieu-hoi.xlsx"  # the same for Excel
CORE = "so-lieu-hoi-danh-muc.zip"  # what all provinces share, where the record is too large for one ZIP
CORE_DATABASE = "so-lieu-hoi-danh-muc.sqlite"
CSVW, DCAT = "csvw.json", "dcat.jsonld"  # below DOWNLOADS: what the files are, by two standards
PARQUET = "parquet/"  # below DOWNLOADS: a file a table
ASSETS = "/assets/"
CHART_FILES = f"{ASSETS}bieu-do/"

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


IN_ENGLISH = "/en/"
_IN_ONE_PLACE = (IN_ENGLISH, DICTIONARY, METHOD, ABOUT, DOWNLOADS, ASSETS)


def language_of(address: str) -> str:
    """Return the language of the page at an address."""
    return ENGLISH if address.startswith(IN_ENGLISH) else VIETNAMESE


def in_language(target: str, language: str) -> str:
    """Return where a page of the record is in a language; files, and pages by people, have but one place."""
    if language == VIETNAMESE or target.startswith(_IN_ONE_PLACE):
        return target
    path = target.partition("#")[0].partition("?")[0]
    return f"{IN_ENGLISH}{target.lstrip('/')}" if path.endswith("/") else target


def in_vietnamese(address: str) -> str:
    """Return where the Vietnamese page is that says the same."""
    return f"/{address.removeprefix(IN_ENGLISH).lstrip('/')}"


def unit(value: Unit) -> str:
    """Return `/xa/05587-binh-yen/`; a span of validity that began later ends in its date."""
    dated = value.unit_id.removeprefix(f"{value.level}-{value.code}")
    return f"/{value.level}/{value.code}-{value.slug}{dated}/"


def code(value: Unit) -> str:
    """Return `/xa/05587/`, where the words are left out: which unit it is, and which it was before."""
    return f"/{value.level}/{value.code}/"


def told(value: Unit) -> str:
    """Return where a unit without a page is told of: at its code, which others may have had, too."""
    return f"{code(value)}#{value.unit_id}"


def places_in(province: Unit) -> str:
    """Return the directory of a province: every unit in it, each row with its unit_id as anchor."""
    return f"{PLACES}{unit(province).removeprefix('/tinh/')}"


def places_before(province: Unit) -> str:
    """Return the second directory of a province that outlived its districts: the units of their time."""
    return f"{places_in(province)}truoc-2025/"


def directory(place: Unit, province: Unit) -> str:
    """Return the directory that has the row of a unit."""
    if place.parent_id is None:
        return PLACES
    outlived = _with_districts(place) and not _with_districts(province)
    return places_before(province) if outlived else places_in(province)


def _with_districts(value: Unit) -> bool:
    """Whether a unit ended with the districts, or before."""
    return value.valid_to is not None and value.valid_to <= LAST_DAY_OF_DISTRICTS


def organisation(value: Organisation) -> str:
    return f"{ORGANISATIONS}{value.slug}/"


def organisation_in_unit(place: Unit, body: Organisation) -> str:
    return f"{unit(place)}{body.slug}/"


def indicator(value: Indicator) -> str:
    return f"{INDICATORS}{value.slug}/"


def document(value: Document) -> str:
    return f"{DOCUMENTS}{value.document_id}/"


def in_province(whole: str, province: Unit) -> str:
    """Return the part for one province of what is too much for one page, which is at `whole`."""
    return f"{whole}{_part(province)}/"


def province_package(province: Unit) -> str:
    """Return the ZIP of a province, where the record is too large for one."""
    return f"{DOWNLOADS}{province_archive(province)}"


def province_archive(province: Unit, kind: str = "zip") -> str:
    """Return the file name of a province's ZIP, or workbook; an old and a new one of one code stay apart."""
    return f"so-lieu-hoi-{_part(province)}.{kind}"


def _part(province: Unit) -> str:
    """Return `19-thai-nguyen-20250701`; what lies below no province keeps the name of its level."""
    return unit(province).strip("/").replace("/", "-").removeprefix("tinh-")


def figure(place: Unit, observation: Observation, figure_pages: str) -> str:
    """Return the permanent address of one figure: its own page, or its row on the page of its unit."""
    return figure_page(observation.figure_id) if figure_pages == EACH else figure_row(place, observation)


def figure_page(figure_id: str) -> str:
    return f"{FIGURES}{figure_id}/"


def figure_row(place: Unit, observation: Observation) -> str:
    """Return where one figure stands on the page of its unit."""
    return f"{unit(place)}#{observation.figure_id}"


def figures_data(place: Unit) -> str:
    """Return the JSON of all figures of a unit, where these have no pages."""
    return f"{FIGURES}{place.unit_id}.json"


def changes_of(place: Unit) -> str:
    """Return where the changes of a unit's figures stand on its page."""
    return f"{unit(place)}#da-sua"


def release(release_id: str) -> str:
    """Return the page of a release, below which its files lie."""
    return f"{RELEASES}{release_id}/"


def embed(page: str, release_id: str | None = None) -> str:
    """Return what other people's pages show of a page as an embed: as it is, or as a release had it."""
    below = page.lstrip("/") if release_id is None else f"{release_id}{page}"
    return f"{EMBEDS}{below}"


def unit_then(release_id: str, place: Unit) -> str:
    """Return the page of a unit as a release had it, where that has changed since."""
    return f"{release(release_id)}{unit(place).lstrip('/')}"


def is_then(path: str) -> bool:
    """Whether a page, by its path below site_src/, shows a unit as a release had it."""
    return path.startswith(RELEASES.lstrip("/")) and path.count("/") > RELEASES.count("/")


def feed(province: Unit | None, name: str) -> str:
    """Return a feed of releases and changes: of the whole record, or of what lies in a province."""
    return f"{CORRECTIONS if province is None else in_province(CORRECTIONS, province)}{name}"


def relation(relation_id: str) -> str:
    """Return the row of one arithmetic relation on the quality page."""
    return f"{QUALITY}#{relation_id}"


def relation_in_unit(place: Unit, relation_id: str) -> str:
    """Return the row of one relation on the page of its unit, where it stands however many there are."""
    return f"{unit(place)}#{relation_anchor(relation_id)}"


def topic_anchor(topic_id: str) -> str:
    """Return the anchor of a topic on the pages that have it as a section."""
    return topic_id.replace("_", "-")


def topic_in_unit(place: Unit, topic_id: str) -> str:
    """Return where the figures of a topic stand on the page of a unit."""
    return f"{unit(place)}#{topic_anchor(topic_id)}"


def relation_anchor(relation_id: str) -> str:
    """Return the anchor of a relation on its unit's page, unlike that of any section or figure."""
    return f"kiem-tra-{relation_id}"


def unit_rows(place: Unit) -> str:
    """Return where the source rows of one unit lie, as CSV."""
    return f"{DOWNLOADS}observations/{place.unit_id}.csv"


def unit_workbook(place: Unit) -> str:
    """Return where the figures of one unit lie for Excel, if the record is small enough for that."""
    return f"{DOWNLOADS}observations/{place.unit_id}.xlsx"


def compared_path(value: Indicator) -> str:
    """Return the path below `/data/` of the figures of an indicator that may be compared."""
    return f"so-sanh/{value.slug}.csv"


def compared_cube(value: Indicator) -> str:
    """Return the path below `/data/` of the same figures as JSON-stat."""
    return f"so-sanh/{value.slug}.json"


def compared_rows(value: Indicator) -> str:
    """Return where these figures lie, as CSV."""
    return f"{DOWNLOADS}{compared_path(value)}"


def report_form(form: str, address: str, figure_id: str, release: str) -> str:
    """Return a form with what is known filled in, under the names of its fields."""
    known = urlencode({"address": address, "figure": figure_id, "release": release})
    return f"{form}{'&' if '?' in form else '?'}{known}"


def report_mail(mail: str, subject: str, body: str) -> str:
    """Return a letter that has been begun."""
    return f"mailto:{mail}?subject={quote(subject)}&body={quote(body)}"


def address_of(page: str) -> str:
    """Return the address of a Markdown page: `xa/a/index.md` and `xa/a.md` are both `xa/a/`."""
    stem = page.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name.lower() in ("index", "readme"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def markdown_path(address: str) -> str:
    """Return the file below site_src/ whose page has this address."""
    return f"{address.strip('/')}/index.md".lstrip("/")


def page_file(address: str) -> str:
    """Return the file of the site that a server sends for the address of a page."""
    return f"{address.strip('/')}/index.html".lstrip("/")


def relative(target: str, source: str) -> str:
    """Return the link to `target` as it is written on the page `source`; anchors are kept."""
    path, hash_sign, anchor = target.partition("#")
    if path == source and hash_sign:
        return f"#{anchor}"
    return f"{_relative(path, source)}{hash_sign}{anchor}"


@lru_cache(maxsize=4096)
def _relative(path: str, source: str) -> str:
    """Return a link between two pages; the figures of one page lead to few others."""
    here, there = ([part for part in address.split("/") if part] for address in (source, path))
    shared = len(commonprefix([here, there]))
    link = "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "."
    return f"{link}/" if path.endswith("/") else link
