import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from blog.document.latex_to_mathml import Converted, Formula, convert_formulas
from blog.html.mathml import ATTRIBUTES, TAGS
from tests.blog.document.formulas import FORMULAS

# Each ended the process with a full stack, or took long, where nothing bounded it.
BOMBS = {
    "groups": "{" * 2_500 + "}" * 2_500,
    "open groups": "{" * 5_000,
    "fractions": r"\frac" * 990,
    "roots": r"\sqrt{" * 800 + "}" * 800,
    "exponents": "x^{" * 1_200 + "}" * 1_200,
    "brackets": r"\left(" * 400 + r"\right)" * 400,
    "matrices": r"\begin{matrix}" * 150 + r"\end{matrix}" * 150,
    "accents": r"\hat" * 1_200,
    "macros": r"\newcommand{\a}[1]{\hat{\hat{\hat{\a{#1}}}}}\a{x}",
    "doubling macros": r"\def\a{\a\a}\a",
    "much": "x+" * 50_000,
    "cells": "&" * 5_000,
}


def convert(*formulas) -> list[Converted]:
    return convert_formulas([Formula(latex, is_display=True) for latex in formulas])


def test_formulas_as_authors_write_them_compile():
    formulas = [Formula(each["latex"], each["display"]) for each in FORMULAS]
    results = convert_formulas(formulas)
    failed = [each["name"] for each, result in zip(FORMULAS, results, strict=True) if result.error]
    assert len(FORMULAS) == 80
    assert failed == []
    for result in results:
        text = BeautifulSoup(result.html, "html.parser").get_text()
        assert "\\" not in text
        assert "$" not in text


def test_nothing_but_what_is_listed_comes_out():
    formulas = [Formula(each["latex"], each["display"]) for each in FORMULAS]
    for result in convert_formulas(formulas):
        for tag in BeautifulSoup(result.html, "html.parser").find_all(True):
            assert tag.name in {*TAGS, "a"}
            assert set(tag.attrs) <= ATTRIBUTES[tag.name]


def test_equations_are_numbered_in_order_and_known_by_their_labels():
    first, plain, second = convert_formulas(
        [Formula("a", True, "eq:a"), Formula("b", True), Formula("c", True, "eq:c")]
    )
    assert (first.labels, plain.labels, second.labels) == ({"eq:a": "1"}, {}, {"eq:c": "2"})
    assert 'id="eq-a"' in first.html
    assert "(2)" in second.html


def test_a_reference_may_come_first():
    reference, _equation = convert_formulas([Formula(r"\eqref{eq:a}"), Formula("a", True, "eq:a")])
    assert 'href="#eq-a"' in reference.html
    assert "(1)" in reference.html


@pytest.mark.parametrize(
    "latex",
    [r"\begin{align} a &= b \\ c &= d \end{align}", r"\begin{align*} a &= b \end{align*}",
     r"\begin{equation*} a \end{equation*}", r"\begin{gather*} a \\ b \end{gather*}",
     r"\begin{aligned} a &= b \end{aligned}", r"a = b"],
)  # fmt: skip
def test_any_display_formula_takes_a_label(latex):
    (converted,) = convert_formulas([Formula(latex, True, "eq:x")])
    assert converted.error == ""
    assert converted.labels == {"eq:x": "1"}


def test_a_label_given_twice_is_an_id_once():
    first, second = convert_formulas([Formula("a", True, "eq:a"), Formula("b", True, "eq:a")])
    assert 'id="eq-a"' in first.html
    assert "id=" not in second.html


def test_a_bad_formula_shows_itself_and_spoils_no_other():
    bad, good = convert_formulas([Formula(r"\frac{a}{<b>"), Formula("x", True, "eq:x")])
    assert "{<b>" in BeautifulSoup(bad.html, "html.parser").select_one(".formula-error").text
    assert bad.error
    assert "\n" not in bad.error
    assert good.labels == {"eq:x": "1"}


@pytest.mark.parametrize(
    "latex",
    [r"\sum_{\substack{i \\ j}} x", r"\DeclareMathOperator{\lip}{Lip} \lip(f)",
     r"\begin{smallmatrix} a \\ b \end{smallmatrix}", r"x \tag{*}", r"\widehat{xyz}",
     r"\color{red} x"],
)  # fmt: skip
def test_what_the_converter_lacks_is_written_otherwise(latex):
    (converted,) = convert(latex)
    assert converted.error == ""


@pytest.mark.parametrize(
    "latex",
    [r"\text{<script>alert(1)</script>}", r"\text{</math><img src=x onerror=alert(1)>}",
     r"\href{javascript:alert(1)}{x}", r"\class{a\" onload=\"alert(1)}{x}",
     r"\style{background:url(javascript:alert(1))}{x}", r"\label{x\" onload=\"alert(1)} x",
     r"\tag{<img src=x onerror=alert(1)>}", r"\operatorname{<svg onload=alert(1)>}",
     r"\color{red\" onload=\"x} y", r"\hspace{1em\" onload=\"x} y", "x </math><script>y</script>"],
)  # fmt: skip
def test_hostile_latex_is_text(latex):
    (converted,) = convert(latex)
    for tag in BeautifulSoup(converted.html, "html.parser").find_all(True):
        assert tag.name in {*TAGS, "a", "code"}
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert str(tag.get("href", "#")).startswith("#")


def test_bombs_do_not_end_the_process():
    # By itself: an overflow of the stack would take the whole suite along.
    script = (
        "import django; django.setup()\n"
        "from tests.blog.document.test_latex_to_mathml import BOMBS, convert\n"
        "for name, latex in BOMBS.items():\n"
        "    (result,) = convert(latex)\n"
        "    assert len(result.html) < 500_000, name\n"
        "print('survived')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "survived", done.stderr[-500:]
