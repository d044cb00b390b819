"""The dashboard lists the work that a user has in hand, and says what state it is in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from blog.bin.putting import put_in_bin
from blog.models import PostAuthor
from home.dashboard.own_work import work_of
from tests.blog.review.drafts import LOW, change, since_live
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    PostTemplatesPageFactory,
    UserFactory,
)


def draft_of(user, blog, **kwargs):
    post = BlogPostPageFactory(parent=blog, owner=user, live=False, **kwargs)
    post.save_revision(user=user)
    return post


def states(user) -> dict[str, str]:
    return {work.page.title: work.state for work in work_of(user)}


def test_drafts_and_changes_are_ones_own_by_owner_byline_edit_and_lock(blog, writer, editor):
    draft_of(writer, blog, title="Owned")
    signed = draft_of(None, blog, title="Signed")
    PostAuthor.objects.create(post=signed, author=AuthorFactory(user=writer))
    change(BlogPostPageFactory(parent=blog, title="Live", owner=writer), LOW)
    change(draft_of(None, blog, title="Edited"), LOW, user=editor)
    locked = draft_of(None, blog, title="Locked")
    locked.locked, locked.locked_by, locked.locked_at = True, editor, timezone.now()
    locked.save()
    assert states(writer) == {"Live": "Live + draft", "Signed": "Draft", "Owned": "Draft"}
    assert states(editor) == {"Edited": "Draft", "Locked": "Draft"}


def test_what_is_done_or_never_ends_is_no_work(home, blog, writer, editor):
    folder = PostTemplatesPageFactory(parent=home)
    draft_of(editor, folder, title="Template")
    live = BlogPostPageFactory(parent=blog, owner=editor)
    live.save_revision().publish()
    expired = BlogPostPageFactory(parent=blog, owner=editor, live=False, expired=True)
    expired.save_revision(changed=False)
    expired.has_unpublished_changes = False
    expired.save()
    source = draft_of(writer, blog, title="Source")
    source.create_alias(parent=blog, update_slug="alias")
    assert states(editor) == {}


def test_a_review_is_told_by_its_task(blog, writer, editor, shown_to):
    post = draft_of(writer, blog, title="Submitted")
    workflow = post.get_workflow().start(post, writer)
    assert states(writer) == {"Submitted": "In review: Approval by an editor"}
    task: TaskState = workflow.current_task_state
    task.task.specific.on_action(task, editor, "reject", comment="Say why.")
    assert states(writer) == {"Submitted": "Changes requested: Approval by an editor"}
    assert "Changes requested: Approval by an editor" in shown_to(writer)["own-work"]


def test_live_pages_lead_to_their_changes_by_one_click(blog, writer, editor, shown_to):
    post = BlogPostPageFactory(parent=blog, owner=writer)
    change(post, LOW)
    assert since_live(post) in shown_to(writer)["own-work"]
    assert since_live(post) not in "".join(shown_to(editor).values())


def test_who_may_no_longer_edit_a_page_is_not_led_to_it(blog, shown_to):
    page, former = BlogPostPageFactory(parent=blog), UserFactory(group="Authors")
    change(page, "Once mine.", user=former)
    assert page.title not in "".join(shown_to(former).values())
    owner = UserFactory(group="Authors")
    draft_of(owner, blog, title="Left behind")
    owner.groups.clear()
    assert work_of(owner) == []


def test_more_pages_cost_no_more_queries(blog, editor, count_queries):
    def add(count):
        for number in range(count):
            change(BlogPostPageFactory(parent=blog, owner=editor), LOW)
            post = draft_of(editor, blog)
            if number % 2:
                post.get_workflow().start(post, editor)

    add(2)
    work_of(editor)
    few = count_queries(lambda: work_of(editor))
    assert len(work_of(editor)) == 4
    add(4)
    assert count_queries(lambda: work_of(editor)) == few
    assert len(work_of(editor)) == 10


def test_an_empty_hand_is_told_what_will_stand_there(writer, site, shown_to):
    assert "Drafts of yours" in shown_to(writer)["own-work"]


@pytest.mark.parametrize("is_superuser", [True, False])
def test_what_is_in_the_bin_is_no_work_and_not_in_the_month(
    blog, schedule, editor, is_superuser, shown_to
):
    editor.is_superuser = is_superuser
    editor.save()
    tomorrow = timezone.now() + timedelta(days=1)
    pages = [draft_of(editor, blog, title="Gone"), schedule("Gone", owner=editor)]
    pages.append(BlogPostPageFactory(parent=blog, owner=editor, title="Gone", expire_at=tomorrow))
    for page in pages:
        put_in_bin(page, user=editor)
    month = f"{tomorrow:%Y-%m}"
    assert states(editor) == {}
    assert "Gone" not in "".join(shown_to(editor, month=month).values())
