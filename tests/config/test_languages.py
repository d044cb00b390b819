"""The site in another language than English: German, whose catalogue is complete."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail.models import Locale

from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def german():
    with translation.override("de"):
        yield


def text_of(response):
    return re.sub(r"<[^>]*>", " ", response.content.decode())


def test_a_listing_speaks_the_language_of_the_site(german, client, blog):
    BlogPostPageFactory(
        parent=blog, title="Eins", display_date=datetime(2026, 3, 1, 12, tzinfo=UTC)
    )
    text = text_of(client.get(blog.url))
    assert "1. März 2026" in text
    assert "Zum Inhalt springen" in text
    assert "Skip to content" not in text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/search/?q=qqqq", "Nichts gefunden zu „qqqq“"),
        ("/nowhere/", "Unter dieser Adresse gibt es keine Seite"),
        ("/blog/tags/", "Noch hat kein Beitrag ein Schlagwort."),
    ],
)
def test_the_site_itself_speaks_german(german, client, blog, address, expected):
    assert expected in text_of(client.get(address))


def test_a_body_is_labelled_in_the_language_of_its_page(blog):
    body = [("markdown", "Text[^1].\n\n[^1]: Anmerkung.")]
    locale = Locale.objects.create(language_code="de")
    post = BlogPostPageFactory.build(parent=blog, body=body, locale=locale)
    assert 'aria-label="Fußnoten"' in post.document_of_body().html
