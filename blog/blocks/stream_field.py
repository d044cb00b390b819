"""A StreamField that migrations know as the JSON it is stored as, without its blocks."""

import json
from contextlib import suppress
from typing import Any

from django.db.models import JSONField
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField


class UnfrozenStreamField(StreamField):
    """Wagtail's, but that a change of its blocks makes no migration.

    The models of migrations hold the rows' own JSON. Wagtail's field without blocks would not do
    there: it drops blocks that it doesn't know, so that a migration's `save()` would empty a row.
    """

    def to_python(self, value: Any) -> StreamValue:
        """Return the value of what is stored, without blocks and items that are null.

        Wagtail stops at one where fields should be, and with it page, editor and list.
        """
        if isinstance(value, str):
            with suppress(ValueError):  # a text of before there was JSON, which Wagtail keeps
                value = json.loads(value)
        return super().to_python(_without_null_blocks(value))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super(StreamField, self).deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> JSONField:
        """Return the field of migrations: Django compares clones with what they say."""
        _name, _path, args, kwargs = self.deconstruct()
        return JSONField(*args, **kwargs)


def _without_null_blocks(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null_blocks(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_without_null_blocks(child) for child in value if not _is_null_block(child)]
    return value


def _is_null_block(child: Any) -> bool:
    return isinstance(child, dict) and "value" in child and child["value"] is None
