"""Sets up signing in: a second factor behind the password, and the list of sessions."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import env
from .security import TRUSTED_PROXIES
from .site import LOOPBACK_HOSTS

LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "home.sign_in.adapters.AccountAdapter"
# Mail proves nobody here: an address is changed by its owner or an Admin.
ACCOUNT_EMAIL_VERIFICATION = "none"
# config.request_limits counts tries, for it lets an owner in while others guess at the account.
ACCOUNT_RATE_LIMITS = False
# Seconds between the password and the second factor.
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
# Seconds for which a proof of oneself is fresh.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = max(0, TRUSTED_PROXIES)

MFA_ADAPTER = "home.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "home.sign_in.forms.AuthenticateForm",
    "reauthenticate": "home.sign_in.forms.ReauthenticateForm",
    "add_webauthn": "home.sign_in.forms.AddPasskeyForm",
    "authenticate_webauthn": "home.sign_in.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "home.sign_in.forms.ReauthenticatePasskeyForm",
}
# Clocks may differ by one step of 30 seconds.
MFA_TOTP_TOLERANCE = 1
# Whoever finds an open browser later sees no codes.
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Accounts of other sites; off unless named, and then not even loaded. Whoever comes by one is an
# author, if the other site vouches for an address in one of these domains.
SIGN_UP_DOMAINS = [domain.lower() for domain in env.list("SIGN_UP_DOMAINS", default=[])]
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="").rstrip("/")
GITHUB_CLIENT_ID = env.str("GITHUB_CLIENT_ID", default="")
SOCIALACCOUNT_ADAPTER = "home.sign_in.social.SocialAdapter"
# The login form's policy lets no form lead to another site, a link may.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict] = {}
SOCIAL_APPS = ["allauth.socialaccount"] if OIDC_SERVER_URL or GITHUB_CLIENT_ID else []
# Label, name of the view and its arguments; and which hosts the server asks then, public or not.
OTHER_SIGN_INS: list[tuple[str, str, list[str]]] = []
SIGN_IN_ORIGINS: set[str] = set()
if OIDC_SERVER_URL:
    _oidc = urlsplit(OIDC_SERVER_URL)
    if _oidc.scheme != "https" and _oidc.hostname not in LOOPBACK_HOSTS:
        raise ImproperlyConfigured("OIDC_SERVER_URL must start with https://.")
    _name = env.str("OIDC_NAME", default="OpenID Connect")
    SOCIAL_APPS += ["allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": _name,
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }
    OTHER_SIGN_INS += [(_name, "openid_connect_login", ["oidc"])]
    SIGN_IN_ORIGINS |= {f"{_oidc.scheme}://{_oidc.netloc}"}
if GITHUB_CLIENT_ID:
    SOCIAL_APPS += ["allauth.socialaccount.providers.github"]
    SOCIALACCOUNT_PROVIDERS["github"] = {
        "APPS": [{"client_id": GITHUB_CLIENT_ID, "secret": env.str("GITHUB_CLIENT_SECRET")}]
    }
    OTHER_SIGN_INS += [("GitHub", "github_login", [])]
    SIGN_IN_ORIGINS |= {"https://github.com", "https://api.github.com"}
