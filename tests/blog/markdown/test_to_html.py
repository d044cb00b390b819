"""Every word of a text comes out, or is named as a problem."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.blog.markdown.rendering import build, problems_of, text_of


def test_addresses_that_nothing_uses_are_named():
    document = build(
        ("markdown", "[used][a], ^[and [b]]\n\n[a]: /a\n[b]: /b\n[c]: /c 'Words'\n[a]: /d")
    )
    assert problems_of(document) == [("definition", "[c]: /c Words"), ("definition", "[a]: /d")]


def test_an_address_that_another_block_uses_or_that_stands_twice_is_none():
    document = build(
        ("markdown", "[used][a]\n\n[a]: /a\n[a]: /a"),
        ("markdown", "words\n\n[a]: /a\n[b]: /a"),
        ("markdown", "words\n\n[a]: /other"),
    )
    assert problems_of(document) == [("definition", "[b]: /a"), ("definition", "[a]: /other")]


@pytest.mark.parametrize(
    "source", ["> " * 45 + "deep", "\n".join("  " * n + f"- i{n}" for n in range(45))]
)
def test_what_is_nested_too_deeply_is_shown_as_typed(source):
    document = build(("markdown", source))
    assert source.split()[-1] in text_of(document)
    assert [kind for kind, _detail in problems_of(document)] == ["nesting"]


@pytest.mark.parametrize(
    "end",
    ["```\n    x\n    ```", "    x", "$$\n    x\n    $$", "- a\n\n      ```\n      x\n      ```"],
)
def test_a_footnote_that_ends_in_a_block_is_valid(end):
    document = build(("markdown", f"Text[^1]\n\n[^1]: See\n\n    {end}"))
    assert not re.search(r"<p>(?:(?!</p>).)*<(?:figure|div|ul|pre)\b", document.html, re.DOTALL)
    assert document.html.count("footnote-backref") == 1


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
