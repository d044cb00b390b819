"""Lists beside a page's form what should be seen to before it is published."""

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel

from blog.document.reading_time import minutes_to_read
from blog.editor.problems import ShownProblem, shown_lines


class ProblemsSidePanel(BaseSidePanel):
    """All problems of the form's page; Wagtail draws it anew with each autosave."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the panel, with the number of problems."""

        aria_label = _("Toggle problems")
        icon_name = "warning"

        def get_context_data(self, parent_context: dict) -> dict:
            return {**super().get_context_data(parent_context), "count": len(self.panel.problems)}

    name = "problems"
    title = _("Problems")
    template_name = "blog/editor/problems_side_panel.html"
    order = 150

    @cached_property
    def problems(self) -> list[ShownProblem]:
        """The lines of the list; none for a page that nobody saved yet."""
        if not self.object.pk:
            return []
        return shown_lines(self.object.problems, self.object.body)

    @property
    def words(self) -> int:
        """How many words readers will be told; none of a page that nobody saved yet."""
        return self.object.document_of_body().words if self.object.pk else 0

    @property
    def media(self) -> Media:
        return Media(
            js=[versioned_static("blog/problems.js")],
            css={"all": [versioned_static("blog/problems.css")]},
        )

    def get_context_data(self, parent_context: dict) -> dict:
        forbidding = [problem for problem in self.problems if problem.forbids_publishing]
        others = [problem for problem in self.problems if not problem.forbids_publishing]
        length = {"words": self.words, "minutes": minutes_to_read(self.words)}
        context = super().get_context_data(parent_context)
        return {**context, "forbidding": forbidding, "others": others, **length}
