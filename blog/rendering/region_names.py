"""Gives what scrolls inside itself names that a screen reader tells apart."""

import re
from collections import Counter
from html import unescape

from django.utils.html import escape
from django.utils.translation import gettext

from blog.html.plain_text import plain_text
from search.database.columns import shortened

MAX_CHARACTERS = 100
MAX_HEADS = 4

# As `code_listing.py`, `numbered_html.py`, `terminal_output.py` and `table_block.html` write them.
_REGION = re.compile(
    r'(?P<opening><(?:pre|div|span)\s+class="(?:code__text|table|equation)"(?:\s+id="[^"]*")?'
    r'\s+tabindex="0"\s+role="group"\s+aria-label=")(?P<name>[^"]*)(?P<end>">'
    r"(?:\s*<table[^<>]*>\s*(?:<caption[^<>]*>(?P<caption>.*?)</caption>\s*)?"
    r"(?:<thead[^<>]*>(?P<head>.*?)</thead>)?)?)",
    re.DOTALL,
)
_HEAD = re.compile(r"<th\b[^<>]*>(.*?)</th>", re.DOTALL)


def with_region_names(html: str) -> str:
    """Return a Document's HTML with each table named by its caption, else by its columns.

    Of several with one name, of listings and formulas too, all but the first bear a number.
    """
    counts: Counter[str] = Counter()

    def rename(match: re.Match[str]) -> str:
        name = _name_of_table(match) or unescape(match["name"])
        counts[name] += 1
        if counts[name] > 1:
            name = f"{name}, {counts[name]}"
        return f"{match['opening']}{escape(name)}{match['end']}"

    return _REGION.sub(rename, html)


def _name_of_table(match: re.Match[str]) -> str:
    if match["caption"]:
        return shortened(plain_text(match["caption"]), MAX_CHARACTERS)
    heads = [plain_text(head) for head in _HEAD.findall(match["head"] or "")[:MAX_HEADS]]
    words = ", ".join(filter(None, heads))
    if not words:
        return ""
    return shortened(gettext("Table: %(columns)s") % {"columns": words}, MAX_CHARACTERS)
