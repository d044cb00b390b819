"""Compares raw blocks with what their classes read, which Wagtail's classes do not do themselves.

`to_python` of Wagtail's blocks raises whatever it meets (wagtail 8: an AttributeError for a callout
whose value is a number), and drops what it does not know.
"""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

# What the rows of a body hold for a field, by the class that reads it; the first that fits.
_LEAVES: list[tuple[type[blocks.Block], tuple[type, ...], str]] = [
    (blocks.BooleanBlock, (bool,), "true or false"),
    (blocks.IntegerBlock, (int,), "a whole number"),
    (blocks.FloatBlock, (int, float), "a number"),
    (blocks.ChooserBlock, (int,), "the number of what is chosen"),
    (blocks.MultipleChoiceBlock, (list,), "a list"),
    (blocks.FieldBlock, (str,), "a text"),
]
Fault = tuple[tuple[str | int, ...], str]


def faults(block: blocks.Block, raw: Any, place: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield what of a raw value a block does not read, each with its place."""
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _faults_of_stream(block, raw, place)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _faults_of_table(block, raw, place)
    elif isinstance(block, blocks.BaseStructBlock):
        yield from _faults_of_struct(block, raw, place)
    elif isinstance(block, blocks.ListBlock):
        yield from _faults_of_list(block, raw, place)
    elif raw is not None:
        yield from _faults_of_leaf(block, raw, place)


def _faults_of_stream(block: blocks.BaseStreamBlock, raw: Any, place: tuple) -> Iterator[Fault]:
    if not isinstance(raw, list):
        yield place, "a list of blocks is needed"
        return
    for number, child in enumerate(raw):
        here = (*place, number)
        if not isinstance(child, dict) or not isinstance(child.get("type"), str):
            yield here, "a block is an object with “type” and “value”"
        elif child["type"] not in block.child_blocks:
            yield (*here, "type"), f"there is no block “{child['type'][:100]}”"
        elif unknown := child.keys() - {"type", "value", "id"}:
            yield here, f"a block has no “{min(unknown)[:100]}”"
        elif not isinstance(child.get("id", ""), str | None):
            yield (*here, "id"), "a text is needed"
        else:
            yield from faults(
                block.child_blocks[child["type"]], child.get("value"), (*here, child["type"])
            )


def _faults_of_table(block: BaseTypedTableBlock, raw: Any, place: tuple) -> Iterator[Fault]:
    if not isinstance(raw, dict) or raw.keys() - {"columns", "rows", "caption"}:
        yield place, "a table is an object with “columns”, “rows” and “caption”"
        return
    columns, rows = raw.get("columns", []), raw.get("rows", [])
    if not _are_objects(columns) or not _are_objects(rows):
        yield place, "columns and rows are lists of objects"
        return
    if not isinstance(raw.get("caption", ""), str | None):
        yield (*place, "caption"), "a text is needed"
    cells: list[blocks.Block | None] = []
    for number, column in enumerate(columns):
        kind = column.get("type")
        cells.append(block.child_blocks.get(kind) if isinstance(kind, str) else None)
        if cells[-1] is None or not isinstance(column.get("heading", ""), str):
            yield (*place, "columns", number), "a column has a known “type” and a “heading”"
    for number, row in enumerate(rows):
        values = row.get("values")
        if not isinstance(values, list) or len(values) != len(cells) or row.keys() != {"values"}:
            yield (*place, "rows", number), "a row has one of “values” for each column"
            continue
        for at, (cell, value) in enumerate(zip(cells, values, strict=True)):
            if cell is not None:
                yield from faults(cell, value, (*place, "rows", number, at))


def _faults_of_struct(block: blocks.BaseStructBlock, raw: Any, place: tuple) -> Iterator[Fault]:
    if raw is None:
        return
    if not isinstance(raw, dict):
        yield place, "an object is needed"
        return
    for name in sorted(raw.keys() - block.child_blocks.keys()):
        yield (*place, name), "there is no such field"
    for name, child in block.child_blocks.items():
        if name in raw:
            yield from faults(child, raw[name], (*place, name))


def _faults_of_list(block: blocks.ListBlock, raw: Any, place: tuple) -> Iterator[Fault]:
    if not isinstance(raw, list):
        yield place, "a list is needed"
        return
    for number, item in enumerate(raw):
        is_wrapped = isinstance(item, dict) and item.keys() <= {"type", "value", "id"}
        value = item.get("value") if is_wrapped and item.get("type") == "item" else item
        yield from faults(block.child_block, value, (*place, number))


def _faults_of_leaf(block: blocks.Block, raw: Any, place: tuple) -> Iterator[Fault]:
    for kind, types, wanted in _LEAVES:
        if isinstance(block, kind):
            # In Python a truth value is a whole number.
            is_odd = isinstance(raw, bool) and bool not in types
            if is_odd or not isinstance(raw, types):
                yield place, f"{wanted} is needed"
            elif isinstance(block, blocks.ChooserBlock) and block.to_python(raw) is None:
                yield place, f"there is no {raw}"
            return


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
