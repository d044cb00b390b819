"""Sends mail by way of the task queue, so that no request waits for a mail server.

A mail whose sender was killed before it wrote down that it had sent it is sent again under the
same id: each arrives once or more.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone
from django_tasks import task

from search.database.task_priorities import MAIL

# A mail server may be away for a day: minutes until the next try, then it is given up.
PAUSES = (1, 5, 30, 120, 480, 960)
FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")
ID_HEADER = "Message-ID"


class QueuedBackend(BaseEmailBackend):
    """Enqueues messages as part of the running transaction: they leave if that commits."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue messages and return how many."""
        for message in email_messages:
            send_queued.enqueue(pack(message))
        return len(email_messages)


@task(backend="background", priority=MAIL)
def send_queued(packed: dict[str, Any], failures: int = 0) -> None:
    """Hand a packed message to the mail server, again after a while when that fails."""
    try:
        get_connection(settings.MAIL_CARRIER).send_messages([unpack(packed)])
    except OSError:
        # smtplib's errors are OSErrors.
        if failures < len(PAUSES):
            later = timezone.now() + timedelta(minutes=PAUSES[failures])
            send_queued.using(run_after=later).enqueue(packed, failures + 1)
        raise


def pack(message: EmailMessage) -> dict[str, Any]:
    """Return a message as JSON holds it; files in base 64."""
    return {
        **{name: getattr(message, name) for name in FIELDS},
        "extra_headers": headers_with_id(message),
        "subtype": message.content_subtype,
        "alternatives": [list(each) for each in getattr(message, "alternatives", [])],
        "attachments": [
            [
                name,
                b64encode(content.encode() if isinstance(content, str) else content).decode(),
                kind,
            ]
            for name, content, kind in message.attachments
        ],
    }


def headers_with_id(message: EmailMessage) -> dict[str, str]:
    """Return a message's own headers with the id that all its copies bear."""
    headers = message.extra_headers
    if any(name.lower() == ID_HEADER.lower() for name in headers):
        return headers
    return {**headers, ID_HEADER: make_msgid(domain=settings.SITE_HOST or "localhost")}


def unpack(packed: dict[str, Any]) -> EmailMultiAlternatives:
    """Return the message that was packed."""
    fields = {name: packed[name] for name in FIELDS if name != "extra_headers"}
    message = EmailMultiAlternatives(**fields, headers=packed["extra_headers"])
    message.content_subtype = packed["subtype"]
    for content, kind in packed["alternatives"]:
        message.attach_alternative(content, kind)
    for name, content, kind in packed["attachments"]:
        message.attach(name, b64decode(content), kind)
    return message
