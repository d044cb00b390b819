"""A small site on loopback that stands for all others, and takes down how it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOT_ALLOWED = {"HEAD": 405}


class Answer(BaseHTTPRequestHandler):
    """Answers as the server's table says: path → (status, headers, body, statuses of a method)."""

    def answer(self):
        self.server.hits.append((self.command, self.path, dict(self.headers)))
        given = self.server.answers.get(self.path, (200,))
        status, headers, body, others = (*given, *(200, {}, (), {})[len(given) :])
        self.send_response(others.get(self.command, status))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in body if self.command == "GET" else ():
            self.wfile.write(chunk)

    do_GET = do_HEAD = answer

    def log_message(self, *args):
        pass


class OtherSite(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        self.hits, self.answers = [], {}
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"

    def asked(self) -> list[str]:
        """Return how it was asked, as "HEAD /path"."""
        return [f"{method} {path}" for method, path, _headers in self.hits]

    def handle_error(self, request, client_address):
        pass  # askers that hang up are what some tests want


@contextmanager
def other_site() -> Iterator[OtherSite]:
    server = OtherSite()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
