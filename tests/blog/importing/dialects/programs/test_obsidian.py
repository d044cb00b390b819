"""Obsidian's wikilinks, embeds, marks, comments and callouts."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated
from tests.blog.importing.folders import write_file


@pytest.fixture
def vault(tmp_path):
    for path in (
        "posts/this.md",
        "Deep/Down/My Page.md",
        "My Page.md",
        "Pics/one (1).png",
        "a.pdf",
    ):
        write_file(tmp_path, path, "x")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[[My Page]]", "[My Page](/My%20Page.md)"),
        ("[[my page|its *words*]]", "[its *words*](/My%20Page.md)"),
        ("[[Down/My Page#A b]]", "[Down/My Page > A b](/Deep/Down/My%20Page.md#a-b)"),
        ("[[#Über uns]]", "[Über uns](#über-uns)"),
        ("| [[My Page\\|t]] |", "| [t](/My%20Page.md) |"),
        ("![[one (1).png]]", "![](/Pics/one%20%281%29.png)"),
        ("![[one (1).png|An alt]]", "![An alt](/Pics/one%20%281%29.png)"),
        ("![[gone.png]]", "![gone.png](gone.png)"),
        ("![[a.pdf]]", "[a.pdf](/a.pdf)"),
        ("a ==b `c` d== e, x == y and z == w", "a <mark>b `c` d</mark> e, x == y and z == w"),
        ("Head\n====\n\n`[[My Page]] ==a== %%b%%`", None),
        ("> [!tip]- Title\n> in", "> [!TIP]\n> **Title**\n>\n> in"),
        ("> [!example]\n> in", "> [!NOTE]\n> **Example**\n>\n> in"),
        ("> [!faq] Why?\n> in\n\n> [!NOTE]\n> x",
         "> [!NOTE]\n> **Why?**\n>\n> in\n\n> [!NOTE]\n> x"),
        ("> said\n> [!tip] not a callout", None),
    ],
)  # fmt: skip
def test_what_obsidians_signs_become(text, markdown, vault):
    draft = translated("obsidian", text, vault)
    assert draft.text == (markdown or text)
    assert draft.remarks == []


@pytest.mark.parametrize(
    ("text", "markdown", "detail"),
    [
        ("[[Nope|its words]]", "its words", "[[Nope|its words]]"),
        ("![[My Page]]", "[My Page](/My%20Page.md)", "![[My Page]]"),
        ("![[one (1).png|300x20]]", "![](/Pics/one%20%281%29.png)", "300x20"),
        ("a %%b c%% d", "a <!--b c--> d", "b c"),
        ("%%\nb\n\nc\n%% d", "<!--\nb\n\nc\n-->\n d", "b c"),
        ("a ^block-1\nb", "a\nb", "^block-1"),
        ("[[My Page#^x1]]", "[My Page > ^x1](/My%20Page.md)", "^x1"),
    ],
)
def test_what_has_no_form_here_is_told(text, markdown, detail, vault):
    draft = translated("obsidian", f"one\n\n{text}", vault)
    assert draft.text == f"one\n\n{markdown}"
    assert [(each.strip(), line) for each, line in notes(draft)] == [(detail, 3)]
