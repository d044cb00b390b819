"""Icons of MDX that say yes or no."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("| a | <Check size={18} /> |", "| a | ✓ |"),
        ('<CrossIcon className="red" size={18}/> Conflict', "✗ Conflict"),
        ("<Check />", "✓"),
    ],
)
def test_an_icon_of_a_component_is_shown_as_a_sign(text, sign):
    draft = translated("plain", f"one\n\n{text}")
    assert draft.text == f"one\n\n{sign}"
    assert [line for _detail, line in notes(draft)] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "`<Check />`",
        "```\n<Cross />\n```",
        "<Checkbox />",
        "<check />",
        "<Check>words</Check>",
        "<Check onClick={() => go()} />",
    ],
)
def test_what_may_be_more_than_an_icon_stays(text):
    draft = translated("plain", text)
    assert (draft.text, notes(draft)) == (text, [])
