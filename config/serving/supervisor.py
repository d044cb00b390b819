"""Keeps the web server and the background process alive; holds no Django, so it stays small."""

import argparse
import logging
import signal
import socket
import sys
import time
from pathlib import Path

from config.monitoring.log_format import make_formatter
from config.serving.child import Child
from config.serving.role import Role
from config.serving.stop import StopSignal

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
LOG_CONFIG = Path(__file__).with_name("granian_log.json")
TICK = 0.25
# Seconds: granian's workers get the first to finish their requests, all processes the second.
DRAIN_SECONDS = 15
STOP_SECONDS = 20


class Supervisor:
    """The children of a role, and the address that the web server among them serves."""

    def __init__(
        self, *, role: Role, host: str, port: int, workers: int, announcement: str
    ) -> None:
        self.role = role
        self.address = (host, port)
        self.announcement = announcement
        self.web = Child("web server", web_command(host=host, port=port, workers=workers))
        self.background = Child("background process", [sys.executable, str(MANAGE), "background"])
        self.children = [
            child
            for child, has_place in (
                (self.web, role.has_web_server),
                (self.background, role.has_background_process),
            )
            if has_place
        ]

    def run(self, stop: StopSignal) -> None:
        """Keep the children running until the stop signal, then stop them all."""
        is_announced = False
        while not stop.is_set:
            if stop.take_reload():
                self.load_new_code()
            for child in self.children:
                child.tend()
            if not is_announced and self.is_up():
                # In one write with its end: the children write to the same file.
                sys.stdout.write(f"{self.announcement}\n")
                sys.stdout.flush()
                is_announced = True
            stop.wait(TICK)
        self.stop_children()

    def is_up(self) -> bool:
        return not self.role.has_web_server or is_listening(self.address)

    def load_new_code(self) -> None:
        """Have granian replace its workers one by one, the new beside the old for a while, so that
        no request is turned away."""
        if self.role.has_web_server:
            self.web.send(signal.SIGHUP)
        if self.role.has_background_process:
            self.background.replace()

    def stop_children(self) -> None:
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait(deadline)


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """Return the command of the web server; a few threads, since Python runs one at a time."""
    options = {
        "--interface": "rsgi",
        "--http": "1",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        # One thread for all connections; requests are answered in others.
        "--runtime-mode": "st",
        "--backlog": "1024",
        # Longer heads get a 431 or 414 from the server itself, slower ones are cut off.
        "--http1-buffer-size": "65536",
        "--http1-header-read-timeout": "10000",
        # Seconds that an old worker serves on beside its successor, which must load Django first,
        # on a busy machine too; one that died is replaced at once.
        "--respawn-interval": "15",
        "--workers-kill-timeout": str(DRAIN_SECONDS),
        "--log-level": "error",
        "--log-config": str(LOG_CONFIG),
    }
    flags = ["--no-ws", "--respawn-failed-workers"]
    values = [word for option in options.items() for word in option]
    return [sys.executable, "-P", "-m", "granian", *values, *flags, "config.rsgi:application"]


def is_listening(address: tuple[str, int]) -> bool:
    """Tell whether the web server takes connections, which it does once Django is loaded."""
    try:
        socket.create_connection(address, timeout=TICK).close()
    except OSError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--role", type=Role, required=True)
    parser.add_argument("--announcement", required=True)
    handler = logging.StreamHandler()
    handler.setFormatter(make_formatter())
    logging.basicConfig(handlers=[handler])
    stop = StopSignal()
    stop.listen()
    stop.listen_for_reload()
    Supervisor(**vars(parser.parse_args())).run(stop)


if __name__ == "__main__":
    main()
