"""Foreign HTML of any shape ends soon, and loses no words."""

from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.document.manuscript import Manuscript
from blog.importing.entry import Subject, UnreadableError
from blog.importing.html.convert import markdown_of
from blog.markdown.to_html import render_markdown
from tests.blog.importing.html.converting import markdown


@pytest.mark.parametrize("html", ["<div>" * 100_000, "<span><b>" * 50_000, "<p>" * 2_000_000])
def test_html_past_all_bounds_is_refused(html):
    with pytest.raises(UnreadableError):
        markdown_of(html)


def test_html_nested_past_the_walk_keeps_its_words():
    converted = markdown_of("<blockquote>" * 200 + "words" + "</blockquote>" * 200)
    assert "words" in converted.markdown
    assert [remark.subject for remark in converted.remarks] == [Subject.MARKUP]


@pytest.mark.parametrize(
    "html", ["<p>" * 3_000 + "x", "<li>" * 3_000, "<td>" * 3_000, "<" * 20_000, "<!--" * 9_000]
)
def test_broken_html_ends_soon(html):
    markdown_of(html)


_SIGNS = st.sampled_from(
    [*"ab1 \\`*_{}[]<>&~|#+-=.!^:;()%@\"'/é中\u00a0?", "  ", " - ", "1. ", "http://a.b", "&amp;",
     "<b>", "!!! ", "--", "=="]
)  # fmt: skip


def _rendered(markdown: str) -> str:
    """What a post shows that has none of the sources which `@name` could cite."""
    manuscript = Manuscript()
    html = render_markdown(markdown, manuscript)
    return manuscript.replace(html, lambda piece, _role: escape(piece.typed))


def _words(html: str) -> str:
    return "".join(BeautifulSoup(html, "html.parser").get_text().split())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_SIGNS, max_size=14),
    st.lists(_SIGNS, max_size=6),
    st.sampled_from(["b", "em", "del", "a href=http://x.y", "span", "sub", "br", "code"]),
    st.lists(_SIGNS, max_size=8),
)
@example(["["], [], "b", ["\\", "]"])
@example([], [], "b", ["http://a.b", ":", ":", "1"])
@example([], [], "b", ["@", "a"])
@example([], ["<", "]"], "a href=http://x.y", [])
def test_any_text_shows_as_it_was(before, inside, tag, after):
    inner = escape("".join(inside))
    html = f"{escape(''.join(before))}<{tag}>{inner}</{tag.split()[0]}>{escape(''.join(after))}"
    written = markdown_of(f"<p>{html}</p>").markdown
    assert _words(_rendered(written)) == _words(html)


@pytest.mark.parametrize(
    "outer",
    ["button", "noscript", "select", "script", "span class=MathJax", "div class=kg-bookmark-card",
     "div class=kg-toggle-card", "div class=alert", "p class=alert-heading", "object", "video",
     "pre class=gutter", "span style=font-weight:700", "a href=#x", "figure", "iframe", "style"],
)  # fmt: skip
def test_nothing_within_what_is_taken_out_stops_the_rest(outer):
    inner = (
        '<div class="admonition"><p class="admonition-title"><span class="MathJax"><button>'
        '<img class="latex" alt="x"></button><script type="math/tex">y</script></span></p></div>'
        '<a href="#x">l</a><iframe src="/f"></iframe><span style="font-weight:700">b</span>'
        '<div class="kg-bookmark-card"><a href="/c">c</a></div>'
        '<noscript><img src="n.png"></noscript>'
    )
    name = outer.partition(" ")[0]
    html = f"<{outer}>{inner}<{outer}>{inner}</{name}></{name}><p>end</p>"
    assert markdown(html).endswith("end")
