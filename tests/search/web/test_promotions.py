"""Results that editors picked stand above the hits of exactly their query."""

import pytest
from wagtail.models import Page, Site

from tests.factories import (
    BlogPostPageFactory,
    HomePageFactory,
    QueryFactory,
    SearchPromotionFactory,
)


def promoted(client, **parameters):
    return client.get("/search/", parameters | {"format": "json"}).json()["promoted"]


def test_a_pick_stands_above_the_hits(client, blog, post):
    SearchPromotionFactory(page=post, description="Begin <b>here</b>.")
    page = client.get("/search/", {"q": "  DRIFT "}).content.decode()
    assert "Picked by the editors" in page
    assert f'<a class="related__link" href="{post.url}">Watching for drift</a>' in page
    assert "Begin &lt;b&gt;here&lt;/b&gt;." in page
    assert page.index("related__link") < page.index("teaser__title")
    assert "Picked by the editors" not in client.get("/search/", {"q": "watching"}).content.decode()


def test_the_same_as_json(client, post):
    SearchPromotionFactory(page=post, description="Begin here.")
    SearchPromotionFactory(external_link_url="https://example.org/", external_link_text="Elsewhere")
    assert promoted(client, q="drift") == [
        {
            "url": f"http://testserver{post.url}",
            "title": "Watching for drift",
            "description": "Begin here.",
        },
        {"url": "https://example.org/", "title": "Elsewhere", "description": ""},
    ]


def test_a_pick_shows_for_a_query_that_finds_nothing_else(client, post):
    SearchPromotionFactory(query=QueryFactory(query_string="xylophone"), page=post)
    page = client.get("/search/", {"q": "Xylophone"}).content.decode()
    assert "Picked by the editors" in page
    assert "Nothing found" in page


def test_a_pick_shows_for_what_a_query_is_corrected_to_and_once(client, post):
    SearchPromotionFactory(page=post)
    SearchPromotionFactory(query=QueryFactory(query_string="dritf"), page=post)
    assert len(promoted(client, q="dritf")) == 1
    assert len(promoted(client, q="dritf", exact="1")) == 1
    assert len(promoted(client, q="drfit")) == 1


@pytest.mark.parametrize(
    "parameters", [{"q": "drift", "page": "2"}, {"q": "drift", "year": "2025"}, {"q": ""}]
)
def test_picks_stand_on_the_first_page_of_a_whole_search(client, blog, parameters):
    for post in BlogPostPageFactory.create_batch(
        13, parent=blog, title="On drift", display_date="2025-05-05T00:00Z"
    ):
        SearchPromotionFactory(page=post)
    assert promoted(client, **parameters) == []
    assert len(promoted(client, q="drift")) == 5


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "//[", "/x", ""]
)
def test_a_link_that_leads_to_no_web_page_is_not_shown(client, site, url):
    SearchPromotionFactory(external_link_url=url, external_link_text="Elsewhere")
    assert promoted(client, q="drift") == []


def test_a_page_of_another_site_is_not_shown(client, blog, post):
    SearchPromotionFactory(page=post)
    root = HomePageFactory(parent=Page.get_first_root_node(), slug="other")
    Site.objects.create(hostname="other.example", root_page=root)
    assert promoted(client, q="drift")
    answer = client.get(
        "/search/", {"q": "drift", "format": "json"}, headers={"host": "other.example"}
    )
    assert answer.json()["promoted"] == []


def test_picks_take_one_query_more_however_many(client, post, count_queries):
    def search():
        assert client.get("/search/", {"q": "drift"}).status_code == 200

    search()
    counted = []
    for number in (1, 3):
        for _ in range(number):
            SearchPromotionFactory(page=post)
        counted.append(count_queries(search))
    assert counted[0] == counted[1]
