import pytest

from blog.markdown.limits import is_oversized
from tests.blog.markdown.rendering import render_markdown

BOMBS = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "long prose": "word " * 200_000,
    "links": "[a](" * 3_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_shown_as_text(name):
    assert is_oversized(BOMBS[name])
    assert render_markdown(BOMBS[name]).startswith('<figure class="code"')
