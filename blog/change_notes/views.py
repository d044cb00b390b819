"""Lists in the admin what readers are told of a post's changes, and withholds comparisons."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from blog.models import BlogPostPage
from blog.models.changes.route import NUMBER, versions_of

WITHHELD, RELEASED = "blog.comparison.withhold", "blog.comparison.release"


class ChangeNotesView(WagtailAdminTemplateMixin, View):
    """Shows a post's notes, and whether readers see what changed; for whoever may publish it."""

    template_name = "blog/change_notes/change_notes.html"
    page_title = gettext_lazy("Change notes")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponse:
        self.post_page = get_object_or_404(BlogPostPage, pk=page_id)
        if not may_withhold(self.post_page, request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Withhold the comparison of `withhold`, or show that of `release`."""
        is_withheld = "withhold" in request.POST
        key = request.POST.get("withhold") or request.POST.get("release") or ""
        versions = versions_of(self.post_page).listed()
        version = get_object_or_404(versions, pk=int(key) if NUMBER.fullmatch(key) else 0)
        with transaction.atomic():
            version.is_withheld = is_withheld
            version.save(update_fields=["is_withheld"])
            action = WITHHELD if is_withheld else RELEASED
            log(instance=self.post_page, action=action, user=request.user)
        told = _("Readers no longer see it.") if is_withheld else _("Readers see it again.")
        messages.success(request, told)
        return HttpResponseRedirect(request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.post_page.pk]),
            "label": self.post_page.get_admin_display_title(),
        }
        return [*super().get_breadcrumbs_items(), page, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = versions_of(self.post_page).listed().with_state()
        return super().get_context_data(page=self.post_page, versions=versions, **kwargs)


def may_withhold(post: BlogPostPage, user: AbstractBaseUser) -> bool:
    """Tell whether a user may decide what readers see of a post's changes."""
    return not post.alias_of_id and post.permissions_for_user(user).can_publish()
