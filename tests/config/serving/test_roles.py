"""`serve --web` and `serve --background`: one site of several processes, on either engine."""

import os
import signal
import urllib.request

import pytest
from django.db import connection

from config.management.commands.background import STANDING_BY
from config.monitoring.heartbeat import FILE_NAME
from tests.config.serving.processes import child_running, eventually
from tests.config.serving.running_site import Clerk, database, environment, served

pytestmark = [pytest.mark.processes]
IS_POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def engine(tmp_path):
    with database(tmp_path) as settings:
        clerk = Clerk(environment(tmp_path, **settings))
        clerk.ask("prepare 1")
        clerk.leave()
        yield settings


def readyz(env):
    with urllib.request.urlopen(f"http://127.0.0.1:{env['PORT']}/readyz", timeout=10) as reply:
        return reply.read().decode()


def test_two_web_servers_and_a_background_process_are_one_site(tmp_path, engine):
    web = {"role": "web", **engine}
    with (
        served(tmp_path, name="first", **web) as (first, env, _),
        served(tmp_path, name="second", **web, METRICS="true") as (second, other, _),
    ):
        for process in (first, second):
            assert child_running(process.pid, "granian")
            assert not child_running(process.pid, "background")
        # Readers are served before any background process came.
        assert '"scheduler": "silent"' in readyz(env)
        assert '"status": "degraded"' in readyz(env)
        with served(tmp_path, name="third", role="background", **engine) as (third, _, _):
            assert not child_running(third.pid, "granian")
            for each in (env, other):
                eventually(lambda each=each: '"status": "ready"' in readyz(each), "it is ready")


@pytest.mark.skipif(not IS_POSTGRES, reason="an embedded database has one background process")
def test_a_background_process_stands_by_until_the_first_is_killed(tmp_path, engine):
    with (
        served(tmp_path, name="first", role="background", **engine) as (first, _, _),
        served(tmp_path, name="second", role="background", **engine) as (_, _, log),
    ):
        eventually(lambda: STANDING_BY in log.read_text(), "the second one stands by")
        beat = tmp_path / FILE_NAME
        eventually(beat.exists, "the first one works")
        beat.unlink()
        for pid in (first.pid, child_running(first.pid, "background")):
            os.kill(pid, signal.SIGKILL)
        eventually(beat.exists, "the second one works")
        assert log.read_text().count(STANDING_BY) == 1
