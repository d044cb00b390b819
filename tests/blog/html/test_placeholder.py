"""Placeholders are found where they stand, and come through the sanitiser as text alone."""

import pytest

from blog.document.manuscript import Manuscript
from blog.document.pieces import ANCHORED, ID, SHOWN
from blog.html.placeholder import (
    new_secret,
    own_paragraph,
    placeholder,
    placeholder_pattern,
)
from blog.html.sanitising import sanitise
from tests.blog.markdown.rendering import build

SECRET = new_secret()


@pytest.mark.parametrize("role", [SHOWN, ID, ANCHORED])
@pytest.mark.parametrize("secret", [(), (SECRET,)], ids=["any secret", "its own"])
def test_what_is_written_is_found(secret, role):
    assert placeholder_pattern(*secret).fullmatch(placeholder(SECRET, 12, role)).groups() == (
        "12",
        role,
    )


def test_another_body_finds_nothing():
    assert not placeholder_pattern(new_secret()).search(placeholder(SECRET, 12, SHOWN))


def test_a_paragraph_comes_through_the_sanitiser_and_an_attribute_does_not():
    manuscript = Manuscript()
    mark = manuscript.place("x")
    assert manuscript.paragraph_pattern.fullmatch(sanitise(own_paragraph(mark)))
    assert mark not in sanitise(f'<a title="{mark}">a</a>')


@pytest.mark.parametrize(
    ("block", "element"),
    [
        (("markdown", "```python\nx\n```"), '<figure class="code"'),
        (("markdown", "$$\nx\n$$"), '<div class="equation"'),
        (("markdown", "```math\nx\n```"), '<div class="equation"'),
        (("markdown", "[" * 3000), '<figure class="code"'),
        (("code", {"language": "python", "code": "x"}), '<figure class="code"'),
        (("math", {"latex": "x"}), '<div class="equation"'),
    ],
)
def test_what_stands_for_itself_leaves_the_paragraph_that_carried_it(block, element):
    html = build(block).html
    assert element in html
    assert f"<p>{element}" not in html
