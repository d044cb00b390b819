"""Connections to each of a server's worker processes, of which the kernel picks one at random."""

import http.client
from contextlib import suppress
from pathlib import Path

from tests.config.serving.processes import child_running, children


class Connection:
    """One that stays open, and so stays with the worker that took it."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.http.connect()

    def get(self, path, **headers):
        """Return the status and the body's text."""
        self.http.request("GET", path, headers=headers)
        reply = self.http.getresponse()
        return reply.status, reply.read().decode()

    def inode(self):
        """The server's end of the connection."""
        ours = f"{self.http.sock.getsockname()[1]:04X}"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            words = line.split()
            if words[2].endswith(f":{ours}"):
                return words[9]
        raise LookupError("the server has not taken the connection")


def worker_pids(serve_pid):
    return children(child_running(serve_pid, "granian"))


def sockets_of(pid):
    found = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        # Files come and go meanwhile.
        with suppress(FileNotFoundError):
            link = str(each.readlink())
            if link.startswith("socket:"):
                found.add(link[8:-1])
    return found


def connect_to_each(serve_pid, port):
    """Return one connection to every worker, by its process id."""
    found = {}
    pids = worker_pids(serve_pid)
    for _ in range(300):
        connection = Connection(port)
        connection.get("/healthz")
        inode = connection.inode()
        for pid in pids:
            if pid not in found and inode in sockets_of(pid):
                found[pid] = connection
        if len(found) == len(pids):
            return found
    raise AssertionError(f"only {len(found)} of {len(pids)} workers took a connection")
