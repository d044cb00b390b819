"""Words the log's entries of merges, of bulk changes and of imports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, PageLogEntry

ACTIONS = {
    "blog.merge": (_("Merge"), _("Took the place of: %(names)s")),
    "blog.add_tags": (_("Add tags"), _("Added the tags: %(names)s")),
    "blog.remove_tags": (_("Remove tags"), _("Removed the tags: %(names)s")),
    "blog.add_author": (_("Add author"), _("Added the author: %(names)s")),
    "blog.import": (_("Import"), _("Imported: %(names)s")),
    "blog.sync": (_("Sync"), _("Kept equal to: %(names)s")),
    "blog.export": (_("Export"), _("Exported, for: %(names)s")),
}


class NamesFormatter(LogFormatter):
    """Formats a log entry's message with the names that it keeps."""

    def format_message(self, log_entry: ModelLogEntry | PageLogEntry) -> str:
        return self.message % {"names": ", ".join(log_entry.data["names"])}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Make the actions known to Wagtail; a `register_log_actions` hook."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action)(formatter_class(label, message))


def formatter_class(label: Promise, message: Promise) -> type[LogFormatter]:
    return type("Formatter", (NamesFormatter,), {"label": label, "message": message})
