"""Lists the addresses of signing in: only those of allauth's pages that this site shows."""

from django.conf import settings
from django.urls import path
from django.views.generic import RedirectView

from home.sessions.views import OwnSessionsView
from home.sign_in import factor_views, fresh_views, user_views
from home.sign_in.doors import AdminLoginView, FactorView, PageLoginView

# Open to who is not signed in; these stand in place of Wagtail's.
DOORS = [
    path("admin/login/", AdminLoginView.as_view(), name="wagtailadmin_login"),
    path("_util/login/", PageLoginView.as_view(), name="wagtailcore_login"),
    path("admin/sign-in/code/", FactorView.as_view(), name="mfa_authenticate"),
    # Where allauth sends who has to begin anew.
    path(
        "admin/sign-in/begin/",
        RedirectView.as_view(pattern_name="wagtailadmin_login"),
        name="account_login",
    ),
]

if settings.OTHER_SIGN_INS:
    # Loads what signing in by other sites takes.
    from home.sign_in.social_urls import OTHER_DOORS

    DOORS += OTHER_DOORS

# Below /admin/, open to who may enter the admin.
PAGES = [
    path("sign-in/", factor_views.FactorsView.as_view(), name="mfa_index"),
    path("sign-in/app/add/", factor_views.AddAppView.as_view(), name="mfa_activate_totp"),
    path("sign-in/app/remove/", factor_views.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("sign-in/passkeys/add/", factor_views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "sign-in/passkeys/<int:pk>/remove/",
        factor_views.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "sign-in/recovery-codes/",
        factor_views.RecoveryCodesView.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path("sign-in/again/", fresh_views.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("sign-in/again/code/", fresh_views.CodeAgainView.as_view(), name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        fresh_views.PasskeyAgainView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-in/sessions/", OwnSessionsView.as_view(), name="own_sessions"),
    path("users/<int:pk>/sign-in/", user_views.UserSignInView.as_view(), name="user_sign_in"),
]
