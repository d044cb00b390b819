from search.query.frequencies import Frequencies
from tests.factories import BlogPostPageFactory


def test_pages_are_counted_once_a_change(blog, generation, django_assert_num_queries):
    before = Frequencies().pages
    BlogPostPageFactory(parent=blog)
    with django_assert_num_queries(0):
        assert Frequencies().pages == before
    generation.change()
    assert Frequencies().pages == before + 1
