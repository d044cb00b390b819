"""Sets what is logged, how, and what no line may hold."""

from config.monitoring.logs import logging_config

from . import mail
from .applications import METRICS_TOKEN
from .database import DATABASES
from .environment import env, whole_number
from .site import SECRET_KEY

LOGGING = logging_config(
    level=env.str("LOG_LEVEL", default="WARNING").upper(),
    secrets=[
        SECRET_KEY,
        METRICS_TOKEN,
        str(DATABASES["default"].get("PASSWORD") or ""),
        str(getattr(mail, "EMAIL_HOST_PASSWORD", "") or ""),
        env.str("AWS_SECRET_ACCESS_KEY", default=""),
        env.str("OIDC_CLIENT_SECRET", default=""),
        env.str("GITHUB_CLIENT_SECRET", default=""),
    ],
)

# What takes longer has a line in the log; 0 leaves it out.
SLOW_REQUEST_MS = whole_number("SLOW_REQUEST_MS", default=1000, unit=" of milliseconds")
SLOW_QUERY_MS = whole_number("SLOW_QUERY_MS", default=200, unit=" of milliseconds")
# Where errors are sent besides; see config.monitoring.error_reports.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
