"""A StreamField that migrations know as the JSON it is stored as, without its blocks."""

from typing import Any

from django.db.models import JSONField
from wagtail.fields import StreamField


class UnfrozenStreamField(StreamField):
    """Wagtail's, but that a change of its blocks makes no migration.

    The models of migrations hold the rows' own JSON. Wagtail's field without blocks would not do
    there: it drops blocks that it doesn't know, so that a migration's `save()` would empty a row.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super(StreamField, self).deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> JSONField:
        """Return the field of migrations: Django compares clones with what they say."""
        _name, _path, args, kwargs = self.deconstruct()
        return JSONField(*args, **kwargs)
