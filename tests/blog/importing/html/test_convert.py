"""Foreign HTML becomes Markdown that shows the same."""

from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.document.manuscript import Manuscript
from blog.importing.entry import Subject, UnreadableError
from blog.importing.html.convert import markdown_of
from blog.markdown.dialect import render_markdown


def markdown(html: str) -> str:
    return markdown_of(html).markdown.rstrip("\n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A <a href='#x'>#</a> [b]</h2>", "## A \\[b]"),
        ("<p>a<b> bold </b>c", "a **bold** c"),
        ("<p>foo<b>, bar</b>baz", "foo<strong>, bar</strong>baz"),
        ("<b>a</b><em>b</em>", "**a**<em>b</em>"),
        ("<b><i>x</i></b>", "***x***"),
        ("a<br>- b<br><br>c", "a\\\n\\- b\n\nc"),
        ("<p>a<p>b", "a\n\nb"),
        (
            "H<sub>2</sub>O <kbd>C</kbd> <mark>m</mark>",
            "H<sub>2</sub>O <kbd>C</kbd> <mark>m</mark>",
        ),
        ("Wow!<a href='/x_(y)'>z</a>", "Wow\\![z](</x_(y)>)"),
        ("<a href='http://x.y/z'>http://x.y/z</a>", "<http://x.y/z>"),
        ("<a href='javascript:x'>y</a>", "y"),
        ("<code>a`b</code>", "``a`b``"),
        ("<code>see <a href='/x'>y</a></code>", "<code>see [y](/x)</code>"),
        ("<blockquote><p>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<hr>", "---"),
        ("<a href='/x'><div><h3>A</h3><p>b</p></div></a>", "### [A](/x)\n\n[b](/x)"),
        (
            "<details open><summary>A <b>b</b></summary><p>c</p></details>",
            "<details open>\n<summary>A <b>b</b></summary>\n\nc\n\n</details>",
        ),
        ("<dl><dt>T<dd>a<dd><p>b<p>c</dl>", "T\n:   a\n:   b\n\n    c"),
        ("<a href='#z'>go</a><p id=z>there", '[go](#z)\n\n<a id="z"></a>there'),
        ("<a href='#z'>go</a><h2 id=z>There</h2>", "[go](#z)\n\n## There {#z}"),
    ],
)
def test_an_element_has_its_form(html, expected):
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ul><li><p>a<p>b</ul>", "- a\n\n  b"),
        ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ul><li><input type=checkbox checked> a<li><input type=checkbox>b</ul>",
         "- [x] a\n- [ ] b"),
        ("<ul><li>a<pre>x\n\ny</pre></ul>", "- a\n\n  ```\n  x\n\n  y\n  ```"),
    ],
)  # fmt: skip
def test_lists_nest(html, expected):
    assert markdown(html) == expected


def test_a_table_of_markdown_has_its_bars_escaped():
    html = "<table><tr><th>A<th align=right>B|C<tr><td><code>a|b</code><td>x<br>y</table>"
    assert markdown(html) == "| A | B\\|C |\n| --- | --: |\n| `a\\|b` | x<br>y |"


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>a<td>b<tr><td>c<td>d",
        "<tr><th>a<th>b<tr><td colspan=2>c",
        "<tr><th>a<th>b<tr><td><ul><li>c</ul><td>d",
        "<tr><th>a<th>b<tr><th>c<td>d",
    ],
)
def test_a_table_that_markdown_cannot_hold_stays_html(table):
    written = markdown(f"<table>{table}</table>")
    assert written.startswith("<table><tbody><tr>")
    assert "\n\n" not in written


def test_a_blank_line_of_code_ends_no_table():
    written = markdown("<table><tr><td><pre>a\n\nb</pre><td>c</table>")
    html = render_markdown(written, Manuscript())
    assert "<pre>a\n\nb</pre>" in html


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-python">{}</code></pre>',
        '<pre class="brush: python; gutter: false">{}</pre>',
        '<pre class="wp-block-code"><code lang="python" class="language-python">{}</code></pre>',
        '<pre class="hljs python"><code>{}</code></pre>',
        '<div class="highlight highlight-source-python"><pre>{}</pre></div>',
        '<div class="sourceCode"><pre class="sourceCode python"><code>{}</code></pre></div>',
        '<pre class="EnlighterJSRAW" data-enlighter-language="python">{}</pre>',
        '<pre class="lang:python decode:true">{}</pre>',
        '<table class="rouge-table"><tr><td class="rouge-gutter"><pre>1\n2</pre><td class="code">'
        '<pre class="language-python">{}</pre></table>',
        '<figure class="highlight python"><table><tr><td class="gutter"><pre>1<br>2</pre>'
        '<td class="code"><pre>{}</pre></table></figure>',
    ],
)
def test_a_listing_keeps_its_code_and_its_language(html):
    assert markdown(html.format("if a &lt; b:\n\n    c")) == "```python\nif a < b:\n\n    c\n```"


