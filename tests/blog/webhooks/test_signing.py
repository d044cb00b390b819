"""Each message is signed as Standard Webhooks says, so that a receiver can tell it from others."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Webhook
from blog.webhooks.sending import send_waiting
from blog.webhooks.signing import signed_headers
from deploy.webhook_receiver import is_genuine

pytestmark = pytest.mark.django_db


def test_the_signature_is_that_of_the_specification():
    """The vector of Standard Webhooks' own documentation."""
    headers = signed_headers(
        "msg_loFOjxBNrRLzqYUf",
        b'{"event_type":"ping","data":{"success":true}}',
        ["whsec_plJ3nmyCDGBKInavdOK15jsl"],
        seconds=1731705121,
    )
    assert headers == {
        "webhook-id": "msg_loFOjxBNrRLzqYUf",
        "webhook-timestamp": "1731705121",
        "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    }


def test_both_secrets_are_good_for_a_day(webhook, receiver, post):
    old = webhook.secret
    webhook.draw_secret()
    assert webhook.secret == old
    webhook.draw_secret()
    assert webhook.secret != old
    send_waiting(webhook.pk)
    assert receiver.genuine == [True]
    Webhook.objects.update(secret_shown_at=timezone.now() - timedelta(days=2))
    assert Webhook.objects.get().secrets == [webhook.secret]


@pytest.mark.parametrize(
    "change",
    [
        lambda headers: {**headers, "webhook-timestamp": "1731705121"},
        lambda headers: {**headers, "webhook-timestamp": "x"},
        lambda headers: {**headers, "webhook-id": "msg_other"},
        lambda headers: {**headers, "webhook-signature": "v1,é"},
        lambda headers: {},
    ],
)
def test_the_worked_example_takes_no_other_message(webhook, change):
    now = time.time()
    headers = signed_headers("msg_1", b"{}", [webhook.secret], seconds=int(now))
    assert is_genuine(webhook.secret, headers, b"{}", now=now)
    assert not is_genuine(webhook.secret, headers, b"{ }", now=now)
    assert not is_genuine(webhook.secret, change(headers), b"{}", now=now)
