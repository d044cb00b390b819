"""Compares two published versions of a post for its readers."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from blog.checks.secrets import secrets_in_body, secrets_in_fields
from blog.comparison.body import compare_bodies
from blog.comparison.lines import folded, prose_lines
from blog.comparison.part import Part
from blog.comparison.words import words_of
from blog.markdown.placeholders import absolute_markdown
from blog.models import PublishedVersion
from blog.rendering.build import build_markdown
from blog.rendering.resolve import resolve_markdown

# Of HTML; a longer comparison says no more than that nearly all changed.
MOST_CHARACTERS = 1_000_000


def has_changed_words(old: PublishedVersion, new: PublishedVersion, least: int) -> bool:
    """Tell whether at least so many words were taken out and put in; a block that moved has none.

    Where words came or went, counting them says so; measured: 60,000 other words 4.6 → 0.4 s.
    """
    sides = [_blocks_outside(*sides) for sides in ((old, new), (new, old))]
    counts = [Counter(_words(*side)) for side in zip((old, new), sides, strict=True)]
    if ((counts[0] - counts[1]) + (counts[1] - counts[0])).total() >= least:
        return True
    body = compare_bodies(*sides)
    return body.words_removed + body.words_added >= least


def _blocks_outside(version: PublishedVersion, other: PublishedVersion) -> StreamValue:
    """Return the blocks of a version without those that the other has as well, as often."""
    theirs = Counter(map(_content, other.body))
    blocks = []
    for block in version.body:
        content = _content(block)
        if theirs[content]:
            theirs[content] -= 1
        else:
            blocks.append(block)
    return version.body_value(blocks)


def _content(block: Any) -> str:
    return json.dumps([block.get("type"), block.get("value")], sort_keys=True)


def _words(version: PublishedVersion, blocks: StreamValue) -> Iterator[str]:
    texts = (block.block.to_markdown(block.value) for block in blocks)
    for text in (version.title, version.teaser, *texts):
        yield from (word for word in words_of(text) if any(map(str.isalnum, word)))


def comparison_html(old: PublishedVersion, new: PublishedVersion) -> str:
    """Return what changed as HTML in the site's language.

    Empty where nothing did, where either side holds what looks like a secret, allowed or not, and
    where it is too long.
    """
    if any(map(_holds_secret, (old, new))):
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        parts = list(_changed_parts(old, new))
        html = render_to_string("blog/change_notes/comparison.html", {"parts": parts})
    return html if parts and len(html) <= MOST_CHARACTERS else ""


def _changed_parts(old: PublishedVersion, new: PublishedVersion) -> Iterator[Part]:
    texts = (
        (_("Title"), old.title, new.title),
        (_("Teaser"), old.teaser, new.teaser),
        (_("Text"), _public_text(old), _public_text(new)),
    )
    for label, before, after in texts:
        if before != after:
            yield Part(label, tuple(folded(prose_lines(before, after))))


def _public_text(version: PublishedVersion) -> str:
    """Return the body as its Markdown version has it, which tells no more than the page does.

    By its blocks one would see comments in Markdown, and the names of files that are private.
    """
    text = resolve_markdown(build_markdown(version.body_value()))
    return absolute_markdown(text, version.post.full_url or "")


def _holds_secret(version: PublishedVersion) -> bool:
    fields = {"title": version.title, "teaser": version.teaser}
    return any((*secrets_in_fields(fields), *secrets_in_body(version.body_value())))
