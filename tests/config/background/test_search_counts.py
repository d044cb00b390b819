"""The thread that writes counts down: late, once, and never in anyone's way."""

import logging
import multiprocessing
import signal
import subprocess
import sys
import threading
import urllib.request

import pytest
from django.db import DatabaseError
from wagtail.contrib.search_promotions.models import QueryDailyHits

from config.background import search_counts
from config.background.search_counts import Recorder
from tests import kept_database
from tests.config.serving.processes import PATIENCE, environment
from tests.config.serving.running_site import rows, served

PREPARE = """
import django
django.setup()
from tests.factories import create_site
create_site()
"""


@pytest.fixture
def recorder(settings):
    settings.SEARCH_COUNTS = True
    return Recorder()


@pytest.fixture
def idle_recorder(recorder, monkeypatch):
    """A recorder without a thread."""
    monkeypatch.setattr(recorder, "start", lambda: None)
    return recorder


@pytest.mark.processes  # They empty the database, which tests of other files would miss.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_counts_are_written_when_they_are_flushed(idle_recorder):
    idle_recorder.count(text="Drift", is_found=True)
    assert not QueryDailyHits.objects.exists()
    idle_recorder.flush()
    idle_recorder.flush()
    assert QueryDailyHits.objects.get().hits == 1


def test_counting_is_switched_off(recorder, settings):
    settings.SEARCH_COUNTS = False
    recorder.count(text="drift", is_found=True)
    assert recorder.thread is None
    assert recorder.pending.take() == []


@pytest.mark.processes  # They empty the database, which tests of other files would miss.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_can_not_be_written_is_logged_once_and_kept(idle_recorder, monkeypatch, caplog):
    def fail(counts):
        raise DatabaseError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(search_counts, "store", fail)
        for _ in range(3):
            idle_recorder.count(text="drift", is_found=False)
            idle_recorder.flush()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    idle_recorder.flush()
    assert QueryDailyHits.objects.get().hits == 3
    with monkeypatch.context() as patch:
        patch.setattr(search_counts, "trim", lambda: fail([]))
        for _ in range(2):
            idle_recorder.count(text="drift", is_found=False)
            idle_recorder.flush()
    assert len(caplog.records) == 2
    assert QueryDailyHits.objects.get().hits == 5


def test_one_thread_starts_with_the_first_count(recorder, monkeypatch):
    flushed, go_on = [], threading.Event()

    def run():
        flushed.append(threading.current_thread())
        go_on.wait(20)

    monkeypatch.setattr(recorder, "run", run)
    readers = [
        threading.Thread(target=recorder.count, kwargs={"text": f"{n}", "is_found": True})
        for n in range(8)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    go_on.set()
    recorder.thread.join(20)
    assert len(flushed) == 1
    assert not recorder.is_running()
    assert len(recorder.pending.take()) == 8


def test_the_last_counts_are_written_when_the_process_ends(recorder, monkeypatch):
    waits, flushes = [], []

    class Main:
        def is_alive(self):
            return len(waits) < 2

        def join(self, seconds):
            waits.append(seconds)

    monkeypatch.setattr(search_counts.threading, "main_thread", Main)
    monkeypatch.setattr(recorder, "flush", lambda: flushes.append(len(waits)))
    recorder.run()
    assert (waits, flushes) == ([60.0, 60.0], [1, 2])


def test_the_child_of_a_fork_counts_for_itself(recorder, monkeypatch):
    monkeypatch.setattr(recorder, "start", lambda: None)
    recorder.count(text="drift", is_found=True)
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe()
    child = fork.Process(target=lambda: sender.send(len(recorder.pending.take())))
    child.start()
    child.join(PATIENCE)
    assert receiver.recv() == 0
    assert len(recorder.pending.take()) == 1


@pytest.mark.processes
def test_workers_that_are_stopped_write_what_they_counted(tmp_path):
    kept_database.copy_into(tmp_path)
    subprocess.run([sys.executable, "-c", PREPARE], env=environment(tmp_path), check=True)
    with served(tmp_path, workers=2) as (process, env, log):
        for number in range(40):
            address = f"http://127.0.0.1:{env['PORT']}/search/?q=drift+{number % 2}"
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert "Traceback" not in log.read_text()
    for table in ("wagtailsearchpromotions_querydailyhits", "search_searchmiss"):
        number = "hits" if table.endswith("hits") else "misses"
        assert rows(env, f"SELECT {number} FROM {table}") == [(20,), (20,)]
