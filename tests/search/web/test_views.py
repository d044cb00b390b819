from urllib.parse import quote

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import AuthorFactory, BlogPostPageFactory, StandardPageFactory, TagFactory
from tests.texts import HOSTILE


def search(client, **parameters):
    return client.get("/search/", parameters)


def hits(response) -> list:
    return [hit.page.specific for hit in response.context["hits"].items]


def test_a_word_of_the_body_finds_the_post(client, blog, hidden_posts):
    post = BlogPostPageFactory(parent=blog, body=[("markdown", "We watch for **drift** daily.")])
    BlogPostPageFactory(parent=blog)
    assert hits(search(client, q="Drift")) == [post]


def test_every_page_type_is_found(client, home, blog, post):
    page = StandardPageFactory(parent=home, title="Watching hours")
    assert set(hits(search(client, q="watching"))) == {post, page}


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "quicksilver"},
        {"q": "nobody"},
        {"tag": "hidden-tag"},
        {"author": "hidden"},
        {"q": "quicksilver", "tag": "hidden-tag"},
    ],
)
def test_hidden_posts_are_not_found(client, hidden_posts, parameters):
    assert hits(search(client, **parameters)) == []


def test_facets_narrow_a_search(client, blog):
    tag, author = TagFactory(slug="mlops"), AuthorFactory(slug="platform")
    kwargs = {"parent": blog, "title": "On drift"}
    BlogPostPageFactory(**kwargs, display_date="2024-05-05T00:00Z")
    both = BlogPostPageFactory(
        **kwargs, tags=[tag], authors=[author], display_date="2025-05-05T00:00Z"
    )
    BlogPostPageFactory(**kwargs, tags=[tag], display_date="2026-05-05T00:00Z")
    assert len(hits(search(client, q="drift"))) == 3
    assert len(hits(search(client, q="drift", tag="mlops"))) == 2
    for facets in ({"author": "platform"}, {"year": "2025"}, {"tag": "mlops", "year": "2025"}):
        assert hits(search(client, q="drift", **facets)) == [both]
        assert hits(search(client, **facets)) == [both]


@pytest.mark.parametrize("parameter", ["q", "tag", "author", "year", "page"])
def test_no_parameter_breaks_the_search(client, blog, post, parameter):
    for value in HOSTILE:
        query = {"q": "drift", parameter: value}
        parts = (f"{key}={quote(text, errors='surrogatepass')}" for key, text in query.items())
        response = client.get(f"/search/?{'&'.join(parts)}")
        assert response.status_code in (200, 404), value


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=60))
def test_no_query_breaks_the_search(client, post, query):
    assert search(client, q=query.encode("utf-8", "replace").decode()).status_code == 200


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "20x4", "２０２４", "-2024"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_what_is_no_year_is_not_found(client, blog, post, settings, year, zone):
    settings.TIME_ZONE = zone
    assert search(client, year=year).status_code == 404


def test_an_empty_query_shows_the_form_alone(client, site):
    response = search(client, q="")
    assert response.status_code == 200
    assert hits(response) == []


def test_a_query_is_escaped_in_the_page(client, site):
    assert b"<script>alert" not in search(client, q="<script>alert(1)</script>").content


def test_search_pages_are_not_indexed_by_crawlers(client, site):
    assert b"noindex" in search(client, q="x").content


def test_queries_do_not_grow_with_the_hits(client, blog, count_queries):
    tag, author = TagFactory(), AuthorFactory()
    make = {"parent": blog, "title": "On drift", "tags": [tag], "authors": [author]}
    BlogPostPageFactory.create_batch(12, **make)
    search(client, q="drift")
    before = count_queries(lambda: search(client, q="drift"))
    BlogPostPageFactory.create_batch(24, **make)
    # One of them, the list of synonyms, is read once per change.
    assert count_queries(lambda: search(client, q="drift")) == before <= 17


