"""Builds the Markdown editor's form widget."""

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtailmarkdown.widgets import MarkdownTextarea

# What the buttons of the toolbar say.
TITLES = {
    "bold": _("Bold"),
    "italic": _("Italic"),
    "code": _("Code"),
    "heading-2": _("Heading 2"),
    "heading-3": _("Heading 3"),
    "quote": _("Quote"),
    "unordered-list": _("Bulleted list"),
    "ordered-list": _("Numbered list"),
    "table": _("Table"),
    "formula": _("Formula"),
    "footnote": _("Footnote"),
    "link": _("Link"),
    "page": _("Link to a page"),
    "document": _("Link to a document"),
    "image": _("Image"),
}


class MarkdownEditor(MarkdownTextarea):
    """wagtail-markdown's editor with our toolbar, and images by drop, paste and chooser."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().build_attrs(*args, **kwargs),
            "data-image-upload-url": reverse("upload_image"),
            "data-paste-url": reverse("convert_pasted"),
            "data-image-chooser-url": reverse("wagtailimages_chooser:choose"),
            "data-page-chooser-url": reverse("wagtailadmin_choose_page"),
            "data-document-chooser-url": reverse("wagtaildocs_chooser:choose"),
            "data-label": str(_("Markdown text")),
            "data-leaving": str(_("Escape, then Tab leads out of the text.")),
            "data-titles": json.dumps({name: str(title) for name, title in TITLES.items()}),
            "data-uploading-text": str(_("Uploading")),
            "data-pasting-text": str(_("Pasting")),
            "data-failed-text": str(_("could not be uploaded")),
            "data-dismiss-text": str(_("Dismiss")),
        }

    @property
    def media(self) -> forms.Media:
        scripts = [
            "blog/markdown_editor.js",
            "blog/picture_uploads.js",
            "blog/markdown_images.js",
            "blog/markdown_paste.js",
            "blog/markdown_links.js",
            "wagtailimages/js/image-chooser-modal.js",
            "wagtailadmin/js/page-chooser-modal.js",
            "wagtaildocs/js/document-chooser-modal.js",
        ]
        ours = forms.Media(
            css={"all": [versioned_static("blog/markdown_editor.css")]},
            js=[versioned_static(script) for script in scripts],
        )
        # Media are put in order by what each list says.
        wrapping = ["wagtailmarkdown/js/easymde.attach.js", "blog/markdown_attach.js"]
        last = forms.Media(js=[versioned_static(script) for script in wrapping])
        return ours + super().media + last
