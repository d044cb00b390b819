"""Keeps a receiver's answer back, so that its sender can be killed in the midst of sending."""

import threading
from http.server import BaseHTTPRequestHandler

PATIENCE = 20


class Hold:
    """What came next, which is answered when it is let go; `name` is its id."""

    def __init__(self) -> None:
        self.name = ""
        self._has_come, self._may_go = threading.Event(), threading.Event()

    def keep(self, name: str) -> None:
        """Have the receiver wait before it answers."""
        self.name = name
        self._has_come.set()
        self._may_go.wait(PATIENCE)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Keep the newest message of a receiver of webhooks, and take it in the end."""
        self.keep(handler.server.messages[-1]["id"])
        handler.send_response(204)
        handler.end_headers()

    def await_it(self) -> None:
        assert self._has_come.wait(PATIENCE), "nothing came to be held"

    def let_go(self) -> None:
        self._may_go.set()