@pytest.mark.parametrize("path", ["/search/suggest/", "/search/feed.xml", "/search/?format=json"])
def test_no_parameter_breaks_the_other_answers(client, blog, post, path):
    for parameter in ("q", "tag", "author", "series", "year", "page", "order", "exact", "format"):
        for value in HOSTILE:
            query = f"{parameter}={quote(value, errors='surrogatepass')}"
            response = client.get(f"{path}{'&' if '?' in path else '?'}{query}")
            assert response.status_code in (200, 404), query


@pytest.mark.parametrize("path", ["/search/", "/search/suggest/", "/search/feed.xml"])
@pytest.mark.parametrize(
    "query",
    [
        "q=drift&q=%22&tag=a&tag=%00&page=1&page=x",
        "q=%ff%fe%80&tag=%c3%28&year=%ed%a0%80",
        "q=%E9t%E9&format=json&format=html",
        "q[]=drift&q%00=1&=&&&=drift",
        "q=%&q=%zz",
        "q=drift;DROP&page=99999999999999999999",
        "q=drift&page=-1&year=2024%0a&order[]=date",
        "q=" + "-%22a%20b%22+" * 60,
        "q=" + "tag:%22x" * 40,
    ],
)
def test_no_address_breaks_the_search(client, blog, post, path, query):
    for form in ("", "&format=json"):
        assert client.get(f"{path}?{query}{form}").status_code in (200, 400, 404)


def test_the_same_as_json(client, blog):
    tag = TagFactory(name="Ops", slug="ops")
    post = BlogPostPageFactory(
        parent=blog,
        title="On drift",
        body=[("markdown", "## Alarms\n\nAn alert on drift.")],
        tags=[tag],
        display_date="2025-05-05T00:00Z",
    )
    response = search(client, q='drift -"no such" alert', format="json")
    answer = response.json()
    assert response["X-Robots-Tag"] == "noindex"
    assert answer["query"]["words"] == ["drift", "alert"]
    assert answer["query"]["without"] == ["no such"]
    assert (answer["total"], answer["correction"], answer["has_more"]) == (1, None, False)
    assert answer["hits"] == [
        {
            "url": f"http://testserver{post.url}#alarms",
            "title": "On drift",
            "section": "Alarms",
            "snippet": "An alert on drift.",
            "marks": [[3, 8], [12, 17]],
            "is_code": False,
            "date": "2025-05-05T00:00:00+00:00",
        }
    ]
    assert answer["facets"]["tag"] == [{"slug": "ops", "name": "Ops", "count": 1}]
    assert answer["facets"]["year"] == [{"slug": "2025", "name": "2025", "count": 1}]


def test_a_search_can_be_followed_as_a_feed(client, blog):
    BlogPostPageFactory(parent=blog, title="Old drift", display_date="2020-05-05T00:00Z")
    post = BlogPostPageFactory(parent=blog, title="New drift", display_date="2025-05-05T00:00Z")
    feed = feedparser.parse(client.get("/search/feed.xml", {"q": "drift"}).content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["New drift", "Old drift"]
    assert feed.entries[0].id == f"urn:uuid:{post.translation_key}"


def test_a_correction_offers_what_was_typed(client, blog, post):
    page = search(client, q="dritf").content.decode()
    assert "Showing results for <strong>drift</strong>" in page
    assert "exact=1" in page
    assert hits(search(client, q="dritf", exact="1")) == []


def test_where_nothing_is_found_tags_are_offered(client, blog):
    BlogPostPageFactory(parent=blog, tags=[TagFactory(name="Ops", slug="ops")])
    assert '<a href="?tag=ops">Ops</a>' in search(client, q="xylophone").content.decode()


def test_the_empty_form_offers_tags_of_public_posts(client, blog, hidden_posts):
    BlogPostPageFactory(parent=blog, tags=[TagFactory(name="Ops", slug="ops")])
    page = search(client).text
    assert '<a href="?tag=ops">Ops</a>' in page
    assert "hidden-tag" not in page
    assert "leads here from every page" in page
