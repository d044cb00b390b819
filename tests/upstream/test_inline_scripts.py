"""Wagtail 8.0: choosers, dates and inline panels of the admin hold scripts of their own.

A policy without 'unsafe-inline' stops them. What fails here can be undone: for choosers
`config/admin/scripts.py`, else the template of the same name in `config/templates/`.
"""

from pathlib import Path

import pytest
import wagtail.admin

ADMIN = Path(wagtail.admin.__file__).parent


@pytest.mark.parametrize(
    "path",
    [
        "widgets/chooser.py",
        "templates/wagtailadmin/panels/inline_panel.html",
        "templates/wagtailadmin/panels/multiple_chooser_panel.html",
        "templates/wagtailadmin/widgets/date_input.html",
        "templates/wagtailadmin/widgets/datetime_input.html",
        "templates/wagtailadmin/widgets/time_input.html",
    ],
)
def test_stock_admin_has_an_inline_script(path):
    assert "<script>" in (ADMIN / path).read_text()
