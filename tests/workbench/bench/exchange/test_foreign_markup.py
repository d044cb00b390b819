"""What the judge takes out of plain texts: marks that no reader of their own sites sees."""

import pytest

from tests.workbench.bench.exchange.counting import count
from tests.workbench.bench.exchange.foreign_markup import as_shown
from tests.workbench.bench.exchange.links import link_judge


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{note} Title\n:class: x\n\n*in*\n```", "Title *in*"),
        ("````{tip}\n```{note}\nin\n```\n```python\nx\n```\n````", "in ```python x ```"),
        (":::{seealso} Title\n:class: x\nin\n:::", "Title in :::"),
        ("```{figure} a.png\n:alt: x\n\nCaption\n```", "![](a.png) Caption"),
        ('[a](b){ .off-glb loading=lazy title="x y" } c', "[a](b) c"),
        ('!!! note "T"\n\n    in\n\n    === "A"\n\n        one', "T in A one"),
        # What a reader sees.
        ("```md\n!!! note\n    in\n```", None),
        ("````md\n```{note}\nin\n```\n````", None),
        ("```{code-cell}\n:tags: x\ny\n```", None),
        ("f(x){ y } and `[a](b){ .c d}`", None),
    ],
)
def test_marks_are_taken_out_and_words_stay(text, words):
    assert as_shown(text).split() == (words or text).split()


def test_a_formula_in_a_row_counts_as_a_formula_alone():
    def row(cell, formulas):
        html = f"<table><tr><td>a $5</td><td>{cell}</td></tr></table>"
        judge = link_judge(lambda _address: None, set())
        return count(html, link=judge, picture=lambda _tag: None, formulas=formulas)["table rows"]

    assert row("$x_1$ b", ["x_1"]) == row("<math>x</math> b", ["x_1"])
    assert row("$x_1$ b", []) != row("b", [])
