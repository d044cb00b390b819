"""Makes pages with the few fields that a hit and a suggestion need."""

from collections.abc import Sequence

from django.db import connection
from wagtail.models import Page

_NEEDED = {"id", "title", "url_path", "locale_id", "translation_key", "last_published_at"}
# In the model's order, as `from_db` takes them.
FIELDS = tuple(field.attname for field in Page._meta.concrete_fields if field.attname in _NEEDED)


def light_page(values: Sequence) -> Page:
    """Return the page that has these values of `FIELDS`; it reads the others when asked for."""
    return Page.from_db(connection.alias, FIELDS, values)
