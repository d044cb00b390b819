"""Edits a body, asks for a reason and points to templates in the post's editor."""

from collections.abc import Sequence
from typing import Any

from django.forms import Media
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.staticfiles import versioned_static

BODY_SCRIPTS = (
    "blog/picture_uploads.js",
    "blog/picture_figures.js",
    "blog/notebook_insertion.js",
    "blog/block_focus.js",
)
BODY_STYLES = ("blog/notebooks.css", "blog/long_bodies.css", "blog/narrow_editor.css")


class BodyPanel(FieldPanel):
    """Edits a body; a picture dropped beside its texts becomes a figure, a notebook blocks."""

    BASE_ATTRS = {
        "data-figure-upload-url": reverse_lazy("upload_image"),
        "data-uploading-text": _("Uploading"),
        "data-failed-text": _("could not be uploaded"),
        "data-dismiss-text": _("Dismiss"),
        "data-notebook-url": reverse_lazy("insert_notebook"),
        "data-too-large-text": _("It is over 20 MB: import it on the page of its blog."),
        "data-inserted-text": _("blocks inserted."),
        "data-kept-text": _("blocks were here already and stay as they are."),
    }

    class BoundPanel(FieldPanel.BoundPanel):
        # Asked for late: before the first collectstatic no file has an address.
        @property
        def media(self) -> Media:
            scripts = [versioned_static(script) for script in BODY_SCRIPTS]
            styles = [versioned_static(style) for style in BODY_STYLES]
            return super().media + Media(js=scripts, css={"all": styles})


class NotebookPanel(Panel):
    """Asks for a notebook to put into the body."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editor/notebook_panel.html"


class ChangeNotePanel(MultiFieldPanel):
    """Asks what readers are told of a change, once the post has been public."""

    def __init__(self, children: Sequence[Panel] = (), **kwargs: Any) -> None:
        fields = [FieldPanel("change_note"), FieldPanel("change_kind")]
        texts = {
            "heading": _("Change note"),
            "classname": "collapsed",
            "help_text": _(
                "For readers, with the next publication: a change with a note moves the post’s"
                " date of change, a small edit moves none."
            ),
        }
        super().__init__(children or fields, **{**texts, **kwargs})

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.first_published_at is not None and super().is_shown()


class SecretsPanel(Panel):
    """Asks why a secret may be shown, where one is in the way."""

    def get_form_options(self) -> dict[str, list[str]]:
        """Claim the field, which Wagtail would else draw a second time, without a label."""
        return {"fields": ["secrets_reason"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editor/secrets_panel.html"

        def is_shown(self) -> bool:
            return self.form.asks_for_reason or self._stored_page_has_secret

        # Wagtail asks six times whether the panel is shown.
        @cached_property
        def _stored_page_has_secret(self) -> bool:
            is_stored = self.instance.pk and not self.form.is_bound
            return bool(is_stored) and any(
                problem.kind == "secret" for problem in self.instance.problems
            )

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            return {**context, "field": self.form["secrets_reason"]}


class TemplatesPanel(Panel):
    """Points from the editor of a new post to the templates, where its site has some."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editor/templates_panel.html"

        def is_shown(self) -> bool:
            index = self.form.parent_page
            return bool(index and not self.instance.pk and self.instance.has_templates(index))

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            index = self.form.parent_page
            return {**context, "url": reverse("new_from_template", args=[index.pk])}
