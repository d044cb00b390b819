"""Reads which short form a text has elsewhere: a link, a quotation or a note, and of what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from blog.editor.short_forms import TextForm
from blog.importing.fields.values import first_text, one_line
from blog.models.short_form import MAX_ADDRESS, MAX_NAME
from search.database.columns import fitted

# Also the names of post formats in WordPress and Tumblr.
_WORDS = {
    "link": TextForm.LINK, "bookmark": TextForm.LINK, "blogmark": TextForm.LINK,
    "quote": TextForm.QUOTATION, "quotation": TextForm.QUOTATION,
    "aside": TextForm.NOTE, "status": TextForm.NOTE, "note": TextForm.NOTE, "til": TextForm.NOTE,
}  # fmt: skip
_KEYS = ("form", "post_format", "format")
# With these others name templates or sections: a note may be an article there.
_LOOSE_KEYS = ("type", "layout", "kind")
_LOOSE_WORDS = ("link", "quote", "quotation", "aside", "status")
_URLS = ("link_url", "external_url", "external_link", "link")
_TITLES = ("link_title", "external_title")
_SOURCE_URLS = (*_URLS, "source_url", "quote_url")
_SOURCES = (*_TITLES, "source", "quote_source", "quote_author", "attribution")
# Heads that an exporter wrote have the old post's own address as `link`.
_IDS_ELSEWHERE = ("wordpress_id", "wp_id", "post_id", "blogger_id")
_LINK = re.compile(r"""<a\b[^<>]*?\shref\s*=\s*["'](https?://[^"'<>\s]+)["']""", re.IGNORECASE)
_LONE_LINK = re.compile(r"\A\s*\[([^\[\]\n]+)\]\(<?(https?://[^\s<>()]+)>?\)(?=\s*\n\s*\n|\s*\Z)")
_QUOTED = re.compile(r"(?m)^> ?")
_SOURCE_LINE = re.compile(r"\n[> ]*\n(?:> ?)?(?:—|–|--)[ \t]*([^\n]{1,255})\s*\Z")
_MD_LINK = re.compile(r"\[([^\[\]]+)\]\(<?(https?://[^\s<>()]+)>?\)")


@dataclass(frozen=True)
class ShortForm:
    """A text's form, and the address and name of what it points at; `keys` of a head said so."""

    form: str = TextForm.POST
    url: str = ""
    title: str = ""
    keys: frozenset[str] = frozenset()


def read_short_form(values: Mapping[str, Any]) -> ShortForm:
    """Return the short form that front matter names; a link without an address is a post."""
    form, keys = _named_form(values)
    if not form and not any(values.get(key) for key in _IDS_ELSEWHERE):
        form, keys = (TextForm.LINK, []) if _address(values, _URLS) else (TextForm.POST, [])
    if form in ("", TextForm.POST, TextForm.NOTE):
        return ShortForm(form or TextForm.POST, keys=frozenset(keys))
    is_link = form == TextForm.LINK
    urls, titles = (_URLS, _TITLES) if is_link else (_SOURCE_URLS, _SOURCES)
    url = _address(values, urls)
    if is_link and not url:
        return ShortForm()
    used = {*keys, *titles, *(key for key in urls if one_line(values.get(key)) == url)}
    return ShortForm(form, url, fitted(first_text(values, titles), MAX_NAME), frozenset(used))


def form_named(word: str) -> str:
    """Return the form that a word means, such as WordPress' "post-format-quote"; empty for none."""
    return _WORDS.get(word.lower().removeprefix("post-format-"), "")


def link_in(html: str) -> str:
    """Return the address that a link post of WordPress leads to: its first link."""
    found = _LINK.search(html)
    return found[1].replace("&amp;", "&") if found and _is_address(found[1]) else ""


def without_lone_link(markdown: str, url: str) -> tuple[str, str]:
    """Return a link's text without the link alone in its first paragraph, and that one's words."""
    found = _LONE_LINK.match(markdown)
    if not found or found[2] != url:
        return markdown, ""
    lines = found[0].count("\n")
    return "\n" * lines + markdown[found.end() :], fitted(found[1], MAX_NAME)


def unquoted(markdown: str) -> tuple[str, str, str]:
    """Return the words of a text that is one quote, their source, and its address.

    The source is the quote's last paragraph, or the one below it, where a dash begins it. What is
    more than a quote stays as it is. Lines stay where they were.
    """
    source = _SOURCE_LINE.search(markdown)
    words = markdown[: source.start()] if source else markdown
    if not all(line.startswith(">") for line in words.splitlines() if line.strip()):
        return markdown, "", ""
    name = source[1].strip() if source else ""
    link = _MD_LINK.fullmatch(name)
    url = link[2] if link and _is_address(link[2]) else ""
    return _QUOTED.sub("", words), fitted(link[1] if url and link else name, MAX_NAME), url


def _named_form(values: Mapping[str, Any]) -> tuple[str, list[str]]:
    for key in (*_KEYS, *_LOOSE_KEYS):
        word = one_line(values.get(key)).lower()
        if key in _LOOSE_KEYS and word not in _LOOSE_WORDS:
            continue
        if form := form_named(word) or (key == "form" and word == "post" and TextForm.POST):
            return form, [key]
    return "", []


def _address(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    texts = (one_line(values.get(key)) for key in keys)
    return next((text for text in texts if _is_address(text)), "")


def _is_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= MAX_ADDRESS
