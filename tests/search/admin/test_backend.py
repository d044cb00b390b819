from urllib.parse import quote

import pytest

from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.texts import HOSTILE

pytestmark = pytest.mark.usefixtures("wagtail_indexes")

ADDRESSES = [
    "/admin/pages/search/",
    "/admin/choose-page/search/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/images/chooser/results/",
    "/admin/documents/chooser/results/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_breaks_the_admins_search(admin_client, post, address):
    for text in HOSTILE:
        answer = admin_client.get(f"{address}?q={quote(text, errors='surrogatepass')}")
        assert answer.status_code == 200, text


@pytest.mark.parametrize("text", ["drift", "Drift!", '"drift', "watching-for"])
def test_words_are_found(post, text):
    assert list(BlogPostPage.objects.search(text)) == [post]


def test_the_beginning_of_a_word_is_found(post):
    assert list(BlogPostPage.objects.autocomplete('"wat')) == [post]


def test_code_is_found_and_the_name_of_its_language_is_not(blog):
    body = [("code", {"language": "haskell", "code": "foldr accumulate"})]
    listing = BlogPostPageFactory(parent=blog, body=body)
    assert list(BlogPostPage.objects.search("accumulate")) == [listing]
    assert list(BlogPostPage.objects.search("Haskell")) == []


def test_a_draft_is_found_by_its_words(blog):
    draft = BlogPostPageFactory(parent=blog, live=False, body=[("markdown", "A *marmot*.")])
    assert list(BlogPostPage.objects.search("marmot")) == [draft]
