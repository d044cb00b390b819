"""Names what the log of the site says about people, beside what Wagtail names itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

SIGNED_IN = "user.sign_in"
FACTOR_FAILED = "user.factor.fail"
FACTOR_ENROLLED = "user.factor.enrol"
FACTOR_REMOVED = "user.factor.remove"
FACTOR_RESET = "user.factor.reset"
RECOVERY_CODES_MADE = "user.recovery_codes.make"
RECOVERY_CODE_USED = "user.recovery_codes.use"
SESSION_REVOKED = "user.session.revoke"
SESSIONS_REVOKED = "user.sessions.revoke"
ACCOUNT_CONNECTED = "user.account.connect"
ROLES_GIVEN = "user.roles.give"
ROLES_TAKEN = "user.roles.take"
PERMISSIONS_GIVEN = "group.permissions.give"
PERMISSIONS_TAKEN = "group.permissions.take"
EXPORTED = "user.export"
INVITED = "invitation.send"
INVITED_AGAIN = "invitation.send_again"
INVITATION_REVOKED = "invitation.revoke"
INVITATION_ACCEPTED = "invitation.accept"
DEACTIVATED = "user.deactivate"
REACTIVATED = "user.reactivate"
OWNER_CHANGED = "page.change_owner"
SUPERUSER_CHANGED = "user.superuser"

# The label of a filter, and the message of an entry, which may name what the entry's data hold.
ACTIONS: dict[str, tuple[Promise, Promise]] = {
    SIGNED_IN: (_("Sign in"), _("Signed in with %(method)s")),
    FACTOR_FAILED: (_("Fail at second factor"), _("Failed at the second factor")),
    FACTOR_ENROLLED: (_("Enrol second factor"), _("Enrolled a second factor: %(method)s")),
    FACTOR_REMOVED: (_("Remove second factor"), _("Removed a second factor: %(method)s")),
    FACTOR_RESET: (_("Reset second factor"), _("Reset the second factor")),
    RECOVERY_CODES_MADE: (_("Make recovery codes"), _("Made new recovery codes")),
    RECOVERY_CODE_USED: (_("Use recovery code"), _("Signed in with a recovery code")),
    SESSION_REVOKED: (_("End session"), _("Ended the session of %(device)s")),
    SESSIONS_REVOKED: (_("End sessions"), _("Ended %(count)s sessions")),
    ACCOUNT_CONNECTED: (_("Connect account"), _("Connected an account of %(method)s")),
    ROLES_GIVEN: (_("Give role"), _("Got the roles: %(roles)s")),
    ROLES_TAKEN: (_("Take role"), _("Lost the roles: %(roles)s")),
    PERMISSIONS_GIVEN: (_("Give permissions"), _("Got the permissions: %(permissions)s")),
    PERMISSIONS_TAKEN: (_("Take permissions"), _("Lost the permissions: %(permissions)s")),
    EXPORTED: (_("Export"), _("Exported %(file)s")),
    INVITED: (_("Invite"), _("Invited %(email)s to the role %(role)s")),
    INVITED_AGAIN: (_("Invite again"), _("Sent the invitation to %(email)s again")),
    INVITATION_REVOKED: (_("Revoke invitation"), _("Revoked the invitation of %(email)s")),
    INVITATION_ACCEPTED: (_("Accept invitation"), _("Accepted the invitation as %(username)s")),
    DEACTIVATED: (
        _("Deactivate"),
        _("Deactivated; %(successor)s took over %(pages)s pages, %(tasks)s tasks"),
    ),
    REACTIVATED: (_("Reactivate"), _("Reactivated")),
    OWNER_CHANGED: (_("Change owner"), _("Changed the owner from %(old)s to %(new)s")),
    SUPERUSER_CHANGED: (_("Change administrator"), _("Administrator: %(value)s")),
}


class DataFormatter(LogFormatter):
    """Fills an entry's data into its message."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        try:
            return self.message % log_entry.data
        except KeyError:
            # An entry of an older version holds other data.
            return self.label


def register_actions(registry: LogActionRegistry) -> None:
    """Make the actions known to Wagtail; a `register_log_actions` hook."""
    for action, (label, message) in ACTIONS.items():
        formatter = type("Formatter", (DataFormatter,), {"label": label, "message": message})
        registry.register_action(action)(formatter)
