"""A mail server on loopback that keeps what it is sent; no more of SMTP than smtplib asks."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.workbench.cluster.holding import Hold


@dataclass(frozen=True)
class Letter:
    """A mail that came whole: to whom, about what, and the id that tells a second copy."""

    to: str
    subject: str
    message_id: str


class Session(StreamRequestHandler):
    """One sender; what breaks off before its last line did not come."""

    def handle(self) -> None:
        self.answer(220)
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                self.answer(354)
                if (text := self.read_letter()) is None:
                    return
                self.server.take(text)
            self.answer(221 if command == b"QUIT" else 250)

    def read_letter(self) -> bytes | None:
        """Return a mail up to the line of one dot; None where the sender is gone before."""
        lines = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line.removeprefix(b"."))
        return None

    def answer(self, status: int) -> None:
        self.wfile.write(b"%d of the trial\r\n" % status)


class MailServer(ThreadingTCPServer):
    """Keeps `letters` as they come; the next ones wait for `holds` until they are answered."""

    daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.holds: deque[Hold] = deque()
        super().__init__(("127.0.0.1", 0), Session)
        self.address = f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, text: bytes) -> None:
        headers = message_from_bytes(text, policy=default)
        letter = Letter(str(headers["To"]), str(headers["Subject"]), str(headers["Message-ID"]))
        self.letters.append(letter)
        if self.holds:
            self.holds.popleft().keep(letter.message_id)

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # senders that are killed are what is tried


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Yield a mail server that runs in threads of this process."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
