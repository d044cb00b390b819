"""Texts that repeat what the dialect looks far ahead for: each is read in little time."""

import time

import pytest

from blog.markdown.limits import is_oversized
from blog.markdown.syntax.references import read_caption
from blog.markdown.tokens import parse_source
from tests.blog.markdown.rendering import render_markdown

BOMBS = {
    "lists": "{#a " * 12_000,
    "words with lists": "[" * 1_000 + "x" + "]{.a}" * 1_000,
    "tags that nothing ends": '<a "' * 12_000,
    "places": '<a id="x">' * 4_000,
    "notes": "^[" * 1_900,
    "references": "\\eqref{" * 6_000,
    "options of a cell": "```{python}\n" + "#| a: b\n" * 5_000 + "```",
    "options of a fence": "```" + 'a="' * 15_000 + "\nx\n```",
    "indented callouts": "!!! a\n    " * 4_500,
    "a callout's blanks": "::: a" + " " * 40_000 + "{",
    "a callout's lists": "::: a[" + "]{" * 20_000,
    "blanks behind a formula": "$$x$$" + " " * 40_000 + "y",
    "a cell's backticks": "|a|\n|-|\n|b|" + "`" * 40_000 + "|",
    "galleries": "::: gallery\n![a](b)\n:::\n" * 1_400,
    "formulas in HTML": "<table>" + "$a<b>" * 9_000,
    "emphasis": "**“" * 16_000,
    "headings of one name": "[a](#a--b)\n\n" + "## A & b\n\n" * 2_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_takes_long(name):
    bomb = BOMBS[name]
    assert not is_oversized(bomb)
    start = time.process_time()
    render_markdown(bomb)
    parse_source(bomb)
    # Measured: 0.01 to 2 s.
    assert time.process_time() - start < 10


def test_no_caption_takes_long():
    start = time.process_time()
    text, attributes = read_caption("a" + " " * 40_000 + "b {#tbl:a}")
    assert text.endswith("b")
    assert attributes.label == "tbl:a"
    read_caption("a" + " " * 40_000 + "b")
    assert time.process_time() - start < 3
