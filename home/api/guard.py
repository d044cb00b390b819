"""Stands before each address of Wagtail's API, and sees to what this site asks of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from wagtail.admin.auth import require_admin_access
from wagtail.models import APIToken

from home.api.pages import CHECKED, PageRules
from home.api.problems import refusal
from home.api.public_answers import without_hidden_names
from home.api.readable import UnreadableRequestError, check_query, is_known_number, read_object
from home.api.sent.texts import NEW_FILES
from home.api.tokens import token_of
from home.api.undocumented import unknown_fields
from home.api.visibility import may_list

View = Callable[..., HttpResponse]
# What says which operations there are; for people who are signed in, and for tokens.
DOCUMENTATION = {"api-root", "openapi-json", "openapi-view"}
# OneTransactionMiddleware opens a transaction for all others.
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
# What answers one request too many.
Limit = Callable[[HttpRequest, APIToken | None], HttpResponse | None]


def guarded(view: View, too_often: Limit) -> View:
    """Return a view of the API that answers within the rules of this site."""

    @csrf_exempt
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = NEW_FILES.set([])
        try:
            token = token_of(request.headers.get("Authorization", ""))
            if token is None:
                _take_off_token(request)
            response = too_often(request, token)
            response = response or _answer(view, request, token, *args, **kwargs)
            if response.status_code >= 400 and request.method not in READING:
                _undo()
        except BaseException:
            _remove_files()
            raise
        finally:
            NEW_FILES.reset(made)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Authorization"])
        return response

    return guard


def _answer(
    view: View, request: HttpRequest, token: APIToken | None, *args: Any, **kwargs: Any
) -> HttpResponse:
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in DOCUMENTATION and request.method not in READING:
        return refusal(405, "This can only be read.")
    if name in DOCUMENTATION:
        return (view if token else require_admin_access(view))(request, *args, **kwargs)
    if not all(map(is_known_number, kwargs.values())):
        return refusal(404, "There is nothing of this number.")
    try:
        check_query(request)
        data = read_object(request) if request.method not in READING else None
    except UnreadableRequestError as error:
        return refusal(422, str(error), place=["body"])
    if not may_list(name, token):
        return refusal(403 if token else 401, "This is not for you to see.")
    if found := unknown_fields(request, name, data):
        return refusal(422, *(f"“{each}” can't be written." for each in found), place=["body"])
    if token and name in CHECKED:
        rules = PageRules(token.user, name, request.method or "", data or {})
        try:
            # An int, or a text that Wagtail makes one of later.
            page_id = str(kwargs.get("page_id", ""))
            if answer := rules.answer(int(page_id) if page_id.isdecimal() else None):
                return answer
        except ValidationError as error:
            return refusal(422, *error.messages)
    response = view(request, *args, **kwargs)
    return response if token else without_hidden_names(response)


def _take_off_token(request: HttpRequest) -> None:
    """Let Wagtail see no token that is none any more."""
    request.META.pop("HTTP_AUTHORIZATION", None)
    request.__dict__.pop("headers", None)


def _undo() -> None:
    """Take back what a refused request wrote before it was refused."""
    transaction.set_rollback(True)
    _remove_files()


def _remove_files() -> None:
    for row in NEW_FILES.get([]):
        row.file.storage.delete(row.file.name)
