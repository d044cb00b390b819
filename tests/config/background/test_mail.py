"""Mail goes through the queue: it leaves if the transaction commits, and again if it failed."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from config.background.mail import PAUSES, pack, send_queued, unpack

pytestmark = pytest.mark.django_db
CARRIER = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def queued(settings):
    settings.EMAIL_BACKEND = "config.background.mail.QueuedBackend"
    settings.MAIL_CARRIER = CARRIER


def a_message():
    message = EmailMultiAlternatives(
        "Ünïcode", "Text", "from@example.org", ["to@example.org"], cc=["cc@example.org"],
        bcc=["bcc@example.org"], reply_to=["reply@example.org"],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    message.attach_alternative("<p>Text</p>", "text/html")
    message.attach("table.csv", "a,b\n", "text/csv")
    message.attach("data.bin", b"\x00\xff", "application/octet-stream")
    return message


def waiting():
    return DBTaskResult.objects.filter(task_path="config.background.mail.send_queued")


def test_a_message_joins_the_queue_and_leaves_from_there():
    assert a_message().send() == 1
    assert mail.outbox == []
    task = waiting().get()
    send_queued.call(*task.args_kwargs["args"])
    (sent,) = mail.outbox
    assert sent.subject == "Ünïcode"
    assert sent.recipients() == ["to@example.org", "cc@example.org", "bcc@example.org"]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_packing_loses_nothing():
    message = a_message()
    again = unpack(pack(message))
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "alternatives"):
        assert getattr(again, name) == getattr(message, name)
    contents = [(name, content, kind) for name, content, kind in again.attachments]
    assert contents == [
        ("table.csv", "a,b\n", "text/csv"),
        ("data.bin", b"\x00\xff", "application/octet-stream"),
    ]


def test_what_is_sent_again_bears_the_id_that_it_bore_before():
    """As after a kill between the sending and the note that it was sent."""
    a_message().send()
    (task,) = waiting()
    for _ in range(2):
        send_queued.call(*task.args_kwargs["args"])
    a_message().send()
    send_queued.call(*waiting().exclude(pk=task.pk).get().args_kwargs["args"])
    first, again, other = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert first == again
    assert first != other


def test_an_id_of_its_own_stays():
    message = a_message()
    message.extra_headers["message-id"] = "<1@example.org>"
    assert unpack(pack(message)).message()["Message-ID"] == "<1@example.org>"


def test_a_transaction_that_fails_sends_nothing():
    with transaction.atomic():
        a_message().send()
        transaction.set_rollback(True)
    assert not waiting().exists()


def test_a_server_that_is_away_is_tried_again_and_then_given_up(settings, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(f"{CARRIER}.send_messages", refuse)
    packed = pack(a_message())
    with pytest.raises(ConnectionRefusedError):
        send_queued.call(packed, 0)
    again = waiting().get()
    assert again.args_kwargs["args"][1] == 1
    assert again.run_after > again.enqueued_at
    with pytest.raises(ConnectionRefusedError):
        send_queued.call(packed, len(PAUSES))
    assert waiting().count() == 1
