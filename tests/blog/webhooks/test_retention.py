from datetime import timedelta

import pytest
from django.utils import timezone

from blog.webhooks import retention
from blog.webhooks.retention import purge_old_messages
from blog.webhooks.sending import send_waiting

pytestmark = pytest.mark.django_db


def test_old_messages_are_forgotten(webhook, receiver, post, monkeypatch):
    for title in ("Drift, again", "Drift, and again"):
        send_waiting(webhook.pk)
        post.title = title
        post.save_revision().publish()
    monkeypatch.setattr(retention, "MOST_KEPT", 2)
    purge_old_messages()
    assert webhook.messages.count() == 2
    old = timezone.now() - timedelta(days=31)
    webhook.messages.update(happened_at=old)
    purge_old_messages()
    assert not webhook.messages.exists()
