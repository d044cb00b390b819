"""The front door, called as a server calls it."""

import io
import socket
import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from blog.blocks.body import BODY_BLOCKS
from config.request_limits import request_guard
from config.request_limits.limits import (
    MAX_ADMIN_BODY_BYTES,
    MAX_BODY_BYTES,
    MAX_FIELDS,
    MAX_STRANGERS_BODY_BYTES,
    MAX_UPLOAD_BYTES,
    RefusedRequestError,
    check_head,
)
from config.request_limits.request_guard import RequestGuard
from config.request_limits.senders import signed_in_user
from home.api.tokens import make_token
from tests.factories import UserFactory

# As config.wsgi has it, which would refuse to start with the tests' key.
application = RequestGuard(WSGIHandler())

FORM = "application/x-www-form-urlencoded"

PATIENCE = 60


def passed(environ, start_response):
    """Stand for Django: answer with the body."""
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def call(given_guard=None, **environ):
    """Return status, headers and body that the guard answers with."""
    answer = {}

    def start_response(status, headers):
        answer.update(status=int(status[:3]), headers=dict(headers))

    guard = given_guard or RequestGuard(passed)
    given = {"PATH_INFO": "/", "REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(), **environ}
    body = b"".join(guard(given, start_response))
    return answer["status"], answer["headers"], body


def post(body, length=None, **environ):
    length = str(len(body)) if length is None else length
    return call(CONTENT_LENGTH=length, **{"wsgi.input": io.BytesIO(body)}, **environ)


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"PATH_INFO": "/" + "a" * 5000}, 414),
        ({"QUERY_STRING": "q=" + "a" * 9000}, 414),
        ({"HTTP_X": "a" * 17_000}, 431),
        ({f"HTTP_X{number}": "a" * 15_000 for number in range(4)}, 431),
        ({"PATH_INFO": "/a\x00b/"}, 400),
        ({"PATH_INFO": "/\xff/"}, 400),
        ({"PATH_INFO": "/\xed\xa0\x80/"}, 400),
        ({"QUERY_STRING": "q=%00"}, 400),
        ({"QUERY_STRING": "q=a\x00b"}, 400),
        ({"QUERY_STRING": "%00=q"}, 400),
        ({"QUERY_STRING": "q=%ff"}, 400),
        ({"QUERY_STRING": "q=%C0%80"}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "1_0"}, 400),
        ({"CONTENT_LENGTH": "٣"}, 400),
        ({"CONTENT_LENGTH": "9" * 30}, 400),
        ({"CONTENT_LENGTH": "5"}, 400),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "3"}, 411),
        ({"CONTENT_LENGTH": str(MAX_BODY_BYTES + 1)}, 413),
        ({"CONTENT_LENGTH": str(MAX_ADMIN_BODY_BYTES + 1), "PATH_INFO": "/admin/pages/1/"}, 413),
        ({"CONTENT_LENGTH": str(MAX_UPLOAD_BYTES + 1), "PATH_INFO": "/admin/images/add/"}, 413),
    ],
)
def test_what_is_refused(environ, status):
    answer = call(**environ)
    assert answer[0] == status
    assert answer[1]["Connection"] == "close"
    assert b"<h1>" in answer[2]


@pytest.mark.parametrize("body", [b"a=%00", b"a=b\x00", b"a=%ff", b"\xff=a"])
def test_forms_that_cannot_be_read_are_refused(body):
    assert post(body, CONTENT_TYPE=FORM)[0] == 400


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "utf-7", '"latin-1"', "base64"])
def test_only_utf_8_is_read(charset):
    assert post(b"a=b", CONTENT_TYPE=f"{FORM}; Charset={charset}")[0] == 400


def test_ordinary_requests_pass_with_their_bodies():
    assert (
        post("q=ü%C3%BC".encode(), CONTENT_TYPE=f"{FORM}; charset=UTF-8")[2] == "q=ü%C3%BC".encode()
    )
    assert call(PATH_INFO="/\xc3\xbc/", QUERY_STRING="q=%C3%BC&x=%25")[0] == 200


@pytest.fixture
def session_cookie(client, db):
    client.force_login(UserFactory())
    return client.cookies.output(header="").strip().partition(";")[0]


def test_a_text_of_a_million_wide_characters_passes_in_the_admin(session_cookie):
    body = b"a=" + "𝛂".encode() * 1_000_000
    environ = {"PATH_INFO": "/admin/pages/1/edit/", "CONTENT_TYPE": FORM}
    assert post(body, HTTP_COOKIE=session_cookie, **environ)[2] == body


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["", "sessionid=", "sessionid=abc", f"sessionid={'a' * 32}"])
def test_whoever_is_not_signed_in_sends_little(cookie):
    environ = {"PATH_INFO": "/admin/images/add/", "HTTP_COOKIE": cookie}
    assert post(b"a" * MAX_STRANGERS_BODY_BYTES, **environ)[0] == 200
    assert post(b"a" * (MAX_STRANGERS_BODY_BYTES + 1), **environ)[0] == 413


