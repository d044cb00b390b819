"""What is one reader's own, an error or a stream is made for each, and kept for nobody."""

import pytest
from django.core.handlers.wsgi import WSGIRequest

from config.page_cache.answer import MAX_BODY
from tests.config.page_cache.asking import ask, environ, kept

OWN_PATHS = [
    "/admin/",
    "/admin/pages/3/edit/preview/",
    "/admin/login/",
    "/documents/3/report.pdf",
    "/drafts/token/",
    "/search/",
    "/search/?q=drift",
    "/_util/authenticate_with_password/1/2/",
    "/static/css/site.css",
    "/media/images/a.webp",
    "/healthz",
    "/readyz",
    "/metrics",
]
NOT_KEPT = {
    "a cookie": ("200 OK", [("Set-Cookie", "a=b")]),
    "a cookie in small letters": ("200 OK", [("set-cookie", "a=b")]),
    "a redirect with a cookie": ("301 Moved Permanently", [("Set-Cookie", "a=b")]),
    "private": ("200 OK", [("Cache-Control", "private, max-age=60")]),
    "no-store": ("200 OK", [("Cache-Control", "no-store")]),
    "no-cache": ("200 OK", [("Cache-Control", "max-age=0, No-Cache")]),
    "a field that is private": ("200 OK", [("Cache-Control", 'private="Set-Cookie"')]),
    "missing and private": ("404 Not Found", [("Cache-Control", "private")]),
    "cookies": ("200 OK", [("Vary", "Cookie")]),
    "cookies, too": ("200 OK", [("Vary", "Accept-Encoding, cookie")]),
    "languages": ("200 OK", [("Vary", "Accept-Language")]),
    "anything": ("200 OK", [("Vary", "*")]),
    "a part": ("206 Partial Content", []),
    "nothing": ("204 No Content", []),
    "elsewhere": ("302 Found", [("Location", "/admin/login/")]),
    "unchanged": ("304 Not Modified", []),
    "bad": ("400 Bad Request", []),
    "forbidden": ("403 Forbidden", []),
    "a method": ("405 Method Not Allowed", []),
    "gone": ("410 Gone", []),
    "too many": ("429 Too Many Requests", []),
    "an error": ("500 Internal Server Error", []),
    "busy": ("503 Service Unavailable", []),
}


class Counting:
    """An application that answers all the same, with the number of the request as its body."""

    def __init__(self, status="200 OK", headers=(), make=lambda number: [b"%d" % number]):
        self.status, self.headers, self.make = status, headers, make
        self.asked = 0

    def __call__(self, request, start_response):
        self.asked += 1
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return self.make(self.asked)


class Stream:
    """What Django hands over for a StreamingHttpResponse."""

    streaming = True

    def __init__(self, number):
        self.chunks = iter([b"%d" % number, b""])
        self.is_closed = False

    def __iter__(self):
        return self.chunks

    def close(self):
        self.is_closed = True


@pytest.mark.parametrize("case", NOT_KEPT)
def test_answers_that_are_not_for_everyone(case, door):
    site = Counting(*NOT_KEPT[case])
    front = door(site)
    bodies = [ask(front, environ("/page/")).body for _ in range(3)]
    # Where headers shape it, the first is made from the key alone and then for the reader.
    assert bodies == (
        [b"2", b"3", b"4"] if case in ("languages", "anything") else [b"1", b"2", b"3"]
    )
    assert kept(front) == 0


def test_one_that_is_for_everyone_is_kept(door):
    front = door(Counting())
    assert [ask(front, environ("/page/")).body for _ in range(3)] == [b"1"] * 3


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_streams(method, door):
    streams = []

    def make(number):
        streams.append(Stream(number))
        return streams[-1]

    front = door(Counting(make=make))
    for number in range(1, 4):
        reply = ask(front, environ("/page/", method))
        assert reply.body in (b"%d" % number, b"")
    assert kept(front) == 0
    assert [stream.is_closed for stream in streams] == [True] * 3


def test_answers_that_are_too_large(door):
    front = door(Counting(make=lambda number: [b"x" * (MAX_BODY + 1)]))
    assert len(ask(front, environ("/page/")).body) == MAX_BODY + 1
    assert kept(front) == 0


def test_an_application_that_raises(door):
    def fail(number):
        raise ZeroDivisionError

    front = door(Counting(make=fail))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ask(front, environ("/page/"))
    assert kept(front) == 0
    assert not front.application.fills


def test_an_answer_that_breaks_off(door):
    def make(number):
        yield b"half"
        raise ZeroDivisionError

    front = door(Counting(make=make))
    with pytest.raises(ZeroDivisionError):
        ask(front, environ("/page/"))
    assert kept(front) == 0
    assert not front.application.fills


@pytest.mark.parametrize("path", OWN_PATHS)
def test_addresses_of_their_own(path, door):
    front = door(Counting())
    assert [ask(front, environ(path)).body for _ in range(2)] == [b"1", b"2"]
    assert kept(front) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get"])
def test_other_methods_get_no_kept_page_and_leave_none(method, door):
    front = door(Counting())
    assert ask(front, environ("/page/", method)).body == b"1"
    assert kept(front) == 0
    ask(front, environ("/page/"))
    assert ask(front, environ("/page/", method)).body == b"3"


@pytest.mark.parametrize(
    "cookies",
    [
        "sessionid=x",
        "sessionid=",
        " sessionid = x",
        "a=b; sessionid=x",
        "a=b;sessionid=x;sessionid=y",
        "a;b;;sessionid=x",
        'a="b; sessionid=x; c="',
        "=; sessionid=x",
        "sessionid=x=y",
        "sessionid=x, a=b",
        "\x1csessionid\x1f=x",
        # A space of another script, in bytes.
        "\u2003sessionid\u3000=x".encode().decode("latin-1"),
        "a=b;\u00a0sessionid=x".encode().decode("latin-1"),
    ],
)
def test_whoever_has_a_session_gets_no_kept_page(cookies, door):
    front = door(Counting())
    ask(front, environ("/page/"))
    request = environ("/page/", headers=[("Cookie", cookies)])
    assert "sessionid" in WSGIRequest(dict(request)).COOKIES, "as Django reads it"
    assert ask(front, request).body == b"2"
    assert ask(front, environ("/page/")).body == b"1"
