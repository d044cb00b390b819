"""Writes JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Container, Sequence
from typing import Any

from search.syndication.items import Channel, Item, Person

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(channel: Channel, items: Sequence[Item]) -> str:
    """Return a JSON Feed; what is empty is left out, as its standard asks for."""
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home_url,
        "feed_url": channel.feed_url,
        "description": channel.description,
        "icon": channel.icon_url,
        "authors": [_author_values(channel.publisher)],
        "language": channel.language,
        "items": [_item_values(item) for item in items],
    }
    return json.dumps(_without_empty(feed, kept={"items"}), ensure_ascii=False)


def _item_values(item: Item) -> dict[str, Any]:
    # One of the two must be there.
    text = item.summary or item.title
    content = {"content_html": item.html} if item.html else {"content_text": text}
    values = {
        "id": item.id,
        "url": item.url,
        "external_url": item.related.url if item.related else item.original_url,
        "title": item.title,
        **content,
        "summary": item.summary,
        "image": item.picture.url if item.picture else "",
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat(),
        "authors": [_author_values(author) for author in item.authors],
        "tags": [tag.name for tag in item.tags],
        "language": item.language,
    }
    return _without_empty(values)


def _author_values(person: Person) -> dict[str, str]:
    return _without_empty({"name": person.name, "url": person.url})


def _without_empty(values: dict[str, Any], kept: Container[str] = ()) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or name in kept}
