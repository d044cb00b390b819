"""What was written and may not stand as HTML is shown as typed, and named."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.document.problem_list import MAX_LISTED
from blog.html.sanitising import WEB_SCHEMES
from tests.blog.markdown.rendering import build


def text_of(document):
    return BeautifulSoup(document.html, "html.parser").get_text()


def found(document):
    return [(each.kind, each.detail) for each in document.problems]


@pytest.mark.parametrize("kind", ["markdown", "rich_text"])
@pytest.mark.parametrize(
    ("source", "shown", "listed"),
    [
        ("Use std::vector<int> and more.", "std::vector<int> and more", ["<int>"]),
        ("Use <vector> and more.", "<vector> and more", ["<vector>"]),
        ("An <image> says more.", "<image> says more", ["<image>"]),
        ("cp <path> <line> now", "cp <path> <line> now", ["<path>", "<line>"]),
        ("The <script> tag loads code.", "The <script> tag loads code.", ["<script>"]),
        ("a List<String> b", "List<String> b", ["<String>"]),
        ("replace <your-key> by it", "<your-key> by it", ["<your-key>"]),
        ("x<y and y>z", "x<y and y>z", ["<y and y>"]),
        ("the <s> token ends", "the <s> token ends", ["<s>"]),
        ("a <td> and a <col> cell", "a <td> and a <col> cell", ["<td>", "<col>"]),
        ("a <?php echo ?> b", "<?php echo ?> b", ["<?php echo ?>"]),
        ("a <![CDATA[ d ]]> b", "<![CDATA[ d ]]> b", ["<![CDATA[ d ]]>"]),
        ("a <input type=password> b", "<input type=password> b", ["<input type=password>"]),
        ("数据<类型>与<键 值>结束", "数据<类型>与<键 值>结束", []),
        ("שלום <var-name> עולם", "<var-name> עולם", ["<var-name>"]),
    ],
)
def test_what_is_no_element_here_is_shown_as_typed(kind, source, shown, listed):
    document = build((kind, source))
    assert shown in text_of(document)
    assert [detail for _kind, detail in found(document)] == listed
    assert shown in document.text


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea", "iframe", "xmp", "form"])
@pytest.mark.parametrize("spelling", ["<{}>", "<{} a=b>", "</{}>"])
def test_what_follows_an_unclosed_element_is_markdown_still(tag, spelling):
    document = build(("markdown", f"{spelling.format(tag)}\n\n## Next\n\n*On* [it](/x) goes."))
    html = BeautifulSoup(document.html, "html.parser")
    assert [heading.title for heading in document.headings] == ["Next"]
    assert html.em.text == "On"
    assert html.find("a", href="/x")


@pytest.mark.parametrize("tag", ["iframe", "video", "audio", "object", "embed"])
def test_players_are_named_with_what_to_use_instead(tag):
    document = build(("markdown", f"<{tag} src='https://e.org/v'>no *player*</{tag}>\n\nAfter."))
    assert f"<{tag} src='https://e.org/v'>no player</{tag}>" in text_of(document)
    assert found(document) == [("player", f"<{tag} src='https://e.org/v'>")]


def test_a_comment_is_hidden_from_readers_and_named():
    document = build(("markdown", "Before <!-- ask Ann --> it.\n\n<!--\n\n*two*\n-->\n\nAfter."))
    assert "Ann" not in document.html
    assert "two" not in document.html
    assert found(document) == [("comment", "ask Ann"), ("comment", "*two*")]


def test_dropped_attributes_are_named():
    source = '<p onclick="x()" style="a" class="header">t</p>\n\n<abbr title="k" id="i">a</abbr>'
    document = build(("markdown", source))
    names = [detail for kind, detail in found(document) if kind == "attribute"]
    assert {'<p onclick="x()">', '<p style="a">', '<p class="header">'} <= set(names)
    assert not [name for name in names if "title" in name]


@pytest.mark.parametrize(
    "source",
    [
        "<details><summary>S</summary>\n\n*in*\n\n</details>",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>a<tr><td>b</table>",
        "press <kbd>q</kbd>, H<sub>2</sub>O<br>x<br/>y",
        '<svg viewBox="0 0 2 2"><circle r="1"/><text x="1">t</text></svg>',
        "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>",
        "<div>\n\n**b**\n\n</div>",
        "<pre>\na\n\nb</pre>",
    ],
)
def test_what_may_stay_stays_without_a_word(source):
    document = build(("markdown", source))
    assert "&lt;" not in document.html
    assert found(document) == []


def test_an_unclosed_drawing_takes_nothing_along():
    document = build(("markdown", "a <svg> b *c* <circle r=1> d\n\nnext </svg> e"))
    assert text_of(document).split() == [
        "a",
        "<svg>",
        "b",
        "c",
        "<circle",
        "r=1>",
        "d",
        "next",
        "</svg>",
        "e",
    ]


@pytest.mark.parametrize("source", ["<n{}> ", "[a{}]: /x\n", "\n|a|\n|-|\n|b|c{}|\n", "[](x{}:y) "])
def test_a_long_list_of_one_kind_ends_in_a_count(source):
    document = build(("markdown", "".join(source.format(n) for n in range(100))))
    assert len(document.problems) == MAX_LISTED + 1
    assert document.problems[-1].detail == f"… + {100 - MAX_LISTED}"


def test_an_output_drops_style_script_and_comments_and_counts_them():
    text = (
        "<style scoped>p {}</style><!-- by a tool --><script>let one</script><script>two</script>"
        "<table><tr><td>kept<vector> words</td></tr></table><form>and</form>"
    )
    document = build(("output", {"kind": "table", "text": text}))
    assert text_of(document).split() == ["kept", "wordsand"]
    assert found(document) == [
        ("dropped", "1 × style"),
        ("dropped", "1 × comment"),
        ("dropped", "2 × script"),
        ("dropped", "1 × vector"),
        ("dropped", "1 × form"),
    ]


# --- Addresses and pictures ---------------------------------------------------------------


@pytest.mark.parametrize("scheme", sorted(WEB_SCHEMES))
@pytest.mark.parametrize("spelling", ["[a]({}:x)", "<a href='{}:x'>a</a>"])
def test_harmless_schemes_are_linked(scheme, spelling):
    document = build(
        ("markdown", spelling.format(scheme)), ("rich_text", f'<a href="{scheme}:y">b</a>')
    )
    addresses = [link["href"] for link in BeautifulSoup(document.html, "html.parser")("a")]
    assert addresses == [f"{scheme}:x", f"{scheme}:y"]
    assert found(document) == []


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
     "blob:x", "view-source:x", "intent:x", "foo+bar:baz", "page:x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "spelling", ["[words]({})", "[words][r]\n\n[r]: {}", "<a href='{}'>words</a>"]
)
def test_other_schemes_are_text_with_their_address(address, spelling):
    document = build(("markdown", spelling.format(address)))
    assert f"words ({address})" in text_of(document)
    assert not BeautifulSoup(document.html, "html.parser")("a")
    assert found(document) == [("address", address)]


@pytest.mark.parametrize("address", ["std::vector", "javascript:x", "your:key"])
def test_what_looks_like_an_address_in_angle_brackets_is_shown_as_typed(address):
    document = build(("markdown", f"A <{address}> b."))
    assert text_of(document).strip() == f"A <{address}> b."
    assert found(document) == [("address", address)]


@pytest.mark.parametrize(
    "address",
    ["https://e.org/x.png", "//e.org/x.png", "plots/x.png", "/admin/logout/", "/media/../admin/",
     "/media/%2e%2e/admin/logout/", "/media/..%2fadmin", "/media/x%5c..%5cadmin", "/search/?q=x"],
)  # fmt: skip
@pytest.mark.parametrize(
    "spelling", ["![A curve]({})", "<img src='{}' alt='A curve'>", "![A curve][r]\n\n[r]: {}"]
)
def test_a_picture_from_elsewhere_is_a_link_with_its_alt_text(address, spelling):
    document = build(("markdown", spelling.format(address)))
    html = BeautifulSoup(document.html, "html.parser")
    assert not html("img")
    assert html.a.text == "A curve"
    assert [kind for kind, _detail in found(document)] == ["picture"]


def test_a_badge_stays_one_link():
    source = (
        "[![Build](https://e.org/b.svg)](https://e.org/ci) <a href='/x'><img src='//b' alt='B'></a>"
    )
    html = BeautifulSoup(build(("markdown", source)).html, "html.parser")
    assert [(link["href"], link.text) for link in html("a")] == [
        ("https://e.org/ci", "Build"),
        ("/x", "B"),
    ]


def test_a_figure_from_elsewhere_keeps_its_caption_and_label():
    document = build(("markdown", '![Loss](//e.org/x.png "By epoch"){#fig:x}\n\nSee [@fig:x].'))
    assert "Figure 1 By epoch" in text_of(document)
    assert 'href="#fig-x"' in document.html


@pytest.mark.parametrize("address", ["image:3", "/media/original_images/x.png"])
def test_pictures_of_the_library_are_shown(address):
    document = build(("markdown", f"![a]({address}) <img src='{address}' alt='b'>"))
    assert len(BeautifulSoup(document.html, "html.parser")("img")) == 2
    assert found(document) == []


def test_a_label_of_a_picture_keeps_tags_and_formulas_as_text():
    html = build(("markdown", "![List<T> of $x$](image:3)")).html
    assert 'alt="List&lt;T&gt; of x"' in html


# --- Tables, definitions, depth -----------------------------------------------------------


@pytest.mark.parametrize("cell", ["`p | q`", r"`p \| q`", "$P(A|B) = 1$", r"\(a|b\)", "``a|`b``"])
def test_a_bar_in_code_or_a_formula_parts_no_cells(cell):
    document = build(("markdown", f"| a | b |\n|---|---|\n| {cell} | last |"))
    cells = BeautifulSoup(document.html, "html.parser")("td")
    assert [cell.text for cell in cells][1:] == ["last"]
    assert "|" in cells[0].text
    assert found(document) == []


@pytest.mark.parametrize(
    "head", ["| $P(A|B)$ | last |", "`a | b` | last", r"| \(a|b\) | last |", r"| `a \| b` | last |"]
)
@pytest.mark.parametrize("lead", ["", "> ", "words\n"])
def test_a_bar_in_the_head_parts_no_cells_either(head, lead):
    rows = [head, "|---|---|", "| 1 | 2 |"]
    source = lead + (f"\n{lead}" if lead == "> " else "\n").join(rows)
    html = BeautifulSoup(build(("markdown", source)).html, "html.parser")
    cells = html("th")
    assert "|" in cells[0].text
    assert [cell.text for cell in [*cells[1:], *html("td")]] == ["last", "1", "2"]


def test_a_head_that_fits_is_read_as_it_stands():
    html = BeautifulSoup(build(("markdown", "a | `b | c` | d\n-|-|-|-\n")).html, "html.parser")
    assert [cell.text for cell in html("th")] == ["a", "`b", "c`", "d"]


def test_cells_beyond_the_head_join_the_last_and_are_named():
    document = build(("markdown", "a | b\n---|---\n1 | 2 | 3 | **4**\n5"))
    cells = [cell.text for cell in BeautifulSoup(document.html, "html.parser")("td")]
    assert cells == ["1", "2 | 3 | 4", "5", ""]
    assert found(document) == [("cells", "3"), ("cells", "**4**")]


def test_addresses_that_nothing_uses_are_named():
    document = build(
        ("markdown", "[used][a], ^[and [b]]\n\n[a]: /a\n[b]: /b\n[c]: /c 'Words'\n[a]: /d")
    )
    assert found(document) == [("definition", "[c]: /c Words"), ("definition", "[a]: /d")]


def test_an_address_that_another_block_uses_or_that_stands_twice_is_none():
    document = build(
        ("markdown", "[used][a]\n\n[a]: /a\n[a]: /a"),
        ("markdown", "words\n\n[a]: /a\n[b]: /a"),
        ("markdown", "words\n\n[a]: /other"),
    )
    assert found(document) == [("definition", "[b]: /a"), ("definition", "[a]: /other")]


@pytest.mark.parametrize(
    "source", ["> " * 45 + "deep", "\n".join("  " * n + f"- i{n}" for n in range(45))]
)
def test_what_is_nested_too_deeply_is_shown_as_typed(source):
    document = build(("markdown", source))
    assert source.split()[-1] in text_of(document)
    assert [kind for kind, _detail in found(document)] == ["nesting"]


@pytest.mark.parametrize(
    "end",
    ["```\n    x\n    ```", "    x", "$$\n    x\n    $$", "- a\n\n      ```\n      x\n      ```"],
)
def test_a_footnote_that_ends_in_a_block_is_valid(end):
    document = build(("markdown", f"Text[^1]\n\n[^1]: See\n\n    {end}"))
    assert not re.search(r"<p>(?:(?!</p>).)*<(?:figure|div|ul|pre)\b", document.html, re.DOTALL)
    assert document.html.count("footnote-backref") == 1


# --- Every word comes out, or is named ----------------------------------------------------

_WORD = re.compile(r"w\d+[a-zäж数]*")
_words = st.integers(0, 999).flatmap(lambda n: st.sampled_from([f"w{n}", f"w{n}ж", f"w{n}数据"]))
_TEMPLATES = [
    "{}", "<{}>", "</{}>", "<script>{}", "<vector>{}</vector>", "<!-- {} -->", "<!-- {}", "<?{}?>",
    "<b>{}", "<td>{}", "<svg>{}", "<svg><text>{}</text></svg>", "<math><mi>{}</mi></math>",
    "<math>{}", "x<{} and y>z", "[{}](javascript:x)", "[{}](tel:1)", "<x:{}>", "![{}](//e.org/a)",
    "<img src=x alt={}>", "[^{}]: k", "[^a]: {}", "[{}]: /x", "[{}][a]", "^[{}]", "{}[^a]",
    "\n\n|a|\n|-|\n|b|{}|\n\n", "\n\n> {}\n\n", "\n\n- {}\n\n", "\n\n<div>{}\n\n", "</div>", "*",
    "\n\n", "<a href=/x>{}", "</a>", "<table>", "</table>", "<tr><td>{}</td></tr>", "<details>{}",
    "[@{}]", "<iframe src='{}'>", "<p style='{}'>", "<style>{}</style>", "\n\n## {}\n\n", "<pre>{}",
]  # fmt: skip
_pieces = st.tuples(st.sampled_from(_TEMPLATES), _words).map(lambda pair: pair[0].format(pair[1]))


@settings(max_examples=80, deadline=None)
@given(st.lists(_pieces, min_size=1, max_size=12))
def test_every_word_comes_out_or_is_named(pieces):
    source = " ".join(pieces)
    document = build(("markdown", source))
    named = " ".join(f"{each.detail} {each.message}" for each in document.problems)
    shown = BeautifulSoup(document.html, "html.parser")
    attributes = " ".join(str(tag.attrs) for tag in shown.find_all(True))
    for word in _WORD.findall(source):
        assert word in f"{shown.get_text()} {named} {attributes}".replace("W", "w"), source
        assert word in f"{document.text} {document.section.walk()} {named} {attributes}" or any(
            word in section.code for section in document.section.walk()
        ), source
