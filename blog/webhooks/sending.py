"""Sends webhooks their messages, in order, and tries again what was not taken.

The next message of a webhook leaves when the one before was taken, or given up. A message whose
answer was lost, as by a kill, is sent again under the same id: each arrives once or more.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.permissions import policy_registry

from blog.models import Webhook, WebhookMessage
from blog.models.webhooks.message import MessageState
from blog.outbound.errors import OutboundError
from blog.outbound.requests import send
from blog.webhooks.payload import payload
from blog.webhooks.signing import signed_headers
from search.database.outages import write_through_outage

# For one try: resolving, connecting, the headers of the answer.
TRY_SECONDS = 10.0
# A webhook with more to send gives way to others after so long.
TURN_SECONDS = 30.0
# Seconds until a message is tried again, as Standard Webhooks advises; then it is given up.
PAUSES = (5, 30, 120, 600, 1800, 7200, 18000, 36000, 72000)
# A webhook that took nothing for so long is switched off.
MOST_FAILING = timedelta(days=5)
GONE = 410


def send_waiting(webhook_pk: int, *, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Send a webhook what waits for it, for a while, until one fails; raises of the database."""
    until = time.monotonic() + TURN_SECONDS
    while time.monotonic() < until and not is_stopped():
        webhook = Webhook.objects.due().filter(pk=webhook_pk).first()
        if webhook is None:
            return
        if message := webhook.messages.waiting().order_by("pk").first():
            status, answer = _ask(webhook, message)
            keep = partial(keep_answer, webhook, message, status, answer)
            write_through_outage(keep, is_stopped=is_stopped)


def _ask(webhook: Webhook, message: WebhookMessage) -> tuple[int, str]:
    """Send a message; return the status, 0 for none, and what there is to say of the answer."""
    body = payload(message)
    headers = {
        "Content-Type": "application/json",
        **signed_headers(message.message_id, body, webhook.secrets, seconds=int(time.time())),
    }
    agent = f"Epoch webhooks (+{settings.SITE_URL}/)"
    try:
        answer = send(webhook.url, body, headers=headers, agent=agent, max_seconds=TRY_SECONDS)
    except OutboundError as error:
        return 0, str(error)
    return answer.status, str(answer.status)


@transaction.atomic
def keep_answer(webhook: Webhook, message: WebhookMessage, status: int, answer: str) -> None:
    """Write down what a try came to, and when the webhook is sent the next.

    By statements of these columns alone: an admin may have changed the others meanwhile.
    """
    now = timezone.now()
    is_taken = 200 <= status < 300
    is_over = message.tries >= len(PAUSES)
    failed = MessageState.GIVEN_UP if is_over else MessageState.WAITING
    WebhookMessage.objects.filter(pk=message.pk).update(
        state=MessageState.TAKEN if is_taken else failed,
        tries=F("tries") + 1,
        answer=answer,
        answered_at=now,
    )
    pause = timedelta(seconds=0 if is_taken or is_over else PAUSES[message.tries])
    since = None if is_taken else webhook.failing_since or now
    Webhook.objects.filter(pk=webhook.pk).update(
        due_at=now + pause, failing_since=since, answer=answer, answered_at=now
    )
    if status == GONE or (since and now - since >= MOST_FAILING):
        switch_off(webhook, answer)


def switch_off(webhook: Webhook, answer: str) -> None:
    """Send a webhook nothing more, and mail whoever may switch it on again."""
    if not Webhook.objects.on().filter(pk=webhook.pk).update(is_on=False):
        return
    policy = policy_registry.get_by_type(Webhook)
    users = policy.users_with_permission("change").filter(is_active=True).exclude(email="")
    with override(settings.LANGUAGE_CODE):
        subject = _("The webhook “%(name)s” was switched off") % {"name": webhook.name}
        text = _(
            "%(url)s took nothing that it was sent for days, or said that it is gone.\n"
            "Its last answer: %(answer)s\n\n"
            "What waits for it is kept: switch it on again under Settings → Webhooks."
        ) % {"url": webhook.url, "answer": answer}
        # A mail for each address, so that none shows the others.
        for address in users.order_by("email").values_list("email", flat=True).distinct():
            send_mail(subject, text, None, [address])
