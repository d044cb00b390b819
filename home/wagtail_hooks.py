"""Registers the guards of user management."""

from wagtail import hooks

from home.people.users import EmailSettingsPanel, guard_superuser, guard_superusers

hooks.register("register_account_settings_panel", EmailSettingsPanel)
hooks.register("before_edit_user", guard_superuser)
hooks.register("before_delete_user", guard_superuser)
hooks.register("before_bulk_action", guard_superusers)
