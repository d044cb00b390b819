"""Shows a webhook's secret, and sends it a test."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from blog.models import Webhook
from blog.webhooks.log import SECRET_DRAWN
from blog.webhooks.writing import write_test


class WebhookActionView(PermissionCheckedMixin, View):
    """Does something with the webhook of an address, for whoever may change it."""

    model = Webhook
    permission_required = "change"

    def webhook(self) -> Webhook:
        return get_object_or_404(Webhook, pk=self.kwargs["pk"])


class SendTestView(WebhookActionView):
    """Has a test sent."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = self.webhook()
        if webhook.is_on:
            write_test(webhook)
            text = gettext("A test is sent within a few seconds, after what waits already.")
            messages.success(request, text)
        else:
            messages.error(request, gettext("It is switched off."))
        return redirect("webhooks:inspect", pk)


class SecretView(WagtailAdminTemplateMixin, WebhookActionView):
    """Shows a secret once, in the answer to a POST; reading the page changes nothing."""

    template_name = "blog/webhooks/secret.html"
    page_title = _("Secret")
    header_icon = "key"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.webhook())

    @transaction.atomic
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = self.webhook()
        webhook.draw_secret()
        log(instance=webhook, action=SECRET_DRAWN, user=request.user)
        response = self.show(webhook, secret=webhook.secret)
        response["Cache-Control"] = "no-store"
        return response

    def show(self, webhook: Webhook, **context: Any) -> HttpResponse:
        self.page_subtitle = str(webhook)
        self.breadcrumbs_items = [
            {"url": reverse("webhooks:index"), "label": gettext("Webhooks")},
            {"url": reverse("webhooks:inspect", args=[webhook.pk]), "label": str(webhook)},
            {"url": "", "label": str(self.page_title)},
        ]
        return self.render_to_response(self.get_context_data(object=webhook, **context))
