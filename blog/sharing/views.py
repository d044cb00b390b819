"""Shows a draft to whoever has a link that opens it."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from blog.models import DraftLink
from blog.models.unpublished.binned_page import is_binned

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def show_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Serve the newest draft of a link's page; 404 for one that is wrong, over or revoked.

    The same for everyone: the visitor's own rights show nothing more.
    """
    link = DraftLink.objects.signed(token).open().select_related("page").first()
    if link is None or is_binned(link.page):
        raise Http404("This link does not open a draft.")
    draft = link.page.get_latest_revision_as_object()
    request.user = AnonymousUser()
    request.is_shared_draft = True
    response = draft.serve_preview(request, draft.default_preview_mode)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
