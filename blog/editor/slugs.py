"""Makes slugs of names in any script."""

import hashlib
import itertools

from django.db.models import QuerySet
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii


def name_slug(name: str) -> str:
    """Return an ASCII slug for a name in any script, never empty."""
    return slugify(string_to_ascii(name)) or hashlib.sha256(name.encode()).hexdigest()[:8]


def free_slug(slug: str, *, taken: QuerySet, length: int) -> str:
    """Return a slug of at most `length`, with the first suffix (`-2`, …) that is not taken."""
    for number in itertools.count(1):
        end = f"-{number}" if number > 1 else ""
        numbered = f"{slug[: length - len(end)]}{end}"
        if not taken.filter(slug=numbered).exists():
            return numbered
    raise AssertionError("counting never ends")
