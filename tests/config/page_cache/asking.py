"""Requests as granian (2.8) hands them over, and what comes back for them."""

from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

HOST = "example.org"


class Reply(NamedTuple):
    """All that a client sees."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def code(self):
        return int(self.status[:3])

    def header(self, name):
        return dict(self.headers)[name]

    def holds(self, word):
        text = self.status + str(self.headers)
        return word.lower() in text.lower() or word.lower().encode() in self.body.lower()


class Repeating:
    """An application that gives the answer it gave to the very same request before."""

    def __init__(self, application):
        self.application = application
        self.replies = {}

    def __call__(self, request, start_response):
        key = told(request)
        if key not in self.replies:
            self.replies[key] = ask(self.application, request)
        status, headers, body = self.replies[key]
        start_response(status, list(headers))
        return [body]


def told(request):
    """All that a request says."""
    texts = {name: value for name, value in request.items() if isinstance(value, str)}
    body = request["wsgi.input"].read()
    request["wsgi.input"].seek(0)
    return tuple(sorted(texts.items())), body


def environ(target="/", method="GET", headers=(), body=b"", **changes):
    """The environ of a request; several headers of one name are joined."""
    found = {
        **address_of(target),
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if body:
        found["CONTENT_LENGTH"] = str(len(body))
    named = {}
    for name, value in headers:
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        mark = ";" if key == "HTTP_COOKIE" else ","
        named[key] = f"{named[key]}{mark}{value}" if key in named else value
    return found | named | changes


def address_of(target):
    """The variables that a request's target becomes."""
    path, _, query = target.partition("?")
    query = query.encode().decode("latin-1")
    return {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query}


def ask(application, request):
    """Send a request and read the whole answer."""
    head = []

    def start_response(status, headers, exc_info=None):
        head[:] = status, headers

    result = application(request, start_response)
    try:
        body = b"".join(result)
    finally:
        if end := getattr(result, "close", None):
            end()
    return Reply(*head, body)


def kept(front):
    """How many answers are kept."""
    return len(front.application.memory.found) + len(front.application.memory.missing)
