"""Makes the key that a page is kept by of what in a request decides its page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

Environ = dict[str, Any]

MAX_PATH = 512
# What the pager understands; other numbers lead nowhere, and Django says so.
PAGE_NUMBER = re.compile(r"page=(?:[1-9][0-9]?|100)")

OWN_PATHS = ("/admin/", "/api/v3/", "/documents/", "/drafts/", "/search/", "/_util/")
OWN_ADDRESSES = {"/healthz", "/readyz", "/metrics"}
SERVER_NAMES = ("SERVER_NAME", "SERVER_PORT")


class Key(NamedTuple):
    """Where a page is: all that may make one anonymous reader's page differ from another's."""

    is_secure: bool
    host: str
    path: str
    query: str


@dataclass(frozen=True)
class Asked:
    """A request that a kept page may answer; `has_junk` tells of parameters left out of the key."""

    key: Key
    has_junk: bool


class RequestReader:
    """Reads what the settings say once."""

    def __init__(self) -> None:
        self.hosts = known_hosts()
        self.personal_cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        self.own_paths = (*OWN_PATHS, settings.STATIC_URL, urlsplit(settings.MEDIA_URL).path)
        trusted: tuple[str, str] | None = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
        self.proto_header, self.proto_value = trusted or ("", "")

    def read(self, environ: Mapping[str, Any]) -> Asked | None:
        """Return what is asked for, or None where Django alone may answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
            return None
        host, path = environ.get("HTTP_HOST", "").lower(), environ.get("PATH_INFO", "")
        if host not in self.hosts or not self.is_public(path):
            return None
        if "HTTP_AUTHORIZATION" in environ or environ.get("CONTENT_LENGTH", "") not in ("", "0"):
            return None
        if "HTTP_COOKIE" in environ and self.is_personal(environ["HTTP_COOKIE"]):
            return None
        query = environ.get("QUERY_STRING", "")
        kept = kept_query(query) if query else ""
        if kept is None:
            return None
        return Asked(Key(self.is_secure(environ), host, path, kept), has_junk=kept != query)

    def is_public(self, path: str) -> bool:
        return (
            path.startswith("/")
            and len(path) <= MAX_PATH
            and not path.startswith(self.own_paths)
            and path not in OWN_ADDRESSES
        )

    def is_personal(self, cookies: str) -> bool:
        """Tell whether a reader has a session, or a form with a token; other cookies are junk.

        Read as Django reads them, which strips the spaces of all scripts.
        """
        text = cookies.encode("latin-1", "replace").decode(errors="replace")
        names = (part.partition("=")[0].strip() for part in text.split(";"))
        return any(name in self.personal_cookies for name in names)

    def is_secure(self, environ: Mapping[str, Any]) -> bool:
        """Tell what Django's `is_secure` will."""
        if self.proto_header and (value := environ.get(self.proto_header)) is not None:
            return value.partition(",")[0].strip() == self.proto_value
        return environ.get("wsgi.url_scheme") == "https"

    def plain_environ(self, environ: Environ, key: Key) -> Environ:
        """Return the request as its key alone tells it, so that nothing else can shape the page.

        Named is what stays: by the charset of a Content-Type, Django would read the query.
        """
        plain = {name: environ[name] for name in SERVER_NAMES if name in environ}
        plain |= {name: value for name, value in environ.items() if name.startswith("wsgi.")}
        # An answer that is a file would no longer be told from a page.
        plain.pop("wsgi.file_wrapper", None)
        plain |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query, "HTTP_HOST": key.host}
        plain |= {"SCRIPT_NAME": "", "PATH_INFO": key.path, "wsgi.input": BytesIO()}
        plain["wsgi.url_scheme"] = "https" if key.is_secure else "http"
        if self.proto_header:
            plain[self.proto_header] = self.proto_value if key.is_secure else "http"
        return plain


def known_hosts() -> frozenset[str]:
    """Return the values of `Host` that pages are kept for: those named in full.

    With the port of the address and of the server; Django would take any port, and below a
    pattern such as .example.org any name.
    """
    address = urlsplit(settings.SITE_URL)
    names = [host.lower() for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    ports = {"", f":{settings.PORT}"} | ({f":{address.port}"} if address.port else set())
    return frozenset(f"{name}{port}" for name in names for port in ports)


def kept_query(query: str) -> str | None:
    """Return the parameters that shape a page, "" for none, or None where it is not clear.

    Only `page=2` itself is kept. What else looks like `page`, or a second one, Django reads.
    """
    kept = ""
    for part in query.split("&"):
        if PAGE_NUMBER.fullmatch(part) and not kept:
            kept = part
        elif is_perhaps_page(part.partition("=")[0]):
            return None
    return kept


def is_perhaps_page(name: str) -> bool:
    """Tell whether a parameter's name may read `page` once it is decoded."""
    return name == "page" or "%" in name
