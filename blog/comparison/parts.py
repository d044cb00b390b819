"""Compares two values of a block, each kind of block in the way that people read it."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.images.blocks import ImageBlock

from blog.blocks.code import VerbatimBlock
from blog.blocks.data import TableBlock
from blog.blocks.diagram import MarkBlock
from blog.blocks.math import MathBlock
from blog.blocks.text import RichTextBlock
from blog.comparison.lines import code_lines, folded, prose_lines
from blog.comparison.part import Part
from blog.comparison.tables import Cells, compare_tables
from blog.document.latex_to_mathml import Formula, convert_formulas


def changed_parts(block: blocks.Block, old: Any, new: Any) -> list[Part]:
    """Return the parts in which two values differ; None is the missing side of a lone block."""
    return list(parts_of(block, old, new, ""))


@singledispatch
def parts_of(block: blocks.Block, old: Any, new: Any, label: str) -> Iterator[Part]:
    """Yield the changed parts of a block's value, in which `label` names the block."""
    yield from _text_part(_text_of(block, old), _text_of(block, new), label)


@parts_of.register
def _struct_parts(block: blocks.StructBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    for name, child in block.child_blocks.items():
        before, after = (None if value is None else value.get(name) for value in (old, new))
        yield from parts_of(child, before, after, _joined(label, child.label))


@parts_of.register
def _list_parts(block: blocks.ListBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    """Yield the parts of items, which are known by their ids."""
    before, after = (_items_of(value) for value in (old, new))
    child = block.child_block
    for number, (key, value) in enumerate(after.items(), start=1):
        name = _joined(label, f"{child.label} {number}")
        yield from parts_of(child, before.get(key), value, name)
    for number, (key, value) in enumerate(before.items(), start=1):
        if key not in after:
            yield from parts_of(child, value, None, _joined(label, f"{child.label} {number}"))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Part(label, note=_("They stand in another order."))


@parts_of.register
def _rich_text_parts(block: RichTextBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    before, after = ("" if value is None else block.to_markdown(value) for value in (old, new))
    yield from _text_part(before, after, label)


@parts_of.register
def _mark_parts(block: MarkBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    """Yield nothing of what editors do not see."""
    yield from ()


@parts_of.register
def _code_parts(
    block: VerbatimBlock, old: str | None, new: str | None, label: str
) -> Iterator[Part]:
    yield from _text_part(old or "", new or "", label, is_code=True)


@parts_of.register
def _formula_parts(block: MathBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    """Yield the source's part with what it looks like, then the label's."""
    for part in _struct_parts(block, old, new, label):
        if part.is_code:
            set_formulas = tuple(_mathml(value) for value in (old, new))
            yield Part(part.label, part.passages, is_code=True, formulas=set_formulas)
        else:
            yield part


@parts_of.register
def _image_parts(block: ImageBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    """Yield the pictures side by side, then what is said in their place."""
    before, after = (block._image_to_struct_value(value) for value in (old, new))
    if before["image"] != after["image"]:
        yield Part(label, pictures=(before["image"], after["image"]))
    for name in ("alt_text", "decorative"):
        child = block.child_blocks[name]
        yield from parts_of(child, before[name], after[name], _joined(label, child.label))


@parts_of.register
def _table_parts(block: TableBlock, old: Any, new: Any, label: str) -> Iterator[Part]:
    yield from _text_part(_caption_of(old), _caption_of(new), _joined(label, _("Caption")))
    before, after = (list(_rows_of(value)) for value in (old, new))
    if before != after:
        yield Part(label, rows=compare_tables(before, after))


def _items_of(items: ListValue | None) -> dict[str | int, Any]:
    """Return a list's values by their ids; by their places where they were stored without."""
    children = [] if items is None else items.bound_blocks
    return {item.original_id or place: item.value for place, item in enumerate(children)}


def _text_part(old: str, new: str, label: str, *, is_code: bool = False) -> Iterator[Part]:
    # As browsers send line ends, and as a text begins and ends.
    before, after = (text.replace("\r\n", "\n").rstrip() for text in (old, new))
    if before != after:
        lines = (code_lines if is_code else prose_lines)(before, after)
        yield Part(label, tuple(folded(lines)), is_code=is_code)


def _text_of(block: blocks.Block, value: Any) -> str:
    """Return a plain value as people know it."""
    if value is None or value == "":
        return ""
    if isinstance(block, blocks.BooleanBlock):
        return _("yes") if value else ""
    if isinstance(block, blocks.ChoiceBlock):
        choices = dict(block.field.choices)
        return str(choices.get(value, value))
    return str(value) if not isinstance(value, Model) else f"{value} ({value.pk})"


def _mathml(value: Any) -> str:
    latex = "" if value is None else (value.get("latex") or "")
    formulas = [Formula(latex, is_display=True)] if latex.strip() else []
    return "".join(converted.html for converted in convert_formulas(formulas))


def _caption_of(table: TypedTable | None) -> str:
    return (table.caption or "") if table is not None else ""


def _rows_of(table: TypedTable | None) -> Iterator[Cells]:
    """Yield a table's heads and rows as texts."""
    if table is None:
        return
    columns = table.columns
    yield tuple(column["heading"] for column in columns)
    for row in table.row_data:
        yield tuple(
            column["block"].to_markdown(value)
            if isinstance(column["block"], RichTextBlock)
            else str(value or "")
            for column, value in zip(columns, row["values"], strict=False)
        )


def _joined(*labels: str) -> str:
    return " · ".join(str(label) for label in labels if label)
