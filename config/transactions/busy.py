"""Answers where the database is busy or away: try again, and nothing typed is lost."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from config.media.object_storage import StoreAwayError
from config.request_limits.malformed import is_malformed
from config.transactions.transaction import is_away, is_busy

RETRY_SECONDS = 5
HEADERS = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "private, no-store"}


def busy_response(request: HttpRequest) -> HttpResponse:
    """Answer 503 with a form that sends the same again, or as JSON where a script asked.

    Passwords and files are not sent to the browser and back; the page says which are missing.
    """
    if not request.accepts("text/html"):
        return unsaved(
            _("Others are saving just now. Your text is not saved yet: please save it again.")
        )
    # The admin's page names the user, of whom nobody asked yet where a middleware failed.
    is_admin = request.path.startswith(reverse("wagtailadmin_home")) and hasattr(request, "user")
    return try_again(request, "busy/admin.html" if is_admin else "busy/site.html")


def away_response(request: HttpRequest) -> HttpResponse:
    """Answer 503 like `busy_response`, by a page that asks the database nothing."""
    if not request.accepts("text/html"):
        return unsaved(
            _("The database can't be reached. Your text is not saved yet: please save it again.")
        )
    return try_again(request, "busy/away.html")


def try_again(request: HttpRequest, template: str) -> HttpResponse:
    kept = request.POST.lists() if is_own_form(request) else ()
    context = {
        "fields": [(name, value) for name, values in kept if is_kept(name) for value in values],
        "has_files": bool(request.FILES),
        "has_passwords": any(is_password(name) for name in request.POST),
    }
    page = render_to_string(template, context, request)
    return HttpResponse(page, status=503, headers=HEADERS)


def is_own_form(request: HttpRequest) -> bool:
    """Tell whether the CSRF check lets a request through, which it may not have come to.

    The form that is sent again has a good token, whoever made the one before. For that its cookie
    has to be read, or the new form would be refused.
    """
    guard = CsrfViewMiddleware(lambda request: HttpResponse())
    guard.process_request(request)
    return guard.process_view(request, try_again, (), {}) is None


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of any request, as Django's handler does.

    Where the database or the storage is busy or away it is a 503. What a malformed request caused
    is a 400 (Wagtail's views trust their own forms and links).
    """
    error = sys.exc_info()[1]
    if is_busy(error):
        return busy_response(request)
    if is_away(error):
        return away_response(request)
    if isinstance(error, StoreAwayError):
        text = _("The site can't reach its storage. Please try again in a minute.")
        return HttpResponse(text, "text/plain; charset=utf-8", 503, headers=HEADERS)
    if isinstance(error, Exception) and is_malformed(error, request):
        return defaults.bad_request(request, error)
    return defaults.server_error(request)


def unsaved(message: str) -> JsonResponse:
    """Return what Wagtail's autosave shows; it tries again with the next change."""
    return JsonResponse(
        {
            "success": False,
            # One of the codes whose message Wagtail 8 shows.
            "error_code": "validation_error",
            "error_message": message,
        },
        status=503,
        headers=HEADERS,
    )


def is_kept(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and not is_password(name)


def is_password(name: str) -> bool:
    return "password" in name.lower()
