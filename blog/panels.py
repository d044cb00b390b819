"""Panels of the post's editor."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from blog.models.templates_folder import PostTemplatesPage


class TemplatesPanel(Panel):
    """Points from the editor of a new post to the templates, where its site has some."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editorial/templates_panel.html"

        def is_shown(self) -> bool:
            index = self.form.parent_page
            if self.instance.pk or index is None:
                return False
            folder = PostTemplatesPage.find_for(index)
            return folder is not None and folder.pk != index.pk and not folder.is_leaf()

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            index = self.form.parent_page
            return {**context, "url": reverse("new_from_template", args=[index.pk])}
