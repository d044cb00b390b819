"""Gives each process of tests a lock of its own, and a test two posts in step with a folder."""

import pytest

from tests.blog.syncing.folders import run
from tests.factories import BlogPostPageFactory


@pytest.fixture(autouse=True)
def _own_lock(settings, tmp_path_factory):
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


@pytest.fixture
def posts(blog, tmp_path):
    """Two posts that are in step with their files."""
    posts = [BlogPostPageFactory(parent=blog, slug=slug, title=slug.upper()) for slug in ("a", "b")]
    assert run(tmp_path)[0] == 0
    return posts
