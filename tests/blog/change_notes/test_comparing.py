"""How much changed between two published versions."""

import pytest

from blog.change_notes.comparing import has_changed_words
from blog.change_notes.recording import LEAST_WORDS
from blog.models import PublishedVersion

SENTENCE = "The loss fell while the rate was held as the runs of last week said. "
LONG = SENTENCE * 2


def version(*texts):
    body = [
        {"type": "markdown", "value": text, "id": f"b{place}"} for place, text in enumerate(texts)
    ]
    return PublishedVersion(title="Drift", teaser="", body=body)


@pytest.mark.parametrize(
    ("old", "new", "has_changed"),
    [
        (("One.", LONG), (LONG, "One."), False),  # moved
        (("One.", LONG), ("Two.", LONG), False),
        ((LONG,), (LONG, LONG), True),  # once more
        ((LONG, LONG), (LONG,), True),
        (("One.",), (LONG,), True),
        (
            (" ".join(f"w{n}" for n in range(30)),),
            (" ".join(f"w{29 - n}" for n in range(30)),),
            True,
        ),
    ],
)
def test_words_of_changed_blocks_are_counted(old, new, has_changed):
    assert has_changed_words(version(*old), version(*new), LEAST_WORDS) is has_changed
