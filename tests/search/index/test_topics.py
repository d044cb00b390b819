import pytest

from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory


@pytest.fixture(params=["tag", "author", "series"])
def topic(request, blog):
    """A kind, and a row of it that a post has."""
    factory = {"tag": TagFactory, "author": AuthorFactory, "series": SeriesFactory}[request.param]
    row = factory(name="Quuxwort", slug="quux")
    held = {"tag": {"tags": [row]}, "author": {"authors": [row]}, "series": {"series": row}}
    BlogPostPageFactory(parent=blog, title="On drift", **held[request.param])
    return request.param, row


def facets(client, **parameters):
    answer = client.get("/search/", {"format": "json", **parameters}).json()
    return {
        kind: [each["name"] for each in found]
        for kind, found in answer["facets"].items()
        if kind != "year"
    }


def test_a_new_name_shows_before_the_posts_are_written_anew(client, topic):
    kind, row = topic
    assert facets(client, q="drift")[kind] == ["Quuxwort"]
    row.name = "Flúmbert"
    row.save()
    assert facets(client, q="drift")[kind] == ["Flúmbert"]
    assert facets(client, q=f"{kind}:flumbert")[kind] == ["Flúmbert"]
    assert facets(client, q=f"drift {kind}:quuxwort")[kind] == []


def test_other_topics_keep_their_names(client, blog, topic):
    kind, row = topic
    other = TagFactory if kind != "tag" else AuthorFactory
    field = "tags" if kind != "tag" else "authors"
    BlogPostPageFactory(
        parent=blog, title="More drift", **{field: [other(name="Same", slug="quux")]}
    )
    row.name = "Flumbert"
    row.save()
    assert facets(client, q="drift")[field.removesuffix("s")] == ["Same"]
