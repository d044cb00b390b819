"""A secret goes live by no road, and by each once someone has said why it may."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import PageLogEntry

from blog.checks.secrets_gate import ALLOWED
from blog.importing.entry import Subject
from blog.importing.markdown.reader import import_folder
from blog.models import BlogPostPage, FailedPublish
from config.background import scheduler
from tests.blog.checks.secret_samples import SAMPLES
from tests.blog.importing.folders import imported, write
from tests.factories import BlogPostPageFactory, StandardPageFactory, UserFactory
from tests.forms import edited_form, markdown_body, post_form

KEY = SAMPLES["github classic"]
TEXT = f"First.\n\nThe token is {KEY}."
REASON = "It was revoked in March."


@pytest.fixture
def draft(blog):
    """A draft that shows a secret."""
    post = BlogPostPageFactory(parent=blog, live=False, body=[("markdown", TEXT)])
    post.save_revision()
    return post


@pytest.fixture
def allowed(desk, draft):
    """A draft whose secret an editor has allowed, but which is not live yet."""
    send(desk, draft, TEXT, secrets_reason=REASON, **{"action-submit": "1"})
    draft.current_workflow_state.cancel()
    return draft


def is_live(post):
    return BlogPostPage.objects.get(pk=post.pk).live


def send(client, post, source, **fields):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    return client.post(address, edited_form(post, source, **fields), follow=True)


def publish_by_form(client, post, **fields):
    return send(client, post, TEXT, **{"action-publish": "1"}, **fields)


def publish_in_bulk(client, post):
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{action}?id={post.pk}", {"include_descendants": "on"}, follow=True)


def publish_as_scheduled(client, post):
    revision = post.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    scheduler.publish_due()


def approve(client, post):
    state = post.get_workflow().start(post, UserFactory(group="Authors"))
    args = [post.pk, "approve", state.current_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=args)
    return client.post(address, {"comment": ""}, follow=True)


ROADS = [publish_by_form, publish_in_bulk, publish_as_scheduled, approve]


@pytest.mark.parametrize("road", ROADS)
def test_a_secret_goes_live_by_no_road(desk, draft, road):
    response = road(desk, draft)
    assert not is_live(draft)
    if response is None:
        assert "GitHub token" in FailedPublish.objects.get().reason
        assert KEY not in FailedPublish.objects.get().reason
    else:
        page = response.content.decode()
        assert "GitHub token ghp_… (line 3)" in page


@pytest.mark.parametrize("road", ROADS)
def test_an_allowed_secret_does(desk, allowed, road):
    road(desk, allowed)
    assert is_live(allowed)


def test_a_stopped_approval_leaves_the_workflow_as_it_was(desk, draft):
    approve(desk, draft)
    assert draft.current_workflow_state.status == "in_progress"


def test_an_approval_in_the_editor_is_stopped_and_the_text_kept(desk, draft):
    draft.get_workflow().start(draft, UserFactory(group="Authors"))
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    page = send(desk, draft, TEXT, **action).content.decode()
    assert not is_live(draft)
    assert 'name="secrets_reason"' in page


@pytest.mark.parametrize("text", [TEXT, r"A bad $\frac{a}{$ formula."])
def test_a_reviewer_sends_a_post_back_with_all_that_is_wrong_in_it(desk, draft, text):
    state = draft.get_workflow().start(draft, UserFactory(group="Authors"))
    data = '{"comment": "Take the key out."}'
    action = {"action-workflow-action": "1", "workflow-action-extra-data": data}
    send(desk, draft, text, **action, **{"workflow-action-name": "reject"})
    state.refresh_from_db()
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == "Take the key out."
    assert not is_live(draft)
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().body[0].value == text


def test_a_post_is_sent_back_from_the_list_of_tasks_too(desk, draft):
    state = draft.get_workflow().start(draft, UserFactory(group="Authors"))
    args = [draft.pk, "reject", state.current_task_state.pk]
    desk.post(reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": "See below."})
    state.refresh_from_db()
    assert state.status == "needs_changes"


def test_an_import_keeps_it_a_draft_and_says_where(blog, tmp_path):
    write(tmp_path, bad=f"# Bad\n\n{TEXT}", good="# Good\n\nText.")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert imported("good.md").live
    assert not imported("bad.md").live
    (problem,) = report.about(Subject.PROBLEM)
    assert (problem.path, problem.line) == ("bad.md", 5)
    assert KEY not in problem.detail


def test_a_new_post_is_stopped_and_then_allowed_with_a_reason(desk, blog):
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    form = {"body": markdown_body(TEXT), "action-publish": "1"}
    page = desk.post(address, post_form(**form)).content.decode()
    assert 'name="secrets_reason"' in page
    assert not BlogPostPage.objects.exists()
    desk.post(address, post_form(secrets_reason=REASON, **form))
    assert BlogPostPage.objects.get().live
    assert PageLogEntry.objects.filter(action=ALLOWED).count() == 1


def test_an_override_is_logged_with_who_and_why(desk, editor, draft):
    publish_by_form(desk, draft, secrets_reason=REASON)
    entry = PageLogEntry.objects.get(action=ALLOWED)
    assert (entry.page_id, entry.user_id, entry.data["reason"]) == (draft.pk, editor.pk, REASON)
    assert KEY not in str(entry.data)
    history = desk.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert REASON in history


def test_an_override_holds_for_its_secret_alone(desk, allowed):
    send(desk, allowed, f"{TEXT} And {SAMPLES['npm']}.", **{"action-publish": "1"})
    assert not is_live(allowed)


def test_a_draft_may_hold_it_and_a_reason_half_typed_allows_nothing(desk, draft):
    response = send(desk, draft, TEXT, secrets_reason="It")
    assert response.status_code == 200
    assert not PageLogEntry.objects.filter(action=ALLOWED).exists()
    assert 'name="secrets_reason"' in response.content.decode()


def test_the_reason_is_asked_for_once_and_only_where_a_secret_is(desk, draft, post):
    for page, count in ((draft, 1), (post, 0)):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert desk.get(address).content.decode().count('name="secrets_reason"') == count


def test_a_mended_post_is_published(desk, draft):
    send(desk, draft, "The token is gone.", **{"action-publish": "1"})
    assert is_live(draft)


def test_a_live_post_keeps_its_text_and_can_still_be_moved_and_taken_offline(desk, post, home):
    post.save_revision().publish()
    publish_by_form(desk, post)
    assert KEY not in str(BlogPostPage.objects.get(pk=post.pk).body)
    # One that was public before anyone looked.
    raw = [{"type": "markdown", "value": TEXT}]
    BlogPostPage.objects.filter(pk=post.pk).update(body=raw)
    post = BlogPostPage.objects.get(pk=post.pk)
    post.slug = "elsewhere"
    post.save()
    post.unpublish()
    assert not is_live(post)
    with pytest.raises(ValidationError, match="looks like a secret"):
        post.save_revision().publish()


def test_a_copy_is_not_published_either(allowed, editor, blog):
    allowed.get_latest_revision().publish()
    allowed.refresh_from_db()
    action = CopyPageAction(allowed, to=blog, keep_live=True, update_attrs={"slug": "copy"})
    with pytest.raises(ValidationError, match="looks like a secret"):
        action.execute(skip_permission_checks=True)


def test_an_alias_follows_what_was_allowed_for_its_original(allowed, blog):
    alias = allowed.create_alias(parent=blog, update_slug="alias")
    allowed.get_latest_revision().publish()
    assert is_live(alias)


def test_a_page_of_another_type_and_other_fields_are_stopped_too(home, post):
    page = StandardPageFactory(parent=home, live=False)
    page.body = [{"type": "markdown", "value": TEXT}]
    with pytest.raises(ValidationError, match="looks like a secret"):
        page.save_revision().publish()
    post.teaser = f"Use {KEY}"
    with pytest.raises(ValidationError, match="looks like a secret"):
        post.save_revision().publish()
