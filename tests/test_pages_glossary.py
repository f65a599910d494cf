"""Terms explained where they stand: once a page, with their source, and only where the page says them."""

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, urls
from generator.measures import Measured
from generator.model import GlossaryEntry, Register
from generator.pages.blocks.glossary import with_terms
from generator.pages.kinds.glossary import glossary_page
from generator.pages.view.context import Context
from tests.registers import make_document, make_register

CITED = '<details class="cite" id="trich-dan"></details>'
VISIT = GlossaryEntry(
    "luot", "Lượt", "Visit", ("lượt người", "lượt"), "Số lần.", "Times.", None, None, "/phuong-phap/#luot"
)
LAW = GlossaryEntry(
    "giam-sat", "Giám sát", "Oversight", ("giám sát",), "Theo <dõi>.", "…", "law", "Điều 1", None
)


def context_of(*entries: GlossaryEntry) -> Context:
    register = make_register(documents=(replace(make_document("law"), short_title="Quyết định 217"),))
    known = replace(register, glossary={entry.entry_id: entry for entry in entries})
    return Context(known, measures.measure(known), "/chi-tieu/a/")


def told(body: str, names_only: bool = False) -> LexborHTMLParser:
    return LexborHTMLParser(with_terms(context_of(VISIT, LAW), f"{body}{CITED}", names_only))


def test_a_page_explains_the_terms_that_it_says_once_in_their_order_before_its_citation() -> None:
    tree = told("<h1>Giám sát</h1><p>120 lượt người; số cuộc giám sát; 3 lượt</p>")
    assert [node.text() for node in tree.css("details.terms dt")] == ["Giám sát", "Lượt"]
    assert tree.css_first("details.terms ~ details.cite") is not None
    first, second = tree.css("details.terms dd")
    assert first.text() == "Theo <dõi>. Quyết định 217, Điều 1"
    assert first.css_first("a").attributes["href"] == "../../nguon/law/"
    assert second.css_first("a").attributes["href"] == "../../phuong-phap/#luot"


def test_words_that_only_contain_a_term_or_stand_in_an_attribute_explain_nothing() -> None:
    for body in ("<p>khảo lượtx, xgiám sát</p>", '<a title="giám sát" href="#luot">x</a>', "<p>3 buổi</p>"):
        assert told(body).css("details.terms") == []
    assert with_terms(context_of(), f"<p>giám sát</p>{CITED}", names_only=False).count("<details") == 1
    assert with_terms(context_of(LAW), "<p>giám sát</p>", names_only=False) == "<p>giám sát</p>"


def test_a_page_that_must_be_small_names_its_terms_and_leads_to_them() -> None:
    tree = told("<p>giám sát</p>", names_only=True)
    (link,) = tree.css("p.tools a")
    assert (link.text(), link.attributes["href"]) == ("Giám sát", "../../thuat-ngu/#giam-sat")
    assert "Theo" not in tree.body.text()


def test_every_term_of_the_record_stands_on_the_page_of_terms_with_its_source(
    register: Register, measured: Measured
) -> None:
    tree = LexborHTMLParser(glossary_page(Context(register, measured, urls.GLOSSARY)).body)
    assert {node.attributes["id"] for node in tree.css("dl.dictionary dt")} == set(register.glossary)
    assert [node.css_first("a") is not None for node in tree.css("dl.dictionary dd")] == [True] * len(
        register.glossary
    )
    assert len(register.glossary) > 10


def test_every_form_of_a_term_can_be_found() -> None:
    for form in (*VISIT.forms, *LAW.forms):
        assert told(f"<p>Có {form.upper()}.</p>").css("details.terms dt") != []
