"""Registers search's hooks."""

from wagtail import hooks

from search.counting.report_menu import (
    drop_stock_report,
    misses_menu_item,
    report_permissions,
    searches_menu_item,
    urlpatterns,
)
from search.public.visibility import refuse_hidden

hooks.register("before_serve_page", refuse_hidden)
hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register("register_reports_menu_item", searches_menu_item)
hooks.register("register_reports_menu_item", misses_menu_item)
hooks.register("construct_reports_menu", drop_stock_report)
hooks.register("register_permissions", report_permissions)
