"""Brackets and dollars that enclose no formula: prose, and raw HTML's code."""

import pytest

from tests.blog.markdown.rendering import render_markdown


@pytest.mark.parametrize(
    "inside",
    ["an aside?", "e.g. x", "i.e. n", "optional", "注", "siehe oben", "см", "see [it](#x)"],
)
def test_prose_in_escaped_parentheses_is_no_formula(inside):
    html = render_markdown(f"text \\({inside}\\) more")
    assert "<math" not in html
    assert f"({inside.split('[')[0]}" in html


@pytest.mark.parametrize(
    "inside",
    ["n", "x+y", "ab", "2 < 3", "x_1", "\\text{if so}", "O(n)", "e^{see}", "α β", "f = word", "n!"],
)
def test_formulas_in_escaped_parentheses_stay_formulas(inside):
    assert "<math" in render_markdown(f"text \\({inside}\\) more")


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("text <pre>a $x_1$ b</pre>", "$x_1$"),
        ("a <code>$x$ and \\(y\\)</code> b", "$x$ and \\(y\\)"),
        ("a <kbd>$a*b*$</kbd>, <samp>$a$</samp>", "$a*b*$"),
        ("<pre>\n$a$\n\n$b_1$\n</pre>", "$b_1$"),
        ("<div><pre>\n$a$\n\n$b_1$ and\n\n</pre></div>", "$b_1$ and"),
        ("> a <code>$x$</code>", "<code>$x$</code>"),
    ],
)
def test_dollars_in_raw_code_are_dollars(source, kept):
    html = render_markdown(source)
    assert "<math" not in html
    assert kept in html


@pytest.mark.parametrize(
    "source", ["<code>a</code> $x_1$", "a <code> $x_1$", "</code> $x_1$", "<b>$x_1$</b>"]
)
def test_formulas_beside_raw_code_stay_formulas(source):
    assert "<math" in render_markdown(source)


@pytest.mark.parametrize("signs", [r"\[{}\]", r"\({}\)"])
@pytest.mark.parametrize("address", ["https://example.org/a_b=c", "/a_b", "../a_b=c"])
def test_links_in_escaped_brackets_are_no_formula(address, signs):
    inside = signs.format(f"[1]({address})|[2]({address})")
    for source in (f"See {inside}.", inside):
        html = render_markdown(source)
        assert "<math" not in html
        assert html.count(f'href="{address}"') == 2


def test_brackets_before_parentheses_stay_a_formula():
    assert "<math" in render_markdown(r"\[\mathbb{E}[X](y) = f[a](b)\]")
