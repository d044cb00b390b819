"""What every dialect has: frames that hold a player, and the sign of where a summary ends."""

import pytest

from blog.importing.dialects.guess import NAMES
from tests.blog.importing.dialects.translating import notes, translated

VIDEO = "https://www.youtube.com/embed/abcdefghijk"


@pytest.mark.parametrize("dialect", sorted({*NAMES} - {"epoch"}))
def test_the_sign_of_a_summarys_end_is_left_out(dialect):
    draft = translated(
        dialect, "one\n\n<!--more-->\n\n`<!--more-->` two <!-- MORE --> three <!-- no -->"
    )
    assert draft.text == "one\n\n\n\n`<!--more-->` two  three <!-- no -->"
    assert notes(draft) == [("<!--more-->", 3), ("<!-- MORE -->", 5)]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (f'<iframe src="{VIDEO}" title="A talk" width=5></iframe>', f"[A talk]({VIDEO})"),
        (f'<div class="v">\n<iframe src="{VIDEO}"></iframe>\n</div>', f"<{VIDEO}>"),
        (
            "<iframe src='//player.vimeo.com/video/123'></iframe>",
            "<https://player.vimeo.com/video/123>",
        ),
        ('<iframe src="https://example.org/x"></iframe>', None),
        (f'`<iframe src="{VIDEO}"></iframe>`', None),
        (f'```\n<iframe src="{VIDEO}"></iframe>\n```', None),
    ],
)
def test_frames_of_players_become_links(html, markdown):
    draft = translated("plain", f"one\n\n{html}\n\ntwo")
    assert draft.text.split() == f"one {markdown or html} two".split()
    assert draft.remarks == []
