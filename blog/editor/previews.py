"""Names the previews of a post in the editor, and the templates of those beside the page."""

from django.utils.translation import gettext_lazy as _

PREVIEW_MODES = [
    ("", _("Page")),
    ("teaser", _("Teaser")),
    ("feed", _("Feed entry")),
    ("search", _("Search result")),
    ("card", _("Social card")),
]
PREVIEW_TEMPLATES = {
    "teaser": "blog/previews/teaser.html",
    "feed": "blog/previews/feed_entry.html",
    "search": "blog/previews/search_result.html",
    "card": "blog/previews/social_card.html",
}
