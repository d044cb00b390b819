"""A WSGI application under RSGI, called as granian calls it."""

import asyncio
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, QueryDict, StreamingHttpResponse
from granian.rsgi import ProtocolClosed

from config.media.views import serve_media
from config.request_limits.limits import MAX_STRANGERS_BODY_BYTES
from config.serving import bridge
from config.serving.bridge import Bridge


class Headers(dict):
    """Lists of values by name, of which granian yields each."""

    def items(self):
        return [(name, value) for name, values in super().items() for value in values]


class Protocol:
    """Stands for granian's: yields a body and keeps the answer."""

    file, is_gone = None, False

    def __init__(self, *pieces):
        self.pieces, self.sent = pieces, b""

    async def __aiter__(self):
        for piece in self.pieces:
            yield piece

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.sent = status, headers, body

    def response_stream(self, status, headers):
        self.status, self.headers = status, headers
        return self

    def response_file_range(self, status, headers, file, start, end):
        self.status, self.headers = status, headers
        self.sent = Path(file).read_bytes()[start:end]
        self.file = file

    async def send_bytes(self, piece):
        if self.is_gone:
            raise ProtocolClosed
        self.sent += piece


def ask(application, *pieces, method="GET", path="/", query="a=%C3%BC", **headers):
    """Return the protocol after a request; names of headers are written with underscores."""
    lists = {name.replace("__", "-"): [*values] for name, values in headers.items()}
    if pieces:
        lists["content-length"] = [str(sum(map(len, pieces)))]
    scope = SimpleNamespace(
        server="127.0.0.1:8000",
        client="[2001:db8::1]:5000",
        scheme="http",
        method=method,
        path=path,
        query_string=query,
        authority=None,
        http_version="1.1",
        headers=Headers(lists),
    )
    protocol = Protocol(*pieces)
    asyncio.run(Bridge(application).__rsgi__(scope, protocol))
    return protocol


def echo(environ, start_response):
    start_response("200 OK", [("Set-Cookie", "a=b"), ("Set-Cookie", "c=d")])
    echo.environ = environ
    return [environ["wsgi.input"].read()]


def test_a_request_and_its_answer_pass():
    answer = ask(
        echo, b"ab", b"c", method="POST", path="/ü/", host=["example.org"], cookie=["a=b", "c=d"],
        x_forwarded_for=["198.51.100.1"], accept=["text/html", "*/*"], content__type=["text/plain"],
    )  # fmt: skip
    assert (answer.status, answer.sent) == (200, b"abc")
    assert answer.headers == [("Set-Cookie", "a=b"), ("Set-Cookie", "c=d")]
    environ = echo.environ
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/ü/"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert environ["REMOTE_ADDR"] == "2001:db8::1"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=b; c=d", "text/html,*/*")
    assert environ["HTTP_HOST"] == "example.org"
    # With an underscore it isn't the header that our proxies set.
    assert "HTTP_X_FORWARDED_FOR" not in environ


@pytest.mark.parametrize("query", ["q=ü", "q=中文", "q=%E4%B8%AD"])
def test_a_query_that_is_not_escaped_is_read(query):
    ask(echo, query=query)
    assert QueryDict(query) == WSGIRequest(echo.environ).GET


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"path": "/\ufffd/"}, 400),
        ({"path": "/a\x00/"}, 400),
        ({"path": "/" + "a" * 5000}, 414),
        ({"transfer__encoding": ["chunked"]}, 411),
        ({"content__length": ["9"]}, 400),
    ],
)
def test_what_the_door_refuses(request_, status):
    answer = ask(echo, method="POST", **request_)
    assert answer.status == status
    assert ("Connection", "close") in answer.headers


def test_a_form_that_is_no_text():
    kind = ["application/x-www-form-urlencoded"]
    assert ask(echo, b"a=%ff", method="POST", content__type=kind).status == 400


@pytest.mark.parametrize(("user", "status"), [(None, 413), ("user 1", 200)])
def test_a_long_body_asks_who_sends_it(monkeypatch, user, status):
    monkeypatch.setattr(bridge, "user_of", lambda environ: user)
    body = b"a" * (MAX_STRANGERS_BODY_BYTES + 1)
    assert ask(echo, body, method="POST", path="/admin/pages/1/edit/").status == status


def answering(response):
    def application(environ, start_response):
        start_response("200 OK", [])
        return response

    return application


def test_a_file_is_left_to_the_server_which_waits_for_a_slow_reader(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1_000_000)
    file = path.open("rb")
    answer = ask(answering(FileResponse(file)))
    assert (answer.file, answer.sent) == (str(path), b"x" * 1_000_000)
    assert file.closed


@pytest.mark.parametrize(
    ("asked", "status", "sent"),
    [(None, 200, b"0123456789"), ("bytes=2-4", 206, b"234"), ("bytes=-3", 206, b"789")],
)
def test_media_are_left_to_the_server_too(settings, tmp_path, rf, asked, status, sent):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.webp").write_bytes(b"0123456789")
    headers = {"Range": asked} if asked else {}
    response = serve_media(rf.get("/media/a.webp", headers=headers), "a.webp")
    assert response.status_code == status
    answer = ask(answering(response))
    assert (answer.file, answer.sent) == (str(tmp_path / "a.webp"), sent)


def test_what_is_no_file_of_this_machine_is_sent_in_pieces(tmp_path):
    (tmp_path / "empty").touch()
    inner = (tmp_path / "empty").open("rb")
    for file, sent in ((BytesIO(b"x" * 1_000_000), b"x" * 1_000_000), (inner, b"")):
        answer = ask(answering(FileResponse(file)))
        assert (answer.file, answer.sent) == (None, sent)
        assert file.closed


def test_a_client_that_goes_away_is_no_error(monkeypatch):
    monkeypatch.setattr(Protocol, "is_gone", True)
    file = BytesIO(b"x")
    assert ask(answering(FileResponse(file))).sent == b""
    assert file.closed


def test_a_stream_is_read_to_its_end_in_its_thread():
    def application(environ, start_response):
        start_response("200 OK", [])
        return StreamingHttpResponse(str(number) for number in range(1000))

    assert ask(application).sent == b"".join(str(number).encode() for number in range(1000))


def test_a_kept_page_is_given_without_a_thread(monkeypatch):
    class Cache:
        def __call__(self, environ, start_response):
            pytest.fail("the page is there")

        def at_once(self, environ, start_response):
            start_response("304 Not Modified", [("ETag", "a")])
            return []

    answer = ask(Cache())
    assert (answer.status, answer.headers) == (HTTPStatus.NOT_MODIFIED, [("ETag", "a")])
