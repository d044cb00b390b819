"""No form of the admin holds a script of its own, in this version of Wagtail or the next."""

import re
from pathlib import Path

import pytest
import wagtail
from django.forms.renderers import get_default_renderer
from wagtail.admin import widgets
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.images.widgets import AdminImageChooser

INLINE = re.compile(r"<script(?![^>]*(?:src=|application/json))[^>]*>")
# Each has a template of the same name in config/templates.
REPLACED = {
    "wagtailadmin/panels/inline_panel.html",
    "wagtailadmin/panels/multiple_chooser_panel.html",
    "wagtailadmin/widgets/date_input.html",
    "wagtailadmin/widgets/datetime_input.html",
    "wagtailadmin/widgets/time_input.html",
    "wagtailsearchpromotions/add.html",
    "wagtailsearchpromotions/edit.html",
}
OURS = Path(__file__).parents[3] / "config/templates"


def test_wagtails_templates_hold_no_inline_script_but_those_replaced():
    root = Path(wagtail.__file__).parent
    found = {
        str(path).split("/templates/", 1)[1]
        for path in root.glob("**/templates/**/*.html")
        # Not installed here.
        if "test" not in path.parts
        if INLINE.search(path.read_text())
    }
    assert found == REPLACED
    assert [name for name in sorted(REPLACED) if not (OURS / name).exists()] == []


@pytest.mark.parametrize(
    ("widget", "script"),
    [
        (widgets.AdminDateInput(), "initDateChooser"),
        (widgets.AdminDateTimeInput(), "initDateTimeChooser"),
        (widgets.AdminTimeInput(), "initTimeChooser"),
        (widgets.AdminPageChooser(), "PageChooser"),
        (AdminImageChooser(), "ImageChooser"),
        (AdminTaskChooser(), "createTaskChooser"),
    ],
)
def test_a_widget_hands_its_options_over_as_data(db, widget, script):
    renderer = get_default_renderer()
    html = widget.render("x", None, attrs={"id": 'id_"><script>'}, renderer=renderer)
    assert "<script" not in html
    assert f'data-start-script-value="{script}"' in html
    started = (OURS.parent / "static/js/admin_start.js").read_text()
    assert f'"{script}"' in started
