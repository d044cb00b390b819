"""A receiver on loopback: checks each message as the worked example does, and answers as told."""

import json
import threading
import time
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from deploy.webhook_receiver import is_genuine


class Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.genuine.append(is_genuine(server.secret, self.headers, body, now=time.time()))
        server.messages.append(json.loads(body))
        server.headers.append(dict(self.headers))
        answer = server.answers.popleft() if server.answers else 204
        if callable(answer):
            answer(self)
            return
        self.send_response(answer)
        self.end_headers()

    def log_message(self, *args):
        pass


class Receiver(ThreadingHTTPServer):
    """Keeps what came, as it came; `answers` are those to the next messages."""

    daemon_threads = True

    def __init__(self):
        self.messages, self.headers, self.genuine, self.answers = [], [], [], deque()
        self.secret = "whsec_"
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}/hook"

    @property
    def told(self) -> list[str]:
        """What was told, each message once, as "page.published"."""
        return list({each["id"]: each["type"] for each in self.messages}.values())

    def handle_error(self, request, client_address):
        pass  # senders that hang up are what some tests want


@contextmanager
def receiving():
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
