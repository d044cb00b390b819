"""Lists where the settings' other sites are asked, and where they send people back to."""

from allauth.socialaccount.providers.github import views as github
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.db import transaction
from django.urls import path

# Making an account is one step, and allauth's is a GET, which has no transaction of its own.
_callback = transaction.atomic
OTHER_DOORS = []
if settings.OIDC_SERVER_URL:
    OTHER_DOORS += [
        path(
            "admin/sign-in/with/<slug:provider_id>/",
            openid_connect.login,
            name="openid_connect_login",
        ),
        path(
            "admin/sign-in/with/<slug:provider_id>/back/",
            _callback(openid_connect.callback),
            name="openid_connect_callback",
        ),
    ]
if settings.GITHUB_CLIENT_ID:
    OTHER_DOORS += [
        path("admin/sign-in/by/github/", github.oauth2_login, name="github_login"),
        path(
            "admin/sign-in/by/github/back/",
            _callback(github.oauth2_callback),
            name="github_callback",
        ),
    ]
