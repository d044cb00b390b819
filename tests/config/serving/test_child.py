"""How the supervisor starts, restarts and stops a process."""

import os
import signal
import sys
import time

import pytest

from config.serving import child as child_module
from config.serving.child import FIRST_PAUSE, LONGEST_PAUSE, Child

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(1, flush=True); time.sleep(600)",
]


@pytest.fixture
def make_child():
    made = []

    def make(command):
        made.append(Child("test child", command))
        return made[-1]

    yield make
    for child in made:
        child.wait(deadline=0)


def run_until_dead(child):
    child.due_at = 0
    child.tend()
    if child.process is not None:
        child.process.wait(30)
        child.tend()


def test_the_pause_doubles_while_a_child_keeps_dying(make_child, caplog):
    child = make_child([sys.executable, "-c", ""])
    pauses = []
    for _ in range(7):
        pauses.append(child.pause)
        run_until_dead(child)
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses[-1] == LONGEST_PAUSE
    assert "test child ended with exit code 0" in caplog.text


def test_it_waits_for_the_pause(make_child):
    child = make_child([sys.executable, "-c", ""])
    run_until_dead(child)
    child.due_at = time.monotonic() + 60
    child.tend()
    assert child.process is None


def test_the_pause_is_short_again_after_a_good_run(make_child, monkeypatch):
    monkeypatch.setattr(child_module, "RAN_WELL_AFTER", 0.0)
    child = make_child([sys.executable, "-c", ""])
    for _ in range(4):
        run_until_dead(child)
    assert child.pause == FIRST_PAUSE * 2


def test_a_command_that_cannot_start_is_tried_again(make_child, caplog):
    child = make_child(["/nowhere/at/all"])
    run_until_dead(child)
    assert child.process is None
    assert child.due_at > 0
    assert "could not start" in caplog.text


def test_it_stops_on_request(make_child):
    child = make_child(SLEEP)
    child.tend()
    child.terminate()
    child.wait(time.monotonic() + 30)
    assert child.process.returncode == -signal.SIGTERM


def test_one_that_will_not_stop_is_killed(make_child):
    child = make_child(DEAF)
    child.tend()
    child.terminate()
    child.wait(time.monotonic() + 1)
    assert child.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)
    with pytest.raises(ProcessLookupError):
        os.killpg(child.process.pid, 0)


def test_a_replaced_child_starts_anew_at_once_and_without_complaint(make_child, caplog):
    child = make_child(SLEEP)
    child.tend()
    first = child.process
    child.replace()
    first.wait(30)
    child.tend()
    assert child.process is not None
    assert child.process.pid != first.pid
    assert child.pause == FIRST_PAUSE
    assert not caplog.text
