"""Warns in development of a view that reads more of a request than a kept page's key holds."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import HttpHeaders
from django.utils.cache import has_vary_header

from config.page_cache.request import RequestReader

# The key holds them, or no page is kept for a request that has them.
KNOWN = {"page", "Host", "Cookie", "Authorization", "Content-Length", "Accept-Encoding"}
# They decide whether an answer is sent, not what it says.
CONDITIONS = {"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "Range"}
ALL = "all parameters"
# Each page of Wagtail reads it, for an ajax_template that none of ours has.
BY_WAGTAIL = {"X-Requested-With"}
# What of `request.META` a request can shape, besides headers.
SHAPED = {"QUERY_STRING": ALL, "REMOTE_ADDR": "REMOTE_ADDR", "CONTENT_TYPE": "Content-Type"}

Heard = Callable[[str], None]

logger = logging.getLogger(__name__)


class UndeclaredReadsMiddleware:
    """Innermost, so that it hears views and templates and no other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.reader = RequestReader()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not self.reader.is_public(request.path_info):
            return self.get_response(request)
        read: set[str] = set()
        known = KNOWN | CONDITIONS | BY_WAGTAIL | {proto_header(self.reader.proto_header)}
        listen(request, read.add)
        response = self.get_response(request)
        named: set[str] = getattr(response, "shaped_by", set())
        for name in sorted(read - known - named):
            if not has_vary_header(response, name):
                warn(request, response, name)
        return response


def proto_header(key: str) -> str:
    return HttpHeaders.parse_header_name(key) or ""


def warn(request: HttpRequest, response: HttpResponse, name: str) -> None:
    match = request.resolver_match
    view = match._func_path if match else request.path_info
    page = (getattr(response, "context_data", None) or {}).get("page")
    if page is not None:
        view = f"{view} of {type(page).__name__}"
    logger.warning(
        "The view %s reads %r of the request, which kept pages are not told apart by: all readers "
        "get one page, made without it. Name it with search.public.http_caching.shaped_by.",
        view,
        name,
    )


def listen(request: HttpRequest, hear: Heard) -> None:
    """Call a function with the name of each parameter and header that is read from now on."""
    request.GET = ListenedQuery(request.GET, hear)  # type: ignore[assignment]  # read-only too
    request.META = ListenedMeta(request.META, hear)
    request.headers = ListenedHeaders(request.META, hear)


class ListenedQuery(QueryDict):
    """Parameters that report which of them is read."""

    def __init__(self, query: QueryDict, hear: Heard) -> None:
        super().__init__("", mutable=True, encoding=query.encoding)
        for name, values in query.lists():
            self.setlist(name, values)
        self._mutable = False
        self.hear = hear

    def __getitem__(self, name: str) -> Any:
        self.hear(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.hear(str(name))
        return super().__contains__(name)

    def _getlist(self, name: str, *args: Any, **kwargs: Any) -> Any:
        self.hear(name)
        return super()._getlist(name, *args, **kwargs)  # type: ignore[misc]  # undocumented

    def __iter__(self) -> Iterator[str]:
        self.hear(ALL)
        return super().__iter__()

    def keys(self) -> Any:
        self.hear(ALL)
        return super().keys()

    def lists(self) -> Any:
        self.hear(ALL)
        return super().lists()

    def __deepcopy__(self, memo: Any) -> QueryDict:  # type: ignore[override]  # copies don't listen
        self.hear(ALL)
        copy = QueryDict("", mutable=True, encoding=self.encoding)
        for name, values in super().lists():
            copy.setlist(name, list(values))
        return copy


class ListenedMeta(dict):
    """The environ, which reports what of a client's is read."""

    def __init__(self, environ: dict[str, Any], hear: Heard) -> None:
        super().__init__(environ)
        self.hear = hear

    def tell(self, key: object) -> None:
        name = SHAPED.get(str(key)) or HttpHeaders.parse_header_name(str(key))
        if (name and str(key) in SHAPED) or str(key).startswith("HTTP_"):
            self.hear(str(name))

    def __getitem__(self, key: str) -> Any:
        self.tell(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.tell(key)
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.tell(key)
        return super().get(key, default)


class ListenedHeaders(HttpHeaders):
    """The headers, which report which of them is read."""

    def __init__(self, environ: ListenedMeta, hear: Heard) -> None:
        super().__init__(dict(environ.items()))
        self.hear = hear

    def __getitem__(self, name: str) -> str:
        self.hear(name.replace("_", "-").title())
        return super().__getitem__(name)
