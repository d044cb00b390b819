"""Registers what the shell adds to the admin."""

from wagtail import hooks
from wagtail.admin.widgets import BaseChooser

from config.admin.scripts import render_chooser, start_script
from config.backup.panel import add_backup_panel

hooks.register("insert_global_admin_js", start_script)
hooks.register("construct_homepage_panels", add_backup_panel)
BaseChooser.render = render_chooser
