"""Puts the list of problems beside the forms of pages with a body."""

from django.http import HttpRequest
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page

from blog.editor.problems_side_panel import ProblemsSidePanel
from blog.models.body_page import BodyPage
from blog.review.newer_version import AnyPageViewSet, PageEditView, PageRevertView

# What the list says with block and line, while Wagtail's checks look at the preview.
OUR_OWN = frozenset({"heading-order", "alt-text-quality"})


class ListsProblemsMixin:
    """A view of a page's form, with the list after Wagtail's status."""

    def get_side_panels(self) -> MediaContainer:
        first, *others = super().get_side_panels()
        return MediaContainer([first, ProblemsSidePanel(self.page, self.request), *others])


class BodyCreateView(ListsProblemsMixin, CreateView):
    """Wagtail's view with the list of problems."""


class BodyEditView(ListsProblemsMixin, PageEditView):
    """Wagtail's view with the list of problems."""


class BodyRevertView(ListsProblemsMixin, PageRevertView):
    """Wagtail's view with the list of problems."""


class BodyPageViewSet(AnyPageViewSet):
    """The views of a page with a body."""

    add_view_class = BodyCreateView
    edit_view_class = BodyEditView
    revisions_revert_view_class = BodyRevertView


def drop_what_the_list_says(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """Take out of Wagtail's checks what the list of problems says in the editor.

    A `construct_wagtail_userbar` hook.
    """
    for item in items:
        if isinstance(item, ContentCheckerItem) and item.in_editor and isinstance(page, BodyPage):
            item.axe_run_only = [rule for rule in item.axe_run_only if rule not in OUR_OWN]
