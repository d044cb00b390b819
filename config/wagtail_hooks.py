"""Registers what the shell adds to the admin."""

from wagtail import hooks
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import BaseChooser

from config.admin.scripts import render_chooser, start_script
from config.admin.spreadsheets import write_csv_row
from config.backup.panel import add_backup_panel

hooks.register("insert_global_admin_js", start_script)
hooks.register("construct_homepage_panels", add_backup_panel)
BaseChooser.render = render_chooser
SpreadsheetExportMixin.write_csv_row = write_csv_row
