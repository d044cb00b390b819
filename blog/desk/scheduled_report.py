"""Reports scheduled pages: what is to go live when, and what could not."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, Revision
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from blog.editor.editors_menu import EditorsMenuItem

ACTIONS = ["change", "publish"]


def schedulable_pages(user: AbstractBaseUser) -> QuerySet[Page]:
    """Return the pages that a user may edit or publish, in no order."""
    policy = policy_registry.get_by_type(Page)
    return policy.instances_user_has_any_permission_for(user, ACTIONS).order_by()


def scheduled_revisions(user: AbstractBaseUser) -> QuerySet[Revision]:
    """Return what is to go live of these pages, each with why it could not."""
    keys = schedulable_pages(user).annotate(key=Cast("pk", CharField())).values("key")
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return scheduled.filter(object_id__in=keys).annotate(reason=F("failed_publish__reason"))


def edit_address(revision: Revision) -> str:
    return reverse("wagtailadmin_pages:edit", args=[revision.object_id])


class ScheduledReport(ReportView):
    """Scheduled pages that a user may edit, the next one first."""

    page_title = _("Scheduled pages")
    header_icon = "clock"
    model = Revision
    any_permission_required = ACTIONS
    index_url_name = "scheduled_report"
    index_results_url_name = "scheduled_report_results"
    default_ordering = "approved_go_live_at"
    export_filename = "scheduled-pages"
    columns = [
        TitleColumn("object_str", label=_("Title"), get_url=edit_address),
        DateColumn("approved_go_live_at", label=_("Goes live"), sort_key="approved_go_live_at"),
        Column("user", label=_("By")),
        Column("reason", label=_("Why it could not be published")),
    ]
    list_export = ["object_str", "approved_go_live_at", "user", "reason"]
    export_headings = {"object_str": _("Title"), "reason": _("Why it could not be published")}

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[Revision]:
        return scheduled_revisions(self.request.user).select_related("user")


urlpatterns = [
    path("reports/scheduled/", ScheduledReport.as_view(), name=ScheduledReport.index_url_name),
    path(
        "reports/scheduled/results/",
        ScheduledReport.as_view(results_only=True),
        name=ScheduledReport.index_results_url_name,
    ),
]


def scheduled_menu_item() -> MenuItem:
    address = reverse_lazy(ScheduledReport.index_url_name)
    return EditorsMenuItem(
        ScheduledReport.page_title,
        address,
        name="scheduled",
        icon_name="clock",
        order=1150,
        actions=ACTIONS,
    )
