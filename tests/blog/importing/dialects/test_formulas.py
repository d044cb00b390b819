"""Formulas that were written around another program's escapes."""

import pytest

from tests.blog.importing.dialects.translating import translated
from tests.blog.markdown.rendering import render_markdown


@pytest.mark.parametrize("dialect", ["hugo", "zola", "jekyll", "plain"])
@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("so \\\\( x\\_1 \\\\) is", "so \\( x_1 \\) is"),
        ("so \\\\(\\\\{x\\\\}\\\\) is", "so \\(\\{x\\}\\) is"),
        ("\\\\[ x \\\\\\\\ y \\\\]", "$$ x \\\\ y $$"),
        ("\\\\[\nx = 1\n\\\\]", "$$\nx = 1\n$$"),
        ("not \\\\( an aside \\\\)", "not \\\\( an aside \\\\)"),
        ("`\\\\( x \\\\)` stays", "`\\\\( x \\\\)` stays"),
        ("\\\\( x\n\ny \\\\)", "\\\\( x\n\ny \\\\)"),
    ],
)
def test_doubled_backslashes_make_formulas(dialect, text, markdown):
    draft = translated(dialect, text)
    assert draft.text == markdown
    assert draft.remarks == []
    assert ("<math" in render_markdown(draft.text)) == (text != markdown)


@pytest.mark.parametrize("dialect", ["hugo", "jekyll", "obsidian", "plain"])
def test_formulas_that_are_marked_as_code_are_formulas(dialect):
    draft = translated(
        dialect, "a $`x_1`$ b `$`x\n\n```math\ny^2\n```\n\n````\n```math\nz\n```\n````"
    )
    assert draft.text == "a $x_1$ b `$`x\n\n$$\ny^2\n$$\n\n````\n```math\nz\n```\n````"
    assert render_markdown(draft.text).count("<math") == 2


def test_kramdown_has_double_dollars_in_a_line():
    draft = translated("jekyll", "so $$x^2$$ is\n\n$$y$$\n\n$$\nz \\\\\\\\ a\n$$\n\n$$HOME and $$")
    assert draft.text == "so $x^2$ is\n\n$$y$$\n\n$$\nz \\\\\\\\ a\n$$\n\n$$HOME and $$"


def test_others_double_the_breaks_of_lines():
    assert translated("hugo", "$$ a \\\\\\\\ b $$").text == "$$ a \\\\ b $$"
