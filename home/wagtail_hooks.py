"""Registers the guards of user management."""

from wagtail import hooks

from home.users import guard_superuser, guard_superusers

hooks.register("before_edit_user", guard_superuser)
hooks.register("before_delete_user", guard_superuser)
hooks.register("before_bulk_action", guard_superusers)
