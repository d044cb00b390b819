"""Which pages lead on from one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale

from blog.models import BlogPostPage
from search.models import SearchNeighbour, SearchPage
from search.related.neighbours import find_all_neighbours, find_neighbours
from search.related.related_pages import RELATED, related_pages
from search.upkeep.maintenance import find_differences
from search.upkeep.writing import index_page
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, StandardPageFactory
from tests.people import restrict

FILLERS = ["bread and butter", "the price of tea", "a walk by the river", "songs for the road"]


@pytest.fixture
def add(blog):
    """Return a function that adds a post from its title and a Markdown body."""

    def add(title, markdown="", parent=blog, **kwargs):
        body = [("markdown", markdown or f"All about {title}.")]
        return BlogPostPageFactory(parent=parent, title=title, body=body, teaser="", **kwargs)

    return add


@pytest.fixture
def zeppelins(add):
    """Three posts on zeppelins, the first two on their anchors too, and others on other things."""
    for title in FILLERS:
        add(title)
    return [add("Zeppelins at anchor"), add("How zeppelins anchor"), add("Zeppelins and hydrogen")]


def titles(page, **kwargs) -> list[str]:
    return [other.title for other in related_pages(page, limit=4, **kwargs)]


@pytest.fixture(params=["task", "rebuild"])
def find(request):
    """Return a function that finds the neighbours of pages, in either way."""

    def find(pages):
        if request.param == "task":
            find_neighbours.func([page.pk for page in pages])
        else:
            find_all_neighbours()

    return find


def test_the_nearest_come_first(zeppelins, find):
    find(zeppelins)
    anchor, mooring, hydrogen = zeppelins
    assert titles(anchor) == [mooring.title, hydrogen.title]
    assert titles(mooring)[0] == anchor.title
    assert set(titles(hydrogen)) == {anchor.title, mooring.title}


def test_both_ways_find_the_same(zeppelins):
    find_neighbours.func([page.pk for page in zeppelins])
    rows = SearchNeighbour.objects.order_by("page", "other").values_list("page", "other", "score")
    by_task = list(rows)
    find_all_neighbours()
    assert [(page, other) for page, other, _score in rows] == [row[:2] for row in by_task]
    assert [row[2] for row in rows] == pytest.approx([row[2] for row in by_task], abs=1e-5)


def test_what_is_hardly_near_leads_nowhere(zeppelins):
    first, near, far = zeppelins
    for other, score in ((near, RELATED), (far, RELATED - 0.001)):
        SearchNeighbour.objects.create(page=first, other=other, score=score)
    assert titles(first) == [near.title]


def test_old_posts_lead_on_to_a_new_one(post, add):
    for title in FILLERS:
        add(title)
    new = add("Watching for drift again")
    find_neighbours.func([new.pk])
    assert titles(new) == [post.title]
    assert titles(post) == [new.title]


def test_a_changed_post_leaves_those_it_was_near_to(zeppelins):
    find_all_neighbours()
    anchor, mooring, hydrogen = zeppelins
    hydrogen.title, hydrogen.body = "Balloons", [("markdown", "All about balloons.")]
    hydrogen.save_revision().publish()
    find_neighbours.func([hydrogen.pk])
    assert titles(anchor) == [mooring.title]
    assert titles(hydrogen) == []


def test_a_publish_has_the_neighbours_found_in_its_transaction(post):
    before = DBTaskResult.objects.count()
    post.title = "Watching for decay"
    post.save_revision().publish()
    queued = DBTaskResult.objects.order_by("enqueued_at")[before:]
    assert [post.pk] in [
        task.args_kwargs["args"][0] for task in queued if task.task_path.endswith("find_neighbours")
    ]


def test_what_is_the_same_is_not_compared_again(post):
    before = DBTaskResult.objects.count()
    index_page(post)
    assert DBTaskResult.objects.count() == before


def test_no_page_leads_on_to_itself_or_to_another_type_or_language(zeppelins, add, home, find):
    StandardPageFactory(parent=home, title="Zeppelins at anchor")
    french = Locale.objects.create(language_code="fr")
    other = add("Zeppelins at anchor in France", locale=french, slug="france")
    SearchPage.objects.filter(pk=other.pk).update(language="fr")
    find([*zeppelins, other])
    assert titles(other) == []
    assert len(titles(zeppelins[0])) == 2


@pytest.mark.parametrize("hide", ["unpublish", "expire", "login", "groups", "password", "delete"])
def test_what_becomes_private_is_gone_at_once(zeppelins, find, hide):
    find(zeppelins)
    anchor, mooring, hydrogen = zeppelins
    if hide == "expire":
        type(mooring).objects.filter(pk=mooring.pk).update(
            expire_at=timezone.now() - timedelta(minutes=1)
        )
    elif hide in ("unpublish", "delete"):
        getattr(mooring, hide)()
    else:
        restrict(mooring, hide)
    assert titles(anchor) == [hydrogen.title]


def test_hidden_posts_are_never_compared(hidden_posts, home, add, find):
    secret = restrict(BlogIndexPageFactory(parent=home, slug="secret"), "login")
    child = add("Quicksilver child", parent=secret)
    public = [add("Quicksilver for readers"), add("More quicksilver")]
    hidden = [*hidden_posts.values(), child]
    find([*public, *hidden])
    assert titles(public[0]) == [public[1].title]
    assert not SearchNeighbour.objects.filter(page__in=hidden).exists()
    assert not SearchNeighbour.objects.filter(other__in=hidden).exists()


def test_so_many_are_kept_that_private_ones_leave_no_gap(add, find, monkeypatch):
    for module in ("neighbours", "neighbour_rows"):
        monkeypatch.setattr(f"search.related.{module}.KEPT", 6)
    for number in range(10):
        add(f"Songs of the year {number}")
    posts = [add(f"Zeppelins at anchor {number}") for number in range(8)]
    find(posts)
    for post in posts:
        assert SearchNeighbour.objects.filter(page=post).count() == 6
    for other in related_pages(posts[0], limit=3):
        other.specific.unpublish()
    assert len(related_pages(posts[0], limit=3)) == 3


def test_pages_come_as_they_are_asked_for_in_one_query(zeppelins, blog, django_assert_num_queries):
    find_all_neighbours()
    other = BlogIndexPageFactory(parent=blog.get_parent(), slug="other")
    among = BlogPostPage.objects.inside(blog)
    with django_assert_num_queries(1):
        found = related_pages(zeppelins[0], limit=4, among=among)
    assert [type(each) for each in found] == [BlogPostPage, BlogPostPage]
    assert related_pages(zeppelins[0], limit=4, among=BlogPostPage.objects.inside(other)) == []
    assert len(related_pages(zeppelins[0], limit=1)) == 1


def test_the_commands_find_what_is_missing_and_all_anew(zeppelins):
    call_command("search_index", "fill", verbosity=0)
    assert len(titles(zeppelins[0])) == 2
    SearchNeighbour.objects.filter(page=zeppelins[0]).delete()
    call_command("search_index", "rebuild", verbosity=0)
    assert len(titles(zeppelins[0])) == 2


def test_check_finds_neighbours_that_are_not_in_the_index(zeppelins, home):
    draft = StandardPageFactory(parent=home, live=False)
    SearchNeighbour.objects.create(page=zeppelins[0], other=draft, score=1)
    assert "1 neighbours are not in the index." in list(find_differences())


def test_a_page_gone_meanwhile_harms_nothing(zeppelins):
    keys = [page.pk for page in zeppelins]
    zeppelins[0].delete()
    find_neighbours.func([*keys, 0])
    assert titles(zeppelins[1]) == [zeppelins[2].title]


def test_the_task_asks_little_however_many_pages_are_near(zeppelins, add, count_queries):
    for number in range(5):
        add(f"Hydrogen at anchor {number}")
    assert count_queries(lambda: find_neighbours.func([zeppelins[0].pk])) <= 14
    assert SearchNeighbour.objects.filter(other=zeppelins[0]).count() > 5
