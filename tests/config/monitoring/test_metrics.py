"""What is counted, and who may read it."""

import os
import re

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django_tasks_db.models import DBTaskResult

from blog.follow_up.tasks import make_renditions
from config.monitoring import change_counts, heartbeat, metric_sources, metrics

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-tests-" + "0123456789"


def fail(request, name):
    raise RuntimeError("no such shelf")


def show(request, name):
    return HttpResponse(f"{metric(request_metrics(), 'epoch_http_requests_in_flight')}")


urlpatterns = [path("show/<str:name>/", show, name="show"), path("fail/<str:name>/", fail)]


@pytest.fixture(autouse=True)
def measured(settings, monkeypatch, tmp_path):
    settings.METRICS, settings.METRICS_TOKEN = True, TOKEN
    settings.MIDDLEWARE = ["config.monitoring.metrics.MetricsMiddleware", *settings.MIDDLEWARE]
    settings.DATA_DIR = tmp_path
    metrics.SECONDS.clear()
    change_counts.CHANGES.clear()
    return settings


def ask(client, **headers):
    return client.get("/metrics", headers={"Host": "127.0.0.1", **headers})


def request_metrics():
    return metric_sources.render(metrics.REGISTRY).decode()


def metric(text, name):
    """The value of one line by the name and labels that begin it."""
    (value,) = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(value)


def test_requests_are_counted_by_method_status_and_view_and_not_by_path(client):
    with override_settings(ROOT_URLCONF=__name__):
        careless = Client(raise_request_exception=False)
        for name in ("one", "two", "three"):
            assert careless.get(f"/show/{name}/").content == b"1.0"
            careless.get(f"/fail/{name}/")
            careless.generic("BREW", f"/show/{name}/")
    text = ask(client).content.decode()
    seconds = "epoch_http_request_seconds"
    labels = 'method="GET",status="2xx",view="show"'
    assert metric(text, f"{seconds}_count{{{labels}}}") == 3
    assert metric(text, f'{seconds}_bucket{{le="+Inf",{labels}}}') == 3
    assert metric(text, f"{seconds}_sum{{{labels}}}") > 0
    failed = f'method="GET",status="5xx",view="{__name__}.fail"'
    assert metric(text, f"{seconds}_count{{{failed}}}") == 3
    assert metric(text, f'{seconds}_count{{method="other",status="2xx",view="show"}}') == 3
    assert "three" not in text
    assert metric(text, "epoch_http_requests_in_flight") == 0


def test_many_paths_make_no_further_lines(client, home):
    def count():
        return len(ask(client).content.splitlines())

    client.get("/nothing-here/")
    before = count()
    for number in range(50):
        client.get(f"/nothing-{number}/?q={number}")
    assert count() == before


def test_tasks_the_scheduler_and_processes_are_shown(client):
    make_renditions.enqueue(0)
    make_renditions.enqueue(0)
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.first().pk).update(status="FAILED")
    heartbeat.beat()
    text = ask(client).content.decode()
    queued = DBTaskResult.objects.filter(status="READY").count()
    assert metric(text, 'epoch_background_tasks{state="queued"}') == queued
    assert metric(text, 'epoch_background_tasks{state="failed"}') == 1
    assert 0 <= metric(text, "epoch_scheduler_last_run_age_seconds") < 60
    assert metric(text, "process_resident_memory_bytes") > 1_000_000
    assert metric(text, "epoch_web_workers") == 1


@pytest.mark.parametrize(
    ("headers", "peer", "is_shown"),
    [
        ({}, "127.0.0.1", True),
        ({"Host": "[::1]:8000"}, "::1", True),
        ({"Host": "localhost:8000"}, "127.0.0.1", True),
        ({}, "10.0.0.9", False),
        ({"Host": "example.org"}, "127.0.0.1", False),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", False),
        ({"X-Forwarded-Proto": "https"}, "127.0.0.1", False),
        ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1", False),
        ({"Host": "127.0.0.1.example.org"}, "127.0.0.1", False),
        ({"Authorization": f"Bearer {TOKEN}", "Host": "example.org"}, "10.0.0.9", True),
        ({"Authorization": f"Bearer {TOKEN}x"}, "10.0.0.9", False),
        ({"Authorization": f"Basic {TOKEN}"}, "10.0.0.9", False),
        ({"Authorization": "Bearer ümlaut"}, "10.0.0.9", False),
        ({"Authorization": "Bearer "}, "10.0.0.9", False),
    ],
)
def test_only_this_machine_and_the_token_may_ask(headers, peer, is_shown):
    response = ask(Client(REMOTE_ADDR=peer), **headers)
    assert response.status_code == (200 if is_shown else 403)
    assert (b"epoch_" in response.content) == is_shown
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_token_none_opens_it(settings):
    settings.METRICS_TOKEN = ""
    for value in ("Bearer ", "Bearer", ""):
        assert ask(Client(REMOTE_ADDR="10.0.0.9"), Authorization=value).status_code == 403


def test_without_the_setting_there_is_no_such_page(settings, client, home):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "metrics" not in name]
    assert client.get("/metrics", follow=True).status_code == 404


def test_a_database_that_is_away_leaves_the_other_metrics(client, monkeypatch):
    def fail(*args, **kwargs):
        raise metric_sources.DatabaseError("away")

    monkeypatch.setattr(metric_sources, "Count", fail)
    text = ask(client).content.decode()
    assert "epoch_background_tasks" not in text
    assert "epoch_web_workers" in text


def test_what_a_dead_worker_had_in_hand_is_forgotten(tmp_path):
    dead = 2**22 + 1
    for name in (f"gauge_livesum_{dead}", f"histogram_{dead}", f"gauge_livesum_{os.getpid()}"):
        (tmp_path / f"{name}.db").touch()
    metric_sources.forget_the_dead(tmp_path)
    left = {file.stem for file in tmp_path.iterdir()}
    assert left == {f"histogram_{dead}", f"gauge_livesum_{os.getpid()}"}
    metric_sources.make_shared_folder(tmp_path / "shared")
    (tmp_path / "shared" / "old.db").touch()
    metric_sources.make_shared_folder(tmp_path / "shared")
    assert list((tmp_path / "shared").iterdir()) == []


def test_changes_are_shown_by_table_and_others_share_a_line(client):
    for table in ("blog_tag", "blog_tag", "a_table_of_others", "one_more"):
        change_counts.count_change(table)
    text = ask(client).content.decode()
    assert metric(text, 'epoch_changes_total{table="blog_tag"}') == 2
    assert metric(text, 'epoch_changes_total{table="other"}') == 2


def test_the_background_process_counts_and_is_no_web_worker(tmp_path, monkeypatch):
    monkeypatch.setenv(metric_sources.SHARED_FOLDER, str(tmp_path))
    (tmp_path / f"counter_{os.getppid()}.db").touch()
    (workers,) = next(metric_sources.Processes().collect()).samples
    assert workers.value == 1
