"""A mail about a review says what changed, and leads to it."""

import pytest
from django.conf import settings
from wagtail.users.models import UserProfile

from tests.blog.review.drafts import HIGH, LOW, change, since_live
from tests.factories import BlogPostPageFactory, UserFactory


@pytest.fixture
def page(blog):
    """A post that is live, with a newer draft."""
    page = BlogPostPageFactory(parent=blog, body=[("markdown", HIGH)])
    page.save_revision().publish()
    draft = page.get_latest_revision_as_object()
    draft.title = "Rates & <costs>"
    draft.body = [("markdown", LOW)]
    draft.save_revision()
    page.refresh_from_db()
    return page


@pytest.fixture
def start(editor, writer, mailoutbox):
    """Return a function that sends a page in for review and returns the mails about it."""

    def start(page):
        mailoutbox.clear()
        page.get_workflow().start(page, writer)
        return mailoutbox

    return start


def reject(page, reviewer, comment):
    task = page.current_workflow_state.current_task_state
    task.task.specific.on_action(task, reviewer, "reject", comment=comment)


def lines(mail) -> list[str]:
    return [line for line in mail.body.splitlines() if line.strip()]


def test_a_reviewer_reads_what_changed_since_it_is_live(page, start, editor):
    (mail,) = start(page)
    assert mail.to == [editor.email]
    assert (
        "Compared with what is live: 1 block changed, 1 word added, 1 removed. "
        "Changed fields: Title." in lines(mail)
    )
    address = f"You can read the changes here: {settings.WAGTAILADMIN_BASE_URL}{since_live(page)}"
    assert address in lines(mail)


def test_every_mail_about_a_review_leads_to_the_changes(page, start, editor, writer, mailoutbox):
    UserFactory(is_superuser=True, username="root")
    assert len(start(page)) >= 2
    assert all(since_live(page) in mail.body for mail in mailoutbox)
    mailoutbox.clear()
    reject(page, editor, "Name <the> units.")
    (mail,) = mailoutbox
    assert mail.to == [writer.email]
    assert "Name <the> units." in mail.body
    assert since_live(page) in mail.body


def test_what_was_sent_back_is_compared_with_what_comes_again(blog, start, editor, client):
    page = BlogPostPageFactory(parent=blog, live=False, body=[("markdown", HIGH)])
    seen = page.save_revision()
    (mail,) = start(page)
    assert "Compared" not in mail.body
    assert "/compare/" not in mail.body
    reject(page, editor, "Is it?")
    change(page, LOW)
    page.refresh_from_db()
    page.current_workflow_state.cancel()
    (mail,) = [each for each in start(page) if editor.email in each.to]
    assert "Compared with what was last sent back: 1 block changed" in mail.body
    path = f"/admin/pages/{page.pk}/revisions/compare/{seen.pk}...latest/"
    assert path in mail.body
    client.force_login(editor)
    assert "body-changes" in client.get(path).content.decode()


def test_a_draft_that_changes_nothing_says_so(page, start):
    page.get_latest_revision().publish()
    page.refresh_from_db()
    (mail,) = start(page)
    assert "Compared with what is live: nothing changed." in lines(mail)


def test_the_mail_speaks_the_reviewers_language(page, start, editor):
    UserProfile.objects.create(user=editor, preferred_language="de")
    (mail,) = start(page)
    assert "1 Block geändert, 1 Wort hinzugefügt, 1 entfernt." in mail.body
