"""Asks every check about a body."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from blog.checks.finding import Finding
from blog.checks.line_width import wide_lines
from blog.checks.listings import (
    code_that_does_not_parse,
    code_without_language,
    unpinned_installs,
)
from blog.checks.parts import Heading, Listing, Part, Prose, Shown, parts_of_block
from blog.checks.pictures import Finder, missing_alt_text, unfit_size
from blog.checks.prose import leftovers, skipped_levels
from blog.checks.secrets import secrets_in_body
from blog.document.problem_list import bounded
from blog.document.recent import Recent
from blog.rendering.build import json_hash

# Raised by hand with a check that finds other things than before, once a release: `manage.py init`
# then has all pages looked through again for the report.
CHECKS = 2
# Blocks are remembered, ten long posts' worth, each in so many characters at most.
MAX_BLOCKS, MAX_KEPT = 2_000, 10_000
CODE_CHECKS = (code_that_does_not_parse, code_without_language, unpinned_installs, wide_lines)
# What stands by itself, and what the whole body or the library of images decides on.
Seen = Finding | Heading | Shown
_recent: Recent[tuple[Seen, ...]] = Recent(MAX_BLOCKS)
_IMAGE_ADDRESS = re.compile(r"image:(\d{1,18})")


def findings_of(body: StreamValue) -> list[Finding]:
    """Return what the checks find in a body, secrets first, then in reading order."""
    blocks = zip(body, body.get_prep_value(), strict=True)
    seen = [each for child, stored in blocks for each in _seen_in_block(child, stored)]
    levels = skipped_levels(each for each in seen if isinstance(each, Heading))
    find = cache(_image_at)
    found = [finding for each in seen for finding in _decided(each, find)]
    return list(bounded([*secrets_in_body(body), *levels, *found]))


def _seen_in_block(child: StreamValue.StreamChild, stored: dict[str, Any]) -> tuple[Seen, ...]:
    """Return what is seen in a block by itself; one that has not changed is not read again."""
    key = get_language(), child.block.definition_prefix, json_hash(stored)
    seen = _recent.get(key)
    if seen is None:
        parts = parts_of_block(child.block, child.value, str(child.id or ""))
        seen = tuple(each for part in parts for each in _seen_in_part(part))
        if _may_be_kept(seen):
            _recent.keep(key, seen)
    return seen


def _seen_in_part(part: Part) -> Iterator[Seen]:
    match part:
        case Listing():
            for check in CODE_CHECKS:
                yield from check(part)
        case Prose():
            yield from leftovers(part)
        case _:
            yield part


def _may_be_kept(seen: tuple[Seen, ...]) -> bool:
    """Tell whether what was seen is small, and holds no image, which changes by itself."""
    has_image = any(isinstance(each, Shown) and each.image is not None for each in seen)
    return not has_image and len(repr(seen)) <= MAX_KEPT


def _decided(seen: Seen, find: Finder) -> Iterator[Finding]:
    """Yield what is found of something seen, with the library's images as they are now."""
    match seen:
        case Finding():
            yield seen
        case Shown():
            yield from missing_alt_text(seen, find)
            yield from unfit_size(seen, find)


def _image_at(address: str) -> Any:
    """Return the image that an address of Markdown names, or None."""
    match = _IMAGE_ADDRESS.match(address)
    return get_image_model().objects.filter(pk=match[1]).first() if match else None
