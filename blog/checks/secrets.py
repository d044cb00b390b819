"""Finds secrets by their known formats in all that a body holds: text, code and outputs."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.crypto import salted_hmac
from wagtail.blocks import StreamValue

from blog.checks.finding import Finding
from blog.checks.secret_examples import is_example
from blog.checks.secret_formats import FORMATS
from blog.document.recent import Recent
from blog.rendering.build import json_hash

KIND = "secret"
TEXT_FIELDS = (
    "title", "teaser", "seo_title", "search_description", "change_note", "link_url", "link_title",
)  # fmt: skip
SALT = "blog.checks.secrets"
# What is shown of one, so that it is found in the text but not read off a screen or a mail.
SHOWN_CHARACTERS = 4
# Blocks are remembered, ten long posts' worth; one that is full of secrets is read again.
MAX_BLOCKS, MAX_KEPT = 2_000, 20
_recent: Recent[tuple[Finding, ...]] = Recent(MAX_BLOCKS)

_DATA_ADDRESS = re.compile(r"(data:[\w/+.-]{1,60};base64,)[A-Za-z0-9+/=\s]{200,}")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|td|th|pre|div)>|<br ?/?>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def secrets_in_body(body: StreamValue) -> Iterator[Finding]:
    """Yield each secret in a body once a block, with its block and line."""
    for child in body.get_prep_value():
        yield from _secrets_in_block(child)


def _secrets_in_block(child: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the secrets of a block as it is stored; one that has not changed is not read again."""
    # The site's key, by which digests are made, stays while the process runs.
    key = json_hash(child)
    found = _recent.get(key)
    if found is None:
        block_id = str(child.get("id") or "")
        texts = _strings_in(child.get("value"))
        all_found = (each for text in texts for each in secrets_in_text(text, block_id=block_id))
        firsts: dict[str, Finding] = {}
        for each in all_found:
            firsts.setdefault(each.digest, each)
        found = tuple(firsts.values())
        if len(found) <= MAX_KEPT:
            _recent.keep(key, found)
    return found


def secrets_in_text(text: str, *, block_id: str = "") -> Iterator[Finding]:
    """Yield the secrets of one text, as it is written and as readers see it."""
    for shown in dict.fromkeys(_readings_of(text)):
        for name, pattern in FORMATS:
            for match in pattern.finditer(shown):
                secret = match[match.lastindex or 0]
                if is_example(name, secret, match[0]):
                    continue
                line = shown.count("\n", 0, match.start()) + 1
                yield Finding(
                    KIND, _masked(secret), name, block_id, line=line, digest=digest_of(secret)
                )


def secrets_in_fields(fields: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the secrets in those of a page's fields that readers see besides its body."""
    for name in TEXT_FIELDS:
        if isinstance(text := fields.get(name), str):
            yield from (replace(finding, field=name) for finding in secrets_in_text(text))
    rows = fields.get("provenance")
    for text in _strings_in(rows.get_prep_value()) if rows else ():
        yield from (replace(finding, field="provenance") for finding in secrets_in_text(text))


def digest_of(secret: str) -> str:
    """Return what stands for a secret where it is allowed; only this site can make it."""
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:32]


def _readings_of(text: str) -> Iterator[str]:
    """Yield a text as typed, without Markdown's escapes, and without HTML's tags."""
    text = _DATA_ADDRESS.sub(r"\1", text)
    yield text
    if "\\" in text:
        yield _ESCAPE.sub(r"\1", text)
    if "<" in text or "&" in text:
        yield html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))


def _strings_in(value: Any) -> Iterator[str]:
    """Yield every string of JSON's values."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as fields:
                waiting.extend(reversed(list(fields.values())))
            case list() | tuple() as items:
                waiting.extend(reversed(items))


def _masked(secret: str) -> str:
    return f"{secret[:SHOWN_CHARACTERS]}…" if len(secret) > 12 else "…"
