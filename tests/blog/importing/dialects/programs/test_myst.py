"""MyST's directives in a folder of plain Markdown."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("```{note}\n*in*\n```", ":::{note}\n*in*\n:::"),
        ("> ```{tip} A title\n> in\n> ```", "> :::{tip} A title\n> in\n> :::"),
        ("~~~{admonition} Title\nin\n~~~", ":::{note} Title\nin\n:::"),
        (
            "````{warning}\n```{dropdown} More\nin\n```\n````",
            ":::{warning}\n:::{details} More\nin\n:::\n:::",
        ),
        ("1. a\n\n   ```{note}\n   in\n   ```", "1. a\n\n   :::{note}\n   in\n   :::"),
        (
            ":::{figure} a b.png\n:alt: What\n\nOne\ntwo\n\nLegend\n:::",
            '![What](a%20b.png "One two")\nLegend',
        ),
        ("```{image} a.png\n```", "![](a.png)"),
        ("```{math}\na_b\n\\\\\nc\n```", "$$\na_b\n\\\\\nc\n$$"),
        # What is no text of the page's own, or means nothing here.
        ("````md\n```{note}\nin\n```\n````", None),
        ("````md\n:::{figure} a.png\n:::\n````", None),
        ("```{code-cell}\n:tags: x\ny\n```", None),
        ("```{eval-rst}\n.. note:: x\n```", None),
        ("```{math}\na\n\nb\n```", None),
        ("```{figure}\n```", None),
        ("```{note}\nin", None),
        (":::{note}\nin", None),
        (":::{card} Title\nin\n:::", None),
    ],
)
def test_what_directives_become(text, markdown):
    draft = translated("plain", text)
    written = (markdown or text).split("\n")
    assert [line for line in draft.text.split("\n") if line] == [line for line in written if line]
    assert draft.text.count("\n") == text.count("\n")
    assert draft.remarks == []


def test_options_without_an_effect_are_told_with_their_lines():
    text = "```{note}\n:class: dropdown\n\nin\n```\n\n:::{image} a.png\n:width: 50%\n:::"
    draft = translated("plain", text)
    assert [line for line in draft.text.split("\n") if line] == [
        ":::{note}", "in", ":::", "![](a.png)",
    ]  # fmt: skip
    assert notes(draft) == [("note :class: dropdown", 2), ("image :width: 50%", 8)]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (":::{card}\n:header: By [`x`][x] 🔥\n\nin\n:::", ":::{card}\n**By [`x`][x] 🔥**\nin\n:::"),
        ("> :::{card}\n> :header: Head\n> in\n> :::", "> :::{card}\n> **Head**\\\n> in\n> :::"),
        (":::{card} Title\n:header: Head\n:::", ":::{card} Title\n**Head**\n:::"),
    ],
)  # fmt: skip
def test_a_cards_head_is_its_first_line(text, markdown):
    draft = translated("plain", text)
    assert [line for line in draft.text.split("\n") if line] == markdown.split("\n")
    assert draft.remarks == []


def test_a_link_in_a_caption_is_told():
    draft = translated("plain", "x\n\n```{figure} a.png\nSee [the map](b.md) and more\n```")
    assert "the map (b.md) and more" in draft.text
    assert notes(draft) == [("[the map](b.md)", 3)]


def test_thousands_of_openings_that_nothing_closes_take_no_time():
    text = ":::{note}\n" * 20_000
    assert translated("plain", text).text == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("(a-b)=\n\n# Part #\n\n{ref}`there <a-b>`", "# Part {#a-b}\n[there](#a-b)"),
        ("See {py:class}`~a.b.C` and {meth}`run <a.run>`.", "See `a.b.C` and `run`."),
        ("{math}`a_b` {sub}`2` {doc}`Text <../a b>` {term}`word`",
         "$a_b$ <sub>2</sub> [Text](../a%20b) word"),
        ("`{ref}` and ``{ref}`a` `` and ${ref}`a`", None),
        ("```js\n{ref}`a`\n(a)=\n```", None),
    ],
)  # fmt: skip
def test_what_roles_and_targets_become(text, markdown):
    draft = translated("plain", text)
    written = (markdown or text).split("\n")
    assert [line for line in draft.text.split("\n") if line] == [line for line in written if line]
    assert draft.remarks == []


def test_what_leads_nowhere_is_told():
    draft = translated("plain", "(a)=\nText {ref}`there <b>`.\n\n{odd}`x`")
    assert draft.text == "\nText there.\n\n{odd}`x`"
    assert notes(draft) == [("(a)=", 1), ("{ref}`there <b>`", 2), ("{odd}`x`", 4)]
