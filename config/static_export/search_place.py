"""Makes the search page of a copy that can't search, and links to it where forms would stand."""

import re
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

# Takes a site's name beside the words, without a script.
ENGINE = "https://duckduckgo.com/"

_FORM_TAG = re.compile(r'<form\b[^>]*\brole="search"[^>]*>')
_FORM = re.compile(f"{_FORM_TAG.pattern}.*?</form>", re.DOTALL)
_PLACES = re.compile(r'\s+(?:action|data-suggestions)="[^"]*"')
# As `blog.metadata.json_ld` writes it.
_ACTION = re.compile(r',"potentialAction":\{"@type":"SearchAction".*?"query-input":"[^"]*"\}')


def form_target(search_url: str) -> str:
    """Return the origin that search forms of the export lead to; empty for none."""
    if search_url:
        parts = urlsplit(search_url)
        return f"{parts.scheme}://{parts.netloc}"
    return ENGINE.rstrip("/") if _searched_host() else ""


def search_page(request: HttpRequest, search_url: str) -> str:
    """Return the page that says where to search."""
    host = _searched_host()
    context = {"search_url": search_url, "host": host, "engine": ENGINE}
    return render_to_string("static_export/search.html", context, request=request)


def with_forms_led(html: str, search_url: str) -> str:
    """Return a page whose search forms lead to `search_url`, without suggestions.

    Those can't be had from another site. Without an address, a link to the search page stands in
    each form's place, and search engines are told of no search.
    """
    if search_url:
        action = f' action="{escape(search_url)}">'
        return _FORM_TAG.sub(lambda tag: _PLACES.sub("", tag[0])[:-1] + action, html)
    context = {"url": reverse("search")}
    link = render_to_string("static_export/search_link.html", context)
    return _ACTION.sub("", _FORM.sub(lambda found: link, html))


def _searched_host() -> str:
    """Return the host that a search engine may know; empty for this machine alone."""
    return "" if settings.SITE_HOST in settings.LOOPBACK_HOSTS else settings.SITE_HOST
