"""What is kept of each publish, whichever road leads there, and what it moves."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from blog.checks.secrets_gate import SecretsFoundError
from blog.models import BlogPostPage, PublishedVersion
from blog.models.changes.published_version import MOST_VERSIONS, ChangeKind
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=30)
MANY_WORDS = "All about *this*. " + "Another measured word here. " * 8


@pytest.fixture
def post(blog):
    """A post that was published a month ago, of which no version was kept then."""
    return BlogPostPageFactory(
        parent=blog, title="Watching for drift", slug="drift", display_date=OLD,
        first_published_at=OLD, last_published_at=OLD,
    )  # fmt: skip


def versions(post):
    return list(PublishedVersion.objects.of(post))


def test_a_note_is_kept_with_what_was_live_before(post, publish):
    post = publish(post, "All about *that*.", change_note="Corrected the learning rate")
    newest, first = versions(post)
    assert first.body[0]["value"] == "All about *this*."
    assert (first.published_at, first.is_listed) == (OLD, False)
    assert newest.body[0]["value"] == "All about *that*."
    assert newest.note == "Corrected the learning rate"
    assert post.updated_at == newest.published_at == post.last_published_at > OLD
    assert [change.note for change in post.changes] == ["Corrected the learning rate"]


@pytest.mark.parametrize(
    ("source", "fields", "is_substantial", "is_listed"),
    [
        ("All about *that*.", {}, False, False),
        (MANY_WORDS, {}, True, True),
        (MANY_WORDS, {"change_kind": ChangeKind.SMALL}, False, False),
        ("All about *that*.", {"change_kind": "small", "change_note": "Spelling"}, False, True),
        ("All about *that*.", {"change_kind": ChangeKind.CORRECTION}, True, True),
        ("All about *this*.", {"change_note": "The data moved"}, True, True),
        (None, {"title": "Another " * 20}, True, True),
        (None, {"search_description": "Another " * 20}, False, False),
    ],
)
def test_what_moves_the_date(post, publish, source, fields, is_substantial, is_listed):
    post = publish(post, source, **fields)
    assert post.updated_at == (post.last_published_at if is_substantial else OLD)
    assert bool(post.changed_at) is is_substantial
    assert bool(post.changes) is is_listed


def test_small_edits_in_a_row_stay_small(post, publish):
    for number in range(30):
        post = publish(post, f"All about *this*, {number}.")
    assert post.updated_at == OLD
    assert post.changes == []


def test_a_note_is_published_once(post, publish):
    post = publish(post, "All about *that*.", change_note="Corrected", change_kind="correction")
    draft = post.get_latest_revision_as_object()
    assert (draft.change_note, draft.change_kind) == ("", "")
    assert (post.change_note, post.change_kind) == ("", "")
    post = publish(post, "All about *it*.")
    assert [version.note for version in versions(post)] == ["", "Corrected", ""]


def test_drafts_carry_a_note_until_it_is_published(post):
    first = post.save_revision()
    post.change_note = "Corrected"
    approved = post.save_revision()
    post.teaser = "Newer than what was approved."
    post.save_revision()
    approved.publish()
    assert versions(post)[0].note == "Corrected"
    newest = BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    assert (newest.change_note, newest.teaser) == ("", "Newer than what was approved.")
    assert not first.as_object().change_note


def test_reverting_publishes_what_stood_there_before(post, publish):
    before = post.save_revision()
    post = publish(post, MANY_WORDS, change_note="Added a part")
    Revision.objects.get(pk=before.pk).publish()
    newest = versions(post)[0]
    assert (newest.body[0]["value"], newest.note) == ("All about *this*.", "")
    assert newest.is_substantial


def test_a_scheduled_change_comes_with_its_note(post, publish):
    post = publish(post)
    post.change_note, post.body = "Corrected", [("markdown", "All about *that*.")]
    post.go_live_at = timezone.now() + timedelta(hours=1)
    revision = post.save_revision()
    revision.publish()
    assert [version.note for version in versions(post)] == [""]
    soon = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=soon, content={**revision.content, "go_live_at": soon.isoformat()}
    )
    call_command("publish_scheduled")
    assert [version.note for version in versions(post)] == ["Corrected", ""]


def test_coming_back_unchanged_is_no_change(post, publish):
    post = publish(post, "All about *that*.")
    kept = versions(post)
    post.unpublish()
    post = publish(post)
    assert post.live
    assert post.updated_at == OLD
    assert versions(post) == kept


def test_a_first_publication_has_no_note(blog, publish):
    draft = BlogPostPageFactory(
        parent=blog, live=False, first_published_at=None, last_published_at=None
    )
    post = publish(draft, change_note="Copied along")
    assert [version.note for version in versions(post)] == [""]
    assert post.updated_at == post.last_published_at
    assert (post.change_note, post.changes) == ("", [])


def test_a_copy_begins_without_notes(post, publish, blog):
    post = publish(post, "All about *that*.", change_note="Corrected")
    copy = post.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
    copy = BlogPostPage.objects.get(pk=copy.pk)
    assert copy.live
    assert (copy.changes, copy.change_note) == ([], "")
    assert not any(version.is_listed for version in versions(copy))


def test_aliases_tell_what_their_source_does(post, publish):
    alias = post.create_alias(update_slug="alias")
    post = publish(post, "All about *that*.", change_note="Corrected", change_kind="correction")
    later = post.create_alias(update_slug="later")
    for each in (alias, later):
        each = BlogPostPage.objects.get(pk=each.pk)
        assert each.changes == post.changes
        assert each.updated_at == post.updated_at
        assert (each.change_note, versions(each)) == ("", [])
    assert later.alias_of_id == post.pk


def test_moving_a_post_changes_nothing(post, publish, home):
    post = publish(post, "All about *that*.", change_note="Corrected")
    kept, before = versions(post), post.updated_at
    post.move(home.add_child(instance=type(post.get_parent().specific)(title="Other")))
    post = BlogPostPage.objects.get(pk=post.pk)
    assert (versions(post), post.updated_at) == (kept, before)


def test_a_deleted_post_leaves_no_version(post, publish):
    post = publish(post, "All about *that*.", change_note="Corrected")
    Page.objects.get(pk=post.pk).delete()
    assert not PublishedVersion.objects.exists()


def test_purging_revisions_leaves_what_was_published(post, publish):
    post = publish(post, MANY_WORDS, change_note="Corrected")
    post = publish(post, "Short again.", change_note="Corrected again")
    kept = [(version.note, version.body, version.comparison) for version in versions(post)]
    Revision.objects.update(created_at=OLD)
    call_command("purge_revisions", days=1)
    assert Revision.objects.for_instance(post).count() <= 1
    assert [(each.note, each.body, each.comparison) for each in versions(post)] == kept
    assert post.changes == BlogPostPage.objects.get(pk=post.pk).changes


def test_old_versions_without_a_note_go(post, publish):
    post = publish(post, "All about *that*.", change_note="Corrected")
    first = versions(post)[0]
    rows = [PublishedVersion(**{**row, "id": None}) for row in [first_values(first)] * 120]
    PublishedVersion.objects.bulk_create(rows)
    publish(post, "All about *it*.")
    assert len(versions(post)) == MOST_VERSIONS + 1
    assert versions(post)[-1] == first


def first_values(version):
    names = [field.attname for field in version._meta.concrete_fields]
    return {name: getattr(version, name) for name in names} | {"note": ""}


def test_a_retraction_without_a_note_outlives_the_oldest(post, publish):
    post = publish(post, "One.", change_kind=ChangeKind.RETRACTION)
    first = versions(post)[-1]
    rows = [PublishedVersion(**{**row, "id": None}) for row in [first_values(first)] * 120]
    PublishedVersion.objects.bulk_create(rows)
    post = publish(post, "Two.", change_note="Added a figure")
    assert post.is_retracted


@pytest.mark.parametrize("is_of_the_blog", [True, False])
def test_what_was_rewritten_in_private_is_withheld(client, blog, post, publish, is_of_the_blog):
    closed = PageViewRestriction.objects.create(
        page=blog if is_of_the_blog else post, restriction_type="login"
    )
    publish(post, "Names of customers.")
    post = publish(post, MANY_WORDS, change_note="Taken out")
    closed.delete()
    post = publish(post, MANY_WORDS * 2, change_note="Went on")
    newest, private, *_others = versions(post)
    assert (newest.is_withheld, private.is_withheld) == (False, True)
    for version in versions(post):
        page = client.get(f"{post.url}changes/{version.pk}/")
        assert b"customers" not in page.content
        assert page.status_code == (200 if version == newest else 404)
    assert client.get(f"{post.url}changes/").status_code == 200


def test_corrections_stay_on_top(post, publish):
    post = publish(post, "One.", change_note="A wrong sign", change_kind="correction")
    post = publish(post, "Two.", change_note="Added a figure")
    post = publish(post, "Three.", change_note="Another figure")
    assert [change.note for change in post.changes] == ["Another figure", "A wrong sign"]
    assert [change.note for change in post.standing_changes] == ["A wrong sign"]
    assert post.last_note.note == "Another figure"


def test_a_secret_in_a_note_is_refused(post):
    post.change_note = "Took out AKIA" + "Q3EGRGPZ5UK4B7XY"
    with pytest.raises(SecretsFoundError):
        post.save_revision().publish()
