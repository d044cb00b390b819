"""`manage.py serve`, most of it as a real process on a data folder of its own."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
import requests
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from config.serving.bridge import THREADS
from tests import kept_database
from tests.config.serving.processes import (
    MANAGE,
    PATIENCE,
    child_running,
    children,
    environment,
    eventually,
    family,
    free_port,
    is_alive,
)
from tests.config.serving.running_site import is_healthy, rows, served

pytestmark = [pytest.mark.processes, pytest.mark.longest]

PREPARE = """
from datetime import timedelta
import django
django.setup()
from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from blog.follow_up.tasks import make_renditions
from home.models import HomePage

past = timezone.now() - timedelta(hours=1)
page = HomePage(title="Approved", slug="scheduled", live=False, go_live_at=past)
Page.get_first_root_node().add_child(instance=page)
page.save_revision(approved_go_live_at=past)
page.title = "Later draft"
page.save()
page.save_revision()
get_user_model().objects.create_superuser("mira", "mira@example.org", "secret-lamp-42")
make_renditions.enqueue(0)
cut_short = make_renditions.enqueue(0)
DBTaskResult.objects.filter(pk=cut_short.id).update(
    status="RUNNING", started_at=past, worker_ids=["dead"]
)
"""


@pytest.fixture(scope="module")
def prepared_dir(tmp_path_factory):
    """A data folder with a database, a page that is due and two tasks, one of them cut short."""
    data_dir = tmp_path_factory.mktemp("serve")
    kept_database.copy_into(data_dir)
    subprocess.run([sys.executable, "-c", PREPARE], env=environment(data_dir), check=True)
    return data_dir


def test_it_catches_up_survives_kills_and_stops_on_one_signal(prepared_dir):
    with served(prepared_dir, LOG_LEVEL="INFO") as (process, env, log):
        read(env, "/")
        check_that_due_work_is_done(env)
        check_that_killed_processes_return(process.pid, env)
        members = family(process.pid)
        assert len(members) >= 4
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        eventually(lambda: not any(map(is_alive, members)), "no process is left")
        output = log.read_text()
        check_that_all_lines_are_json(output)
        assert output.count(f"Epoch serves on http://127.0.0.1:{env['PORT']}/") == 1
        assert "Traceback" not in output


def check_that_all_lines_are_json(output):
    """The supervisor, granian, which lost a worker, and Django write the same kind of lines."""
    announcement = re.compile(r"Epoch serves on \S+ \(admin: \S+\)")
    lines = [json.loads(line) for line in output.splitlines() if not announcement.fullmatch(line)]
    assert {"config.serving.child", "_granian", "epoch.access"} <= {
        line["logger"] for line in lines
    }
    assert all({"time", "level", "event"} <= set(line) for line in lines)


def check_that_due_work_is_done(env):
    page = "SELECT live, title FROM wagtailcore_page WHERE slug = 'scheduled'"
    eventually(lambda: rows(env, page) == [(1, "Approved")], "the approved text is live")
    tasks = f"SELECT status FROM {DBTaskResult._meta.db_table}"
    # These two, and the rendering that follows when the site's address is set.
    eventually(lambda: set(rows(env, tasks)) == {("SUCCESSFUL",)}, "all tasks are done")
    assert len(rows(env, tasks)) >= 2


def check_that_killed_processes_return(pid, env):
    server, background = child_running(pid, "granian"), child_running(pid, "background")
    (worker,) = children(server)
    os.kill(server, signal.SIGKILL)
    os.kill(background, signal.SIGKILL)
    # Its worker must be gone as well, or it would go on answering in place of the new one.
    eventually(lambda: not is_alive(worker) and is_healthy(env), "the web server is back")
    eventually(lambda: child_running(pid, "background"), "the background process is back")
    assert child_running(pid, "background") != background

    (worker,) = children(child_running(pid, "granian"))
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: not is_alive(worker) and is_healthy(env), "the worker is back")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of the death")
def test_new_code_is_loaded_without_turning_a_request_away(prepared_dir):
    with served(prepared_dir) as (process, env, log):
        eventually(lambda: len(family(process.pid)) >= 4, "all processes run")
        web, background = (child_running(process.pid, words) for words in ("granian", "background"))
        old = {*children(web), background}
        process.send_signal(signal.SIGUSR1)
        codes = set()

        def are_replaced():
            codes.add(read(env, "/")[0])
            now = {*children(web), child_running(process.pid, "background")}
            return None not in now and len(now) >= 2 and not now & old

        eventually(are_replaced, "both have successors")
        assert codes == {200}
        assert "ended with exit code" not in log.read_text()


def test_the_children_end_when_the_parent_is_killed(prepared_dir):
    with served(prepared_dir) as (process, _, _):
        members = family(process.pid)
        assert len(members) >= 4
        process.kill()
        process.wait()
        eventually(lambda: not any(map(is_alive, members)), "the children have ended")


def read(env, path):
    """The status and text of an answer."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{env['PORT']}{path}", timeout=PATIENCE
        ) as reply:
            return reply.status, reply.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_two_workers_count_together_and_are_ready(prepared_dir):
    with served(prepared_dir, workers=2, METRICS="true") as (_, env, _):
        ready = '{"status": "ready"'
        eventually(lambda: read(env, "/readyz")[1].startswith(ready), "all parts are there")
        counts = re.compile(r"^epoch_http_request_seconds_count\{.*\} (\S+)$", re.MULTILINE)
        for _ in range(20):
            read(env, "/nothing-here/")
        eventually(lambda: "epoch_web_workers 2.0" in read(env, "/metrics")[1], "both have counted")
        for _ in range(6):
            assert sum(map(float, counts.findall(read(env, "/metrics")[1]))) == 20


