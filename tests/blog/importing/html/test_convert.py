"""Foreign HTML becomes Markdown that shows the same."""

import pytest

from blog.importing.html.convert import markdown_of
from tests.blog.importing.html.converting import markdown


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
        ("<video src=a.mp4><track src=a.vtt></video>", "[a.mp4](a.mp4) [Captions](a.vtt)"),
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
