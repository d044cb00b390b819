"""Blocks of code."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from blog.blocks.part import PartBlock, label_block
from blog.document.highlight import LANGUAGES, PLAIN
from blog.document.line_numbers import read_lines
from blog.document.listing import Listing
from blog.document.markdown_form import emphasised, fenced, joined
from blog.document.output import plain_output


class ListingBlock(blocks.TextBlock):
    """Text whose first indent counts."""

    @cached_property
    def field(self) -> forms.CharField:
        field = super().field
        field.strip = False
        field.widget.attrs["class"] += " w-font-mono"
        return field


class CodeStructValue(blocks.StructValue):
    """A listing and its coloured form."""

    @property
    def listing(self) -> Listing:
        return Listing(
            code=self["code"] or "",
            language=self["language"] or PLAIN,
            file_name=self.get("file_name") or "",
            lines=self.get("lines") or "",
            is_numbered=bool(self.get("is_numbered")),
            output=plain_output(self.get("output")),
            caption=self.get("caption") or "",
        )


class CodeBlock(PartBlock, blocks.StructBlock):
    """A listing in one language, highlighted on the server."""

    language = blocks.ChoiceBlock(choices=LANGUAGES, default=PLAIN, label=_("Language"))
    code = ListingBlock(rows=8, label=_("Code"))
    file_name = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("File name"),
        help_text=_("Shown as a tab, in place of the language."),
    )
    lines = blocks.CharBlock(
        required=False,
        max_length=100,
        validators=[read_lines],
        label=_("Highlighted lines"),
        help_text=_("Numbers and ranges, such as 1,3-5."),
    )
    is_numbered = blocks.BooleanBlock(
        required=False,
        label=_("Line numbers"),
        help_text=_("They stay behind when code is copied."),
    )
    output = ListingBlock(
        required=False, rows=2, label=_("Output"), help_text=_("What the code prints.")
    )
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))

    label = label_block()

    def get_context(self, value: CodeStructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        label = value.get("label") or ""
        context["mark"] = context["manuscript"].listing(value.listing, label=label, is_whole=True)
        return context

    def to_markdown(self, value: CodeStructValue) -> str:
        listing = value.listing
        output = fenced(listing.output, "text")
        return joined(fenced(listing.code, listing.info), output, emphasised(listing.caption))

    class Meta:
        icon = "code"
        label = _("Code")
        description = _("A listing, coloured for its language.")
        template = "blog/blocks/code_block.html"
        value_class = CodeStructValue
        form_layout = BlockGroup(
            children=["language", "code", "caption"],
            settings=["file_name", "lines", "is_numbered", "output", "label"],
        )
        preview_value = {
            "language": "python",
            "code": "def mean(values: list[float]) -> float:\n    return sum(values) / len(values)",
            "file_name": "statistics.py",
            "lines": "2",
        }
