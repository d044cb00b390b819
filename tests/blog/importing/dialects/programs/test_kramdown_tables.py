"""Kramdown's tables, which need no head."""

import pytest

from blog.importing.dialects.programs.kramdown_tables import PARTED, PROSE
from tests.blog.importing.dialects.translating import notes, translated


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("| a | b |\n| 1 | 2 |", "|  |  |\n|---|---|\n| a | b |\n| 1 | 2 |"),
        (
            "x\n\n> | `a|b` | b \\| c |\n\ny",
            "x\n\n> |  |  |\n> |---|---|\n> | `a|b` | b \\| c |\n\ny",
        ),
        ("- x\n\n  | a |\n  | b |", "- x\n\n  |  |\n  |---|\n  | a |\n  | b |"),
        ("|---|---|\n| a | b |\n|--+:-:|\n| 1 | 2 |", "| a | b |\n| -- | :-: |\n| 1 | 2 |"),
        ("a | b | c\n---|\n1 | 2 | 3", "a | b | c\n| --- | --- | --- |\n1 | 2 | 3"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", None),
        ("| a |\n| b |\nand words", None),
        ("words\n| a |\n| b |", None),
        ("```\n| a |\n| b |\n```", None),
        ("    | a |\n    | b |", None),
        ("|---|---|", None),
        ("# a | b", None),
        ("- a | b", None),
    ],
)
def test_what_a_table_becomes(text, markdown):
    draft = translated("jekyll", text)
    assert (draft.text, draft.remarks) == (markdown or text, [])


def test_rules_between_rows_are_told():
    draft = translated("jekyll", "| a |\n|---|\n| 1 |\n|---|\n| 2 |\n|===|\n| 3 |\n\nx")
    assert draft.text == "| a |\n|---|\n| 1 |\n| 2 |\n| 3 |\n\nx"
    assert {remark.what for remark in draft.remarks} == {PARTED}
    assert notes(draft) == [("|---|", 4), ("|===|", 6)]
    assert [draft.origin(line) for line in range(7)] == [1, 2, 3, 5, 7, 8, 9]


@pytest.mark.parametrize("text", ["this | that", "|x| is\n| the norm|, or |\nnorm |"])
def test_prose_with_bars_is_told(text):
    draft = translated("jekyll", f"{text}\n\nmore")
    assert draft.text == f"{text}\n\nmore"
    assert [remark.what for remark in draft.remarks] == [PROSE]


def test_a_class_behind_a_table_leaves_it_one():
    draft = translated("jekyll", "| a | b |\n| 1 | 2 |\n{: .wide}\n\nx")
    assert draft.text.startswith("|  |  |\n|---|---|\n| a | b |\n| 1 | 2 |\n")
