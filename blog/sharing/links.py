"""Lists a page's draft links in the admin, and makes and revokes them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Page

from blog.models import DraftLink

DAYS = (1, 7, 30)
DEFAULT_DAYS = 7


class DraftLinkForm(forms.Form):
    """Asks how long a new link opens."""

    days = forms.TypedChoiceField(label=gettext_lazy("Opens for"), coerce=int, initial=DEFAULT_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [
            (days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days})
            for days in DAYS
        ]


class ShareDraftView(WagtailAdminTemplateMixin, View):
    """Lists a page's links and makes one; for whoever may edit the page."""

    template_name = "blog/sharing/share_draft.html"
    page_title = gettext_lazy("Share draft")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponse:
        self.page = get_shareable_page(page_id, request)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=DraftLinkForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DraftLinkForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
        link = DraftLink.objects.create(
            page=self.page, created_by=request.user, expires_at=expires_at
        )
        _log_action("create", link, request)
        messages.success(request, _("The link is ready: copy it below."))
        return HttpResponseRedirect(request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.page.get_admin_display_title(),
        }
        return [*super().get_breadcrumbs_items(), page, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = [
            {"link": link, "url": self.request.build_absolute_uri(link.get_absolute_url())}
            for link in self.page.draft_links.select_related("created_by")
        ]
        return super().get_context_data(page=self.page, links=links, **kwargs)


class RevokeDraftLinkView(View):
    """Ends a link at once."""

    def post(self, request: HttpRequest, page_id: int, link_id: str) -> HttpResponse:
        page = get_shareable_page(page_id, request)
        link = get_object_or_404(page.draft_links, pk=link_id)
        link.is_revoked = True
        link.save(update_fields=["is_revoked"])
        _log_action("revoke", link, request)
        messages.success(request, _("The link no longer opens."))
        return HttpResponseRedirect(reverse("share_draft", args=[page.pk]))


def get_shareable_page(page_id: int, request: HttpRequest) -> Page:
    """Return a page that the user may edit and that can be shown; else 404 or PermissionDenied."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not is_shareable(page, request.user):
        raise PermissionDenied
    return page


def is_shareable(page: Page, user: Any) -> bool:
    """Tell whether a user may share a specific page's draft."""
    return bool(page.preview_modes) and page.permissions_for_user(user).can_edit()


def _log_action(action: str, link: DraftLink, request: HttpRequest) -> None:
    log(instance=link.page, action=f"blog.draft_link.{action}", user=request.user)
