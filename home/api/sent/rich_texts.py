"""Takes rich text within raw blocks as Wagtail's API takes it elsewhere: HTML, or Markdown."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.api.rich_text import APIRichText
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from home.api.sent.shapes import Fault


def read_rich_texts(block: blocks.Block, raw: Any, told: list[Fault], place: tuple = ()) -> Any:
    """Return a raw value, of a known shape, whose rich texts hold what their fields allow.

    What had to go is added to `told`. Raises `ValidationError` for one that can't be read.
    """
    if raw is None:
        return None
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {**child, "value": read_rich_texts(
                block.child_blocks[child["type"]], child.get("value"), told, (*place, number))}
            for number, child in enumerate(raw)
        ]  # fmt: skip
    if isinstance(block, BaseTypedTableBlock):
        return _read_table(block, raw, told, place)
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: read_rich_texts(block.child_blocks[name], child, told, (*place, name))
            for name, child in raw.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_read_item(block, item, told, (*place, at)) for at, item in enumerate(raw)]
    return _read(block, raw, told, place) if isinstance(block, blocks.RichTextBlock) else raw


def _read_table(block: BaseTypedTableBlock, raw: dict, told: list[Fault], place: tuple) -> dict:
    cells = [block.child_blocks[column["type"]] for column in raw.get("columns", [])]
    rows = [
        {"values": [
            read_rich_texts(cell, value, told, (*place, number))
            for cell, value in zip(cells, row["values"], strict=True)]}
        for number, row in enumerate(raw.get("rows", []))
    ]  # fmt: skip
    return {"columns": [], "caption": "", **raw, "rows": rows}


def _read_item(block: blocks.ListBlock, item: Any, told: list[Fault], place: tuple) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        value = read_rich_texts(block.child_block, item.get("value"), told, place)
        return {**item, "value": value}
    return read_rich_texts(block.child_block, item, told, place)


def _read(block: blocks.RichTextBlock, raw: Any, told: list[Fault], place: tuple) -> str:
    try:
        html, removals = APIRichText.convert_input(raw, features=block.features)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    told += [(place, f"left out: {removal}") for removal in removals]
    return html
