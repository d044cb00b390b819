"""Rich text as Markdown, that of people who never used the editor too."""

import pytest

from blog.markdown.writing import from_rich_text
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
