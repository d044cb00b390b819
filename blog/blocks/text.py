"""Blocks of prose: Markdown and rich text."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmarkdown.blocks import MarkdownBlock as EditedMarkdownBlock

from blog.document.markdown import is_oversized, render_markdown
from blog.widgets import MarkdownEditor


class MarkdownBlock(EditedMarkdownBlock):
    """wagtail-markdown's block and editor, rendered by our one dialect."""

    @cached_property
    def field(self) -> forms.CharField:
        widget = MarkdownEditor(attrs={"rows": self.rows})
        return forms.CharField(widget=widget, **self.field_options)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if is_oversized(value):
            raise ValidationError(_("This text is too long for one block: split it into several."))
        return value

    def get_context(self, value: str, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["html"] = render_markdown(value or "")
        return context

    class Meta:
        icon = "doc-full"
        label = _("Markdown")
        description = _("Prose as engineers write it: Markdown with GitHub's extensions.")
        template = "blog/blocks/markdown_block.html"
        preview_value = (
            "### Where the time goes\n\nA *warm* cache answers in 40 µs, a cold one in `12 ms`:\n\n"
            "- parse the request\n- find the page\n- write the answer\n"
        )


class RichTextBlock(blocks.RichTextBlock):
    """Prose in Wagtail's own editor."""

    class Meta:
        icon = "pilcrow"
        label = _("Rich text")
        description = _("Prose in a visual editor.")
        template = "blog/blocks/rich_text_block.html"
        features = [
            "h2", "h3", "h4", "bold", "italic", "code", "strikethrough", "superscript",
            "subscript", "ol", "ul", "blockquote", "hr", "link", "document-link",
        ]  # fmt: skip
        preview_value = "<p>Measure first, <b>then</b> decide.</p>"
