import pytest
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPostPage
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ImageFactory


@pytest.fixture
def full_post(blog):
    """A post with a picture, two published versions, an alias elsewhere, and an old address."""
    picture = ImageFactory(title="Curve")
    body = [("figure", {"image": {"image": picture.pk, "alt_text": "Loss", "decorative": False}})]
    post = BlogPostPageFactory(parent=blog, title="Drift", slug="before", cover=picture, body=body)
    BlogPostPageFactory(parent=blog, title="After it in the tree")
    post.slug = "drift"
    post.save_revision().publish()
    post.change_note = "Corrected the rate"
    post.save_revision().publish()
    for path in ("/short", "/blog/before"):
        Redirect.objects.create(old_path=path, redirect_page=post)
    elsewhere = BlogIndexPageFactory(parent=blog.get_parent(), slug="elsewhere")
    post.create_alias(parent=elsewhere, update_slug="drift")
    return BlogPostPage.objects.get(pk=post.pk)
