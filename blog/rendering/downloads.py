"""Puts placeholders for offered files into a body, and fills them with what the file is today."""

import re
from collections.abc import Mapping
from html import unescape

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog.html.site_ids import PK

_PLACEHOLDER = '<p class="download" id="{}" data-document="{}" data-title="{}"></p>'
_TEXT = '([^"<>]*)'
_DOWNLOAD = re.compile(_PLACEHOLDER.format(_TEXT, f"({PK})", _TEXT))


def download_placeholder(anchor: str, document: Model | None, title: str) -> SafeString:
    """Return what stands for a document in a body, under the title that it was given."""
    return format_html(_PLACEHOLDER, anchor, document.pk if document else 0, title)


def find_downloads(html: str) -> set[int]:
    """Return the ids of the documents that a body offers."""
    return {int(pk) for _anchor, pk, _title in _DOWNLOAD.findall(html)}


def place_downloads(html: str, documents: Mapping[int, Model]) -> str:
    """Return HTML with the documents at their placeholders; of a deleted one its title."""

    def place(match: re.Match[str]) -> str:
        anchor, pk, title = match.groups()
        document = documents.get(int(pk))
        context = {"id": anchor, "document": document, "title": unescape(title)}
        return render_to_string("blog/blocks/download.html", context).strip()

    return _DOWNLOAD.sub(place, html)
