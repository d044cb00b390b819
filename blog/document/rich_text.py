"""Rich text to HTML, as safe as Markdown's."""

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from blog.document.sanitise import sanitise


def render_rich_text(value: RichText | None) -> SafeString:
    """Return safe HTML: what did not come through the editor was never filtered."""
    return mark_safe(sanitise(expand_db_html(value.source)) if value else "")