def test_lines_of_code_in_elements_of_their_own_stay_lines():
    html = "<pre><code><div>a</div><div>b</div></code></pre><pre>x<br>y</pre>"
    assert markdown(html) == "```\na\nb\n```\n\n```\nx\ny\n```"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a $latex e^{i}&s=2$ b", "a $e^{i}$ b"),
        ("\\(q_1\\), $$a < b$$", "$q_1$, $$a < b$$"),
        ('<script type="math/tex">a*b_c</script>3', "$`a*b_c`$3"),
        ('<script type="math/tex; mode=display">a % c\n- b</script>', "$$a - b$$"),
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">x_1 &lt; y</annotation></semantics></math></span><span '
            'class="katex-html">x1y</span></span>',
            "$x_1 < y$",
        ),
        ('<img class="latex" alt="x^2" src="/latex.php?latex=x%5E2">', "$x^2$"),
        ("It costs $5, or $6.", "It costs \\$5, or \\$6."),
    ],
)
def test_a_formula_is_kept_as_latex(html, expected):
    assert markdown(html) == expected


def test_a_picture_brings_its_caption_and_its_original():
    html = (
        '<figure><a href="/u/a.jpg"><img src="/u/a-300x200.jpg" alt="A ] b"></a>'
        '<figcaption>Say "x" <em>y</em></figcaption></figure>'
    )
    converted = markdown_of(html)
    assert converted.markdown == '![A &#93; b](/u/a.jpg "Say \\"x\\" y")\n'
    assert converted.pictures == ["/u/a.jpg"]


def test_the_caption_of_a_linked_picture_stands_below_it():
    picture = '<a href="https://e.example/"><img src=a.png></a>'
    html = f"<figure>{picture}<figcaption>C</figcaption></figure>"
    assert markdown(html) == "[![](a.png)](https://e.example/)\n\nC"


def test_a_caption_with_a_link_stands_below_its_picture():
    html = '<figure><img src=a.png><figcaption>by <a href="/x">X</a></figcaption></figure>'
    assert markdown(html) == "![](a.png)\n\nby [X](/x)"


def test_pictures_of_a_gallery_stand_together():
    html = (
        "<figure><ul><li><figure><img src=1.png><figcaption>one</figcaption></figure>"
        "<li><figure><img src=2.png></figure></ul><figcaption>both</figcaption></figure>"
    )
    assert markdown(html) == '::: gallery [both]\n\n![](1.png "one")\n\n![](2.png)\n\n:::'


def test_pictures_that_load_late_are_seen_once():
    html = (
        '<img src="data:image/gif;base64,R0lGOD" data-src="a.png" alt="x">'
        '<noscript><img src="a.png" alt="x"></noscript>'
        '<picture><source srcset="s.webp 300w, l.webp 900w"></picture>'
        '<img srcset="s.png 300w, l.png 900w">'
    )
    assert markdown_of(html).pictures == ["a.png", "l.png"]


def test_a_picture_within_the_text_comes_with_its_bytes():
    data = "iVBORw0KGgo" + "A" * 300
    converted = markdown_of(f'<img alt="x" src="data:image/png;base64,{data}">')
    (name,) = converted.embedded
    assert name in converted.markdown
    assert converted.embedded[name].startswith(b"\x89PNG")


def test_a_counting_pixel_is_left_out_and_said():
    converted = markdown_of('<p>a</p>\n<img src="https://count.test/p" width=1 height=1>')
    (remark,) = converted.remarks
    assert (remark.subject, remark.line) == (Subject.LEFT_OUT, 2)
    assert converted.pictures == []


