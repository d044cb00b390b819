"""Addresses in Markdown are marked, placed and made full; nothing else changes."""

import time

import pytest

from blog.markdown.placeholders import (
    absolute_markdown,
    names_of,
    place_addresses,
    with_address_placeholders,
)

PAGES = {("page", 7): "/blog/drift/", ("document", 4): "/documents/4/a.csv"}
PAGES |= {("image", 3): "/media/original_images/a.png"}
BASE = "https://epoch.example/blog/post/"


def written(source: str) -> str:
    placed = place_addresses(
        with_address_placeholders(source), lambda kind, pk: PAGES.get((kind, pk))
    )
    return absolute_markdown(placed, BASE)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](page:7)", "[a](https://epoch.example/blog/drift/)"),
        ('[a](page:7#part "T")', '[a](https://epoch.example/blog/drift/#part "T")'),
        ("[a](<document:4>)", "[a](https://epoch.example/documents/4/a.csv)"),
        ('![p](image:3 "cap"){#fig:x}',
         '![p](https://epoch.example/media/original_images/a.png "cap"){#fig:x}'),
        ("[a](/about/)", "[a](https://epoch.example/about/)"),
        ("[a](../next/)", "[a](https://epoch.example/blog/next/)"),
        ("[a](#part)", "[a](https://epoch.example/blog/post/#part)"),
        ("[a](</b (c)>)", "[a](https://epoch.example/b%20%28c%29)"),
        ("[a](//other.example/x)", "[a](https://other.example/x)"),
        ("[**b** `c`](page:7) and [d](page:7)",
         "[**b** `c`](https://epoch.example/blog/drift/) and [d](https://epoch.example/blog/drift/)"),
        ('<a href="/raw">x</a>', '<a href="https://epoch.example/raw">x</a>'),
        ("x <a href='page:7#y'>z</a>", 'x <a href="https://epoch.example/blog/drift/#y">z</a>'),
        ('<div>\n<img src="image:3" alt="">\n</div>',
         '<div>\n<img src="https://epoch.example/media/original_images/a.png" alt="">\n</div>'),
        ("> - [a](page:7)", "> - [a](https://epoch.example/blog/drift/)"),
        ("| a |\n|---|\n| [b](page:7) |",
         "| a |\n|---|\n| [b](https://epoch.example/blog/drift/) |"),
        ("[^1]\n\n[^1]: [n](page:7)", "[^1]\n\n[^1]: [n](https://epoch.example/blog/drift/)"),
    ],
)  # fmt: skip
def test_addresses_are_made_full(source, expected):
    assert written(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](page:9)", "a"),
        ('before [**a**](page:9#x "T") after', "before **a** after"),
        ("![a plot](image:9)", "a plot"),
        ("[![p](image:9)](page:9)", "p"),
        ("[a](document:9)", "a"),
    ],
)
def test_what_is_not_public_stays_as_text(source, expected):
    assert written(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "`[a](page:7)`",
        "```\n[a](page:7) <a href='/x'>\n```",
        "    [a](page:7)",
        "\\[a](page:7)",
        "$[a](page:7)$",
        "[a](https://other.example/x)",
        "[a](mailto:a@example.org)",
        "<https://other.example/(x)>",
        "page:7 and /about/",
        "Nothing at all.",
        "",
    ],
)
def test_all_else_stays_as_it_is(source):
    assert written(source) == source


def test_references_are_followed_and_their_definitions_go():
    source = "[a][r] and [r]\n\n[r]: page:7\n[s]: /about/\n\n[s]"
    text = written(source)
    assert "page:7" not in text
    assert text.count("https://epoch.example/blog/drift/") == 2
    assert "[s](https://epoch.example/about/)" in text
    assert "]:" not in text


def test_names_are_what_is_to_be_looked_up():
    marked = with_address_placeholders(
        '[a](page:7#x) ![b](image:3) <img src="image:5"> [c](document:4)'
    )
    assert names_of(marked) == {("page", 7), ("image", 3), ("image", 5), ("document", 4)}


FORGED = [
    "\ufdd0page:7\ufdd1", "\ufdd0[page:7\ufdd1x\ufdd0]page:7\ufdd2)\ufdd1", "\ufdd0data:x\ufdd1",
    "[a](/x\ufdd1y)", "[a\ufdd0](page:7)", "\ufdd2\ufdd2",
]  # fmt: skip


@pytest.mark.parametrize("source", FORGED)
def test_marks_cannot_be_forged(source):
    text = written(source)
    assert not set(text) & set("\ufdd0\ufdd1\ufdd2")
    assert text.replace("https://epoch.example", "") == written(
        "".join(sign for sign in source if sign not in "\ufdd0\ufdd1\ufdd2")
    ).replace("https://epoch.example", "")


BROKEN = ["[a](//[x)", "[a](http://[::1)", "[a](//x:y)", "[a](?q=1)", "[a](<>)", "![](image:3)"]


@pytest.mark.parametrize("source", BROKEN)
def test_broken_addresses_break_nothing(source):
    assert isinstance(written(source), str)


BOMBS = [
    "[" * 50_000, "![a](" * 10_000, "<a href=" * 6_000, "[a](/b)" * 2_000, "](x" * 16_000,
    "> " * 5_000 + "[a](/b)", "[a]: /b\n" * 5_000, "<a href='/x'>" * 1_900, "*[a](/b)" * 1_900,
]  # fmt: skip


@pytest.mark.parametrize("source", BOMBS)
def test_bombs_are_over_soon(source):
    start = time.process_time()
    written(source)
    assert time.process_time() - start < 3
