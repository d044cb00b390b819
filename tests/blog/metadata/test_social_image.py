"""Home, lists and tags have a picture where others link to them."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.finders import find
from PIL import Image

from blog.models.social_card import SIZE
from tests.factories import BlogPostPageFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/blog/", "/blog/tags/", "/blog/tags/drift/"])
def test_pages_without_a_picture_show_the_emblem(client, blog, path):
    BlogPostPageFactory(parent=blog, tags=[TagFactory(name="Drift", slug="drift")])
    soup = BeautifulSoup(client.get(path.replace("/blog/", blog.url)).content, "html.parser")
    (image,) = soup.select('meta[property="og:image"]')
    assert image["content"].endswith("/icons/social-card.png")
    assert soup.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"


def test_the_emblem_has_the_size_that_is_told():
    with Image.open(find("icons/social-card.png")) as image:
        assert image.size == SIZE
