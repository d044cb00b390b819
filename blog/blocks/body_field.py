"""Remembers what a body's row holds, by which a stored Document is known, and how it is edited."""

import json
from typing import Any

from django.db.models.expressions import Expression
from django.utils.translation import get_language
from wagtail.admin.telepath import JSContext
from wagtail.blocks import BlockField, StreamValue
from wagtail.blocks.base import BlockWidget

from blog.blocks.stream_field import UnfrozenStreamField
from blog.document.recent import Recent
from blog.rendering.build import body_hash, json_hash


class BodyWidget(BlockWidget):
    """Wagtail's widget; what tells the browser of its blocks is made once a language.

    It is the same for each page and user, and Wagtail makes it for each form and autosave.
    """

    def _build_block_json(self) -> None:
        key = get_language(), self.block_def.definition_prefix
        if key not in _described:
            super()._build_block_json()
            _described[key] = self._js_context, self._block_json
        self._js_context, self._block_json = _described[key]


class BodyField(UnfrozenStreamField):
    """Keeps beside a value read from the database keeps the JSON that it was read from.

    Wagtail drops blocks of unknown types from a value and fills in missing children with their
    defaults as it is used, so that the value alone doesn't tell what the row holds.
    """

    def formfield(self, **kwargs: Any) -> BlockField:
        return super().formfield(**{"widget": BodyWidget(self.stream_block), **kwargs})

    def get_searchable_content(self, value: StreamValue) -> list[str]:
        """Return the words of a body for Wagtail's own index, which asks three times a save."""
        key = (body_hash(value),)
        words = _searchable.get(key)
        if words is None:
            words = super().get_searchable_content(value)
            _searchable.keep(key, words)
        return words

    def from_db_value(self, value: Any, expression: Expression, connection: Any) -> StreamValue:
        body = super().from_db_value(value, expression, connection)
        body.row_json = value
        return body


_searchable: Recent[list[str]] = Recent(size=4)
# By the admin's languages and the classes that have a body: a handful.
_described: dict[tuple[str | None, str], tuple[JSContext, str]] = {}


def row_hash(body: StreamValue) -> str:
    """Return the hash of what a body's row holds: that of the JSON it was read from.

    Of a body that was never in a row, or was written since, it is the hash of what is written.
    Equal on SQLite and PostgreSQL, which keeps JSON in another order and spacing.
    """
    row_json = getattr(body, "row_json", None)
    return json_hash(json.loads(row_json)) if isinstance(row_json, str) else body_hash(body)


def forget_row(body: StreamValue) -> None:
    """Let a body count as written: its row holds what the value does now."""
    body.row_json = None
