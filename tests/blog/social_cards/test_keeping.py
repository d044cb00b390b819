"""Cards through the life of a post: painted, announced, replaced, and gone when it is hidden."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from blog.follow_up.tasks import make_renditions, paint_cards
from blog.models import BlogPostPage, SiteIdentity, SocialCard
from blog.social_cards import keeping
from blog.social_cards.keeping import keep_cards
from blog.taxonomy.merge import merge
from config.background.scheduler import unpublish_expired
from tests.blog.pictures.drawing import photo, picture
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.people import restrict


def work() -> None:
    """Run what is queued until nothing is, as the task process does."""
    while task := DBTaskResult.objects.filter(status="READY").order_by("-priority").first():
        task.delete()
        task.task.func(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])


def stored() -> set[str]:
    try:
        return set(default_storage.listdir("cards")[1])
    except FileNotFoundError:
        return set()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail keeps renditions there, also those of earlier tests


@pytest.fixture
def post(blog):
    post = BlogPostPageFactory(
        parent=blog,
        title="Drift",
        authors=[AuthorFactory(name="Ada")],
        tags=[TagFactory(name="Ml")],
    )
    work()
    keep_cards([post.pk])
    return post


def fresh(post) -> BlogPostPage:
    return BlogPostPage.objects.get(pk=post.pk)


def name(post) -> str:
    return SocialCard.objects.get(page=post).file.name.removeprefix("cards/")


def test_publishing_paints_a_card_that_the_page_announces(client, blog):
    post = BlogPostPageFactory(parent=blog, title="Drift")
    assert fresh(post).social_image is None
    post.save_revision().publish()
    work()
    image = fresh(post).social_image
    assert (image.width, image.height, image.alt) == (1200, 630, "Drift")
    assert image.url == f"http://testserver/media/cards/{name(post)}"
    answer = client.get(f"/media/cards/{name(post)}")
    assert answer.getvalue().startswith(b"\x89PNG")
    assert answer["Content-Type"] == "image/png"


def test_until_it_is_painted_the_cover_stands_in(blog):
    cover = picture("cover.jpg", photo(400, 300))
    post = BlogPostPageFactory(parent=blog, cover=cover)
    assert fresh(post).social_image.url.endswith(cover.file.url)
    keep_cards([post.pk])
    assert "/cards/" in fresh(post).social_image.url


def test_nothing_is_painted_twice(post, monkeypatch):
    monkeypatch.setattr(keeping, "paint", None)
    before = name(post)
    make_renditions.func(post.pk)
    assert name(post) == before


def retitle(post):
    post.title = "Drift, again"
    post.save_revision().publish()


def rename_author(post):
    author = post.authors[0]
    author.name = "Ada Lovelace"
    author.save()


def rename_tag(post):
    tag = post.shown_tags[0]
    tag.name = "Machine learning"
    tag.save()


def merge_tag(post):
    merge(TagFactory(name="Learning"), [post.shown_tags[0]], user=None)


def rename_site(post):
    identity = SiteIdentity.for_site(post.get_site())
    identity.name = "Our journal"
    identity.save()


@pytest.mark.parametrize("change", [retitle, rename_author, rename_tag, merge_tag, rename_site])
def test_a_card_that_would_say_something_else_is_replaced(post, change):
    before = name(post)
    change(fresh(post))
    work()
    assert name(post) != before
    assert stored() == {name(post)}


def test_many_posts_of_a_renamed_tag_take_their_turns(blog, monkeypatch):
    tag = TagFactory(name="Ml")
    posts = [BlogPostPageFactory(parent=blog, tags=[tag]) for _ in range(7)]
    monkeypatch.setattr("blog.follow_up.tasks.CARDS_AT_ONCE", 3)
    asked = []
    monkeypatch.setattr("blog.follow_up.tasks.keep_cards", asked.append)
    work()
    asked.clear()
    tag.name = "Machine learning"
    tag.save()
    work()
    pks = [post.pk for post in posts]
    assert asked == [pks[:3], pks[3:6], pks[6:]]


@pytest.mark.parametrize(("error", "rows"), [(OperationalError, 0), (OSError, 1)])
def test_a_busy_database_begins_no_second_row_and_no_error_ends_it(db, monkeypatch, error, rows):
    def fail(_page_ids):
        raise error

    monkeypatch.setattr("blog.follow_up.tasks.CARDS_AT_ONCE", 1)
    monkeypatch.setattr("blog.follow_up.tasks.keep_cards", fail)
    with pytest.raises(error):
        paint_cards.func([1, 2])
    queued = DBTaskResult.objects.filter(task_path=paint_cards.module_path)
    assert queued.count() == rows


def test_the_name_is_no_hash_of_what_can_be_guessed(blog):
    same = [BlogPostPageFactory(parent=blog, title="Drift") for _ in range(2)]
    keep_cards([post.pk for post in same])
    one, other = map(name, same)
    assert one != other
    assert len(one) >= 22 + len(".png")


def test_hidden_posts_have_no_card(hidden_posts, post):
    keep_cards([each.pk for each in hidden_posts.values()])
    for each in hidden_posts.values():
        make_renditions.func(each.pk)
        assert fresh(each).social_image is None
    assert stored() == {name(post)}


def unpublish(post):
    post.unpublish()


def expire(post):
    BlogPostPage.objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    unpublish_expired()


def delete_parent(post):
    post.get_parent().delete()


def privatise(post):
    restrict(post, PageViewRestriction.LOGIN)


def privatise_parent(post):
    restrict(post.get_parent(), PageViewRestriction.PASSWORD)


def move_into_private(post):
    shelf = BlogIndexPageFactory(parent=post.get_parent().get_parent(), slug="shelf")
    restrict(shelf, PageViewRestriction.GROUPS)
    post.move(shelf, "last-child")


HIDINGS = [unpublish, expire, delete_parent, privatise, privatise_parent, move_into_private]


@pytest.mark.parametrize("hide", [*HIDINGS, lambda post: post.delete()])
def test_what_is_hidden_loses_its_card_and_the_file(post, hide):
    hide(fresh(post))
    assert not SocialCard.objects.exists()
    work()
    assert stored() == set()


def test_what_is_hidden_elsewhere_changes_nothing(post, home, blog):
    other = BlogPostPageFactory(parent=blog)
    unpublish(other)
    restrict(StandardPageFactory(parent=home), PageViewRestriction.LOGIN)
    work()
    assert stored() == {name(post)}


def test_what_is_public_again_gets_a_card_again(post):
    privatise_parent(post)
    work()
    PageViewRestriction.objects.all().delete()
    work()
    assert stored() == {name(post)}


@pytest.mark.parametrize("hide", [unpublish, privatise])
def test_a_post_hidden_while_its_card_is_painted_gets_none(blog, monkeypatch, hide):
    post = BlogPostPageFactory(parent=blog)

    def paint_slowly(card):
        hide(fresh(post))
        return b"PNG"

    monkeypatch.setattr(keeping, "paint", paint_slowly)
    keep_cards([post.pk])
    work()
    assert not SocialCard.objects.exists()
    assert stored() == set()


def test_without_fonts_posts_do_without_cards(blog, monkeypatch, caplog):
    def paint_blindly(card):
        raise keeping.MissingFontError("No font for social cards: gone")

    monkeypatch.setattr(keeping, "paint", paint_blindly)
    post = BlogPostPageFactory(parent=blog)
    make_renditions.func(post.pk)
    assert fresh(post).social_image is None
    assert "No font for social cards" in caplog.text


def test_a_page_takes_no_query_more_for_its_card(client, post, count_queries):
    client.get(post.url)
    with_card = count_queries(lambda: client.get(post.url))
    SocialCard.objects.all().delete()
    assert count_queries(lambda: client.get(post.url)) == with_card


def test_each_card_takes_few_queries_to_look_after(blog, count_queries):
    def look_after(count):
        pks = [BlogPostPageFactory(parent=blog).pk for _ in range(count)]
        keep_cards(pks)
        return count_queries(lambda: keep_cards(pks))

    few, many = look_after(2), look_after(6)
    assert many - few <= 4 * 3
