"""Shows whoever manages a user that user's sessions and second factors."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from home.sessions.views import SessionsMixin
from home.sign_in.requirement import deadline_of
from home.sign_in.reset import reset_factors

User = get_user_model()


class UserSignInView(SessionsMixin, WagtailAdminTemplateMixin, View):
    """Another user's sessions and second factors, for who may edit that user."""

    template_name = "sign_in/user.html"
    page_title = _("Sign-in")
    header_icon = "key"

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.owner = get_object_or_404(User, pk=pk)
        self.page_subtitle = str(self.owner)
        policy = policy_registry.get_by_type(User)
        if not policy.user_has_permission_for_instance(request.user, "change", self.owner):
            raise PermissionDenied
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        factors = Authenticator.objects.filter(user=self.owner).order_by("pk")
        context = {
            "owner": self.owner,
            "rows": self.session_rows(),
            "factors": factors,
            "deadline": None if factors else deadline_of(self.owner),
            "is_own": self.owner == request.user,
        }
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest) -> HttpResponse:
        if "reset" not in request.POST:
            self.end(request.POST.get("end", ""))
        elif self.owner == request.user:
            # Whoever finds an open browser would be rid of the factor.
            raise PermissionDenied
        elif reset_factors(self.owner, by=request.user):
            messages.success(
                request, gettext("The second factor is reset, and all sessions ended.")
            )
        else:
            messages.info(request, gettext("There was no second factor to reset."))
        return redirect("user_sign_in", self.owner.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = reverse("wagtailusers_users:edit", args=[self.owner.pk])
        return [
            {"url": reverse("wagtailusers_users:index"), "label": gettext("Users")},
            {"url": edit, "label": str(self.owner)},
            {"url": "", "label": str(self.page_title)},
        ]
