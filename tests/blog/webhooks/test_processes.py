"""Messages outlive the process that sends them, and hold up no mail."""

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.blog.webhooks.receiver import receiving
from tests.config.serving.processes import MANAGE, environment, eventually
from tests.config.serving.running_site import Clerk, database

pytestmark = [pytest.mark.processes, pytest.mark.longest]

PUBLISHED = 12


@contextmanager
def background(env, log):
    """Run the background process; at the end it is killed, without a word."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, str(MANAGE), "background"], env=env, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_each_message_arrives_in_order_though_its_sender_is_killed(tmp_path):
    with receiving() as receiver, database(tmp_path) as engine:
        env = environment(
            tmp_path,
            DJANGO_SETTINGS_MODULE="tests.blog.webhooks.loopback",
            RECEIVER_PORT=str(receiver.server_port),
            **engine,
        )
        log = tmp_path / "background.log"
        clerk = Clerk(env, "tests.blog.webhooks.clerk")
        receiver.secret = clerk.ask(f"prepare {receiver.address}")
        assert clerk.ask(f"publish {PUBLISHED}") == PUBLISHED
        # Takes its time over the third, while which its sender is killed.
        receiver.answers.extend([204, 204, lambda handler: time.sleep(20)])
        with background(env, log):
            eventually(lambda: len(receiver.messages) == 3, f"three came; {log.read_text()}")
            # The mail, which waits in the queue of tasks, does not wait for the receiver.
            eventually(lambda: list((tmp_path / "mail").glob("*")), "the mail was sent")
            assert len(receiver.messages) == 3
        with background(env, log):
            eventually(lambda: len(receiver.told) == PUBLISHED, f"all came; {log.read_text()}")
        clerk.leave()
    assert receiver.told == ["page.published", *["page.changed"] * (PUBLISHED - 1)]
    revisions = [each["data"]["page"]["revision"] for each in receiver.messages]
    assert revisions == sorted(revisions)
    # The one that was cut short came twice.
    assert len(receiver.messages) == PUBLISHED + 1
    assert all(receiver.genuine)
