import pytest

from blog.markdown.open_fences import with_fence_closed


@pytest.mark.parametrize(
    ("source", "closed"),
    [
        ("Text", "Text"),
        ("```py\nx = 1", "```py\nx = 1\n```"),
        ("```py\nx = 1\n```", "```py\nx = 1\n```"),
        ("~~~~\n```\n~~~", "~~~~\n```\n~~~\n~~~~"),
        ("```", "```\n```"),
        ("```\n```\n\n````\n```", "```\n```\n\n````\n```\n````"),
        ("- ```\n  x\n  ```", "- ```\n  x\n  ```"),
        ("- ```\n  x", "- ```\n  x"),
        ("> ```\n> x", "> ```\n> x"),
        ("`a` ``` b", "`a` ``` b"),
    ],
)
def test_the_last_listing_is_closed(source, closed):
    assert with_fence_closed(source) == closed
