"""Writes what happened to pages down, for each webhook that is told of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from wagtail.models import Page

from blog.models import Webhook, WebhookMessage
from blog.models.webhooks.message import Event

# Of one webhook; what comes then is told as one message that says so.
MOST_WAITING = 5000


@dataclass(frozen=True)
class Happening:
    """What happened to a page, the address it has, or had last, and before a move."""

    event: Event
    page: Page
    address: str
    former_address: str = ""
    former_path: str = ""


def write(happenings: Sequence[Happening]) -> None:
    """Write messages for all webhooks that are on, in the running transaction."""
    for webhook in Webhook.objects.on().select_related("blog"):
        wanted = [each for each in happenings if _is_wanted(webhook, each)]
        if wanted:
            WebhookMessage.objects.bulk_create(_messages(webhook, wanted))


def write_test(webhook: Webhook) -> WebhookMessage:
    """Have a webhook told that this is a test, and now, even if it failed lately."""
    webhook.forgive()
    webhook.save(update_fields=["failing_since", "due_at"])
    return webhook.messages.create(event=Event.TEST)


def _is_wanted(webhook: Webhook, happening: Happening) -> bool:
    if happening.event not in webhook.events:
        return False
    if webhook.blog is None:
        return True
    paths = (happening.page.path, happening.former_path)
    return any(path.startswith(webhook.blog.path) for path in paths)


def _messages(webhook: Webhook, happenings: Iterable[Happening]) -> Iterator[WebhookMessage]:
    """Yield a message for each, as many as may wait; then one that says that some are missing."""
    waiting = webhook.messages.waiting()
    room = MOST_WAITING - waiting.count()
    rest = iter(happenings)
    yield from (_message(webhook, each) for each in islice(rest, max(room, 0)))
    if next(rest, None) and (room > 0 or not _says_skipped(waiting)):
        yield WebhookMessage(webhook=webhook, event=Event.SKIPPED)


def _says_skipped(waiting: QuerySet[WebhookMessage]) -> bool:
    return waiting.order_by("-pk").values_list("event", flat=True).first() == Event.SKIPPED


def _message(webhook: Webhook, happening: Happening) -> WebhookMessage:
    page = happening.page
    return WebhookMessage(
        webhook=webhook,
        event=happening.event,
        page_id=page.pk,
        title=page.title,
        address=happening.address,
        former_address=happening.former_address,
        revision_id=page.live_revision_id,
    )
