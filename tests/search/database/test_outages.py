"""What was done is written down once the database is back, or given up with its error."""

from types import SimpleNamespace

import pytest
from django.db import InterfaceError, OperationalError

from search.database import outages
from search.database.outages import write_through_outage


@pytest.fixture(autouse=True)
def paused(monkeypatch):
    """Let time pass by pauses alone; return them."""
    pauses = []
    clock = SimpleNamespace(sleep=pauses.append, monotonic=lambda: sum(pauses))
    monkeypatch.setattr(outages, "time", clock)
    monkeypatch.setattr(outages, "close_old_connections", lambda: None)
    return pauses


class Writer:
    """Raises these errors in turn, and then writes."""

    def __init__(self, *errors):
        self.errors, self.tries = list(errors), 0

    def __call__(self):
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)


def test_it_is_tried_until_the_database_is_back(paused, caplog):
    write = Writer(OperationalError("away\nand more"), InterfaceError("closed"))
    write_through_outage(write)
    assert write.tries == 3
    assert paused == [outages.PAUSE_SECONDS] * 2
    assert [record.getMessage().partition(": ")[2] for record in caplog.records] == [
        "away",
        "closed",
    ]


def test_it_is_given_up_after_a_while(paused):
    with pytest.raises(OperationalError):
        write_through_outage(Writer(*[OperationalError("away")] * 10_000))
    assert sum(paused) == outages.PATIENCE_SECONDS


def test_a_stop_is_the_last_try(paused):
    write = Writer(*[OperationalError("away")] * 10)
    with pytest.raises(OperationalError):
        write_through_outage(write, is_stopped=lambda: len(paused) == 2)
    assert write.tries == 3


def test_any_other_error_is_not_waited_for(paused):
    with pytest.raises(TypeError):
        write_through_outage(Writer(TypeError("no JSON")))
    assert not paused
