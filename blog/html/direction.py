"""Lets each block of a text that holds right-to-left letters find its own direction."""

import re

from django.utils.translation import get_language_bidi

# Hebrew to Arabic, their presentation forms, and the right-to-left scripts of the later planes.
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# The sanitiser and Django's escaping leave no angle bracket within a tag. What bears data is a
# placeholder that another module looks for as it is. A browser passes over what has a direction of
# its own: where a block begins with another, or with a label in the page's language, as lists and
# tables do, it would find none, and keeps that of the text around it.
_BLOCK = re.compile(
    r"<(?P<tag>blockquote|caption|dd|dt|figcaption|h[1-6]|li|p|summary|td|th)"
    r"(?P<attributes>(?:\s(?![^<>]*\s(?:data-\w+|dir)=)(?![^<>]*markdown-alert-title)[^<>]*)?)>"
    r"(?!\s*(?:<input[^<>]*>\s*)?"
    r"<(?:blockquote|div|dl|figure|h[1-6]|ol|p|pre|section|table|ul|a\sclass=.number)\b)"
)


def with_directions(html: str) -> str:
    """Return a body's HTML with `dir="auto"` on its blocks of text, where one may need it.

    That is where the text has right-to-left letters, or is in a right-to-left language (the
    active one). Elsewhere nothing changes.
    """
    if not (get_language_bidi() or _RTL.search(html)):
        return html
    return _BLOCK.sub(r'<\g<tag>\g<attributes> dir="auto">', html)
