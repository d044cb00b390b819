"""Says which addresses an index page answers itself, so that no post takes one of them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TAGS, AUTHORS, SERIES, ARCHIVE = "tags", "authors", "series", "archive"
# Tags have slugs in any script.
SLUG = r"(?P<slug>[\w\-]+)"
YEAR = r"(?P<year>(?:19|[2-9][0-9])[0-9]{2})"
MONTH = r"(?P<month>0?[1-9]|1[0-2])"
# The posts of a tag, an author or a series, as `topic_path` has it.
TOPIC = rf"(?P<kind>{TAGS}|{AUTHORS}|{SERIES})/{SLUG}/"

# All years, also those without an archive: an address that looks like one should not be a post.
_RESERVED = re.compile(rf"{TAGS}|{AUTHORS}|{SERIES}|{ARCHIVE}|[0-9]{{4}}")


def topic_path(kind: str, slug: str) -> str:
    """Return where the posts of a tag, an author or a series are listed, below an index page."""
    return f"{kind}/{slug}/"


def is_shadowed(slug: str) -> bool:
    """Tell whether an index page answers at this slug itself, so that no post can stand there."""
    return _RESERVED.fullmatch(slug) is not None


def refuse_shadowed_slug(slug: str | None, *, field: str = "slug") -> None:
    """Raise `ValidationError` on a form's field for a slug that no post can have."""
    if slug and is_shadowed(slug):
        message = _("“%(slug)s” is an address of the blog's own lists; choose another slug.")
        raise ValidationError({field: message % {"slug": slug}})
