"""Small HTTP servers on loopback: one that nobody may reach, one that stands for the internet."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC = "127.0.0.2"
PRIVATE = "127.0.0.1"


class Answer(BaseHTTPRequestHandler):
    """Counts a hit and answers as the server's table says: path → (status, headers, body)."""

    def do_GET(self):
        self.server.hits.append((self.headers["Host"], self.path))
        status, headers, body = self.server.answers.get(self.path, (200, {}, b"canary"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in body if not isinstance(body, bytes) else [body]:
            self.wfile.write(chunk)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, port):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.hits, self.answers = [], {}
        super().__init__((address, port), Answer)

    def handle_error(self, request, client_address):
        pass  # readers that hang up are what some tests want


@contextmanager
def served(address: str, port: int = 0) -> Iterator[Server]:
    server = Server(address, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
