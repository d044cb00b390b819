"""Defines the block that shows the output of a notebook's cell."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from blog.blocks.code import VerbatimBlock
from blog.blocks.part import PartBlock, WordChoiceBlock
from blog.document.code.highlighting import PLAIN
from blog.document.code.listing import render_code
from blog.html.terminal_output import (
    bare_output_table,
    output_problems,
    output_table,
    plain_output,
)
from blog.markdown.writing import emphasised, fenced, html_block, joined, pictured
from blog.pictures.placing import picture_placeholder

TRACEBACK = "pytb"
# Lines of a traceback that stand open.
MAX_UNFOLDED = 8
KINDS = [
    ("text", _("Text")),
    ("image", _("Image")),
    ("table", _("Table (HTML)")),
    ("error", _("Error")),
]


class OutputStructValue(blocks.StructValue):
    """One output, as readers see it."""

    @property
    def shown_kind(self) -> str:
        """One of the four; whatever else was stored counts as text."""
        kind = self.get("kind")
        return kind if kind in dict(KINDS) else "text"

    @property
    def picture(self) -> SafeString:
        return picture_placeholder(self.get("image"), "text")

    @property
    def html(self) -> SafeString:
        """A text, a table or an error; empty for an image, which the template shows."""
        text, render = self.get("text"), _RENDERERS.get(self.shown_kind)
        return render(text) if text and render else SafeString("")


class OutputBlock(PartBlock, blocks.StructBlock):
    """One output of a notebook's cell: text, a picture, a table or a traceback."""

    kind = WordChoiceBlock(choices=KINDS, default="text", label=_("Kind"))
    text = VerbatimBlock(
        required=False,
        rows=4,
        max_length=200_000,
        label=_("Output"),
        help_text=_(
            "As the notebook printed it; for a table its HTML, for an error its traceback."
        ),
    )
    image = ImageBlock(required=False, label=_("Image"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))

    def clean(self, value: OutputStructValue) -> OutputStructValue:
        value = super().clean(value)
        needed = "image" if value.shown_kind == "image" else "text"
        if not value.get(needed) and not self.is_deferred_validation:
            error = ValidationError(_("This kind of output needs it."), code="required")
            raise StructBlockValidationError({needed: error})
        return value

    def get_context(self, value: OutputStructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        if value.shown_kind == "table":
            for kind, detail in output_problems(value.get("text")):
                context["manuscript"].problem(kind, detail)
        return context

    def to_markdown(self, value: OutputStructValue) -> str:
        caption = value.get("caption")
        if value.shown_kind == "image":
            return pictured(value.get("image"), caption)
        if value.shown_kind == "table":
            return joined(html_block(bare_output_table(value.get("text"))), emphasised(caption))
        language = TRACEBACK if value.shown_kind == "error" else PLAIN
        return joined(fenced(plain_output(value.get("text")), language), emphasised(caption))

    class Meta:
        icon = "clipboard-list"
        label = _("Notebook output")
        description = _("Text, a picture, a table or a traceback, as a notebook gave it.")
        template = "blog/blocks/output_block.html"
        value_class = OutputStructValue
        label_format = "{kind}"
        preview_value = {
            "kind": "error",
            "text": (
                "Traceback (most recent call last):\n"
                '  File "train.py", line 7, in <module>\n'
                "    loss = total / len(batches)\n"
                "ZeroDivisionError: division by zero"
            ),
            "caption": "An empty batch list.",
        }


def _render_text(text: str) -> SafeString:
    return render_code(plain_output(text), PLAIN)


def _render_traceback(text: str) -> SafeString:
    """Return a traceback; a long one folded below its last line, which says what went wrong."""
    plain = plain_output(text).strip("\n")
    listing = render_code(plain, TRACEBACK)
    if plain.count("\n") < MAX_UNFOLDED:
        return listing
    summary = plain.rpartition("\n")[2].strip() or _("Error")
    return format_html("<details><summary>{}</summary>{}</details>", summary, listing)


_RENDERERS: dict[str, Callable[[str], SafeString]] = {
    "text": _render_text,
    "table": output_table,
    "error": _render_traceback,
}
