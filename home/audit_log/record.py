"""Writes to Wagtail's log what a person did, or what was done to them."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry


def record(
    action: str, subject: Model, *, by: AbstractBaseUser | None = None, **data: str | int
) -> ModelLogEntry:
    """Add an entry about a user or another row, and return it.

    `action` stands in `home.audit_log.actions.ACTIONS`; another one raises Wagtail's
    `ValidationError`. `by` is who did it, by default whoever the admin's request comes from.
    `data` fills the entry's message: plain texts and numbers, none of them secret.
    """
    return log(subject, action, user=by, data=data)
