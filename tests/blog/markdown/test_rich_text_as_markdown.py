"""Rich text as Markdown, that of people who never used the editor too."""

import pytest
from bs4 import BeautifulSoup
from wagtail.rich_text import RichText

from blog.bibliography.syntax import find_citations
from blog.document.manuscript import Manuscript
from blog.document.pieces import FormulaPiece
from blog.html.placeholder import placeholder_pattern
from blog.markdown.rich_text import render_rich_text
from blog.markdown.to_html import render_markdown
from blog.markdown.writing import escaped, from_rich_text
from tests.blog.markdown.payloads import PAYLOADS

FEATURES = ["bold", "italic", "h2", "ol", "ul", "link", "code", "hr"]


@pytest.mark.parametrize("frame", ["{}", "<p>{}</p>"])
def test_no_text_is_refused(db, frame):
    for payload in PAYLOADS:
        from_rich_text(frame.format(payload), FEATURES)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>A <b>bold</b><br/>line</p>", "A **bold**"),
        ("<p>One</p><hr/><p>Two</p>", "---"),
        ("<ul><li>a</li><li>b</li></ul>", "a"),
        ("<p><img src=x>word</p>", "word"),
        ('<p><a linktype="page" id="x">a name</a></p>', "a name"),
    ],
)
def test_its_text_is_kept(db, source, expected):
    assert expected in from_rich_text(source, FEATURES)


@pytest.mark.parametrize(
    "text",
    [
        "See [@smith_2020, pp. 3-5; see *x* @b]",
        "and @a_b [p. 3] or [-@c_d_e].",
        "`@a_b \\[@x\\]`",
        "[@a]; \\[no citation\\]",
    ],
)
def test_citations_stay_as_they_were_typed(db, text):
    plain = text.replace("\\[no citation\\]", "[no citation]")
    html = f"<code>{text[1:-1]}</code>" if text.startswith("`") else plain
    assert from_rich_text(f"<p>{html}</p>", FEATURES) == text


@pytest.mark.parametrize("caption", ["After [@a_b, p. 4] *x*", "@a_b and [x_y]", "[see *x* @a_b]"])
def test_captions_cite_the_same_again(caption):
    (found,) = find_citations(escaped(caption))
    assert found[2] == next(find_citations(caption))[2]


NOTE, MATHS = '<span data-footnote="">', '<span data-math="">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"Say{NOTE}A note.</span> now", "Say^[A note.] now"),
        (f"{MATHS}x^2 + a_b</span> and {MATHS}x `</span>", "$x^2 + a_b$ and $x `$"),
        (f"{MATHS} a $ b</span>", "$`a $ b`$"),
        (f"So{NOTE}A </span><b>{NOTE}bold [x]</span></b>{NOTE} one.</span>",
         "So^[A **bold \\[x\\]** one.]"),
        (f"So{NOTE}with {MATHS}y_1</span> and [@a_b]</span>.", "So^[with $y_1$ and [@a_b]]."),
        (f"<b>{NOTE}{NOTE}in itself</span></span></b>", "^[**in itself**]"),
        (f"None{NOTE}</span> {MATHS} </span>.", "None ."),
    ],
)  # fmt: skip
def test_notes_and_formulas_stay(db, html, expected):
    features = [*FEATURES, "math", "footnote"]
    assert from_rich_text(f"<p>{html}</p>", features) == expected


def test_notes_and_formulas_read_as_before(db):
    html = f"<p>So{NOTE}with {MATHS}y_1</span> <b>bold</b></span> is {MATHS}x_1 ^ b</span>.</p>"
    read, written = Manuscript(), Manuscript()
    render_rich_text(RichText(html), read)
    render_markdown(from_rich_text(html, [*FEATURES, "math", "footnote"]), written)
    assert shown(written) == shown(read) == (["x_1 ^ b", "y_1"], "with … bold")


def shown(manuscript):
    """The formulas of a text, and the words of its one note."""
    formulas = [each.formula.latex for each in manuscript.pieces if isinstance(each, FormulaPiece)]
    (note,) = manuscript.footnotes.values()
    text = BeautifulSoup(placeholder_pattern().sub("…", note), "html.parser").get_text()
    return sorted(formulas), text.strip()
