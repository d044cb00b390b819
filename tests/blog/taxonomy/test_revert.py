from datetime import timedelta

from django.utils import timezone

from blog.models import Author, BlogPostPage, Series, Tag
from config.background.scheduler import publish_due
from tests.factories import AuthorFactory


def name_and_delete(post, kind, **kwargs):
    """A revision that names one row that stays, where it can, and one that is deleted."""
    row, kept = kind.create("Gone"), kind.create("Kept")
    kind.give(post, kept, row)
    revision = post.save_revision(**kwargs)
    row.delete()
    return revision


def kept_names(kind) -> list[str]:
    return [] if kind.model is Series else ["Kept"]


def test_an_old_version_opens_without_what_was_deleted_and_says_so(desk, post, kind, told):
    revision = name_and_delete(post, kind)
    response = desk.get(f"/admin/pages/{post.pk}/revisions/{revision.pk}/revert/")
    assert response.status_code == 200
    assert kind.names(response.context["page"]) == kept_names(kind)
    word = kind.model._meta.verbose_name
    assert f"Deleted since this version, and left out of it: 1 {word}." in told(response)


def test_all_that_was_deleted_is_told_at_once(desk, post, told):
    for model in (Tag, Author, Series):
        model.objects.create(name="Gone", slug="gone")
    post.tags.set(Tag.objects.all())
    post.post_authors.add(post.post_authors.model(author=Author.objects.get()))
    post.post_authors.add(post.post_authors.model(author=AuthorFactory()))
    post.series = Series.objects.get()
    revision = post.save_revision()
    for model in (Tag, Author, Series):
        model.objects.all().delete()
    response = desk.get(f"/admin/pages/{post.pk}/revisions/{revision.pk}/revert/")
    names = "1 tag, 2 authors and 1 series"
    assert f"Deleted since this version, and left out of it: {names}." in told(response)


def test_a_whole_version_opens_without_a_warning_of_ours(desk, post, kind):
    kind.give(post, kind.create("Kept"))
    revision = post.save_revision()
    response = desk.get(f"/admin/pages/{post.pk}/revisions/{revision.pk}/revert/")
    assert len(response.context["messages"]) == 1


def test_such_a_version_is_published_on_time(post, kind):
    past = timezone.now() - timedelta(minutes=1)
    name_and_delete(post, kind, approved_go_live_at=past)
    publish_due()
    post = BlogPostPage.objects.get(pk=post.pk)
    assert post.live
    assert kind.names(post) == kept_names(kind)


def test_the_history_compares_such_versions(desk, post, kind):
    first = name_and_delete(post, kind)
    second = BlogPostPage.objects.get(pk=post.pk).save_revision()
    url = f"/admin/pages/{post.pk}/revisions/compare/{first.pk}...{second.pk}/"
    assert desk.get(url).status_code == 200
