"""Attribute lists: read, or taken off the page and listed; never shown, nor in ids."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.blog.markdown.rendering import build, render_markdown


def problems(document):
    return [(each.kind, each.detail) for each in document.problems]


@pytest.mark.parametrize(
    ("source", "shown", "unread"),
    [
        ("## T {#a.b}", '<h2 id="a-b"><a class="title-link" href="#a-b">T<', []),
        ("## T {#id .class}", '<h2 id="id"><a class="title-link" href="#id">T<', [".class"]),
        ("## T {.unnumbered}", '<h2 id="t"><a class="title-link" href="#t">T<', []),
        ("## T {-}", '<h2 id="t"><a class="title-link" href="#t">T<', []),
        ("## *T*{#x}", '<h2 id="x"><a class="title-link" href="#x"><em>T</em><', []),
        ("T {: #id }\n===", '<h2 id="id"><a class="title-link" href="#id">T<', []),
        ("## 概要 {#概要-1 .x}", '<h2 id="概要">概要 <span id="概要-1">', [".x"]),
        ("![x](/media/p.png){width=50%}", '<p><img src="/media/p.png" alt="x"></p>', ["width=50%"]),
        ('![x](/media/p.png "c"){#fig:a .w}', 'id="fig-a"', [".w"]),
        ("![x](/media/p.png){.invert}", 'alt="x" class="invert">', []),
        ("![x](/media/p.png){.skin-invert .w}", 'alt="x" class="invert">', [".w"]),
        ('![x](/media/p.png "c"){#fig:a .invert}', 'alt="x" class="invert">', []),
        ("::: gallery\n![x](/media/p.png){.invert}\n:::", 'alt="x" class="invert">', []),
        ("[x](https://example.org){.invert}", "x</a></p>", [".invert"]),
        ("a ![x](/media/p.png){width=5} b", 'alt="x"> b', ["width=5"]),
        ("[x](https://example.org){target=_blank}", "x</a></p>", ["target=_blank"]),
        ("`x`{.python} *y*{.z} **z**{.q}", "<code>x</code> <em>y</em>", [".python", ".z", ".q"]),
        ("**z**{.q} and ***y***{.r} on", "<strong>z</strong> and <em>", [".q", ".r"]),
        ("~~z~~{#p1} on", '<s>z</s><span id="p1"></span> on', []),
        ("[w *x*]{.smallcaps} y", "<span>w <em>x</em></span> y", [".smallcaps"]),
        ("text {#p1}", 'text <span id="p1"></span></p>', []),
        ("text\n{: .lead}", "<p>text", [".lead"]),
        ("$$x$$ {#eq:a .b}", "<math", [".b"]),
        ("| a |\n|-|\n| 1 |\n\n: Cap {#tbl:x .wide}", 'id="tbl-x"', [".wide"]),
        ("Text^[a [note]{.y}].", "note", [".y"]),
        ('[x](https://example.org){title="a b" .c}', "x</a></p>", [".c", "title=a b"]),
    ],
)
def test_lists_are_read_or_listed_and_never_shown(source, shown, unread):
    document = build(("markdown", source))
    assert shown in document.html
    assert "{" not in document.html
    assert problems(document) == [("attribute", each) for each in unread]
    assert all("{" not in each.title + each.id for each in document.headings)


@pytest.mark.parametrize(
    "source",
    [
        "the set {a=1} is",
        "use {.class} there",
        "f({#x}) and \\{#x}",
        "the braces {x} and {}",
        "{#alone}",
        "![a {#b} c](/media/p.png)",
        "`{#x .y}`",
        "{{ site.url }} and {% raw %}",
    ],
)
def test_braces_in_text_stay(source):
    document = build(("markdown", source))
    assert document.html.count("{") == source.count("{")
    assert document.problems == ()


@settings(deadline=None, max_examples=50)
@given(st.text("{}#.:=- ab\"'", max_size=30))
def test_no_brace_is_lost_without_a_word(typed):
    document = build(("markdown", f"so {typed} there"))
    assert document.html.count("}") == typed.count("}") or document.problems


@pytest.mark.parametrize(
    ("headings", "fragment", "anchor"),
    [
        (["Pros & cons"], "pros--cons", "pros-cons"),
        (["Setup", "Setup"], "setup-1", "setup-2"),
        (["Setup", "Setup", "Setup"], "setup-2", "setup-2"),
        (["Setup", "Setup 1", "Setup"], "setup-1", "setup-1"),
        (["C++ & Rust"], "c--rust", "c-rust"),
        (["Why?"], "Why", "why"),
        (["A.B version 2.0"], "ab-version-20", "ab-version-20"),
        (["A.B_c"], "a.b_c", "ab_c"),
        (["3. Results"], "results", "3-results"),
        (["Résumé — end"], "resume--end", "résumé-end"),
        (["Überblick & mehr"], "%C3%BCberblick--mehr", "überblick-mehr"),
        (["हिन्दी & भाषा"], "हिन्दी--भाषा", None),
        (["概要 & 方法"], "概要--方法", "概要-方法"),
        (["Setup"], "user-content-setup", "setup"),
        (["`run()` twice"], "run-twice", "run-twice"),
    ],
)
def test_links_in_the_spelling_of_others_find_their_heading(headings, fragment, anchor):
    source = "\n\n".join([f"[x](#{fragment})", *(f"## {each}" for each in headings)])
    document = build(("markdown", source))
    anchor = anchor or document.headings[0].id
    assert f'<a href="#{anchor}"' in document.html
    assert document.html.count(f'id="{anchor}"') == 1
    assert problems(document) == []


def test_a_label_is_a_fragment_too_and_nothing_stays_a_problem():
    document = build(("markdown", '[x](#fig:a) [y](#none)\n\n![x](/media/p.png "c"){#fig:a}'))
    assert 'href="#fig-a"' in document.html
    assert problems(document) == [("anchor", "#none")]


@pytest.mark.parametrize(
    "html",
    [
        '<a name="here"></a>',
        "<a id='here'></a>",
        "<span id=here>x</span>",
        '<div id="here">\n\nx\n\n</div>',
        '<h2 id="here">T</h2>',
        '<ul><li id="here">x</li></ul>',
        '<table><tr><td id="here">x</td></tr></table>',
        '## <a name="here"></a> T',
    ],
)
def test_places_of_html_stay_targets(html):
    document = build(("markdown", f"[x](#here)\n\n{html}"))
    assert document.html.count('id="here"') == 1
    assert 'href="#here"' in document.html
    assert problems(document) == []


def test_places_take_no_id_of_others():
    source = (
        '<a name="setup"></a>\n\n## Setup\n\n<span id="content">x</span> <a name="getItem">y</a>'
    )
    html = render_markdown(f"{source} [a](#setup) [b](#getItem)\n\n<!-- <a name='q'> -->")
    assert html.count('id="setup"') == 1
    assert '<h2 id="setup">' in html
    assert 'id="content"' not in html
    assert 'href="#at-getitem"' in html
    assert 'id="at-getitem"' in html


def test_references_as_latex_writes_them():
    document = build(("markdown", "see \\eqref{e}, \\ref{f} and \\eqref{no}\n\n$$x$$ {#e}\n\n"
                      "$$\\begin{equation}y\\label{f}\\end{equation}$$"))  # fmt: skip
    assert '<a class="reference" href="#e">(1)</a>' in document.html
    assert '<a class="reference" href="#f">(2)</a>' in document.html
    assert "\\eqref{no}" in document.html
    assert problems(document) == [("label", "no")]


def test_formulas_in_tables_of_html():
    html = render_markdown(
        "<table><tr><td>$x &lt; 1$</td><td>$5 and $6</td><td><code>$y$</code></td></tr></table>"
    )
    assert html.count("<math") == 1
    assert "<mo>&lt;</mo>" in html
    assert "$5 and $6" in html
    assert "<code>$y$</code>" in html


def test_the_caption_of_a_table_block_has_them_too():
    column = {"type": "text", "heading": "a"}
    table = {"columns": [column], "rows": [{"values": ["1"]}], "caption": "Cap {#tbl:x .wide}"}
    document = build(("table", table))
    assert 'id="tbl-x"' in document.html
    assert "{" not in document.html
    assert problems(document) == [("attribute", ".wide")]
