from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.models import PostTemplatesPage, Series
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory, UserFactory

pytestmark = pytest.mark.usefixtures("wagtail_indexes")

FLAT = "/admin/posts/"


def explorer(blog) -> str:
    return reverse("wagtailadmin_explore", args=[blog.pk])


def shown(client, url, **parameters) -> list[str]:
    response = client.get(url, parameters)
    assert response.status_code == 200
    return [post.title for post in response.context["object_list"]]


@pytest.fixture(params=["flat", "explorer"])
def listing(request, blog) -> str:
    return FLAT if request.param == "flat" else explorer(blog)


@pytest.fixture
def posts(blog):
    """Two posts that every filter tells apart."""
    now = timezone.now()
    named = BlogPostPageFactory(
        parent=blog,
        title="Named",
        tags=TagFactory.create_batch(2),
        authors=AuthorFactory.create_batch(2),
        series=Series.objects.create(name="On drift", slug="drift"),
        is_featured=True,
        display_date=now,
    )
    plain = BlogPostPageFactory(
        parent=blog, title="Plain", live=False, display_date=now - timedelta(days=30)
    )
    return named, plain


def test_the_listings_show_all_posts_newest_first(desk, listing, posts, hidden_posts):
    titles = shown(desk, listing)
    assert set(titles) >= {post.title for post in hidden_posts.values()}
    assert titles.index("Named") < titles.index("Plain")


def test_the_columns_say_what_an_editor_looks_for(desk, listing, posts):
    page = desk.get(listing).content.decode()
    named, _plain = posts
    assert ", ".join(author.name for author in named.authors) in page
    assert ", ".join(tag.name for tag in named.shown_tags) in page
    for label in ("Authors", "Tags", "Display date", "Words", "Status"):
        assert label in page


def test_a_filter_shows_what_matches(desk, listing, posts):
    named, _plain = posts
    today, month_ago = (f"{post.display_date:%Y-%m-%d}" for post in posts)
    for parameters in (
        {"tag": named.shown_tags[0].pk},
        {"author": named.authors[1].pk},
        {"series": named.series_id},
        {"status": "live"},
        {"is_featured": "true"},
        {"display_date_from": today},
        {"tag": named.shown_tags[1].pk, "q": "nam"},
        {"status": "live", "ordering": "word_count", "q": "nam"},
    ):
        assert shown(desk, listing, **parameters) == ["Named"], parameters
    for parameters in ({"status": "draft"}, {"display_date_to": month_ago}, {"q": "plai"}):
        assert shown(desk, listing, **parameters) == ["Plain"], parameters
    assert shown(desk, listing, tag=named.shown_tags[0].pk, status="draft") == []


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("scheduled", {"scheduled"}),
        ("expired", {"unpublished"}),
        ("draft", {"draft", "scheduled", "unpublished"}),
        ("changed", {"login"}),
    ],
)
def test_posts_are_filtered_by_their_state(desk, hidden_posts, status, states):
    draft = hidden_posts["login"].get_latest_revision_as_object()
    draft.save_revision()
    assert set(shown(desk, FLAT, status=status)) == {f"Quicksilver {state}" for state in states}


def test_the_posts_to_check_again_are_one_filter_away(desk, listing, posts):
    named, _plain = posts
    for post in posts:
        post.checked_on = timezone.localdate() - timedelta(days=600)
        post.save()
    assert shown(desk, listing, status="stale") == [named.title]


@pytest.mark.parametrize("ordering", ["title", "-display_date", "word_count", "live"])
def test_the_listings_are_ordered_by_a_column(desk, listing, posts, ordering):
    assert len(shown(desk, listing, ordering=ordering)) == 2
    assert len(shown(desk, listing, ordering=ordering, q="n")) == 1


def test_templates_stay_out_of_the_flat_listing(desk, home, posts):
    folder = home.add_child(instance=PostTemplatesPage(title="Templates", slug="templates"))
    BlogPostPageFactory(parent=folder, title="Post-mortem", live=False)
    assert shown(desk, FLAT) == ["Named", "Plain"]
    assert shown(desk, explorer(folder)) == ["Post-mortem"]


def test_the_flat_listing_is_in_the_menu(desk, posts):
    assert f'"url": "{FLAT}"' in desk.get("/admin/").content.decode()
    assert desk.get(FLAT).context["page_title"] == "Posts"


def test_the_posts_own_filters_come_first(desk, listing, posts):
    assert next(iter(desk.get(listing).context["filters"].form.fields)) == "author"


def test_the_flat_listing_offers_no_selection_beyond_its_page(desk, blog):
    BlogPostPageFactory.create_batch(51, parent=blog)
    assert b"num-objects-in-listing" in desk.get(explorer(blog)).content
    assert b"num-objects-in-listing" not in desk.get(FLAT).content


def test_the_report_of_page_types_leads_to_the_same_columns(desk, posts):
    url = reverse("wagtailadmin_pages:type_use", args=["blog", "blogpostpage"])
    assert shown(desk, url) == ["Named", "Plain"]


def test_who_may_not_reach_pages_sees_no_listing(client, listing, posts):
    client.force_login(UserFactory())
    assert client.get(listing).status_code == 302


# Wagtail asks twice a row whether a user who may only add pages could delete what is below.
@pytest.mark.parametrize(("group", "queries_a_post"), [("Editors", 0), ("Authors", 2)])
def test_queries_do_not_grow_with_posts(
    client, blog, listing, count_queries, group, queries_a_post
):
    user = UserFactory(group=group)
    author = AuthorFactory(user=user)
    client.force_login(user)

    def make(count):
        BlogPostPageFactory.create_batch(
            count, parent=blog, authors=[author, AuthorFactory()], tags=TagFactory.create_batch(2)
        )

    make(10)
    client.get(listing)
    few = count_queries(lambda: client.get(listing))
    make(20)
    assert count_queries(lambda: client.get(listing)) == few + 20 * queries_a_post
