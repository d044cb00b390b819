"""Remembers what a body's row holds in the database, by which a stored Document is known."""

import json
from typing import Any

from django.db.models.expressions import Expression
from wagtail.blocks import StreamValue

from blog.blocks.stream_field import UnfrozenStreamField
from blog.rendering.build import body_hash, json_hash


class BodyField(UnfrozenStreamField):
    """Keeps beside a value read from the database keeps the JSON that it was read from.

    Wagtail drops blocks of unknown types from a value and fills in missing children with their
    defaults as it is used, so that the value alone doesn't tell what the row holds.
    """

    def from_db_value(self, value: Any, expression: Expression, connection: Any) -> StreamValue:
        body = super().from_db_value(value, expression, connection)
        body.row_json = value
        return body


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
