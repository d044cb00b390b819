"""Two machines with folders of their own hear of each other's changes through Redis."""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from tests.config.serving.processes import MANAGE, environment, eventually, free_port

pytestmark = pytest.mark.processes

PATIENCE = 60


@contextmanager
def redis_server(folder):
    """Run a Redis of the test's own; yield its address."""
    command = shutil.which("redis-server")
    if command is None:
        message = "redis-server is missing: this was not tried"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen([command, *options], stdout=subprocess.DEVNULL) as process:
        try:
            yield f"rediscache://127.0.0.1:{port}/0"
        finally:
            process.kill()


class Machine:
    """A process with a DATA_DIR of its own, and what it prints."""

    def __init__(self, folder, cache_url):
        folder.mkdir()
        self.lines = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.config.freshness.machine"],
            env=environment(folder, CACHE_URL=cache_url),
            cwd=MANAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(line.split())

    def change(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def heard(self):
        """Wait for the next generation; return when it came."""
        return float(self.lines.get(timeout=PATIENCE)[0])

    def settle(self):
        """Wait until nothing new comes."""
        eventually(lambda: time.sleep(1.2) or self.is_quiet(), "the machine is quiet")

    def is_quiet(self):
        is_quiet = self.lines.empty()
        while not self.lines.empty():
            self.lines.get()
        return is_quiet


def test_a_change_on_one_machine_is_heard_on_the_other(tmp_path):
    with redis_server(tmp_path) as url:
        one, other = Machine(tmp_path / "one", url), Machine(tmp_path / "other", url)
        try:
            one.heard(), other.heard()
            one.settle(), other.settle()
            delays = []
            for _ in range(3):
                one.change()
                here, there = one.heard(), other.heard()
                delays.append(there - here)
            one.settle()
            assert other.is_quiet(), "each change is heard once"
        finally:
            one.process.kill(), other.process.kill()
    print(f"\nheard after {max(delays):.2f} s at most")  # noqa: T201
