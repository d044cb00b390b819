"""Pairs of bodies for tests of their comparison."""

import copy

from wagtail.blocks import StreamBlock

from blog.blocks.body import BODY_BLOCKS
from blog.comparison.body import BodyChanges, compare_bodies

STREAM = StreamBlock(BODY_BLOCKS)


def block(name: str, value: object, number: int) -> dict:
    return {"type": name, "value": value, "id": f"{number:08x}-0000-4000-8000-000000000000"}


def numbered(values: dict[str, object]) -> list[dict]:
    """Return raw blocks of values by their types."""
    return [block(name, copy.deepcopy(value), n) for n, (name, value) in enumerate(values.items())]


def changes(before: list[dict], after: list[dict]) -> BodyChanges:
    return compare_bodies(STREAM.to_python(before), STREAM.to_python(after))
