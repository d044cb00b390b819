"""Renders Wagtail's choosers without inline scripts, which the admin's policy would stop.

The templates of date inputs and inline panels are replaced to the same end; what they all name
is started by `js/admin_start.js`.
"""

import json

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render_chooser(
    chooser: BaseChooser, name: str, value: object, attrs: dict, renderer: object = None
) -> SafeString:
    """Return a chooser's markup with data in place of its script, as its `render` method."""
    value_data = chooser.get_value_data(value)
    options = chooser.get_js_init_options(attrs["id"], name, value_data)
    is_task = isinstance(chooser, AdminTaskChooser)
    start = {
        "script": "createTaskChooser" if is_task else chooser.js_constructor,
        "id": attrs["id"],
        "options": json.dumps(options),
    }
    markup = chooser.render_html(name, value_data, attrs)
    # Both are Wagtail's and our own templates, which escape what they are given.
    return mark_safe(markup + render_to_string("admin/start.html", start))


def start_script() -> SafeString:
    """Return the tag of the script that starts the widgets, for every page of the admin."""
    return format_html('<script src="{}"></script>', versioned_static("js/admin_start.js"))
