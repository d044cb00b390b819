"""Lists webhooks in the admin, with their forms and the page of each."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from blog.models import Webhook
from blog.models.webhooks.message import MessageState
from blog.webhooks.actions import SecretView, SendTestView

WAITING = Count("messages", filter=Q(messages__state=MessageState.WAITING))


class WebhookIndexView(IndexView):
    """All webhooks, with how each answered last."""

    def get_base_queryset(self) -> QuerySet[Webhook]:
        return Webhook.objects.select_related("blog").annotate(waiting=WAITING)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by or ["name"], "pk")


class WebhookAddView(CreateView):
    """The form of a new webhook; its secret is shown on the page that follows."""

    def get_success_url(self) -> str:
        return reverse("webhooks:inspect", args=[self.object.pk])


class WebhookEditView(EditView):
    """The form; one that is switched on, or leads elsewhere, begins anew."""

    def form_valid(self, form: ModelForm) -> Any:
        if {"is_on", "url"} & set(form.changed_data):
            form.instance.forgive()
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("webhooks:inspect", args=[self.object.pk])


class WebhookPage(InspectView):
    """What a webhook is told, how it answers, and what may be done with it."""

    template_name = "blog/webhooks/webhook.html"
    page_title = _("Webhook")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            waiting=self.object.messages.waiting().count(),
            may_change=self.user_has_permission("change"),
            **kwargs,
        )


class WebhookViewSet(ModelViewSet):
    """Webhooks; Settings → Webhooks."""

    model = Webhook
    name = url_namespace = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = WebhookIndexView
    add_view_class = WebhookAddView
    edit_view_class = WebhookEditView
    inspect_view_class = WebhookPage
    inspect_template_name = WebhookPage.template_name
    ordering = "name"
    list_display = [
        "name",
        Column("state", label=_("State")),
        Column("answer", label=_("Last answer")),
        DateColumn("answered_at", label=_("Last told"), sort_key="answered_at"),
        NumberColumn("waiting", label=_("Waiting"), sort_key="waiting"),
        Column("events_in_words", label=_("Told when a page is")),
        Column("blog", label=_("Blog")),
        Column("url", label=_("Address"), sort_key="url", width="25%"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("secret/<int:pk>/", self.construct_view(SecretView), name="secret"),
            path("test/<int:pk>/", self.construct_view(SendTestView), name="test"),
        ]
