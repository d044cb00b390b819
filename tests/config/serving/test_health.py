import json
import os
import socket
import threading
import time

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from config.monitoring import heartbeat
from config.monitoring.release import version
from config.serving import readiness, role
from config.serving.readiness import Migrations, Probe
from config.settings.object_storage import stores
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path, monkeypatch):
    """No answers of earlier tests, and a scheduler that ran a moment ago."""
    settings.DATA_DIR = tmp_path
    heartbeat.beat()
    probes = {name: Probe(probe.check) for name, probe in readiness.PROBES.items()}
    monkeypatch.setattr(readiness, "PROBES", probes)
    # However busy the machine is; what hangs sets a time of its own.
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 60.0)
    yield
    for probe in probes.values():
        if probe.thread:
            probe.thread.join()


def replace(monkeypatch, name, check):
    monkeypatch.setitem(readiness.PROBES, name, Probe(check))


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["localhost", "probe.invalid", "10.1.2.3:99", "a b"])
def test_health_answers_before_the_host_check_and_the_redirect(client, path, host):
    with override_settings(ALLOWED_HOSTS=["example.org"], SECURE_SSL_REDIRECT=True):
        response = client.get(path, headers={"host": host})
    assert response.status_code == 200, response.content
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_get_and_head_are_answered(client, path):
    assert client.head(path).status_code == 200
    for method in (client.post, client.put, client.delete, client.options):
        assert method(path).status_code == 405


def test_a_ready_site_names_its_release_and_its_parts_and_nothing_else(client, settings):
    settings.REVISION = "0f1e2d3"
    assert client.get("/healthz").content == b"ok\n"
    response = client.get("/readyz")
    parts = ("database", "migrations", "storage", "uploads", "scheduler", "cache", "freshness",
             "proxies", "backup")  # fmt: skip
    assert response.json() == {
        "status": "ready",
        "version": version(),
        "revision": "0f1e2d3",
        "checks": dict.fromkeys(parts, "ok"),
    }


@pytest.mark.parametrize("name", ["database", "migrations", "storage", "scheduler"])
def test_it_is_not_ready_without_a_part_and_keeps_the_reason_to_itself(client, monkeypatch, name):
    def fail():
        raise OperationalError("password of user epoch at db.internal")

    replace(monkeypatch, name, fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"
    assert response.json()["checks"][name] == "down"
    assert "internal" not in response.content.decode()


def test_a_lost_cache_is_no_reason_to_turn_readers_away(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5},
        }
    }
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["cache"] == "down"


def test_a_scheduler_that_was_silent_for_five_minutes_is_missed(client, settings):
    cache_less = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.CACHES = cache_less
    file = settings.DATA_DIR / heartbeat.FILE_NAME
    for age, state in ((290, "ok"), (310, "silent")):
        os.utime(file, (time.time() - age,) * 2)
        assert readiness.check_scheduler() == state
    file.unlink()
    assert readiness.check_scheduler() == "silent"


def test_a_shared_cache_tells_other_machines_that_the_scheduler_ran(settings):
    (settings.DATA_DIR / heartbeat.FILE_NAME).unlink()
    assert heartbeat.seconds_since_beat() < 60


def test_a_migration_that_is_gone_from_the_database_is_seen():
    migrations = Migrations()
    assert migrations.check() == "ok"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    assert migrations.check() == "pending"


def test_storage_must_be_writable_and_have_room(settings, tmp_path, monkeypatch):
    assert readiness.check_storage() == "ok"
    with monkeypatch.context() as patch:
        patch.setattr(readiness.os, "access", lambda *args: False)
        assert readiness.check_storage() == "down"
    monkeypatch.setattr(readiness, "MIN_FREE_BYTES", 1 << 70)
    assert readiness.check_storage() == "down"
    assert readiness.first_existing(tmp_path / "a" / "b") == tmp_path
    assert not (tmp_path / "a").exists()


def test_a_machine_without_what_others_uploaded_says_so_and_serves(
    client, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path / "here"
    ImageFactory()
    assert readiness.check_uploads() == "ok"
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert readiness.check_uploads() == "missing"
    # A probe's thread sees nothing of this test's transaction.
    replace(monkeypatch, "uploads", lambda: "missing")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_object_storage_is_asked_for_a_connection(client, settings, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        endpoint = f"http://127.0.0.1:{server.getsockname()[1]}"
        settings.STORAGES = settings.STORAGES | stores("open", "closed", endpoint=endpoint)
        settings.S3_BUCKET = "open"
        assert readiness.check_storage() == "ok"
    with pytest.raises(OSError, match="refused"):
        readiness.check_storage()
    monkeypatch.setattr(readiness, "KEEP_SECONDS", 0.0)
    # Pictures are missing then, and all else is served.
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_a_check_that_hangs_is_down_and_not_begun_again(client, monkeypatch):
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(readiness, "KEEP_SECONDS", 0.0)
    go_on, calls = threading.Event(), []

    def hang():
        calls.append(1)
        go_on.wait(60)
        return "ok"

    replace(monkeypatch, "storage", hang)
    assert [client.get("/readyz").status_code for _ in range(3)] == [503] * 3
    assert len(calls) == 1
    go_on.set()


def test_many_questions_make_one_look(client, monkeypatch):
    looks = []
    replace(monkeypatch, "storage", lambda: looks.append(1) or "ok")
    for _ in range(20):
        assert json.loads(client.get("/readyz").content)["status"] == "ready"
    assert len(looks) == 1


def test_the_checks_only_read_from_the_database():
    """So a locked or read-only one answers too; these tests' own transaction locks SQLite's."""
    with CaptureQueriesContext(connection) as queries:
        for probe in readiness.PROBES.values():
            assert probe.check() == "ok"
    statements = [query["sql"].split()[0] for query in queries]
    assert statements
    assert set(statements) == {"SELECT"}


def test_a_web_server_of_its_own_serves_on_without_the_scheduler(client, settings, monkeypatch):
    replace(monkeypatch, "scheduler", lambda: "silent")
    assert client.get("/readyz").json()["status"] == "not ready"
    monkeypatch.setenv(role.VARIABLE, "web")
    assert client.get("/readyz").json()["status"] == "degraded"
