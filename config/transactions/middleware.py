"""Runs each view that may write in one transaction."""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError
from django.http import HttpRequest, HttpResponse

from blog.checks.secrets_gate import SecretsFoundError
from blog.desk.stopped_publishing import stopped_response
from config.freshness.watcher import settle_all
from config.transactions.busy import busy_response
from config.transactions.transaction import (
    is_busy,
    let_writer_through,
    one_transaction,
)

# Bulk actions open their own: Wagtail's one for all pages, the blog's one for each.
EXEMPT = {"wagtail_bulk_action"}
READING_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class OneTransactionMiddleware:
    """Commits all that a request's view writes, or nothing of it; must come last.

    Django's ATOMIC_REQUESTS, but for the requests that may write and with SQLite's write lock
    taken by the first write. `transaction.non_atomic_requests` exempts a view here too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        let_writer_through()
        try:
            return self.get_response(request)
        finally:
            settle_all()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        match = request.resolver_match
        is_own = is_exempt(view) or (match is not None and match.url_name in EXEMPT)
        if request.method in READING_METHODS or is_own:
            return None
        try:
            with one_transaction():
                return view(request, *args, **kwargs)
        except SecretsFoundError as error:
            return stopped_response(request, error)
        except OperationalError as error:
            if not is_busy(error):
                raise
            return busy_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a view with a transaction of its own, which has rolled back by now."""
        return stopped_response(request, error) if isinstance(error, SecretsFoundError) else None


def is_exempt(view: Callable[..., Any]) -> bool:
    return DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ())
