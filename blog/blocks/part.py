"""What every block of a body shares."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.document.build import build_parts
from blog.document.labels import LABEL
from blog.document.resolve import resolve_document


class PartBlock(blocks.Block):
    """A block that renders into the manuscript of its body, or as a body of its own.

    Alone it stands in the chooser's preview and wherever a template includes a single block.
    """

    def render(self, value: Any, context: dict | None = None) -> SafeString:
        if context and "manuscript" in context:
            return super().render(value, context=context)
        return resolve_document(build_parts([self.bind(value)])).html


def with_target(context: dict, kind: str, value: blocks.StructValue) -> dict:
    """Return a context with the marks of a numbered item: one with a caption or a label."""
    label, caption = value.get("label") or "", value.get("caption") or ""
    if label or caption:
        context["target"] = context["manuscript"].target(kind, label=label, caption=caption)
    return context


def label_block() -> blocks.CharBlock:
    """Return the field that names an item for references."""
    return blocks.CharBlock(
        required=False,
        max_length=64,
        validators=[RegexValidator(rf"^{LABEL}\Z", _("Write a label such as fig:curve."))],
        label=_("Label"),
        help_text=_("For references: [@fig:curve] in a text becomes “Figure 1”."),
    )
