"""Reports what should be seen to in all pages: a line for each kind of problem of a page."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from blog.editor.editors_menu import EditorsMenuItem
from blog.editor.problems import FORBIDDING, KINDS
from blog.models import PageProblem

ACTIONS = ["change"]


def place_address(problem: PageProblem) -> str:
    """Return the way to the first of a page's problems of a kind, in the page's form."""
    return reverse("wagtailadmin_pages:edit", args=[problem.page_id]) + problem.address


class ProblemFilterSet(WagtailFilterSet):
    """Narrows problems to a kind, to those that keep a page from being published, to live pages."""

    kind = ChoiceFilter(
        label=_("Problem"),
        choices=lambda: sorted(KINDS.items(), key=lambda each: str(each[1])),
        empty_label=_("All"),
    )
    forbids_publishing = BooleanFilter(
        label=_("Keeps the page from being published"),
        method="filter_forbidding",
        widget=BooleanRadioSelect,
    )
    live = BooleanFilter(label=_("Live"), field_name="page__live", widget=BooleanRadioSelect)

    class Meta:
        model = PageProblem
        fields: list[str] = []

    def filter_forbidding(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(kind__in=FORBIDDING) if value else rows.exclude(kind__in=FORBIDDING)


class ProblemReport(ReportView):
    """The problems of the pages that a user may edit, those changed last first."""

    page_title = _("Problems")
    header_icon = "warning"
    model = PageProblem
    any_permission_required = ACTIONS
    filterset_class = ProblemFilterSet
    index_url_name = "problem_report"
    index_results_url_name = "problem_report_results"
    default_ordering = "-page__latest_revision_created_at"
    export_filename = "problems"
    columns = [
        TitleColumn(
            "page",
            accessor="page.draft_title",
            label=_("Page"),
            get_url=place_address,
            classname="title",
        ),
        Column("what", label=_("Problem"), sort_key="kind"),
        NumberColumn("count", label=_("How often"), sort_key="count"),
        Column("detail", label=_("The first")),
        BooleanColumn("live", accessor="page.live", label=_("Live")),
        DateColumn(
            "changed",
            accessor="page.latest_revision_created_at",
            label=_("Changed"),
            sort_key="page__latest_revision_created_at",
        ),
    ]
    list_export = [
        "page.draft_title",
        "what",
        "count",
        "detail",
        "forbids_publishing",
        "page.live",
        "page.latest_revision_created_at",
    ]
    export_headings = {
        "page.draft_title": _("Page"),
        "what": _("Problem"),
        "count": _("How often"),
        "detail": _("The first"),
        "forbids_publishing": _("Keeps the page from being published"),
        "page.live": _("Live"),
        "page.latest_revision_created_at": _("Changed"),
    }

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[PageProblem]:
        rows = PageProblem.objects.editable_by(self.request.user).outside_templates()
        return rows.select_related("page")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Model]:
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "page_id", "kind")


urlpatterns = [
    path("reports/problems/", ProblemReport.as_view(), name=ProblemReport.index_url_name),
    path(
        "reports/problems/results/",
        ProblemReport.as_view(results_only=True),
        name=ProblemReport.index_results_url_name,
    ),
]


def problem_menu_item() -> MenuItem:
    address = reverse_lazy(ProblemReport.index_url_name)
    return EditorsMenuItem(
        ProblemReport.page_title,
        address,
        name="problems",
        icon_name="warning",
        order=1160,
        actions=ACTIONS,
    )
