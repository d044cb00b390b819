import json

import pytest
from django.urls import reverse
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.embeds.finders import get_finders

from blog.outbound import embed_finder
from blog.outbound.embed_finder import GuardedFinder
from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched
from tests.factories import UserFactory

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
ANSWER = {
    "type": "rich",
    "title": "A talk\x00 <script>alert(1)</script>",
    "author_name": ["no", "text"],
    "provider_name": "\ud800Video",
    "thumbnail_url": "javascript:alert(1)",
    "width": 10**20,
    "height": 113,
    "html": "<script>alert(1)</script>",
    "cache_age": 1,
}


@pytest.fixture
def provider(monkeypatch):
    """Answer every fetch with what the test puts into `body`; keep what was asked."""

    class Provider:
        body = json.dumps(ANSWER).encode()
        asked = []

        def fetch(self, url, **limits):
            self.asked.append(url)
            if isinstance(self.body, Exception):
                raise self.body
            return Fetched(url, {}, self.body)

    provider = Provider()
    provider.asked = []
    monkeypatch.setattr(embed_finder, "fetch", provider.fetch)
    return provider


def test_the_site_uses_this_finder_alone():
    assert [type(finder) for finder in get_finders()] == [GuardedFinder]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.flickr.com/photos/x/1",
        "https://soundcloud.com/x/y",
        "https://www.youtube.com/user/someone",
        "http://127.0.0.1/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.youtube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_other_addresses_are_not_embedded(provider, url):
    assert not GuardedFinder().accept(url)
    assert provider.asked == []


@pytest.mark.django_db
def test_what_is_stored_is_safe_and_never_asked_for_again(provider):
    embed = get_embed(VIDEO)
    assert "script" not in embed.html.replace("&lt;script&gt;", "").replace("&lt;/script&gt;", "")
    assert 'src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in embed.html
    assert embed.title == "A talk <script>alert(1)</script>"
    assert (embed.provider_name, embed.author_name, embed.thumbnail_url) == ("Video", "", "")
    assert (embed.width, embed.height, embed.cache_until) == (None, 113, None)
    get_embed(VIDEO)
    assert provider.asked == [
        "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2F"
        "watch%3Fv%3DdQw4w9WgXcQ&format=json"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [OutboundError("too slow"), b"", b"[]", b"3", b"<html>", b"\xff", b"[" * 60_000],
    ids=["refused", "empty", "list", "number", "html", "bytes", "nested"],
)
def test_a_failure_is_told_in_the_form(provider, client, site, body):
    provider.body = body
    client.force_login(UserFactory(group="Editors"))
    with pytest.raises(EmbedException):
        get_embed(VIDEO)
    answer = client.post(reverse("wagtailembeds:chooser_upload"), {"embed-chooser-url": VIDEO})
    assert answer.status_code == 200
    assert "Cannot find an embed for this URL" in answer.json()["html"]