def test_a_second_one_on_the_same_database_or_port_is_refused(prepared_dir):
    with served(prepared_dir) as (_, env, _):
        assert second_serve(env) == (
            f"CommandError: Port {env['PORT']} on 127.0.0.1 is taken: set PORT to another one."
        )
        assert "Another `serve` runs on this database" in second_serve(environment(prepared_dir))
    with served(prepared_dir) as (_, _, log):
        eventually(lambda: "Epoch serves" in log.read_text(), "the lock went with its holder")


def second_serve(env):
    """The one line that a `serve` ends with."""
    command = [sys.executable, str(MANAGE), "serve"]
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture
def safe(settings, tmp_path):
    """Settings that `serve` accepts, in place of the tests' own."""
    settings.SECRET_KEY = environment(tmp_path)["SECRET_KEY"]
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.DATA_DIR, settings.PORT = tmp_path, free_port()
    return settings


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too weak"),
        ("SITE_URL", "http://127.0.0.1:port", "SITE_URL names no valid port"),
        ("DATA_DIR", Path("/dev/null/data"), "DATA_DIR /dev/null/data cannot be written to"),
        ("PORT", 0, "PORT must lie between"),
        ("HOST", "192.0.2.1", "HOST 192.0.2.1 is no address of this machine"),
        ("HOST", "no such host", "HOST no such host is no address of this machine"),
    ],
)
def test_it_names_the_setting_that_keeps_it_from_starting(safe, monkeypatch, name, value, message):
    monkeypatch.setattr(os, "execve", pytest.fail)
    setattr(safe, name, value)
    with pytest.raises(CommandError, match=message):
        call_command("serve")


@pytest.mark.django_db
def test_it_hands_over_to_the_supervisor(safe, monkeypatch):
    calls = []
    # What is still in a buffer then is lost: the address and password of a demo in a file.
    output = io.TextIOWrapper(io.BytesIO(), write_through=False)
    output.write("Password: lamp")
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(os, "execve", lambda *call: calls.append((output.buffer.getvalue(), *call)))
    monkeypatch.setattr(signal, "pthread_sigmask", lambda *mask: None)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    monkeypatch.setattr("config.management.commands.serve.lock_database", lambda: 0)
    safe.HOST = "localhost"
    call_command("serve", workers=3)
    ((printed, _, command, env),) = calls
    assert printed == b"Password: lamp"
    options = dict(zip(command[4::2], command[5::2], strict=True))
    assert options["--host"] in ("127.0.0.1", "::1")
    assert options["--port"] == str(safe.PORT)
    assert options["--workers"] == "3"
    assert env["PYTHONPATH"].startswith(str(MANAGE.parent))


def test_slow_bodies_keep_nobody_else_waiting(prepared_dir):
    with served(prepared_dir, TRUSTED_PROXIES="1") as (process, env, _):
        (worker,) = children(child_running(process.pid, "granian"))
        sign_in(env)
        threads = len(list(Path(f"/proc/{worker}/task").iterdir()))
        alone = [slow_body(env, "198.51.100.1") for _ in range(50)]
        add_tag(sign_in(env), "During one client's")
        many = [slow_body(env, f"203.0.113.{number}") for number in range(50)]
        add_tag(sign_in(env), "During fifty clients'")
        large = slow_body(env, "192.0.2.7", 16_000_000)
        # At once to who sends too many or too much, to the others after the time of grace.
        assert [status_of(each) for each in (*alone, large)] == [408] * 16 + [429] * 34 + [413]
        assert {status_of(each) for each in many} == {408}
        left = len(list(Path(f"/proc/{worker}/task").iterdir()))
        assert left <= threads + THREADS


def slow_body(env, client, length=20_000):
    """A connection whose body begins and never ends."""
    connection = socket.create_connection(("127.0.0.1", int(env["PORT"])), timeout=PATIENCE)
    connection.sendall(
        f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {client}\r\n"
        f"Content-Length: {length}\r\n\r\nabc".encode()
    )
    return connection


def status_of(connection):
    """The status that a connection is answered with before the server closes it."""
    with connection, connection.makefile("rb") as answer:
        return int(answer.read().split()[1])


def sign_in(env):
    session = requests.Session()
    session.headers["Referer"] = f"http://127.0.0.1:{env['PORT']}/admin/"
    session.url = f"http://127.0.0.1:{env['PORT']}/admin"
    data = {"username": "mira", "password": "secret-lamp-42"}
    assert post_form(session, "/login/", data) == 302
    return session


def add_tag(session, name):
    slug = name.lower().replace(" ", "-").replace("'", "")
    assert post_form(session, "/snippets/blog/tag/add/", {"name": name, "slug": slug}) == 302


def post_form(session, path, data):
    page = session.get(session.url + path, timeout=PATIENCE).text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {**data, "csrfmiddlewaretoken": token}
    reply = session.post(session.url + path, data, timeout=PATIENCE, allow_redirects=False)
    return reply.status_code
