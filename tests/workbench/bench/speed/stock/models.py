"""A page type as `wagtail start` makes one: nothing beyond Wagtail's own page."""

from wagtail.models import Page


class StockPage(Page):
    """A page with a title."""
