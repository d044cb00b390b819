"""Sets up signing in: a second factor behind the password, and the list of sessions."""

from .security import TRUSTED_PROXIES

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
    "authenticate_webauthn": "home.sign_in.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "home.sign_in.forms.ReauthenticatePasskeyForm",
}
# Clocks may differ by one step of 30 seconds.
MFA_TOTP_TOLERANCE = 1
# Whoever finds an open browser later sees no codes.
MFA_RECOVERY_CODES_SHOW_ONCE = True
