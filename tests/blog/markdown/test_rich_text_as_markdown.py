"""Rich text as Markdown, that of people who never used the editor too."""

import pytest

from blog.bibliography.syntax import find_citations
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
