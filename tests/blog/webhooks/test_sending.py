"""How messages leave: in order, one at a time, and tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blog.models import Webhook, WebhookMessage
from blog.models.webhooks.message import MessageState
from blog.webhooks import sending
from blog.webhooks.sending import PAUSES, keep_answer, send_waiting
from blog.webhooks.writing import write_test
from search.database import outages
from tests.factories import UserFactory
from tests.people import restrict

pytestmark = pytest.mark.django_db


def publish(page, title):
    page.title = title
    page.save_revision().publish()


def let_pass(**span):
    """Let time pass: all dates of the webhook lie so much further back."""
    webhook = Webhook.objects.get()
    webhook.due_at -= timedelta(**span)
    if webhook.failing_since:
        webhook.failing_since -= timedelta(**span)
    webhook.save()


def test_messages_arrive_in_order_and_signed(webhook, receiver, post):
    for number in range(3):
        publish(post, f"Drift {number}")
    post.unpublish()
    send_waiting(webhook.pk)
    assert receiver.told == ["page.published", *["page.changed"] * 3, "page.unpublished"]
    assert all(receiver.genuine)
    webhook.refresh_from_db()
    assert (webhook.answer, webhook.failing_since) == ("204", None)
    assert {row.state for row in webhook.messages.all()} == {MessageState.TAKEN}


def test_what_a_message_says(webhook, receiver, post):
    publish(post, "Drift, again")
    send_waiting(webhook.pk)
    post.refresh_from_db()
    message = receiver.messages[-1]
    assert message.pop("id") == receiver.headers[-1]["webhook-id"]
    assert timezone.datetime.fromisoformat(message.pop("timestamp")) <= timezone.now()
    assert message == {
        "type": "page.changed",
        "data": {
            "page": {
                "id": post.pk,
                "title": "Drift, again",
                "address": "http://testserver/blog/drift/",
                "markdown": "http://testserver/blog/drift/index.md",
                "revision": post.live_revision_id,
            }
        },
    }
    assert receiver.headers[-1]["Content-Type"] == "application/json"
    assert not {"Cookie", "Authorization"} & receiver.headers[-1].keys()


def test_what_was_hidden_meanwhile_is_told_without_its_title(webhook, receiver, post):
    restrict(post, "login")
    send_waiting(webhook.pk)
    assert receiver.told == ["page.published", "page.unpublished"]
    assert [each["data"]["page"]["title"] for each in receiver.messages] == [None, None]


def test_a_failure_holds_up_what_follows_and_is_tried_again(webhook, receiver, post):
    publish(post, "Drift, again")
    receiver.answers.extend([500, 302])
    send_waiting(webhook.pk)
    send_waiting(webhook.pk)
    assert receiver.told == ["page.published"]
    let_pass(seconds=PAUSES[0])
    send_waiting(webhook.pk)
    let_pass(seconds=PAUSES[1])
    send_waiting(webhook.pk)
    assert [each["type"] for each in receiver.messages] == [
        *["page.published"] * 3,
        "page.changed",
    ]
    assert len({each["id"] for each in receiver.messages}) == 2
    assert webhook.messages.order_by("pk").first().tries == 3


def test_a_message_is_given_up_and_the_next_one_sent(webhook, receiver, post):
    publish(post, "Drift, again")
    receiver.answers.extend([400] * (len(PAUSES) + 1))
    for pause in (*PAUSES, 0):
        send_waiting(webhook.pk)
        let_pass(seconds=pause)
    states = list(webhook.messages.order_by("pk").values_list("state", flat=True))
    assert states == [MessageState.GIVEN_UP, MessageState.TAKEN]
    webhook.refresh_from_db()
    assert webhook.is_on
    assert webhook.failing_since is None


@pytest.mark.parametrize(("answer", "days"), [(503, 5), (410, 0)])
def test_one_that_fails_for_long_or_is_gone_is_switched_off(webhook, receiver, post, answer, days):
    admin = UserFactory(group="Admins")
    UserFactory(group="Editors")
    receiver.answers.extend([answer] * 2)
    send_waiting(webhook.pk)
    let_pass(days=days)
    send_waiting(webhook.pk)
    webhook.refresh_from_db()
    assert not webhook.is_on
    assert webhook.messages.waiting().exists()
    [letter] = mail.outbox
    assert letter.to == [admin.email]
    assert webhook.name in letter.subject
    send_waiting(webhook.pk)
    assert len(receiver.messages) == (2 if days else 1)


def test_an_answer_that_was_lost_has_the_message_sent_again(webhook, receiver, post, monkeypatch):
    def die(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "keep_answer", die)
        with pytest.raises(SystemExit):
            send_waiting(webhook.pk)
    send_waiting(webhook.pk)
    assert [each["type"] for each in receiver.messages] == ["page.published"] * 2
    assert len({each["id"] for each in receiver.messages}) == 1


def test_an_answer_waits_for_a_database_that_is_away(webhook, receiver, post, monkeypatch):
    errors = [OperationalError("the connection is closed"), InterfaceError("closed")]

    def keep(*args):
        if errors:
            raise errors.pop()
        keep_answer(*args)

    monkeypatch.setattr(outages, "PAUSE_SECONDS", 0)
    # The test's own, and with it the transaction.
    monkeypatch.setattr(outages, "close_old_connections", lambda: None)
    monkeypatch.setattr(sending, "keep_answer", keep)
    send_waiting(webhook.pk)
    assert receiver.told == ["page.published"]
    assert len(receiver.messages) == 1
    assert webhook.messages.get().state == MessageState.TAKEN


def test_a_webhook_that_is_deleted_or_changed_meanwhile_stays_so(webhook, post):
    message = webhook.messages.get()
    Webhook.objects.update(name="New name", is_on=False)
    keep_answer(webhook, message, 200, "200")
    assert Webhook.objects.get().name == "New name"
    Webhook.objects.all().delete()
    keep_answer(webhook, message, 500, "500")
    assert not WebhookMessage.objects.exists()


def test_a_test_leaves_at_once_after_what_waits(webhook, receiver, post):
    receiver.answers.append(500)
    send_waiting(webhook.pk)
    write_test(webhook)
    send_waiting(webhook.pk)
    assert receiver.told == ["page.published", "webhook.test"]


def test_no_task_is_enqueued(webhook, post):
    """The queue of mail and pictures holds none of it."""
    assert not DBTaskResult.objects.filter(task_path__contains="webhook").exists()