def test_a_session_counts_while_somebody_is_signed_in(client, session_cookie):
    environ = {"HTTP_COOKIE": session_cookie}
    assert signed_in_user(environ).startswith("user ")
    client.logout()
    assert signed_in_user(environ) is None


def test_a_token_counts_where_programs_write(blog):
    user = UserFactory(group="Editors")
    token, text = make_token(user, "CI")
    environ = {"PATH_INFO": "/api/v3/pages/", "HTTP_AUTHORIZATION": f"Bearer {text}"}
    assert signed_in_user(environ) == f"user {user.pk}"
    assert signed_in_user({**environ, "PATH_INFO": "/search/"}) is None
    token.revoke()
    assert signed_in_user(environ) is None


def test_a_body_that_stops_coming_is_left_behind(monkeypatch):
    monkeypatch.setattr(request_guard, "BODY_SECONDS", 0.3)
    near, far = socket.socketpair()
    with near, far:
        near.sendall(b"a=")
        # What comes later than it may would make the body whole.
        late = threading.Timer(10, near.sendall, [b"a" * 998])
        late.start()
        answer = call(CONTENT_LENGTH="1000", **{"wsgi.input": far.makefile("rb")})
        late.cancel()
        assert answer[0] == 408


def test_slow_bodies_leave_threads_for_readers(monkeypatch):
    monkeypatch.setattr(request_guard, "BODY_SECONDS", PATIENCE)
    guard = RequestGuard(passed)
    all_read = threading.Barrier(request_guard.MAX_BODIES + 1)
    held = threading.Event()

    class Slow:
        def read(self, size):
            all_read.wait(PATIENCE)
            held.wait(PATIENCE)
            return b""

    threads = [
        threading.Thread(
            target=call, args=[guard], kwargs={"CONTENT_LENGTH": "9", "wsgi.input": Slow()}
        )
        for _ in range(request_guard.MAX_BODIES)
    ]
    for thread in threads:
        thread.start()
    all_read.wait(PATIENCE)
    status, headers, _ = call(guard, CONTENT_LENGTH="1", **{"wsgi.input": io.BytesIO(b"a")})
    assert (status, headers["Retry-After"]) == (503, "10")
    assert call(guard)[0] == 200
    held.set()
    for thread in threads:
        thread.join()
    assert call(guard, CONTENT_LENGTH="1", **{"wsgi.input": io.BytesIO(b"a")})[0] == 200


def test_the_whole_site_stands_behind_the_door():
    assert call(application, PATH_INFO="/search/\x00/")[0] == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{"username": "a\x00b"}, {"a\x00": "b"}, {"password": ["x", "\x00"]}]
)
@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailcore_login"])
def test_null_bytes_in_parts_of_a_form(client, site, name, data):
    assert client.post(reverse(name), data).status_code == 400


@pytest.mark.django_db
def test_too_many_fields(client, site):
    answer = client.post(reverse("wagtailadmin_login"), {str(n): "" for n in range(MAX_FIELDS + 1)})
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_post_of_200_of_the_largest_blocks_can_be_saved(client, blog):
    client.force_login(UserFactory(is_superuser=True))
    assert 20_000 < field_count(200) < MAX_FIELDS
    names = dict(BODY_BLOCKS)["code"].child_blocks
    data = {"title": "Long", "slug": "long", "body-count": "200", "action-publish": ""}
    data |= {"provenance-count": "0"}
    for number in range(200):
        data |= {
            f"body-{number}-type": "code",
            f"body-{number}-deleted": "",
            f"body-{number}-order": str(number),
            f"body-{number}-id": "",
            **{f"body-{number}-value-{name}": "" for name in names},
        }
    url = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    # Not valid, but read: a form with too many fields would be a 400.
    assert client.post(url, data).status_code == 200


def field_count(blocks):
    """The form fields of so many galleries, the block with the most, each with 12 pictures."""
    picture = dict(BODY_BLOCKS)["gallery"].child_blocks["images"].child_block.child_blocks
    in_picture = 4 + len(picture["image"].child_blocks) + len(picture) - 1
    return blocks * (4 + 3 + 12 * in_picture)


def test_the_limits_are_those_of_the_head():
    check_head({"PATH_INFO": "/" + "a" * 4000, "QUERY_STRING": "q=" + "a" * 8000})
    with pytest.raises(RefusedRequestError):
        check_head({"PATH_INFO": "/" + "a" * 4096})
