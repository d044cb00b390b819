"""Formulas that touch words and digits, and dollars that are none."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markdown.limits import MAX_CHARACTERS
from blog.markdown.syntax.dollars import MAX_LATEX
from tests.blog.markdown.rendering import build, render_markdown


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("the $k$th item", 1),
        ("10$^{-3}$ s", 1),
        ("F$_1$, R$^2$ and O$(n)$", 3),
        ("the $k$-th, the $n$第", 2),
        ("das $k$te Element, 第$k$个", 2),
        ("$x$,$y$;$z$", 3),
        ("5$x$ and $5x$", 2),
        ("between $10$ and $20$.", 2),
        ("$2\\pi r \\text{ if it is round}$", 1),
        ("Then $$ x = 1 $$ and $$a + b$$ hold", 2),
        ("*$a$* **$b$**`$c$`", 2),
        ("| a |\n|-|\n| O$(n)$ |", 1),
        ("> R$^2$\n\n- F$_1$", 2),
        ("[the $k$th](https://example.org)", 1),
        ("Text^[the $k$th].", 2),  # the note stands beside the text, too
    ],
)
def test_a_formula_may_touch_words_and_digits(source, count):
    html = render_markdown(source)
    assert html.count("<math") == count
    assert "$" not in re.sub("<code>.*?</code>", "", html)


@pytest.mark.parametrize(
    "source",
    [
        "I paid $20, he paid 30$.",
        "I paid 20$, he paid 30$. (20$) and (30$)",
        "20$/30$ and 20$-30$ each",
        "$5 and $6, US$5 and CA$6.",
        "Between $1,000 a month and 2,000$ a year",
        "我付了$20，他付了30$。",
        "$20和30$",
        "PID is $$, again $$.",
        "$$ is the process, $$ again",
        "$$$ for nothing, $$$ for all",
        "$HOME:$PATH",
        "${HOME}/${NAME} and ${A}${B}",
        "$HOME$PATH",
        "'$HOME' and '$PATH'",
        "($HOME) or ($PATH), $(pwd)/$(id)",
        "$user:$group, $AAPL,$MSFT",
        "Costs \\$5 or \\$6$",
    ],
)
def test_money_and_variables_stay_text(source):
    document = build(("markdown", source))
    assert "<math" not in document.html
    assert source.replace("\\", "") in re.sub("[‘’]", "'", document.html)
    assert document.problems == ()


@pytest.mark.parametrize(
    ("source", "latex"),
    [
        ("so $ \\alpha_i $ is", "\\alpha_i"),
        ("so $x^2 $ is", "x^2"),
        ("costs $\\frac{1}{2}$5", "\\frac{1}{2}"),
        ("see [so $ \\beta_1 $](https://example.org)", "\\beta_1"),
    ],
)
def test_what_looks_like_latex_and_is_not_read_is_listed(source, latex):
    problems = build(("markdown", source)).problems
    assert ("dollars", latex) in [(each.kind, each.detail) for each in problems]


_PLAIN = st.text(st.characters(blacklist_characters="\\`*_[]<>&~|#+-=:!?^{}@./\r\n"), max_size=40)


@settings(deadline=None, max_examples=60)
@given(st.lists(_PLAIN, min_size=1, max_size=4))
def test_text_stays_as_typed_where_no_pair_qualifies(parts):
    """A blank on both sides of each dollar keeps any pair from qualifying."""
    source = "x " + " ".join(" $ ".join(parts).replace("$", " $ ").split())
    html = render_markdown(source)
    assert "<math" not in html
    assert html.count("$") == source.count("$")


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9_999), st.sampled_from(["paid", "dann", "または", "и", "कीमत"]))
def test_amounts_around_words_are_money(amount, word):
    for source in (f"${amount} {word} {amount}$.", f"{amount}$ {word} {amount}$, {amount}$"):
        assert render_markdown(source).strip() == f"<p>{source}</p>"


@pytest.mark.parametrize(
    "bomb",
    ["$\\text{a}" * 3_000, "$a" * 4_000, "$$a " * 4_000, "$^" * 4_000, "\\text{" * 8_000 + "$"],
)
def test_no_text_of_dollars_takes_long(bomb):
    assert len(bomb) < MAX_CHARACTERS > MAX_LATEX
    assert render_markdown(bomb)


def test_formulas_within_words_of_a_formula():
    html = render_markdown(
        "$$\nf = \\begin{cases} 1 & \\text{if $x > 0$ and \\(y\\) is} \\\\"
        " 0 & \\text{else}\\end{cases}\n$$"
    )
    assert "formula-error" not in html
    assert "<mi>y</mi>" in html
    assert "formula-error" not in render_markdown("so $f = \\text{if $x$ is}$ there")
