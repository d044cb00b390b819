"""One transaction that SQLite opens late and commits whole, and what is a busy database."""

import sqlite3
import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from config.transactions import transaction as writes
from config.transactions.transaction import (
    DatabaseBusyError,
    is_away,
    is_busy,
    is_reading,
    one_transaction,
)

pytestmark = pytest.mark.usefixtures("shared_group")
PATIENCE = 60


@pytest.fixture
def shared_group(django_db_setup, django_db_blocker):
    """A committed group, outside of any test's transaction, removed with what tests add."""
    with django_db_blocker.unblock():
        # An interrupted run may have left it.
        Group.objects.get_or_create(name="New")
        yield
        Group.objects.filter(name__startswith="New").delete()
        connection.close()


class StopHere(Exception):
    pass


def names():
    return set(Group.objects.filter(name__startswith="New ").values_list("name", flat=True))


def in_thread(call):
    """Run a call on a connection of its own; return what it raised, or "too late"."""
    outcome = ["too late"]

    def run():
        try:
            outcome[0] = call()
        except Exception as error:
            outcome[0] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return outcome[0]


@contextmanager
def somebody_writing():
    """Another connection that has written a group and not committed yet."""
    has_written, may_end = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Group.objects.filter(name="New").update(name="New")
            has_written.set()
            may_end.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    assert has_written.wait(PATIENCE)
    yield
    may_end.set()
    thread.join()


@pytest.fixture
def impatient(shared_group):
    """Give up on a lock after a tenth of a second."""
    statement = {"sqlite": "PRAGMA busy_timeout = 100", "postgresql": "SET lock_timeout = 100"}
    connection.ensure_connection()
    connection.cursor().execute(statement[connection.vendor])
    yield
    connection.close()


@one_transaction()
def write_and_stop(*first):
    for name in first:
        Group.objects.create(name=name)
    with transaction.atomic():
        Group.objects.create(name="New inside")
    raise StopHere


def test_what_is_written_is_kept_or_lost_as_a_whole():
    with one_transaction():
        Group.objects.create(name="New 1")
        Group.objects.create(name="New 2")
    with pytest.raises(StopHere):
        write_and_stop("New 3")
    assert names() == {"New 1", "New 2"}
    assert not connection.in_atomic_block


def test_an_inner_transaction_first_is_part_of_the_whole():
    with pytest.raises(StopHere):
        write_and_stop()
    assert names() == set()


def test_an_inner_one_that_fails_takes_nothing_else_along():
    with one_transaction():
        Group.objects.create(name="New 1")
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.create(name="New 1")
    assert names() == {"New 1"}


def test_reading_first_keeps_nobody_waiting():
    with one_transaction():
        assert names() == set()
        assert in_thread(lambda: Group.objects.create(name="New 1").name) == "New 1"
        Group.objects.create(name="New 2")
    assert names() == {"New 1", "New 2"}


def test_nothing_written_is_nothing_begun():
    with one_transaction():
        assert names() == set()
    with one_transaction():
        Group.objects.create(name="New 1")
    assert in_thread(names) == {"New 1"}


def test_what_waits_for_the_commit_sees_it_and_may_write():
    with one_transaction():
        transaction.on_commit(lambda: Group.objects.create(name=f"New after {len(names())}"))
        Group.objects.create(name="New 1")
        assert names() == {"New 1"}
    assert in_thread(names) == {"New 1", "New after 1"}


def test_writers_of_one_process_take_turns():
    def add_one(number):
        with one_transaction():
            group = Group.objects.select_for_update().get(name="New")
            Group.objects.filter(pk=group.pk).update(name="New")
            Group.objects.create(name=f"New {number}")
        connection.close()

    threads = [threading.Thread(target=add_one, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(names()) == len(threads)
    assert not writes._turn.locked()


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_others_hold_makes_it_busy_and_leaves_all_as_it_was():
    with somebody_writing(), pytest.raises(OperationalError) as caught, one_transaction():
        Group.objects.filter(name="New").update(name="New 1")
    assert is_busy(caught.value)
    assert not writes._turn.locked()
    assert names() == set()
    with one_transaction():
        Group.objects.create(name="New 2")
    assert names() == {"New 2"}


def test_other_errors_are_not_busy():
    assert is_busy(DatabaseBusyError("waited"))
    for error in (None, StopHere(), IntegrityError(), OperationalError("no such table")):
        assert not is_busy(error)


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (psycopg.errors.LockNotAvailable(), True),
        (psycopg.errors.DeadlockDetected(), True),
        (psycopg.errors.AdminShutdown(), False),
        (sqlite3.OperationalError("no error code"), False),
    ],
)
def test_the_database_says_what_was_the_matter(cause, expected):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    assert is_busy(error) is expected


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.CannotConnectNow(), True),
        (psycopg.errors.ConnectionFailure(), True),
        (psycopg.errors.DiskFull(), False),
        (psycopg.errors.LockNotAvailable(), False),
        (sqlite3.OperationalError("unable to open database file"), False),
        (None, False),
    ],
)
def test_the_database_is_away_where_nobody_answers_for_it(kind, cause, expected):
    error = kind("it failed")
    error.__cause__ = cause
    assert is_away(error) is expected
    assert not is_away(cause)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ("EXPLAIN SELECT 1", True),
        ("INSERT INTO t VALUES (1)", False),
        ("update t set a = 1", False),
        ("SAVEPOINT s1", False),
        ("WITH a AS (SELECT 1) DELETE FROM t", False),
    ],
)
def test_what_only_reads(sql, expected):
    assert is_reading(sql) is expected


@pytest.mark.django_db
def test_inside_another_transaction_it_is_a_part_of_that():
    with transaction.atomic():
        with one_transaction():
            Group.objects.create(name="New 1")
        transaction.set_rollback(True)
    assert names() == set()


def test_a_request_lets_a_writer_through_but_not_for_long(monkeypatch):
    monkeypatch.setattr(writes, "COURTESY", 0.2)
    if connection.vendor == "sqlite":
        with one_transaction():
            Group.objects.create(name="New 1")
            assert not writes._idle.is_set()
            assert in_thread(writes.let_writer_through) is None
    assert writes._idle.is_set()
