"""Routes the admin's own addresses of people."""

from django.urls import path

from home.people.invitation_views import (
    ACT,
    INVITATIONS,
    INVITE,
    InvitationActionView,
    InvitationsView,
    InviteView,
)
from home.people.leaving_views import DEACTIVATE, REACTIVATE, DeactivateView, ReactivateView
from home.people.recipes import RECIPES, RecipesView
from home.roles.guide import GUIDE, OWN_GUIDE, GuideView
from home.roles.page import ROLES, RolesView

urlpatterns = [
    path("help/guide/", GuideView.as_view(), name=OWN_GUIDE),
    path("help/guide/<slug:slug>/", GuideView.as_view(), name=GUIDE),
    path("help/people/", RecipesView.as_view(), name=RECIPES),
    path("roles/", RolesView.as_view(), name=ROLES),
    path("invitations/", InvitationsView.as_view(), name=INVITATIONS),
    path("invitations/new/", InviteView.as_view(), name=INVITE),
    path("invitations/<int:pk>/", InvitationActionView.as_view(), name=ACT),
    path("users/<int:pk>/deactivate/", DeactivateView.as_view(), name=DEACTIVATE),
    path("users/<int:pk>/reactivate/", ReactivateView.as_view(), name=REACTIVATE),
]
