"""The way round Markdown: a page of the record comes out as it would without it, byte for byte."""

import re
from pathlib import Path

import pytest
from markdown import Markdown

from generator import assemble, measures, pages, read, schema
from generator.site.passage import Passage, is_one_block

DATA = Path(__file__).parent.parent / "data"
EXTENSIONS = ["attr_list", "tables", "toc"]  # as in mkdocs.yml


def converted(text, *more):
    return Markdown(extensions=[*EXTENSIONS, *more]).convert(text)


@pytest.fixture(scope="module")
def blocks():
    """Return the text of one page of each family."""
    register = assemble.assemble(read.read(DATA))
    measured = measures.measure(register)
    contract, _ = schema.load(DATA / "datapackage.json")
    tasks = {task.family: task for task in pages.plan(register, measured)}
    made = (pages.make(task, register, measured, contract) for task in tasks.values())
    return [re.sub(r"\{chart:\d+\}", "<svg></svg>", page.text.split("\n---\n", 1)[1]) for page in made]


def test_every_family_of_pages_is_one_block_and_comes_out_the_same(blocks):
    assert len(blocks) > 10
    for block in blocks:
        assert is_one_block(block.strip("\n"))
        assert converted(block, Passage()) == converted(block)


@pytest.mark.parametrize(
    "text",
    [
        "# Tiêu đề\n\nVăn xuôi *nghiêng*, viết tay.",
        '<div class="record">\n<p>một</p>\n\n*hai*\n</div>',
        '<p class="lede">một</p>',
        "",
    ],
)
def test_other_pages_are_left_to_markdown(text):
    assert not is_one_block(text)
    assert converted(text, Passage()) == converted(text)


def test_nothing_inside_a_block_is_read_as_markdown():
    block = '<div class="record">\n<p>*không nghiêng* [x](y) &#123; {#id}</p>\n</div>\n'
    assert converted(block, Passage()) == converted(block) == block.strip("\n")
