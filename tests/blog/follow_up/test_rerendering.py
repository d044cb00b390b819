"""What names a changed page is rendered again by tasks of the change's own transaction."""

import pytest
from django.db import OperationalError, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect

from blog.follow_up import rerendering
from blog.follow_up.new_addresses import send_slug_changed
from blog.follow_up.rerendering import RerenderingError, rerender_all, rerender_pages
from blog.models import StoredDocument
from tests.factories import BlogPostPageFactory, ImageFactory, StandardPageFactory
from tests.queue import run_waiting, waiting

pytestmark = pytest.mark.usefixtures("wagtail_indexes")


@pytest.fixture
def target(home):
    return StandardPageFactory(parent=home, slug="target")


@pytest.fixture
def posts(blog, target):
    body = [("markdown", f"[t](page:{target.pk})")]
    return [BlogPostPageFactory(parent=blog, body=body) for _ in range(3)]


def rename(page):
    page.refresh_from_db()
    page.slug = "renamed"
    page.save_revision().publish()


def shown(posts):
    """Which of some posts link to the target's new address."""
    rows = StoredDocument.objects.filter(page__in=posts).order_by("pk")
    return ["/renamed/" in html for html in rows.values_list("html", flat=True)]


def page_ids(task=rerender_pages):
    return [result.args_kwargs["args"][0] for result in waiting(task)]


def test_a_change_leaves_tasks_at_once_and_none_when_it_is_rolled_back(posts, target):
    with transaction.atomic():
        rename(target)
        assert waiting(rerender_pages).exists()
        transaction.set_rollback(True)
    assert page_ids() == []
    rename(target)
    assert page_ids() == [[post.pk for post in posts]]
    run_waiting(rerender_pages)
    assert shown(posts) == [True] * 3


def test_nothing_hangs_on_what_follows_the_commit(
    posts, target, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        rename(target)
    assert [each for each in callbacks if each.__module__.startswith("blog")] == []


def test_an_error_reaches_no_editor_and_holds_up_no_other_post(
    posts, target, client, admin_user, monkeypatch, caplog
):
    store_again = rerendering.store_again

    def fail_at_the_second(page):
        if page.pk == posts[1].pk:
            raise ValueError("a block that can't be rendered")
        return store_again(page)

    monkeypatch.setattr(rerendering, "store_again", fail_at_the_second)
    client.force_login(admin_user)
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[target.pk]))
    assert answer.status_code == 302
    with pytest.raises(RerenderingError, match=str(posts[1].pk)):
        run_waiting(rerender_pages)
    rows = StoredDocument.objects.filter(page__in=posts).order_by("pk")
    assert ["/target/" in row.html for row in rows] == [False, True, False]
    assert f"Page {posts[1].pk} can't be rendered again." in caplog.text
    assert "a block that can't be rendered" in caplog.text


def test_a_busy_database_is_left_to_the_task_worker(posts, target, monkeypatch):
    def meet_busy_database(page):
        raise OperationalError("database is locked")

    monkeypatch.setattr(rerendering, "store_again", meet_busy_database)
    rename(target)
    with pytest.raises(OperationalError):
        run_waiting(rerender_pages)


def test_a_task_takes_few_pages_and_the_same_waits_once(posts, target, monkeypatch):
    monkeypatch.setattr(rerendering, "PAGES_A_TASK", 2)
    ids = [post.pk for post in posts]
    for _ in range(3):
        rename(target)
    assert page_ids() == [ids[:2], ids[2:]]
    # One that has begun may have read what was before.
    DBTaskResult.objects.update(status="RUNNING")
    rename(target)
    assert page_ids() == [ids[:2], ids[2:]]


def test_a_file_that_takes_its_renditions_along_leaves_one_task(blog):
    image = ImageFactory(file__width=800, file__height=400)
    post = BlogPostPageFactory(parent=blog, body=[("markdown", f"![a](image:{image.pk})")])
    for width in (100, 200, 300):
        image.get_rendition(f"width-{width}")
    DBTaskResult.objects.all().delete()
    image.save()
    image.renditions.all().delete()
    assert page_ids() == [[post.pk]]


def test_another_address_of_the_site_renders_all_in_batches(posts, site, monkeypatch):
    monkeypatch.setattr(rerendering, "PAGES_A_TASK", 2)
    DBTaskResult.objects.all().delete()
    site.hostname = "elsewhere.example"
    site.save()
    assert waiting(rerender_all).count() == 1
    run_waiting(rerender_all)
    ids = list(StoredDocument.objects.order_by("pk").values_list("pk", flat=True))
    assert set(ids) >= {post.pk for post in posts}
    assert page_ids() == [ids[start : start + 2] for start in range(0, len(ids), 2)]
    StoredDocument.objects.update(html="")
    run_waiting(rerender_pages)
    assert not StoredDocument.objects.filter(html="", page__in=posts).exists()


def test_a_process_that_ends_at_the_commit_leaves_the_redirects_to_a_task(
    home, django_capture_on_commit_callbacks
):
    parent = StandardPageFactory(parent=home, slug="parent")
    StandardPageFactory(parent=parent, slug="below")
    with django_capture_on_commit_callbacks():  # and none is called
        rename(parent)
    assert not Redirect.objects.exists()
    for _ in range(2):
        run_waiting(send_slug_changed)
        paths = set(Redirect.objects.values_list("old_path", flat=True))
        assert paths == {"/parent", "/parent/below"}
        send_slug_changed.enqueue(parent.pk, "parent", f"{home.url_path}parent/")
    parent.refresh_from_db()
    parent.save()
    assert waiting(send_slug_changed).count() == 1
    parent.delete()
    run_waiting(send_slug_changed)
