"""Form widgets of the editor."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtailmarkdown.widgets import MarkdownTextarea


class MarkdownEditor(MarkdownTextarea):
    """wagtail-markdown's editor with our toolbar, and images by drop, paste and chooser."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().build_attrs(*args, **kwargs),
            "data-image-upload-url": reverse("upload_image"),
            "data-image-chooser-url": reverse("wagtailimages_chooser:choose"),
            "data-uploading-text": _("Uploading"),
            "data-failed-text": _("could not be uploaded"),
            "data-dismiss-text": _("Dismiss"),
        }

    @property
    def media(self) -> forms.Media:
        scripts = [
            "blog/markdown_editor.js",
            "blog/markdown_images.js",
            "wagtailimages/js/image-chooser-modal.js",
        ]
        ours = forms.Media(
            css={"all": [versioned_static("blog/markdown_editor.css")]},
            js=[versioned_static(script) for script in scripts],
        )
        return ours + super().media
