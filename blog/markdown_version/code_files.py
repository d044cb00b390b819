"""Serves code listings as plain files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.models import StoredDocument
from search.public.addresses import pages_at
from search.public.visibility import public_pages


@require_safe
def raw_code_listing(request: HttpRequest, path: str, listing: str) -> HttpResponse:
    """Serve one code listing of the public page at `path` as plain text, to be saved.

    Only what is stored is served; 404 for anything else.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host.")
    pages = public_pages(pages_at(site, path))
    stored = StoredDocument.objects.filter(page__in=pages).first()
    listings = stored.document.listings if stored and stored.document else ()
    found = next((code for code in listings if code.id == listing), None)
    if found is None:
        raise Http404("No public listing stands here.")
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    name = found.file_name.replace("\\", "/").rpartition("/")[2] or f"{listing}.txt"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
