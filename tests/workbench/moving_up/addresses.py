"""Finds the addresses in what a site answers: links, pictures, feeds, sitemaps."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.workbench.moving_up.fill import MADE

# What every site has, linked or not.
STARTS = (
    "/", "/sitemap.xml", "/robots.txt", "/llms.txt", "/favicon.ico", "/site.webmanifest",
    "/.well-known/security.txt", "/follow/", "/search/", "/formerly", "/404.html",
)  # fmt: skip
# Not for readers, or the same for every site; and the pictures that stand for cards.
ELSEWHERE = ("/admin/", "/static/", "/search/", "/drafts/", "/_util/", f"/media/{MADE}")
READ = ("text/html", "application/xml", "application/atom+xml", "application/rss+xml")

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r'\s(href|src|poster|srcset|content)="([^"]*)"')
_PLACE = re.compile(r"<(?:image:)?loc>([^<]*)<")


def links(kind: str, body: bytes, at: str, base: str) -> Iterator[str]:
    """Yield the addresses of the site that an answer names, without its own scheme and host.

    Read from tags alone: a quotation mark in a text or a code listing begins no link.
    """
    if not kind.startswith(READ):
        return
    text = body.decode()
    for target in _targets(text):
        parts = urlsplit(urljoin(f"{base}{at}", target))
        if f"{parts.scheme}://{parts.netloc}" != base or parts.path.startswith(ELSEWHERE):
            continue
        yield (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _targets(text: str) -> Iterator[str]:
    for tag in _TAG.findall(text):
        for name, value in _ATTRIBUTE.findall(tag):
            value = unescape(value)
            if name == "srcset":
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            elif name != "content" or value.startswith("http"):
                yield value
    yield from map(unescape, _PLACE.findall(text))