@pytest.mark.parametrize(
    "html",
    [
        '<p>a<sup id=r1><a href="#n1">1</a></sup></p><hr><ol><li id=n1>Note '
        '<b>x</b> <a href="#r1">↩</a></ol>',
        '<p>a<a id=r1 href="#n1">1</a></p><div><a id=n1 href="#r1">1</a><div><p>Note <b>x</b>'
        "</div></div>",
        '<p>a<a name="_ftnref1" href="#_ftn1">[1]</a></p><p><a name="_ftn1" href="#_ftnref1">[1]'
        "</a> Note <b>x</b></p>",
    ],
)
def test_words_and_a_note_that_link_to_each_other_are_a_footnote(html):
    assert markdown(html) == "a[^1]\n\n[^1]: Note **x**"


def test_footnotes_that_stand_elsewhere_are_given_by_id():
    html = '<p>a<sup data-fn="u-1" class="fn"><a href="#u-1" id="u-1-link">1</a></sup></p>'
    converted = markdown_of(html, footnotes={"u-1": "Note <em>x</em>", "u-2": "unused"})
    assert converted.markdown == "a[^1]\n\n[^1]: Note *x*\n"


def test_a_table_of_contents_is_no_list_of_footnotes():
    html = '<ul><li id=t><a href="#s">1</a></ul><h2 id=s><a href="#t">One</a></h2>'
    assert "[^" not in markdown(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<iframe title="T" src="https://www.youtube.com/embed/abcdefghijk?x"></iframe>',
            "[T](https://www.youtube.com/watch?v=abcdefghijk)",
        ),
        (
            '<iframe src="//player.vimeo.com/video/12"></iframe>',
            "[vimeo.com](https://vimeo.com/12)",
        ),
        (
            '<script src="https://gist.github.com/u/ab1.js?file=x.py"></script>',
            "[Gist x.py](https://gist.github.com/u/ab1)",
        ),
        ("<video src=a.mp4 poster=p.jpg></video>", "[![a.mp4](p.jpg)](a.mp4)"),
        ("<audio><source src=a.mp3></audio>", "[a.mp3](a.mp3)"),
    ],
)
def test_what_plays_elsewhere_becomes_a_link(html, expected):
    assert markdown(html) == expected


def test_what_cannot_be_kept_is_said_with_its_line():
    html = (
        "<p>a</p>\n<pre>\nx\n</pre><script>run()</script>\n"
        '<iframe src="https://map.test/"></iframe>\n<button>Go</button><input name=q>'
    )
    told = [(remark.what, remark.detail, remark.line) for remark in markdown_of(html).remarks]
    assert set(told) == {
        ("script, left out", "run()", 4),
        ("frame, kept as a link", "https://map.test/", 5),
        ("button, left out", "Go", 6),
        ("field of a form, left out", "q", 6),
    }


def test_the_lines_of_the_markdown_know_the_lines_of_the_html():
    converted = markdown_of("<p>a</p>\n\n<p>b</p>\n<ul><li>c\n<li>d</ul>")
    lines = converted.markdown.split("\n")
    assert [converted.lines[lines.index(text)] for text in ("a", "b", "- c")] == [1, 3, 4]


def test_what_a_word_processor_copies_keeps_its_look():
    html = (
        '<b style="font-weight:normal"><p><span style="font-weight:700">bold</span>'
        '<span style="font-style:italic"> it</span></p></b>'
        "<p><span style=\"font-family:'Courier New',monospace\">x = 1</span></p>"
    )
    assert markdown(html) == "**bold** *it*\n\n`x = 1`"


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
def test_any_text_shows_as_it_was(before, inside, tag, after):
    inner = escape("".join(inside))
    html = f"{escape(''.join(before))}<{tag}>{inner}</{tag.split()[0]}>{escape(''.join(after))}"
    written = markdown_of(f"<p>{html}</p>").markdown
    assert _words(render_markdown(written, Manuscript())) == _words(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<div class="admonition warning"><p class="admonition-title">Mind it</p><p>a</div>',
            "::: warning [Mind it]\n\na\n\n:::",
        ),
        (
            '<div class="alert alert-danger">a<pre>b</pre></div>',
            "> [!CAUTION]\n> a\n>\n> ```\n> b\n> ```",
        ),
        ('<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p>'
         "<p>a</div>", "> [!TIP]\n> a"),
    ],
)  # fmt: skip
def test_a_box_is_a_callout(html, expected):
    assert markdown(html) == expected


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
