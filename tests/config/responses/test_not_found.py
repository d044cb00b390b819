"""A missing page searches for the words of its address, cheaply and whatever they are."""

import pytest
from django.db import OperationalError

from config.responses import not_found
from config.responses.not_found import words_of
from tests.factories import BlogPostPageFactory


@pytest.fixture
def published(blog):
    body = [("markdown", "## Alerts on drift\n\nText.")]
    return BlogPostPageFactory(parent=blog, title="Watching models", slug="watching", body=body)


def meant(response):
    assert response.status_code == 404
    return [(each.title, each.url) for each in response.context["suggestions"]]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/blog/watching-models/", "watching models"),
        ("/2019/03/07/watching_models.html", "watching models"),
        ("/Watching%20Models", "Watching 20Models"),
        ("/blog/2027/", ""),
        ("/", ""),
        ("/a/", ""),
        ("/wp-login.php", ""),
        ("/.env", ""),
        ("/apple-touch-icon.png", ""),
        ("/static/css/watching.css", ""),
        ("/media/watching/", ""),
        ("/one-two-three-four-five-six-seven/", "one two three four five six"),
        (f"/{'x' * 200}/", " ".join(["x" * 40] * 5)),
        ("/%00\x00%22(drift*/", "drift"),
    ],
)
def test_the_words_of_an_address(path, words):
    assert words_of(path) == words


def test_it_offers_what_the_address_may_have_meant(client, published):
    response = client.get("/blog/watching-model/")
    assert meant(response) == [("Watching models", published.url)]
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert 'value="watching model"' in response.text
    assert meant(client.get("/alerts/")) == [
        ("Alerts on drift", f"{published.url}#alerts-on-drift")
    ]


def test_it_never_offers_what_is_hidden(client, published, hidden_posts):
    assert meant(client.get("/quicksilver/")) == []


def test_it_offers_nothing_where_that_fails(client, published, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(not_found, "suggest_headings", fail)
    assert meant(client.get("/watching/")) == []


@pytest.mark.parametrize(
    "path",
    ['/"/', "/%00/", "/%ff%fe/", "/(((*/", "/NEAR/AND/", "/'--/", "/../../etc/passwd", "/𝕊𝕢𝕝/",
     f"/{'a-' * 2000}/", "/%F0%9F%98%80/", "/‮drift/", "/<script>alert(1)/"],
)  # fmt: skip
def test_hostile_addresses_are_missing_and_no_more(client, published, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_its_queries_do_not_grow(client, blog, count_queries):
    def publish(number):
        for _ in range(number):
            BlogPostPageFactory(parent=blog, title="Watching models at night")

    publish(3)
    client.get("/watching-models/")
    few = count_queries(lambda: client.get("/watching-models/"))
    publish(6)
    assert count_queries(lambda: client.get("/watching-models/")) == few
    assert count_queries(lambda: client.get("/2027/")) < few
