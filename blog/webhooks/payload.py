"""Says in JSON what happened to a page, and no more than a reader could have seen."""

import json
from typing import Any
from urllib.parse import urljoin

from wagtail.models import Page

from blog.metadata.site_context import MARKDOWN_FILE
from blog.models import WebhookMessage
from search.public.visibility import public_pages


def payload(message: WebhookMessage) -> bytes:
    """Return the body of a message."""
    told: dict[str, Any] = {
        "id": message.message_id,
        "type": message.event,
        "timestamp": message.happened_at.isoformat(),
        "data": _page(message) if message.page_id else {},
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _page(message: WebhookMessage) -> dict[str, Any]:
    """Return what is told of a page; no title once readers don't see the page any more.

    It may have been taken down between the event and the try that reaches the receiver.
    """
    is_public = public_pages(Page.objects.filter(pk=message.page_id)).exists()
    page = {
        "id": message.page_id,
        "title": message.title if is_public else None,
        "address": message.address,
        "markdown": urljoin(message.address, MARKDOWN_FILE),
        "revision": message.revision_id,
    }
    former = {"former_address": message.former_address} if message.former_address else {}
    return {"page": page, **former}
