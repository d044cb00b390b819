from itertools import product

import pytest
from django.db.models import Count
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.usefixtures("wagtail_indexes")

STOCK = "wagtail.search.backends.database"
QUERIES = [
    "drift",
    "drift models",
    "gradient dr",
    PlainText("drift gradient", operator="or"),
    Phrase("model drift"),
    And([PlainText("drift"), PlainText("gradient")]),
    Or([PlainText("drift"), PlainText("epoch")]),
]
QUERYSETS = [
    Page.objects.all(),
    BlogPostPage.objects.live(),
    BlogPostPage.objects.filter(title__contains="drift").order_by("title"),
    Page.objects.filter(live=True).select_related("locale").defer("url_path"),
    Page.objects.distinct(),
]


@pytest.fixture
def posts(blog):
    texts = ["drift", "drift and drift of gradients", "a gradient drifts", "model drift", "epoch"]
    for number, text in enumerate(texts * 2):
        title = f"{text} {' '.join(['model'] * (number % 4))}"
        BlogPostPageFactory(
            parent=blog, title=title, slug=f"p-{number}", body=[("markdown", texts[number % 3])]
        )


def plainly(results):
    """The keys in their order, each with its score."""
    return [(each.pk, round(each.score, 9)) for each in results.annotate_score("score")]


def test_hits_order_and_scores_are_the_stock_ones(posts):
    for search, query, queryset in product(["search", "autocomplete"], QUERIES, QUERYSETS):
        own, stock = (
            getattr(get_search_backend(name), search)(query, queryset.all())
            for name in ("default", STOCK)
        )
        assert plainly(own) == plainly(stock), (search, query)
        assert own.count() == stock.count()
        assert [page.pk for page in own[1:4]] == [page.pk for page in stock[1:4]]


def test_what_must_not_occur_is_left_to_the_stock_backend(posts):
    own, stock = (
        get_search_backend(name).search(Not(PlainText("drift")), BlogPostPage)
        for name in ("default", STOCK)
    )
    assert [post.pk for post in own] == [post.pk for post in stock]


@pytest.mark.parametrize("is_ranked", [True, False])
def test_facets_and_other_orders_are_the_stock_ones(posts, is_ranked):
    pages = BlogPostPage.objects.order_by("title")
    own, stock = (
        get_search_backend(name).search("drift", pages, order_by_relevance=is_ranked)
        for name in ("default", STOCK)
    )
    assert own.facet("content_type_id") == stock.facet("content_type_id") != {}
    assert [post.pk for post in own] == [post.pk for post in stock]
    assert plainly(own) == plainly(stock)


def test_counted_rows_are_left_to_the_stock_backend(posts):
    users = BlogPostPage.objects.annotate(tags_count=Count("post_tags"))
    assert len(get_search_backend().search("epoch", users)) == 2


def test_a_short_title_counts_for_more(posts, blog):
    norms = []
    for title in ("On what thirty teams learned from models that drift", "Learning"):
        post = BlogPostPageFactory(parent=blog, title=title)
        norms.append(IndexEntry.objects.get(object_id=str(post.pk)).title_norm)
    assert norms[0] < 1 < norms[1]


def test_a_page_saved_again_keeps_the_norm_of_its_title(posts):
    post = BlogPostPage.objects.first()
    index = get_search_backend().get_index_for_object(post)
    before = IndexEntry.objects.get(object_id=str(post.pk)).title_norm
    index.add_item(post)
    assert IndexEntry.objects.get(object_id=str(post.pk)).title_norm == pytest.approx(before, rel=1)
