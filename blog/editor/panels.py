"""Edits a body, asks for a reason and points to templates in the post's editor."""

from django.forms import Media
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.staticfiles import versioned_static


class BodyPanel(FieldPanel):
    """Edits a body; a picture pasted or dropped beside its texts becomes a figure."""

    BASE_ATTRS = {
        "data-figure-upload-url": reverse_lazy("upload_image"),
        "data-uploading-text": _("Uploading"),
        "data-failed-text": _("could not be uploaded"),
        "data-dismiss-text": _("Dismiss"),
    }

    class BoundPanel(FieldPanel.BoundPanel):
        # Asked for late: before the first collectstatic no file has an address.
        @property
        def media(self) -> Media:
            scripts = ("blog/picture_uploads.js", "blog/picture_figures.js")
            return super().media + Media(js=[versioned_static(script) for script in scripts])


class SecretsPanel(Panel):
    """Asks why a secret may be shown, where one is in the way."""

    def get_form_options(self) -> dict[str, list[str]]:
        """Claim the field, which Wagtail would else draw a second time, without a label."""
        return {"fields": ["secrets_reason"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editor/secrets_panel.html"

        def is_shown(self) -> bool:
            if self.form.asks_for_reason:
                return True
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
