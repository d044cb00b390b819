"""The id of each request and its line in the log."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from config.monitoring.log_format import Formatter
from config.monitoring.logs import known_user_id, request_context
from tests.config.serving.processes import MANAGE, environment

pytestmark = pytest.mark.django_db


def fail(request):
    logging.getLogger("epoch.test").warning("about to fail")
    raise RuntimeError("no such shelf")


def greet(request):
    return HttpResponse(f"hello {request.user.pk}")


urlpatterns = [path("fail/", fail), path("greet/", greet)]


@pytest.fixture
def lines():
    """What is logged, as production formats it."""
    entries = []

    class Keep(logging.Handler):
        def emit(self, record):
            entries.append(json.loads(self.format(record)))

    handler = Keep()
    handler.setFormatter(Formatter(context=request_context))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield entries
    root.removeHandler(handler)
    root.setLevel(level)


def access(lines):
    return [line for line in lines if line["logger"] == "epoch.access"]


def test_a_request_makes_one_line(client, home, lines):
    response = client.get("/search/?q=my+secret+illness")
    (line,) = access(lines)
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/search/", 200)
    assert line["duration_ms"] > 0
    assert "user_id" not in line
    assert "illness" not in json.dumps(lines)


@pytest.mark.parametrize("address", ["/", "/search/", "/sitemap.xml", "/nothing-here/"])
def test_readers_touch_no_session_and_responses_do_not_vary_by_cookie(
    client, home, lines, django_assert_num_queries, address
):
    response = client.get(address)
    assert access(lines)
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert not response.wsgi_request.session.accessed


@override_settings(ROOT_URLCONF=__name__)
def test_the_user_is_named_once_something_asked_who_it_is(client, admin_user, lines):
    client.force_login(admin_user)
    assert client.get("/greet/").content == f"hello {admin_user.pk}".encode()
    assert access(lines)[-1]["user_id"] == admin_user.pk


def test_a_user_that_nobody_asked_for_is_not_looked_up(rf):
    request = rf.get("/")
    assert known_user_id(request) is None
    request._cached_user = AnonymousUser()
    assert known_user_id(request) is None


@pytest.mark.parametrize(
    ("offered", "is_taken"),
    [("4bf92f3577b34da6a3ce929d0e0e4736", True), ("req-2026.11_24", True), ("short", False),
     ("a" * 65, False), ("white space", False), ("line\nbreak-1234", False),
     ('"};alert(1)//', False), ("ümlaut-1234", False)],
)  # fmt: skip
def test_a_well_formed_id_is_kept_and_any_other_replaced(client, home, offered, is_taken):
    header = client.get("/", headers={"X-Request-ID": offered}).headers["X-Request-ID"]
    assert (header == offered) == is_taken
    assert len(header) >= 8


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_is_logged_once_with_its_request_and_traceback(lines):
    client = Client(raise_request_exception=False)
    response = client.get("/fail/?token=hunter2-hunter2", headers={"Cookie": "a=hunter2-hunter2"})
    assert response.status_code == 500
    (failure,) = [line for line in lines if "exception" in line]
    assert failure["exception"]["message"] == "no such shelf"
    assert (failure["method"], failure["path"]) == ("GET", "/fail/")
    ids = {line["request_id"] for line in lines}
    assert ids == {response.headers["X-Request-ID"]}
    assert "about to fail" in [line["event"] for line in lines]
    assert "hunter2" not in json.dumps(lines)


@pytest.mark.parametrize("address", ["/drafts/hunter2-hunter2/", "/drafts/hunter2-hunter2/more"])
def test_the_link_of_a_draft_is_not_logged(client, home, lines, address):
    client.get(address)
    assert access(lines)[0]["path"].startswith("/drafts/[redacted]")
    assert "hunter2" not in json.dumps(lines)


def test_the_next_request_knows_nothing_of_the_last(client, home, lines):
    client.get("/")
    logging.getLogger("epoch.test").warning("between requests")
    assert "request_id" not in lines[-1]


def test_a_line_of_a_socket_has_no_request_to_name():
    """Django's development server logs with the socket in place of the request."""
    record = logging.makeLogRecord({"request": object()})
    assert request_context(record) == {}
    record.request = RequestFactory().get("/x/?token=1")
    record.request.log_id = "4bf92f3577b34da6"
    known = {"request_id": "4bf92f3577b34da6", "method": "GET", "path": "/x/"}
    assert request_context(record) == known


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be"), ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be")],
)  # fmt: skip
def test_an_unknown_level_or_format_is_named(tmp_path, changes, message):
    result = subprocess.run(
        [sys.executable, str(MANAGE), "check"],
        env=environment(tmp_path, **changes),
        capture_output=True,
        text=True,
        check=False,
    )
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(("wanted", "is_json"), [(None, True), ("json", True), ("text", False)])
def test_lines_are_json_unless_text_is_asked_for(tmp_path, wanted, is_json):
    code = (
        "import django, logging; django.setup();"
        "logging.getLogger('epoch').error('the key is %s', django.conf.settings.SECRET_KEY)"
    )
    env = environment(tmp_path)
    env = {name: value for name, value in env.items() if name != "LOG_FORMAT"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**env, **({"LOG_FORMAT": wanted} if wanted else {})},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = result.stderr.splitlines()
    assert line.startswith("{") == is_json
    assert "the key is [redacted]" in line
    assert os.environ.get("SECRET_KEY", env["SECRET_KEY"]) not in line


@override_settings(ROOT_URLCONF=__name__, SLOW_REQUEST_MS=0.001)
def test_a_slow_request_makes_one_line_with_its_route(client, home, lines):
    client.get("/greet/?q=my+secret+illness")
    (line,) = access(lines)
    assert (line["event"], line["level"]) == ("slow request", "warning")
    assert (line["path"], line["route"], line["status"]) == ("/greet/", "greet/", 200)
    assert "illness" not in json.dumps(lines)
