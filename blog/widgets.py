"""Form widgets of the editor."""

from django import forms
from wagtail.admin.staticfiles import versioned_static
from wagtailmarkdown.widgets import MarkdownTextarea


class MarkdownEditor(MarkdownTextarea):
    """wagtail-markdown's editor with our toolbar; its own draws on a font from elsewhere."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[versioned_static("blog/markdown_editor.js")]) + super().media
