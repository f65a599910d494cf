"""Templates and contents agree, and what a reader sees is written in templates and word lists only."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import meta
from msgspec import Struct

from generator.cli.review_formats import ReviewPage
from generator.errors import GeneratorError
from generator.language import VIETNAMESE
from generator.pages.kinds import KINDS
from generator.pages.kinds.dictionary import DictionaryPage
from generator.pages.kinds.embed import EmbedPage
from generator.pages.kinds.feeds import Feed
from generator.pages.kinds.redirects import MovedPage
from generator.pages.kinds.unit_code import CodePage
from generator.pages.view import rendering, words

GENERATOR = Path(rendering.__file__).parents[2]
CONTENTS = {rendering.template_of(kind.content): kind.content for kind in KINDS.values()}
CONTENTS["code.md.j2"] = CodePage
WHOLE = {
    "moved.html.j2": MovedPage,
    "embed.html.j2": EmbedPage,
    "feed.xml.j2": Feed,
    "review.html.j2": ReviewPage,
    "dictionary.md.j2": DictionaryPage,
}
"""Templates of whole files, and of a page of text: not of pages that are one HTML block."""


def test_every_template_has_a_content():
    assert {path.name for path in rendering.TEMPLATES.glob("[!_]*.j2")} == {*CONTENTS, *WHOLE}


@pytest.mark.parametrize("name", [*CONTENTS, *WHOLE])
def test_a_template_uses_exactly_the_fields_of_its_content(name):
    environment = rendering.environment(VIETNAMESE)
    source = (rendering.TEMPLATES / name).read_text(encoding="utf-8")
    used = meta.find_undeclared_variables(environment.parse(source)) - set(environment.globals)
    declared = set((CONTENTS | WHOLE)[name].__struct_fields__)
    assert used == declared


def _dotted(path):
    return ".".join(path.relative_to(GENERATOR.parent).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", sorted((GENERATOR / "pages").rglob("*.py")), ids=lambda path: path.stem)
def test_contents_are_frozen_and_described(path):
    module = import_module(_dotted(path))
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Struct) and value.__module__ == module.__name__:
            assert value.__struct_config__.frozen, value
            assert value.__doc__ and not value.__doc__.startswith(f"{value.__name__}("), value


@pytest.mark.parametrize("path", sorted((GENERATOR / "pages").rglob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_for_readers_stands_in_python(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)
    }
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    sentences = [
        text
        for text in texts
        if isinstance(text, str)
        and text not in docstrings
        and " " in text.strip()
        and re.search("[À-ỹđĐ]", text)
    ]
    assert sentences == []


def _imported(name):
    tree = rendering.environment(VIETNAMESE).parse((rendering.TEMPLATES / name).read_text("utf-8"))
    return set(meta.find_referenced_templates(tree))


@pytest.mark.parametrize("name", CONTENTS)
def test_a_template_imports_itself_what_its_imports_import(name):
    """Jinja looks these up for the first page only; later ones would not know that they depend on them."""
    own = _imported(name)
    assert {below for other in own for below in _imported(other)} <= own


def test_every_macro_is_called_and_every_imported_one_too():
    sources = {path.name: path.read_text("utf-8") for path in rendering.TEMPLATES.rglob("*.j2")}
    everything = "\n".join(sources.values())
    macros = re.findall(r"{%-? macro (\w+)\(", everything)
    assert len(macros) > 20
    alias = dict(re.findall(r"(\w+) as (\w+)", everything))
    called = re.sub(r"{%-? macro \w+\(", "", everything)
    assert [name for name in macros if not re.search(rf"\b{alias.get(name, name)}\(", called)] == []
    for name, source in sources.items():
        imported = [
            it.split(" as ")[-1]
            for line in re.findall(r" import (.+?) -?%}", source)
            for it in line.split(", ")
        ]
        assert [it for it in imported if not re.search(rf"\b{it}\(", source)] == [], name


def test_text_that_no_filter_marked_is_refused():
    template = rendering.environment(VIETNAMESE).from_string("<p>{{ name }}</p>")
    with pytest.raises(GeneratorError, match="without the filter html"):
        template.render(name="Hội")


def test_escaped_text_cannot_look_like_the_place_of_a_chart():
    assert "{" not in rendering.html("{chart:0}<b>&")
    assert rendering.html("{chart:0}<b>&") == "&#123;chart:0}&lt;b&gt;&amp;"


def test_the_name_of_a_file_is_cut_between_words():
    assert rendering.slug("Số hội, Huyện Tam Đường") == "so-hoi-huyen-tam-duong"
    assert rendering.slug("hội " * 40) == "-".join(["hoi"] * 30)


def test_counts_are_printed_with_vietnamese_separators():
    assert rendering.environment(VIETNAMESE).from_string("{{ count }}").render(count=23000) == "23.000"


def test_an_attribute_that_a_content_lacks_is_a_fault_of_the_program():
    template = rendering.environment(VIETNAMESE).from_string("{{ place.nothing | html }}")
    with pytest.raises(AttributeError, match="nothing"):
        template.render(place=object())


def test_a_macro_is_called_with_names_and_defaults_in_a_loop_and_around_what_a_caller_prints():
    template = rendering.environment(VIETNAMESE).from_string(
        "{% macro two(a, b='!') %}{{ a | html }}{{ b | html }}{% endmacro %}"
        "{% macro around(a) %}{{ a | html }}{{ caller() }}{% endmacro %}"
        "{% for one in '<x' %}{{ two(one) }}{{ two(a=one, b='&') }}{% endfor %}"
        "{% call around('(') %}{{ 1000 }}{% endcall %}"
    )
    assert template.render() == "&lt;!&lt;&amp;x!x&amp;(1.000"


def test_an_unknown_word_is_a_fault_of_the_program():
    with pytest.raises(GeneratorError, match=r"missing\.because"):
        words.word("missing", "because")


def test_mid_sentence_leaves_abbreviations_alone():
    assert words.lowered("Tỉnh Hậu Giang") == "tỉnh Hậu Giang"
    assert words.lowered("CLB gia đình") == "CLB gia đình"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Chỉ thị 17-CT/TW (2012)", 'Chỉ thị <span class="whole">17-CT/TW</span> (2012)'),
        ("bản 2026-11-28.", 'bản <span class="whole">2026-11-28</span>.'),
        ("đoàn thể chính trị - xã hội, 2023", "đoàn thể chính trị - xã hội, 2023"),
        ("22/9/2014–31/12/2024", "22/9/2014–31/12/2024"),
        ("403/2017/NQLT-CP-UBTWMTTQVN", "403/2017/NQLT-CP-UBTWMTTQVN"),  # wider than a phone in a heading
        ("<b>1-a", '&lt;b&gt;<span class="whole">1-a</span>'),
    ],
)
def test_the_number_of_a_document_and_the_id_of_a_release_are_kept_on_one_line(said, shown):
    assert rendering.unbroken(said) == shown
