"""Sets how mail leaves, and from whom."""

from typing import Any

from .environment import env
from .site import DATA_DIR, SITE_HOST

# Without EMAIL_URL mail is kept in DATA_DIR: in the log, anyone who reads it could follow a link
# that sets a new password.
_mail: dict[str, Any] = {  # each setting has a type of its own
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": DATA_DIR / "mail",
}
if env.str("EMAIL_URL", default=""):
    _mail = env.email_url("EMAIL_URL")
# What is sent in a request only joins a queue; the background process hands it to the carrier.
MAIL_CARRIER: str = _mail.pop("EMAIL_BACKEND")
EMAIL_BACKEND = "config.background.mail.QueuedBackend"
vars().update(_mail)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"epoch@{SITE_HOST or 'localhost'}"
)
