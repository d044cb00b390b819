"""Builds the WSGI environment of a request that came by RSGI."""

import sys
from io import BytesIO
from typing import Any

BASE = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Granian",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": False,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}
PLAIN_HEADERS = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
# What granian puts in place of bytes that are no UTF-8; no address of ours holds it.
REPLACED = "\ufffd"


def make_environ(scope: Any) -> dict[str, Any]:
    """Return the environment (PEP 3333) for an RSGI scope, without a body.

    A path of other bytes than UTF-8 becomes one that `check_head` refuses.
    """
    host, _, port = scope.server.rpartition(":")
    path = "\xff" if REPLACED in scope.path else scope.path.encode().decode("latin-1")
    environ = {
        **BASE,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": path,
        # As the path: bytes beyond ASCII, which `curl` and old programs send as they are.
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        # Empty rather than missing, so that nothing takes the server's own name for it.
        "HTTP_HOST": scope.authority or "",
    }
    return environ | headers_of(scope.headers)


def headers_of(headers: Any) -> dict[str, str]:
    """Return headers as an environment names them; those that came more than once are joined.

    One with an underscore would stand for another, such as X_Forwarded_For, that proxies set.
    """
    found: dict[str, str] = {}
    for name, value in headers.items():
        if "_" in name:
            continue
        key = PLAIN_HEADERS.get(name) or "HTTP_" + name.upper().replace("-", "_")
        if key in found:
            value = f"{found[key]}{'; ' if name == 'cookie' else ','}{value}"
        found[key] = value
    return found
