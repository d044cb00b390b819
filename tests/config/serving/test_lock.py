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


@pytest.mark.parametrize(
    ("answers", "pauses"),
    [
        ([True], []),
        ([False, True], [background.RETRY_SECONDS, background.HANDOVER_SECONDS]),
        # The one before may have lost its session in this outage, and not know it yet.
        ([OperationalError("away"), True], [background.RETRY_SECONDS, background.HANDOVER_SECONDS]),
    ],
)
def test_who_takes_over_gives_the_one_before_time_to_notice(monkeypatch, answers, pauses):
    waits, stop = [], StopSignal()
    monkeypatch.setattr(stop, "wait", waits.append)
    assert background.wait_for(Played(*answers), stop)
    assert waits == pauses
    assert background.HANDOVER_SECONDS > scheduler.LOOK_SECONDS


def test_a_stop_ends_the_handover(monkeypatch):
    stop = StopSignal()
    monkeypatch.setattr(stop, "wait", lambda seconds: seconds == background.HANDOVER_SECONDS)
    assert not background.wait_for(Played(False, True), stop)


def test_the_scheduler_ends_at_the_next_look_after_another_took_the_lock(monkeypatch):
    runs, waits, stop = [], [], StopSignal()
    monkeypatch.setattr(scheduler, "run_schedule", lambda: runs.append(1))
    monkeypatch.setattr(scheduler.time, "time", lambda: 90.5)  # the minute goes on
    monkeypatch.setattr(stop, "wait", waits.append)
    away = OperationalError("away")
    # Ours; away; away for a moment and ours; away for a moment and another's.
    scheduler.run_every_minute(stop, Played(True, away, away, away, True, away, False))
    assert stop.is_set
    assert len(runs) == 1
    assert waits == [scheduler.LOOK_SECONDS] * 4


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
