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
