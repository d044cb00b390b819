"""Answers an address that leads nowhere by a page with what the reader may have meant."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from search.analysis.letters import MARKS
from search.results.results import Suggestion
from search.results.suggesting import suggest_headings

MAX_WORDS = 6
MAX_SHOWN = 5
# Where files lie and programs look: nobody mistyped a title there.
FILES = (
    "/admin/",
    "/documents/",
    "/drafts/",
    settings.STATIC_URL,
    urlsplit(settings.MEDIA_URL).path,
)
PAGE_SUFFIXES = {"", "htm", "html", "md"}

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}]){{1,39}}")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with the words of the address in the search form, and pages that have them.

    What machines knock at all day is to cost little: one look-up as for a field that is being
    typed in, none where the address has no words.
    """
    words = words_of(request.path_info)
    context = {"words": words, "suggestions": find_meant(words, request) if words else []}
    response = render(request, "404.html", context, status=404)
    response["X-Robots-Tag"] = "noindex"
    return response


def words_of(path: str) -> str:
    """Return the words of a path's last part, as a query; empty for numbers and files."""
    if path.startswith(FILES):
        return ""
    name = path.rstrip("/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() not in PAGE_SUFFIXES:
        return ""
    words = _WORD.findall(stem if dot else name)
    return " ".join([word for word in words if not word.isdigit()][:MAX_WORDS])


def find_meant(words: str, request: HttpRequest) -> list[Suggestion]:
    """Return pages and sections whose headings hold all the words; none where that fails."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    try:
        found = suggest_headings(words, root=site.root_page, request=request)
    except DatabaseError:
        return []
    return [*found.titles, *found.sections][:MAX_SHOWN]
