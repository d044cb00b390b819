"""Panels of the post's editor."""

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from blog.editorial.problems import ShownProblem, shown
from blog.models.templates_folder import PostTemplatesPage


class ProblemsPanel(Panel):
    """Lists what is wrong in the body that was saved last: labels, anchors, formulas."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "blog/editorial/problems_panel.html"

        @cached_property
        def problems(self) -> list[ShownProblem]:
            if not self.instance.pk:
                return []
            return list(shown(self.instance.document_of_body().problems))

        def is_shown(self) -> bool:
            return bool(self.problems)

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            return {**super().get_context_data(parent_context), "problems": self.problems}


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
