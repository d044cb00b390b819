"""Runs one child process: starts it, watches it, starts it again when it dies, stops it."""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time

# Seconds: the pause doubles while a child keeps dying, so that a crash loop doesn't spin.
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
RAN_WELL_AFTER = 30.0

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

logger = logging.getLogger(__name__)


def die_with_parent() -> None:
    """Ask the kernel for SIGTERM when the supervisor dies, be it by kill -9 (Linux only)."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A command that is to run always."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.pause = FIRST_PAUSE
        self.started_at = 0.0
        self.due_at = 0.0
        self.is_replaced = False

    def tend(self) -> None:
        """Start the process when it is due; when it has died, plan the next start."""
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self.start()
        elif self.process.poll() is None:
            return
        elif self.is_replaced:
            self.is_replaced = False
            self.kill_group()
            self.start()
        else:
            self.plan_restart(f"ended with exit code {self.process.returncode}")

    def start(self) -> None:
        self.started_at = time.monotonic()
        try:
            # In a session of its own, so that a terminal's Ctrl-C reaches the supervisor alone
            # and its processes can be found by their group.
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        except OSError as error:
            self.plan_restart(f"could not start: {error}")

    def plan_restart(self, reason: str) -> None:
        """End what a dead child left running, and set when it starts again."""
        self.kill_group()
        self.process = None
        now = time.monotonic()
        if now - self.started_at >= RAN_WELL_AFTER:
            self.pause = FIRST_PAUSE
        logger.error("The %s %s; it starts again in %.1f s.", self.name, reason, self.pause)
        self.due_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process that knows what to do with it."""
        if self.process is not None:
            self.process.send_signal(number)

    def replace(self) -> None:
        """Ask the process to stop; a new one starts as soon as it has."""
        self.is_replaced = self.process is not None
        self.terminate()

    def terminate(self) -> None:
        """Ask the process to stop; it passes that on to its own children."""
        if self.process is not None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait for the end until a moment of `time.monotonic`, then end it by force."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("The %s did not stop in time and is killed.", self.name)
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        """Kill the process and those it started: its workers would go on holding the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
