"""Blocks of data: tables and files."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock

from blog.blocks.text import RichTextBlock
from blog.document.markdown_form import code_span, emphasised, escaped, joined, linked

_OPEN_PIPE = re.compile(r"(?<!\\)\|")


class TableBlock(TypedTableBlock):
    """A table whose columns have kinds: numbers align right, code stays code."""

    text = blocks.CharBlock(required=False, label=_("Text"))
    # As it should read, unit and all: "1,240 µs" is no number to a computer.
    number = blocks.CharBlock(required=False, label=_("Number"))
    rich_text = RichTextBlock(
        required=False,
        features=["bold", "italic", "code", "superscript", "subscript", "link"],
        label=_("Rich text"),
    )
    code = blocks.CharBlock(required=False, label=_("Code"))

    def to_markdown(self, value: TypedTable) -> str:
        if not value.columns:
            return ""
        rows = [
            [escaped(column["heading"]) for column in value.columns],
            ["---:" if column["block"].name == "number" else "---" for column in value.columns],
            *([_cell(cell) for cell in row] for row in value.rows),
        ]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return joined(table, emphasised(value.caption))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of text, numbers and code, with a caption.")
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


class DownloadBlock(blocks.StructBlock):
    """A document to take along, with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Title"),
        help_text=_("Left empty, the document's own title."),
    )

    def to_markdown(self, value: DownloadStructValue) -> str:
        document = value.get("document")
        return linked(value.name, f"document:{document.pk}" if document else "")

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file for readers to take along, with its type and size.")
        template = "blog/blocks/download_block.html"
        value_class = DownloadStructValue
        preview_template = "blog/blocks/download_block_preview.html"
        preview_value = {"title": "Latency of 10,000 requests"}


def _cell(cell: blocks.BoundBlock) -> str:
    """Return a cell's value as one line without open pipes, which would part it."""
    match cell.block.name:
        case "rich_text":
            text = cell.block.to_markdown(cell.value)
        case "code":
            text = code_span(cell.value)
        case _kind:
            text = escaped(cell.value)
    return _OPEN_PIPE.sub(r"\\|", " ".join(text.split()))
