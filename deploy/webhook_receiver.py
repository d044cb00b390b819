"""A receiver of Epoch's webhooks: checks each message, knows repeated ones, prints the rest.

    WEBHOOK_SECRET=whsec_… python webhook_receiver.py 8080

behind a proxy that speaks https. Needs Python alone; to be copied and changed. A library of
https://www.standardwebhooks.com/ for another language does what `is_genuine` does.
"""

import hashlib
import hmac
import json
import os
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_BYTES = 64 * 1024
# Seconds that a message's time may be away from ours: an old one may have been overheard.
TOLERANCE = 5 * 60


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, *, now: float) -> bool:
    """Tell whether a message comes from who knows the secret, is unchanged, and of these minutes.

    By the body as it came: read and written again, JSON is another text.
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 12:
        return False
    if abs(now - int(timestamp)) > TOLERANCE:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    key = b64decode(secret.removeprefix("whsec_"))
    expected = b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # One for each secret that is good at the moment.
    for given in headers.get("webhook-signature", "").split():
        version, _comma, signature = given.partition(",")
        if version == "v1" and hmac.compare_digest(signature.encode(), expected):
            return True
    return False


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 once a message is dealt with; on anything else it is sent again."""

    # Each message comes once or more: keep the ids where a restart does not lose them.
    seen: set[str] = set()
    secret = ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BYTES:
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not is_genuine(self.secret, self.headers, body, now=time.time()):
            return self.answer(401)
        message = json.loads(body)
        if message["id"] not in self.seen:
            self.take(message)
            self.seen.add(message["id"])
        return self.answer(204)

    def take(self, message: dict) -> None:
        """Do what is to be done, within 10 seconds; here, print a line."""
        page = message["data"].get("page", {})
        words = (message["type"], page.get("address"), page.get("title"))
        sys.stdout.write(" ".join(filter(None, words)) + "\n")
        sys.stdout.flush()

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()


if __name__ == "__main__":
    Receiver.secret = os.environ["WEBHOOK_SECRET"]
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
