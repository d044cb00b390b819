"""Asks YouTube and Vimeo about a video, through the one way out."""

import json
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.oembed import OEmbedFinder
from wagtail.embeds.oembed_providers import vimeo, youtube

from blog.html.addresses import player_url, web_address
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch

MAX_ANSWER_BYTES = 64 * 1024
MAX_ANSWER_SECONDS = 5.0
MAX_TEXT = 200
# What the database's columns take.
MAX_SIDE = 10_000


class GuardedFinder(OEmbedFinder):
    """Wagtail's finder for the videos that the embed block plays, and for no other address.

    Of the provider's answer only texts and numbers are kept: the player's HTML is our own, so
    that no provider writes into the site. The answer has no expiry, or Wagtail would ask again
    while a reader waits.
    """

    def __init__(self) -> None:
        super().__init__(providers=[youtube, vimeo])

    def accept(self, url: str) -> bool:
        return bool(player_url(url)) and super().accept(url)

    def find_embed(
        self, url: str, max_width: int | None = None, max_height: int | None = None
    ) -> dict[str, Any]:
        """Return the columns of Wagtail's `Embed`; raise `EmbedNotFoundException`."""
        endpoint = self._get_endpoint(url) if self.accept(url) else None
        if endpoint is None:
            raise EmbedNotFoundException("Only videos on YouTube and Vimeo are embedded.")
        answer = ask(f"{endpoint}?{urlencode({'url': url, 'format': 'json'})}")
        title = text(answer, "title")
        return {
            "type": "video",
            "title": title,
            "author_name": text(answer, "author_name"),
            "provider_name": text(answer, "provider_name"),
            "thumbnail_url": web_address(text(answer, "thumbnail_url", limit=1000)),
            "width": side(answer, "width"),
            "height": side(answer, "height"),
            "html": player_html(url, title),
        }


def player_html(url: str, title: str) -> str:
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" allow="fullscreen"></iframe>',
        player_url(url),
        title,
    )


def ask(endpoint: str) -> dict[str, Any]:
    """Fetch a JSON object; raise `EmbedNotFoundException` when there is none."""
    try:
        fetched = fetch(
            endpoint,
            accept="application/json",
            max_bytes=MAX_ANSWER_BYTES,
            max_seconds=MAX_ANSWER_SECONDS,
        )
        answer = json.loads(fetched.body)
    except (OutboundError, ValueError, RecursionError) as error:
        raise EmbedNotFoundException(str(error)) from error
    if not isinstance(answer, dict):
        raise EmbedNotFoundException("The answer is no JSON object.")
    return answer


def text(answer: dict[str, Any], name: str, *, limit: int = MAX_TEXT) -> str:
    """Return a text of the answer, cut, without what a database can't hold; empty for no text."""
    value = answer.get(name)
    if not isinstance(value, str):
        return ""
    return value.encode(errors="ignore").decode().replace("\x00", "")[:limit]


def side(answer: dict[str, Any], name: str) -> int | None:
    value = answer.get(name)
    return value if isinstance(value, int) and 0 < value <= MAX_SIDE else None
