"""MkDocs' tabs and blocks in a folder of plain Markdown."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            '=== "A"\n\n    one\n\n    ```\n    x\n    ```\n\nend',
            "**A**\n\none\n\n```\nx\n```\n\nend",
        ),
        ('=== "A"\n\n    === "B"\n\n        one', "**A**\n\n**B**\n\none"),
        ('- a\n\n    === "A"\n\n        one', "- a\n\n    **A**\n\n    one"),
        ("//// tab | A\n\n/// tip | T\nin\n///\n\n////", "**A**\n\n:::{tip} T\nin\n:::\n\n"),
    ],
)
def test_tabs_are_shown_below_each_other(text, markdown):
    draft = translated("plain", text)
    assert draft.text == markdown
    assert notes(draft)[0] == ("A", 3 if text.startswith("-") else 1)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            '=== "A"\n\n    ```py\n    x\n    ```\n\n=== "B c"\n\n    ~~~\n    y\n    ~~~\n\nend',
            '\n\n```py title="A" tabs="tabs-1"\nx\n```\n\n\n\n'
            '~~~ title="B c" tabs="tabs-1"\ny\n~~~\n\nend',
        ),
        (
            "```py\na # (1)!\nf(1) # (2)\n```\n\n1. One\n2. Two",
            "```py\na # <1>\nf(1) # <2>\n```\n\n1. One\n2. Two",
        ),
    ],
)
def test_tabs_and_notes_of_listings_are_ours(text, markdown):
    draft = translated("plain", text)
    assert (draft.text, draft.remarks) == (markdown, [])


@pytest.mark.parametrize(
    "text",
    [
        '=== "A"\n\n    ```py title="a.py"\n    x\n    ```\n\n=== "B"\n\n    ```\n    y\n    ```',
        '=== "A"\n\n    ```\n    x\n    ```\n\n    and\n\n=== "B"\n\n    ```\n    y\n    ```',
    ],
)
def test_what_is_no_mere_listing_keeps_its_title_above(text):
    draft = translated("plain", text)
    assert "**A**" in draft.text
    assert "**B**" in draft.text
    assert "tabs=" not in draft.text


def test_code_without_a_list_below_keeps_what_looks_like_notes():
    text = "```py\na # (1)\n```\n\nText.\n\n1. One"
    assert translated("plain", text).text == text


@pytest.mark.parametrize(
    "text",
    [
        '=== "A"\n\nno text of its own',
        "Title\n===",
        '```\n=== "A"\n\n    one\n```',
        "```\n/// tip\nin\n///\n```",
        "/// tip\nthat nothing ends",
        "/// a comment of some language",
    ],
)
def test_what_is_neither_stays(text):
    draft = translated("plain", text)
    assert (draft.text, draft.remarks) == (text, [])


def test_an_unknown_block_stays_and_is_told():
    draft = translated("plain", "a\n\n/// caption\nin\n///")
    assert draft.text == "a\n\n/// caption\nin\n///"
    assert notes(draft) == [("/// caption", 3)]


def test_thousands_of_openings_take_no_time():
    text = '=== "A"\n/// tip\n' * 10_000
    assert translated("plain", text).text == text
