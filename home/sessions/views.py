"""Shows who is signed in where, and ends sessions."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from home.sessions.admin_page import AccountPageMixin
from home.sessions.ending import end_session, end_sessions
from home.sessions.listing import device_of, sessions_of

User = get_user_model()


class SessionsMixin:
    """Lists one user's sessions, and ends what a form names: a session, or all but the form's."""

    owner: AbstractBaseUser

    def session_rows(self) -> list[dict[str, Any]]:
        own_key = self.request.session.session_key
        return [
            {
                "session": session,
                "device": device_of(session),
                "is_current": session.session_key == own_key,
            }
            for session in sessions_of(self.owner)
        ]

    def end(self, which: str) -> None:
        request = self.request
        if which == "all":
            count = end_sessions(self.owner, by=request.user, but=request.session.session_key)
            messages.success(request, gettext("%(count)s sessions ended.") % {"count": count})
        elif session := self.named_session(which).first():
            end_session(session, by=request.user)
            messages.success(request, gettext("The session has ended."))
        else:
            messages.info(request, gettext("This session had already ended."))

    def named_session(self, which: str) -> QuerySet:
        """Return the session of a number; none of another's, nor that of the form."""
        if not (which.isascii() and which.isdigit() and len(which) < 19):
            return UserSession.objects.none()
        own = UserSession.objects.filter(user_id=self.owner.pk, pk=int(which))
        return own.exclude(session_key=self.request.session.session_key)


class OwnSessionsView(SessionsMixin, AccountPageMixin, View):
    """A user's own sessions."""

    template_name = "sign_in/sessions.html"
    page_title = _("Sessions")
    header_icon = "desktop"

    @cached_property
    def owner(self) -> AbstractBaseUser:
        return self.request.user

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(rows=self.session_rows()))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.end(request.POST.get("end", ""))
        return redirect("own_sessions")
