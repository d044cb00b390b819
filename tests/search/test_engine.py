import pytest

from search.engine import find
from tests.factories import BlogPostPageFactory, StandardPageFactory


def found(text, home, **kwargs) -> list[str]:
    return [str(hit.page.title) for hit in find(text, root=home, **kwargs).hits]


def test_a_word_of_the_body_finds_its_section(home, blog):
    body = "Before.\n\n## One\n\nNothing.\n\n## Two\n\nWe watch for **drift** daily."
    post = BlogPostPageFactory(parent=blog, body=[("markdown", body)])
    BlogPostPageFactory(parent=blog)
    (hit,) = find("Drifts", root=home).hits
    assert (hit.page.pk, hit.section_id, hit.section) == (post.pk, "two", "Two")
    assert hit.snippet == "We watch for <mark>drift</mark> daily."
    assert hit.url == f"{post.url}#two"
