"""Shows the age of the last backup on the dashboard of whoever manages people."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from config.backup.nightly import newest_backup, state


class BackupPanel(Component):
    """The age of the newest backup, or that there is none."""

    name = "backup"
    template_name = "backup/panel.html"
    # After the pages that concern the user.
    order = 400

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"state": state(), "made_at": newest_backup(settings.BACKUP_DIR)}


def add_backup_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it where backups are made nightly; a `construct_homepage_panels` hook."""
    if settings.BACKUP_DIR is not None and request.user.has_perm("auth.change_user"):
        panels.append(BackupPanel())
