"""Shows that granian 2.8 stands still when it is answered while a thread still reads the body.

Run it: `python -m tests.upstream.granian_body` says "stands still" or "answers". Once it answers,
`config/serving/bridge.py` may give way to granian's own WSGI and
`config/request_limits/request_guard.py`.
"""

import socket
import subprocess
import sys
import threading
import time

from tests.config.serving.processes import free_port


def application(environ, start_response):
    """Read a body in a thread, and answer after a second whether or not it has come."""
    if environ["REQUEST_METHOD"] == "POST":
        thread = threading.Thread(target=environ["wsgi.input"].read, args=(99,), daemon=True)
        thread.start()
        thread.join(1)
    start_response("200 OK", [("Connection", "close")])
    return [b"answer"]


def answers(port, head):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(head)
        try:
            return b"answer" in connection.makefile("rb").read()
        except TimeoutError:
            return False


def main():
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    server = subprocess.Popen([*command, f"{__spec__.name}:application"])
    get = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    try:
        time.sleep(5)
        assert answers(port, get), "the server never came up"
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\na")
            time.sleep(3)
            print("answers" if answers(port, get) else "stands still")  # noqa: T201
    finally:
        server.kill()


if __name__ == "__main__":
    main()
