"""LaTeX as BibTeX's fields have it becomes text."""

import pytest

from blog.citations.formats.latex_text import latex_text
from blog.citations.formats.latex_writing import latex_of


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"G{\"o}del, Erd{\H o}s, P\'al, {\'{\i}}", "Gödel, Erdős, Pál, í"),
        (r"\v S {\c c} \c{c} \~n \=a \.z \u{g} \k{a} \r{a} \d{s}", "Š ç ç ñ ā ż ğ ą å ṣ"),
        (r"{\L}ukasiewicz {\O}rsted \aa \ss{} \ae", "Łukasiewicz Ørsted åß æ"),
        (r"``a'' -- b --- c", "“a” – b — c"),
        (r"5\% \& \$2 \_ \# 50% a~b", "5% & $2 _ # 50% a b"),
        (r"\emph{a} {\em b} \textbf{c} {\it d}", "<i>a</i> <i>b</i> <b>c</b> <i>d</i>"),
        (r"O($n^2$), $\alpha_{i}$, $10^{-3}$", "O(n<sup>2</sup>), α<sub>i</sub>, 10<sup>-3</sup>"),
        (r"costs $5", "costs $5"),
        (r"\TeX{} and {\LaTeX}", "TeX and LaTeX"),
        (r"\href{https://a.example}{b} \enquote{c}", "b “c”"),
        (r"<script>alert(1)</script> a < b", "<script>alert(1)</script> a < b"),
        (r"not } balanced {", "not  balanced "),
        ("", ""),
    ],
)
def test_latex_becomes_text(latex, text):
    assert latex_text(latex) == (text, set())


def test_braces_of_a_title_keep_capitals():
    text, _unknown = latex_text(r"The {BERT} of G{\"o}del: {{\'E}tude}", is_title=True)
    assert text == (
        'The <span class="nocase">BERT</span> of Gödel: <span class="nocase">Étude</span>'
    )


def test_a_command_that_is_not_known_is_named_and_its_words_stay():
    assert latex_text(r"\acro{NASA} in \MF") == ("NASA in MF", {r"\acro", r"\MF"})


@pytest.mark.parametrize(
    "latex",
    ["{" * 9_000, r"\textit" * 2_000, r"\textit{" * 2_000, "{\\em " * 3_000, r"\em" * 5_000,
     "$^" * 9_000, r"\"" * 9_000, "x" * 90_000, "{" * 45 + "a" + "}" * 45, r"\begin{a}" * 900],
)  # fmt: skip
def test_depth_is_bounded(latex):
    text, _unknown = latex_text(latex)
    assert len(text) < 20 * len(latex)


@pytest.mark.parametrize(
    "text", ["<i>a", "a</i>", "<i>a</b>", "{}\\", "a--b''c", '<span class="nocase">& a</span>']
)
def test_any_text_is_written_so_that_it_is_read_again(text):
    assert latex_text(latex_of(text), is_title=True)[0] == text
