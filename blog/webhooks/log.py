"""Words what the log of the site says of webhooks, beside what Wagtail words itself."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

SECRET_DRAWN = "blog.webhook.secret"


def register_log_actions(actions: LogActionRegistry) -> None:
    """Make the action known to Wagtail; a `register_log_actions` hook."""
    actions.register_action(SECRET_DRAWN, _("Show secret"), _("Was shown the secret"))
