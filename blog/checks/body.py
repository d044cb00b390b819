"""Asks every check about a body."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from blog.checks.finding import Finding
from blog.checks.line_width import wide_lines
from blog.checks.listings import (
    code_that_does_not_parse,
    code_without_language,
    unpinned_installs,
)
from blog.checks.parts import Heading, Listing, Part, Prose, Shown, parts_of
from blog.checks.pictures import missing_alt_text, unfit_size
from blog.checks.prose import leftovers, skipped_levels
from blog.checks.secrets import secrets_in_body
from blog.document.problem_list import bounded

# Raised by hand with a check that finds other things than before, once a release: `manage.py init`
# then has all pages looked through again for the report.
CHECKS = 1
CODE_CHECKS = (code_that_does_not_parse, code_without_language, unpinned_installs, wide_lines)
_IMAGE_ADDRESS = re.compile(r"image:(\d{1,18})")


def findings_of(body: StreamValue) -> list[Finding]:
    """Return what the checks find in a body, secrets first, then in reading order."""
    parts = list(parts_of(body))
    find = cache(_image_at)
    found = [finding for part in parts for finding in _findings_of_part(part, find)]
    headings = (part for part in parts if isinstance(part, Heading))
    return list(bounded([*secrets_in_body(body), *skipped_levels(headings), *found]))


def _findings_of_part(part: Part, find: Any) -> Iterator[Finding]:
    match part:
        case Listing():
            for check in CODE_CHECKS:
                yield from check(part)
        case Prose():
            yield from leftovers(part)
        case Shown():
            yield from missing_alt_text(part, find)
            yield from unfit_size(part, find)


def _image_at(address: str) -> Any:
    """Return the image that an address of Markdown names, or None."""
    match = _IMAGE_ADDRESS.match(address)
    return get_image_model().objects.filter(pk=match[1]).first() if match else None
