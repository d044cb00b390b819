"""Reports links to other sites that don't answer, by page, to whoever may edit the page."""

from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from blog.editor.editors_menu import EditorsMenuItem
from blog.link_health.asking import FIRST
from blog.models import LinkHealth, LinkUse, OutboundLink
from blog.models.changes.route import NUMBER
from blog.models.links.outbound_link import BROKEN, LinkState

ACTIONS = ["change"]
# Where there is none, the fault may be with this server's own way out.
ANSWERED = (LinkState.FINE, LinkState.GONE, LinkState.UNTOLD)
REPORTED = (*BROKEN, LinkState.UNTOLD, LinkState.CLOSED)


def edit_address(use: LinkUse) -> str:
    return reverse("wagtailadmin_pages:edit", args=[use.page_id])


class LinkColumn(Column):
    """An address as a link, in full."""

    cell_template_name = "blog/link_health/address_cell.html"


class AskAgainColumn(Column):
    """The button that has an address asked again."""

    cell_template_name = "blog/link_health/ask_again_cell.html"


class LinkFilterSet(WagtailFilterSet):
    """Narrows to what was found; without a choice, to what is broken."""

    state = ChoiceFilter(
        label=_("What was found"),
        field_name="link__state",
        choices=[(each.value, each.label) for each in REPORTED],
        empty_label=_("Broken"),
    )

    class Meta:
        model = LinkUse
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        is_chosen = self.form.cleaned_data.get("state")
        return rows if is_chosen else rows.filter(link__state__in=BROKEN)


class LinkReport(ReportView):
    """The links of the public pages that a user may edit, those broken longest first."""

    page_title = _("Links to other sites")
    header_icon = "link"
    model = LinkUse
    any_permission_required = ACTIONS
    template_name = "blog/link_health/report.html"
    results_template_name = "blog/link_health/report_results.html"
    no_results_message = _("No such link is known.")
    filterset_class = LinkFilterSet
    index_url_name = "link_report"
    index_results_url_name = "link_report_results"
    default_ordering = "link__failing_since"
    export_filename = "links"
    columns = [
        TitleColumn(
            "page",
            accessor="page.draft_title",
            label=_("Page"),
            get_url=edit_address,
            classname="title",
            width="20%",
        ),
        LinkColumn(
            "address", accessor="link.url", label=_("Address"), sort_key="link__url", width="35%"
        ),
        Column("found", accessor="link.get_state_display", label=_("What was found")),
        Column("answer", accessor="link.answer", label=_("Answer")),
        DateColumn(
            "since",
            accessor="link.failing_since",
            label=_("Broken since"),
            sort_key="link__failing_since",
        ),
        DateColumn(
            "asked", accessor="link.asked_at", label=_("Last asked"), sort_key="link__asked_at"
        ),
        AskAgainColumn("ask_again", accessor="link_id", label=_("Actions")),
    ]
    export_headings = {
        "page.draft_title": _("Page"),
        "link.url": _("Address"),
        "link.get_state_display": _("What was found"),
        "link.answer": _("Answer"),
        "link.failing_since": _("Broken since"),
        "link.asked_at": _("Last asked"),
    }
    list_export = list(export_headings)

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[LinkUse]:
        rows = LinkUse.objects.editable_by(self.request.user).public().reported()
        return rows.select_related("page", "link")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Model]:
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "page_id", "link_id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = LinkHealth.get_permission_policy()
        return super().get_context_data(
            is_on=LinkHealth.current().is_on,
            may_switch=policy.user_has_permission(self.request.user, "change"),
            **OutboundLink.objects.aggregate(
                known=Count("pk"),
                asked=Count("asked_at"),
                answered=Count("pk", filter=Q(state__in=ANSWERED)),
            ),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have the address of `link` asked before all others of its host, within a minute or so."""
        key = request.POST.get("link", "")
        uses = LinkUse.objects.editable_by(request.user).public()
        pk = int(key) if NUMBER.fullmatch(key) else 0
        link = get_object_or_404(OutboundLink, pk__in=uses.values("link"), id=pk)
        if LinkHealth.current().is_on:
            OutboundLink.objects.filter(pk=link.pk).update(due_at=FIRST)
            messages.success(request, gettext("It is asked again, within a minute or two."))
        else:
            messages.error(request, gettext("Links to other sites are not asked."))
        return HttpResponseRedirect(reverse(self.index_url_name))


urlpatterns = [
    path("reports/links/", LinkReport.as_view(), name=LinkReport.index_url_name),
    path(
        "reports/links/results/",
        LinkReport.as_view(results_only=True),
        name=LinkReport.index_results_url_name,
    ),
]


def link_menu_item() -> MenuItem:
    address = reverse_lazy(LinkReport.index_url_name)
    return EditorsMenuItem(
        LinkReport.page_title,
        address,
        name="links",
        icon_name="link",
        order=1170,
        actions=ACTIONS,
    )
