"""Sets what is logged, how, and what no line may hold."""

from config.monitoring.logs import logging_config

from . import mail
from .applications import METRICS_TOKEN
from .database import DATABASES
from .environment import env
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
