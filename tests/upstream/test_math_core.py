"""math-core 0.9 refuses a formula within the words of another, `\\text{if $x$}`.

When this fails it reads them: take `_words_apart` out of `blog/document/latex.py`.
"""

from math_core import LatexToMathML


def test_math_core_refuses_a_formula_within_words():
    converter = LatexToMathML(continue_on_error=True)
    (html,) = converter.convert_all([(r"\text{if $x$}", False)])
    assert "not implemented" in html
