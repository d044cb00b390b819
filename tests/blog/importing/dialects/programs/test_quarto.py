"""Quarto's cross-references, captions and divisions."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("See @fig-a, [-@tbl-b] and [@Sec-c].", "See [@fig-a], [@tbl-b] and [@sec-c]."),
        ("[see @fig-a; @eq-b]", "[see [@fig-a]; [@eq-b]]"),
        ("me@fig-a.org `@fig-a` \\@fig-a", None),
        ("![Cap](x.png){#fig-a}", '![Cap](x.png "Cap"){#fig-a}'),
        ('![Cap](x.png){#fig-a fig-alt="Alt"}', '![Alt](x.png "Cap"){#fig-a}'),
        ("in ![a](x.png) a line", None),
        ("::: {#fig-a}\n\n![](x.png)\n\nOne\ntwo\n:::", '![One two](x.png "One two"){#fig-a}'),
        ("::: {#tbl-a}\n| a |\n|---|\n| b |\n\nOne\n:::", "| a |\n|---|\n| b |\n: One {#tbl-a}"),
        ('::: {.callout-tip title="T"}\nin\n:::', None),
        ("```{=html}\n<b>x</b>\n```", "<b>x</b>"),
        ("```{python}\n#| label: a\nx\n```", None),
    ],
)
def test_what_quartos_signs_become(text, markdown):
    draft = translated("quarto", text)
    assert [line for line in draft.text.split("\n") if line] == [
        line for line in (markdown or text).split("\n") if line
    ]
    assert draft.remarks == []


def test_divisions_of_mere_layout_leave_their_text_and_are_told():
    text = ":::: {.columns}\n::: {.column width=40%}\nleft\n:::\n::::\n\n```\n::: {.x}\n```"
    draft = translated("quarto", text)
    assert draft.text == "\n\nleft\n\n\n\n```\n::: {.x}\n```"
    assert sorted(notes(draft)) == [("::: {.column width=40%}", 2), (":::: {.columns}", 1)]


def test_listings_below_headings_of_a_tabset_are_tabs():
    text = (
        "::: {.panel-tabset}\n## R {.x}\n\n```{r}\n1\n```\n\n## Py\n```{python}\n2\n```\n:::\nend"
    )
    draft = translated("quarto", text)
    assert draft.text == (
        '\n\n\n```{r} title="R" tabs="tabs-1"\n1\n```\n\n\n'
        '```{python} title="Py" tabs="tabs-1"\n2\n```\n\nend'
    )
    assert draft.remarks == []


def test_a_tabset_of_anything_else_keeps_its_headings():
    draft = translated("quarto", "::: {.panel-tabset}\n## R\nText\n## Py\n```\n2\n```\n:::")
    assert "## R\nText\n## Py" in draft.text
    assert len(draft.remarks) == 1
