"""Reports what webhooks were told, and what they answered."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from blog.models import Webhook, WebhookMessage
from blog.models.webhooks.message import Event, MessageState

ACTIONS = ["view", "change"]


class MessageFilterSet(WagtailFilterSet):
    """Narrows to a webhook, an event and what became of it."""

    webhook = ModelChoiceFilter(label=_("Webhook"), queryset=Webhook.objects.all())
    event = ChoiceFilter(label=_("Event"), choices=Event.choices)
    state = ChoiceFilter(label=_("State"), choices=MessageState.choices)

    class Meta:
        model = WebhookMessage
        fields: list[str] = []


class MessageReport(ReportView):
    """Messages of the last month, the newest first."""

    page_title = _("Messages of webhooks")
    header_icon = "link-external"
    model = WebhookMessage
    any_permission_required = ACTIONS
    no_results_message = _("No webhook was told anything yet.")
    filterset_class = MessageFilterSet
    index_url_name = "webhook_report"
    index_results_url_name = "webhook_report_results"
    default_ordering = "-pk"
    export_filename = "webhooks"
    columns = [
        DateColumn("happened_at", label=_("Time"), width="12%"),
        Column("webhook", label=_("Webhook")),
        Column("event", accessor="get_event_display", label=_("Event")),
        Column("address", label=_("Address of the page"), width="30%"),
        Column("state", accessor="get_state_display", label=_("State")),
        NumberColumn("tries", label=_("Tries")),
        Column("answer", label=_("Answer")),
        DateColumn("answered_at", label=_("Last tried")),
    ]
    export_headings = {
        "happened_at": _("Time"),
        "webhook.name": _("Webhook"),
        "event": _("Event"),
        "address": _("Address of the page"),
        "state": _("State"),
        "tries": _("Tries"),
        "answer": _("Answer"),
        "answered_at": _("Last tried"),
    }
    list_export = list(export_headings)

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(Webhook)

    def get_base_queryset(self) -> QuerySet[WebhookMessage]:
        return WebhookMessage.objects.select_related("webhook")


urlpatterns = [
    path("reports/webhooks/", MessageReport.as_view(), name=MessageReport.index_url_name),
    path(
        "reports/webhooks/results/",
        MessageReport.as_view(results_only=True),
        name=MessageReport.index_results_url_name,
    ),
]


class WebhooksMenuItem(MenuItem):
    """Shown to whoever may see webhooks."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Webhook)
        return policy.user_has_any_permission(request.user, ACTIONS)


def messages_menu_item() -> MenuItem:
    address = reverse_lazy(MessageReport.index_url_name)
    return WebhooksMenuItem(
        MessageReport.page_title,
        address,
        name="webhooks",
        icon_name="link-external",
        order=1310,
    )
