"""One `serve` to a database: by a file lock, and by a session's lock on PostgreSQL."""

import os
from contextlib import closing

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection

from config.background import scheduler
from config.management.commands import background
from config.serving import lock
from config.serving.lock import SessionLock
from config.serving.stop import StopSignal
from tests.config.serving.processes import eventually

pytestmark = pytest.mark.django_db
IS_POSTGRES = connection.vendor == "postgresql"


class Played(SessionLock):
    """A lock that gives these answers in turn; an exception is raised."""

    def __init__(self, *answers):
        super().__init__()
        self.answers = iter(answers)

    def take(self):
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_the_file_is_locked_until_its_holder_ends(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(lock, "database_file", lambda: None)
    descriptor = lock.lock_database()
    assert os.get_inheritable(descriptor)
    with pytest.raises(CommandError, match="Another `serve` runs on this database"):
        lock.lock_database()
    os.close(descriptor)
    os.close(lock.lock_database())


def test_on_postgresql_a_second_session_is_refused_until_the_first_ends():
    first, second = SessionLock(), SessionLock()
    assert first.take()
    assert first.take()
    assert second.take() is not IS_POSTGRES
    assert second.is_lost() is IS_POSTGRES
    if IS_POSTGRES:
        with pytest.raises(CommandError, match="its lock is held"):
            lock.refuse_second_serve()
    first.release()
    # The server ends a session a moment after it was closed.
    eventually(second.take, "the lock is free")
    second.release()
    eventually(SessionLock().take, "the lock is free again")


def test_the_background_process_waits_for_the_lock_and_the_database(monkeypatch, caplog):
    stop = StopSignal()
    monkeypatch.setattr(stop, "wait", lambda seconds: None)
    answers = (False, False, False, OperationalError("no route"), True)
    assert background.wait_for(Played(*answers), stop)
    assert caplog.text.count(background.STANDING_BY) == 1
    assert "no route" in caplog.text
    assert caplog.messages[-1] == background.WORKING
    caplog.clear()
    assert background.wait_for(Played(True), stop)
    assert caplog.messages == []
    stop.set()
    assert not background.wait_for(Played(True), stop)


def test_the_scheduler_ends_when_another_took_the_lock(monkeypatch):
    runs, stop = [], StopSignal()
    monkeypatch.setattr(scheduler, "run_schedule", lambda: runs.append(1))
    monkeypatch.setattr(stop, "wait", lambda seconds: None)
    away = OperationalError("away")
    # Ours; away; away for a moment and ours; away for a moment and another's.
    scheduler.run_every_minute(stop, Played(True, away, away, away, True, away, False, True))
    assert len(runs) == 3
    assert stop.is_set


@pytest.mark.skipif(not IS_POSTGRES, reason="a file's lock ends with its machine")
def test_the_server_soon_misses_a_machine_that_is_gone():
    lock = SessionLock()
    assert lock.take()
    with lock.session.cursor() as cursor:
        cursor.execute("SELECT current_setting('tcp_keepalives_idle')")
        assert cursor.fetchone() == ("15",)
    lock.release()


def test_of_two_that_lost_their_sessions_one_goes_on():
    mine, other = SessionLock(), SessionLock()
    assert mine.take()
    if IS_POSTGRES:
        with closing(connection.copy()) as session, session.cursor() as cursor:
            pid = mine.session.connection.info.backend_pid
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        eventually(other.take, "the lock is free")
        assert mine.is_lost()
    mine.release()
    other.release()


def test_a_lost_session_is_replaced():
    with closing(connection.copy()) as session:
        mine = SessionLock()
        assert mine.take()
        if IS_POSTGRES:
            with session.cursor() as cursor:
                pid = mine.session.connection.info.backend_pid
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
            assert not mine.is_lost()
        assert mine.take()
        mine.release()
