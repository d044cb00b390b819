"""Defines the blocks of data: tables, and files to download."""

import re

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock

from blog.blocks.part import PartBlock
from blog.blocks.text import RichTextBlock
from blog.document.code.listing import CodeListing
from blog.html.placeholder import own_paragraph
from blog.html.site_ids import site_id
from blog.markdown.rich_text import render_rich_text
from blog.markdown.syntax.references import list_unread, read_caption
from blog.markdown.writing import captioned, code_span, escaped, fenced, joined, linked
from blog.rendering.downloads import download_placeholder

# More is no table to read; a file to take along is.
MAX_CELLS = 5_000

_OPEN_PIPE = re.compile(r"(?<!\\)\|")


class TableBlock(PartBlock, TypedTableBlock):
    """A table whose columns have kinds: numbers align right, code stays code."""

    text = blocks.CharBlock(required=False, label=_("Text"))
    # As it should read, unit and all: "1,240 µs" is no number to a computer.
    number = blocks.CharBlock(required=False, label=_("Number"))
    rich_text = RichTextBlock(
        required=False,
        features=["bold", "italic", "code", "superscript", "subscript", "link", "math"],
        label=_("Rich text"),
    )
    code = blocks.CharBlock(required=False, label=_("Code"))

    def clean(self, value: TypedTable) -> TypedTable:
        # Counted before any cell is read.
        if _is_oversized(value):
            message = _("A table holds at most %(cells)s cells: part it into several.")
            raise ValidationError(message, code="too_large", params={"cells": f"{MAX_CELLS:,}"})
        return super().clean(value)

    def get_context(self, value: TypedTable, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        if _is_oversized(value):
            # It came in past the form: its words are kept, without rendering each.
            listing = CodeListing(code=_as_plain_lines(value), caption=value.caption or "")
            shown = context["manuscript"].code_listing(listing, is_whole=True)
            return context | {"paragraph": own_paragraph(shown)}
        context["rows"] = [[_cell_html(cell, context) for cell in row] for row in value.rows]
        caption, attributes = read_caption(value.caption or "")
        list_unread(attributes, context["manuscript"])
        label = attributes.label
        if caption or label:
            target = context["manuscript"].target("table", label=label, caption=caption)
            context |= {"target": target, "caption": caption}
        return context

    def to_markdown(self, value: TypedTable) -> str:
        if not value.columns:
            return ""
        if _is_oversized(value):
            return joined(fenced(_as_plain_lines(value)), captioned(value.caption))
        rows = [
            [escaped(column["heading"]) for column in value.columns],
            ["---:" if column["block"].name == "number" else "---" for column in value.columns],
            *([_cell_markdown(cell) for cell in row] for row in value.rows),
        ]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        caption, attributes = read_caption(value.caption or "")
        return joined(table, captioned(caption, attributes.label))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of text, numbers and code, with a caption.")
        help_text = _(
            "For references: end the caption with a label such as {#tbl:loss}. It is referred to by"
            " [@tbl:loss], which becomes Table 1."
        )
        template = "blog/blocks/table_block.html"
        preview_value = {
            "caption": "Answers within a second, by cache.",
            "columns": [{"type": "text", "heading": "Cache"}, {"type": "number", "heading": "p99"}],
            "rows": [{"values": ["warm", "40 µs"]}, {"values": ["cold", "12,000 µs"]}],
        }


class DownloadStructValue(blocks.StructValue):
    """A document under the name that readers see."""

    @property
    def name(self) -> str:
        document = self.get("document")
        return self.get("title") or (document.title if document else "")


class DownloadBlock(PartBlock, blocks.StructBlock):
    """A document to take along, with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Title"),
        help_text=_("Left empty, the document's own title."),
    )

    def get_context(self, value: DownloadStructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["placeholder"] = download_placeholder(
            context["anchor"], value.get("document"), value.get("title") or ""
        )
        return context

    def to_markdown(self, value: DownloadStructValue) -> str:
        document = value.get("document")
        return linked(value.name, site_id("document", document.pk) if document else "")

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file for readers to take along, with its type and size.")
        template = "blog/blocks/download_block.html"
        value_class = DownloadStructValue
        preview_template = "blog/blocks/download_block_preview.html"
        preview_value = {"title": "Latency of 10,000 requests"}


def _is_oversized(table: TypedTable) -> bool:
    return len(table.row_data) * len(table.columns) > MAX_CELLS


def _as_plain_lines(table: TypedTable) -> str:
    """Return a table's cells as they are stored, a row a line, parted by tabs."""
    rows = [[column["heading"] for column in table.columns]]
    rows += [row["values"] for row in table.row_data]
    return "\n".join(
        "\t".join(str(getattr(cell, "source", cell) or "") for cell in row) for row in rows
    )


def _cell_html(cell: blocks.BoundBlock, context: dict) -> tuple[str, str]:
    """Return a cell's kind and its safe HTML."""
    kind = cell.block.name
    if kind == "rich_text":
        return kind, mark_safe(render_rich_text(cell.value, context["manuscript"]))
    return kind, cell.value or ""


def _cell_markdown(cell: blocks.BoundBlock) -> str:
    """Return a cell's value as one line without open pipes, which would part it."""
    match cell.block.name:
        case "rich_text":
            text = cell.block.to_markdown(cell.value)
        case "code":
            text = code_span(cell.value)
        case _kind:
            text = escaped(cell.value)
    return _OPEN_PIPE.sub(r"\\|", " ".join(text.split()))
