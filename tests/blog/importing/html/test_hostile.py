"""HTML that asks for more than it says is converted in bounded time, and without Python's stack."""

import time

import pytest

from blog.importing.html.convert import markdown_of


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>" * 50 + "<p>x</p>" * 500, "**x**"),
        ("<b><i><u>" * 100 + "<p>x</p>" * 300, "x"),
        ("<span style='font-weight:bold;font-style:italic'>x</span> " * 1_500, "***x***"),
        ("<b>x</b>" * 3_000, "<strong>x</strong>"),
        ("<table><tr><td>a<td>" * 200 + "words", "words"),
        ("<table><tr><td>a<td>" + "<div>" * 450 + "words", "words"),
        ("words " + "<div " * 80_000, "words"),
        ("words " + "<pre " * 80_000, "words"),
        ("".join(f"<p style='mso-list:l{n} level{n % 9 + 1}'>x</p>" for n in range(900)), "- x"),
    ],
)
def test_a_tower_of_tags_falls_in_seconds(html, words):
    begun = time.process_time()
    assert words in markdown_of(html).markdown
    assert time.process_time() - begun < 5


def test_a_table_that_stays_html_keeps_all_in_order():
    html = "<table><tr><td>a<b>c</b>d<br>e</td><td>f</td></tr></table>"
    assert "<td>a<b>c</b>d<br>e</td><td>f</td>" in markdown_of(html).markdown
