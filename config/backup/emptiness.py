"""Tells whether a site is as empty as its first `migrate` leaves it."""

from django.db.models import Model
from wagtail.models import Page

from config.backup.errors import BackupError
from config.backup.media_files import stored_names
from config.backup.tables import TASKS, kept_models

# What migrations and our roles fill before anyone was there.
SEEDED = {
    "home.SetupStep",
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "wagtailcore.Collection",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupApprovalTask_groups",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowTask",
}
# The root and the welcome page.
SEEDED_PAGES = 2
ADVICE = "restore into a new database, right after `manage.py migrate`, and an empty storage."


def check_empty_database() -> None:
    """Raise BackupError if the database holds anything of anyone's."""
    for model in kept_models():
        if model._meta.label != TASKS and _is_used(model):
            raise BackupError(f"This site is not empty ({model._meta.db_table} has rows): {ADVICE}")


def check_empty_storage() -> None:
    """Raise BackupError if there is any uploaded file."""
    if name := next(stored_names(), None):
        raise BackupError(f"This site is not empty (there is a file {name}): {ADVICE}")


def _is_used(model: type[Model]) -> bool:
    if model is Page:
        return Page._base_manager.count() > SEEDED_PAGES
    return model._meta.label not in SEEDED and model._base_manager.exists()
