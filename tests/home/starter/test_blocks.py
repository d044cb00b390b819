import pytest
from wagtail.documents.models import Document

from blog.blocks.body import BODY_BLOCKS
from blog.importing.importer import import_sources
from blog.models import BlogPostPage
from home.starter.blocks import every_block_source
from home.starter.site import STARTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(blog, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def load():
        return import_sources(
            [every_block_source(STARTER)], index=blog, collection="posts", publish=True
        )

    return load


def test_the_starter_post_shows_every_block(load, client):
    load()
    post = BlogPostPage.objects.get(slug="every-block-on-one-page")
    missing = dict(BODY_BLOCKS).keys() - {block.block_type for block in post.body}
    assert not missing, "Show each in home/starter/every_block.toml."
    assert [author.name for author in post.authors] == ["Developer Experience Team"]
    page = client.get(post.url).content.decode()
    assert "latency-by-percentile.csv" in page
    assert page.count("<img") >= 4
    assert "js/embed.js" in page
    for mark in ("\ue000", "post:", "picture:", "document:"):
        assert mark not in page


def test_loading_it_again_changes_nothing(load):
    load()
    state = BlogPostPage.objects.values_list("pk", "latest_revision").get()
    load()
    assert BlogPostPage.objects.values_list("pk", "latest_revision").get() == state
    assert Document.objects.count() == 4
