"""Shows on the dashboard the beginnings of reports: problems, and searches without a hit."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, IntegerField, Value, When
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from blog.desk.lists.filters import stale
from blog.desk.problem_report import place_address
from blog.editor.problems import FORBIDDING
from blog.models import BlogPostPage, PageProblem
from blog.models.querysets import among_editable_pages
from search.counting.reports import MissesReport, search_address

MOST_LINES = 5


def may_any(user: AbstractBaseUser, actions: list[str]) -> bool:
    """Tell whether a user may do one of some actions on any page."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, actions)


class ProblemsPanel(Component):
    """The problems of a user's pages, first what keeps one from being published; and old checks."""

    name = "problems"
    template_name = "home/dashboard/problems.html"
    order = 140

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        rows = PageProblem.objects.editable_by(user).outside_templates()
        weight = Case(
            When(kind__in=FORBIDDING, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        first = rows.select_related("page").order_by(
            weight, "-page__latest_revision_created_at", "page_id", "kind"
        )[:MOST_LINES]
        return {
            "rows": [(row, place_address(row)) for row in first],
            "count": rows.count(),
            "stale": stale(BlogPostPage.objects.filter(among_editable_pages(user))).count(),
        }


class MissesPanel(Component):
    """What readers searched for most, and did not find."""

    name = "misses"
    template_name = "home/dashboard/misses.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        misses = MissesReport().get_base_queryset().order_by("-number", "text")[:MOST_LINES]
        return {
            "rows": [(miss, search_address(miss)) for miss in misses],
        }
