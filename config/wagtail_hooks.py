"""Registers what the shell adds to the admin."""

from wagtail import hooks
from wagtail.admin.widgets import BaseChooser

from config.admin.scripts import render_chooser, start_script

hooks.register("insert_global_admin_js", start_script)
BaseChooser.render = render_chooser
