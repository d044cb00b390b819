"""What leaves for Sentry where SENTRY_DSN is set: errors, and nothing of who met them."""

import gzip
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from config.monitoring.error_reports import send_errors
from config.monitoring.release import version
from tests import kept_database
from tests.config.serving.processes import eventually
from tests.config.serving.running_site import rows, served
from tests.workbench.house.own_code import ROOT

# None of it may leave.
SECRETS = ("query-secret", "cookie-secret", "body-secret", "draft-secret", "ada@example.org")

# A site of one view that fails while it holds all of them.
FAILING = """
import logging, sys, types
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import path

def fail(request, **kwargs):
    everything = (request.GET, request.POST, request.COOKIES)
    where = "/x/?token=query-secret for ada@example.org"
    raise RuntimeError(f"no shelf at {where}\\nDETAIL: body-secret")

urls = types.ModuleType("failing_urls")
urls.urlpatterns = [path("fail/", fail), path("drafts/<str:key>/", fail)]
sys.modules["failing_urls"] = urls
settings.ROOT_URLCONF = "failing_urls"
settings.ALLOWED_HOSTS = ["*"]
client = Client(raise_request_exception=False, headers={"Authorization": "Bearer body-secret"})
client.cookies["sessionid"] = "cookie-secret"
client.post("/fail/?token=query-secret", {"word": "body-secret"}, secure=True)
client.get("/drafts/draft-secret/", secure=True)
assert client.get("/fail/", headers={"Host": "no host"}, secure=True).status_code == 400
logging.getLogger("epoch.test").error("Task %s of %s failed.", 7, "ada@example.org")
logging.getLogger("epoch.test").warning("Only a warning.")
if "die" in sys.argv:
    raise SystemError("the end of /x/?token=query-secret")
"""


class Receiver(BaseHTTPRequestHandler):
    """Takes what Sentry's library posts, and keeps each event and all bytes."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # By brotli, where it is installed.
        packed = self.headers.get("Content-Encoding")
        body = {"br": brotli.decompress, "gzip": gzip.decompress}.get(packed, bytes)(body)
        self.server.texts.append(f"{self.path}\n{self.headers}\n{body.decode()}")
        lines = body.splitlines()
        for head, payload in zip(lines[1::2], lines[2::2], strict=False):
            if json.loads(head)["type"] == "event":
                self.server.events.append(json.loads(payload))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args):
        pass


@contextmanager
def receiver():
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.events, server.texts = [], []
        server.dsn = f"http://public@127.0.0.1:{server.server_port}/1"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def run(script, *arguments, **variables):
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("SENTRY_DSN", "DATABASE_URL")
    }
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "k" * 60}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=env | {"NO_PROXY": "*"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("data")
    kept_database.copy_into(data_dir)
    variables = {"REVISION": "4f2a91c", "DATA_DIR": str(data_dir), "SITE_URL": "https://testserver"}
    with receiver() as server:
        result = run(FAILING, "die", SENTRY_DSN=server.dsn, **variables)
    assert "the end of" in result.stderr
    return server


def test_errors_arrive_with_the_release_and_where_they_happened(received):
    request, draft, task, end = received.events
    assert {event["release"] for event in received.events} == {f"epoch@{version()}+4f2a91c"}
    assert request["tags"]["path"] == "/fail/"
    assert request["tags"]["method"] == "POST"
    assert len(request["tags"]["request_id"]) >= 8
    assert draft["tags"]["path"] == "/drafts/[redacted]"
    error = request["exception"]["values"][-1]
    assert error["type"] == "RuntimeError"
    assert error["value"] == "no shelf at /x/?[redacted] for [redacted]"
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert task["logentry"]["message"] == "Task %s of %s failed."
    assert task["logentry"]["formatted"] == "Task 7 of [redacted] failed."
    assert end["exception"]["values"][0]["type"] == "SystemError"


def test_a_stranger_can_send_nothing_there(received):
    assert not [event for event in received.events if "HTTP_HOST" in json.dumps(event)]


def test_nothing_personal_leaves(received):
    assert received.texts
    for text in received.texts:
        assert [secret for secret in SECRETS if secret in text] == []
    for event in received.events:
        assert not {"request", "user", "extra", "breadcrumbs", "contexts"} & set(event)
        for error in event.get("exception", {}).get("values", ()):
            assert not any("vars" in frame for frame in error["stacktrace"]["frames"])


def test_without_the_variable_nothing_is_loaded():
    script = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"
    assert run(script).stdout.strip() == "False"


@pytest.mark.parametrize(
    "dsn",
    [
        "https://errors.example.org/1",
        "errors.example.org",
        "https://key@errors.example.org/",
        "https://key@errors.example.org:port/1",
    ],
)
def test_an_address_that_is_none_is_refused(dsn):
    with pytest.raises(ImproperlyConfigured, match="must look like") as refusal:
        send_errors(dsn)
    assert "key@errors" not in str(refusal.value)


def test_without_the_package_it_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="not installed"):
        send_errors("https://key@errors.example.org/1")


@pytest.mark.processes
def test_the_web_server_and_the_background_process_both_tell(tmp_path):
    kept_database.copy_into(tmp_path)
    (tmp_path / "file").touch()
    settings = {"BACKUP_DIR": str(tmp_path / "file" / "backups"), "NO_PROXY": "*"}
    with (
        receiver() as server,
        served(tmp_path, SENTRY_DSN=server.dsn, **settings) as (_process, env, _log),
    ):
        rows(env, "ALTER TABLE wagtailredirects_redirect RENAME TO redirects_that_are_away")
        address = f"http://127.0.0.1:{env['PORT']}/nowhere/?token=query-secret"
        answer = requests.get(address, cookies={"sessionid": "cookie-secret"}, timeout=30)
        assert answer.status_code == 500
        told = eventually(lambda: by_logger(server.events), "both processes to tell")
    assert told["django.request"]["tags"]["path"] == "/nowhere/"
    assert [secret for secret in SECRETS if secret in "".join(server.texts)] == []


def by_logger(events):
    """The events by what logged them; None until those of both processes are there."""
    found = {event["logger"]: event for event in events}
    is_complete = {"django.request", "config.background.nightly_backup"} <= set(found)
    return found if is_complete else None
