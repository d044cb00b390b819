"""Redirects old addresses to where their pages stand now, with `wagtail.contrib.redirects`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import resolve
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.utils.http import escape_leading_slashes
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page, Site

from config.responses.not_found import FILES
from search.public.visibility import public_pages

# Of an old address, by its column; and how many parts of a path are looked at.
MAX_PATH, MAX_PARTS = 255, 20
# Rows tried for one address: its own, and those of the pages above it.
MAX_TRIED = 4
# Links of editors that lead to one another.
MAX_STEPS = 3


class RedirectMiddleware:
    """Answers where nothing is found by the row of an old address, or of a page above it.

    What stands below a page that was renamed (feeds, topics, Markdown, code) has no rows: its
    old address is that page's and the rest. In place of Wagtail's own middleware, which leads
    round in circles and to what isn't public, and drops the query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        site = Site.find_for_request(request)
        target = find_target(site, request.get_full_path()) if site else None
        if target is None:
            return response
        answer = HttpResponsePermanentRedirect if target.is_permanent else HttpResponseRedirect
        return answer(target.url)


@dataclass(frozen=True)
class Target:
    """Where an old address leads, as a full address or one of the same site."""

    url: str
    is_permanent: bool


@dataclass(frozen=True)
class _OldAddress:
    """An address that a row may be of: `rest` stands below it, `query` is left to be kept."""

    path: str
    rest: str = ""
    query: str = ""


def find_target(site: Site, address: str, *, steps: int = MAX_STEPS) -> Target | None:
    """Return where an address of a site (with its query, if any) leads that answers no more.

    To what answers and is public, or what an editor typed; None for nowhere.
    """
    olds = {old.path: old for old in reversed(list(_old_addresses(address)))}
    rows = Redirect.get_for_site(site).filter(old_path__in=olds).select_related("redirect_page")
    # The longest address first, and a site's own row before that of all sites.
    found = sorted(rows, key=lambda row: (len(row.old_path), bool(row.site_id)), reverse=True)
    for row in found[:MAX_TRIED]:
        old = olds[row.old_path]
        if row.redirect_page_id:
            url = _url_of_page(row, old, site)
        else:
            url = "" if old.rest else _url_of_link(row, site, steps)
        if url:
            return Target(_with_query(url, old.query), row.is_permanent)
    return None


def drop_rows_at(instance: Page, **kwargs: object) -> None:
    """Drop the rows that were made of what is now the address of a page, or of one below it.

    They would lead away from it, or to itself, as soon as it isn't shown any more. What an editor
    typed stays: it may say where to go then. A receiver of signals.
    """
    parts = instance.get_url_parts()
    if parts is None:
        return
    site_id, _root_url, page_path = parts
    site = Site.objects.select_related("root_page").filter(pk=site_id).first()
    if site is None:  # deleted while its paths are remembered
        return
    path = Redirect.normalise_path(page_path)
    rows = Redirect.get_for_site(site).filter(
        Q(old_path=path) | Q(old_path__startswith=f"{path.rstrip('/')}/"),
        automatically_created=True,
    )
    places = {f"{site.root_page.url_path}{row.old_path[1:]}/": row.pk for row in rows}
    if places:
        taken = Page.objects.filter(live=True, url_path__in=places)
        taken = taken.values_list("url_path", flat=True)
        Redirect.objects.filter(pk__in=[places[each] for each in taken]).delete()


def _old_addresses(address: str) -> Iterator[_OldAddress]:
    """Yield what rows may hold of an address, in the order of preference."""
    if "\0" in address:
        return
    # No browser sends the sign, which would end the query of where it leads.
    address = address.replace("#", "%23")
    whole = Redirect.normalise_path(address, decode_unicode=False)
    path, _sign, query = address.partition("?")
    if query:
        yield from (_OldAddress(each) for each in (uri_to_iri(whole), whole))
    alone = Redirect.normalise_path(path, decode_unicode=False)
    yield from (_OldAddress(each, query=query) for each in (uri_to_iri(alone), alone))
    parts = uri_to_iri(path).split("/")[1:]
    for count in range(min(len(parts) - 1, MAX_PARTS), 0, -1):
        above, rest = f"/{'/'.join(parts[:count])}", "/".join(parts[count:])
        if rest and len(above) <= MAX_PATH:
            yield _OldAddress(above, rest, query)


def _url_of_page(row: Redirect, old: _OldAddress, site: Site) -> str:
    """Return the address of a row's page, or of what stands below that; empty for none."""
    page = row.redirect_page
    if not old.rest:
        return (row.link or "") if public_pages(Page.objects.filter(pk=page.pk)).exists() else ""
    site_id, root_url, page_path = page.get_url_parts() or (None, "", "/")
    # Below the front page stands all of a site.
    if page_path == "/" or row.redirect_page_route_path:
        return ""
    path = f"{page_path}{old.rest}"
    target = site if site.pk == site_id else Site.objects.get(pk=site_id)
    if not _has_answer_at(path, target):
        return ""
    return iri_to_uri(path if target is site else f"{root_url}{path}")


def _url_of_link(row: Redirect, site: Site, steps: int) -> str:
    """Return the address that an editor typed, unless it leads nowhere on this site."""
    link = _split_or_none(row.redirect_link)
    if link is None:
        return ""
    is_here = not link.netloc or link.netloc == urlsplit(site.root_url).netloc
    if not is_here or link.path.startswith(FILES):
        return row.redirect_link
    path = escape_leading_slashes(link.path)
    if _has_answer_at(path, site) or _has_answer_at(f"{path.rstrip('/')}/", site):
        return row.redirect_link
    after = find_target(site, path, steps=steps - 1) if steps else None
    return after.url if after else ""


def _has_answer_at(path: str, site: Site) -> bool:
    """Tell whether an anonymous reader gets what stands at a path of a site."""
    request = get_dummy_request(path=path, site=site)
    request.user, request.session = AnonymousUser(), {}
    try:
        match = resolve(path)
        if match.url_name == "wagtail_serve":
            (address,) = match.args
            found = Page.route_for_request(request, address)
            # A form that asks for a password answers too.
            if not found or not public_pages(Page.objects.filter(pk=found.page.pk)).exists():
                return False
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return False
    return response.status_code == HTTPStatus.OK


def _with_query(url: str, query: str) -> str:
    parts = _split_or_none(url)
    if parts is None or not query:
        return url
    return parts._replace(query="&".join(filter(None, [parts.query, query]))).geturl()


def _split_or_none(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
