"""Definitions of addresses and terms: long addresses are read, marks in code are none."""

import pytest

from tests.blog.markdown.rendering import build, render_markdown

LONG = "https://example.org/?q=" + "x" * 10_000


@pytest.mark.parametrize(
    "source",
    [
        f"see [words]({LONG}) here",
        f"see <{LONG}> here",
        f"see {LONG} here",
        f"see [words] here\n\n[words]: {LONG}",
        f"see [Words] here, and [words]\n\n> [words]:\n> {LONG} 'title'",
    ],
)
def test_an_address_may_be_long(source):
    html = render_markdown(source)
    assert f'<a href="{LONG}"' in html
    assert "here" in html
    assert "[" not in html


def test_a_long_address_that_is_used_too_often_stays_text():
    source = "[a][x] " * 100 + f"\n\n[X]: {LONG}\n\n[b][y]\n\n[y]: https://example.org/y"
    html = render_markdown(source)
    assert html.count(LONG) <= 2  # the definition itself, as a link
    assert html.count("[a][x]") == 100
    assert '<a href="https://example.org/y"' in html


@pytest.mark.parametrize("mark", ["~ % ls", ": x = 1", "~\tx"])
@pytest.mark.parametrize("before", ["A line", "Term\n: Meaning\n\nA line", "> A line"])
def test_a_mark_in_code_makes_no_term(mark, before):
    sign = "> " if before.startswith(">") else ""
    html = render_markdown(f"{before}\n{sign}\n{sign}    {mark}\n{sign}    more\n")
    assert "<dt>A line</dt>" not in html
    assert "<p>A line</p>" in html
    assert mark.replace("\t", " ")[:3] in html.replace("\t", " ")
    assert "<pre" in html
    assert html.count("<dt>") == before.count("Term")


def test_definitions_of_many_terms_stay_one_list():
    source = "One\n: a\n: b\n\n    code in it\n\nTwo\n\n: c\n~ d\n\nlast"
    html = render_markdown(source)
    assert html.count("<dl>") == 1
    assert html.count("<dt>") == 2
    assert "<p>last</p>" in html


@pytest.mark.parametrize(
    "bomb",
    ["a\n: b\n# c\n" * 3_000, "a\n\n    : b\n\n" * 3_000, f"[a]: {'y' * 2_100}\n" * 20 + "end"],
)
def test_no_text_of_definitions_takes_long(bomb):
    assert render_markdown(bomb)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[@handle]\n\n[@handle]: https://example.org/h", "h"),
        ("[@Handle][]\n\n[@handle]: https://example.org/h", "h"),
        ("[@handle][Ref]\n\n[ref]: https://example.org/r", "r"),
        ("![@handle][r]\n\n[r]: https://example.org/r", "r"),
        ("[@handle](https://example.org/i)", "i"),
    ],
)
def test_a_reference_gives_way_to_a_link(source, address):
    document = build(("markdown", source))
    assert f"https://example.org/{address}" in document.html
    assert "[" not in document.html
    assert not [each for each in document.problems if each.kind == "reference"]


def test_a_reference_stays_one_before_an_unknown_bracket():
    html = render_markdown("## A {#a}\n\nsee [@a][nothing] and [@a]")
    assert html.count('class="reference"') == 2
