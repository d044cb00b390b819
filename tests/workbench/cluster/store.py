"""An S3-compatible store behind a door that recomputes each signature; for tests.

Run as `python -m tests.workbench.cluster.store PORT PUBLIC_BUCKET PRIVATE_BUCKET`. The store is
moto's, within this process; it checks no signature, so the door does, with botocore's own signer.
The objects of the public bucket may be read by everyone.
"""

import hmac
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import boto3
import requests
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto import mock_aws

KEY, SECRET = "key-of-the-cluster", "secret-of-the-cluster"
REGION = "us-east-1"
# As far as a signer's clock may be away, as at Amazon's.
SKEW = timedelta(minutes=15)
STAMP = "%Y%m%dT%H%M%SZ"
# Where moto listens, for requests of this process alone.
STORE = "https://s3.amazonaws.com"
INSIDE = f"AWS4-HMAC-SHA256 Credential={KEY}/-/{REGION}/s3/, SignedHeaders=, Signature="
UNSIGNED = ("UNSIGNED-PAYLOAD", "STREAMING-")
PASSED_BACK = {"content-encoding", "content-length", "transfer-encoding", "connection"}


def find_fault(method: str, url: str, headers: Message, body: bytes) -> str:
    """Return why a request is not signed as it should be; empty where it is.

    The format: Signature Version 4 of Amazon's S3 API reference, in headers or in the query.
    """
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    if "X-Amz-Signature" in query:
        return _fault_of_query(method, url, headers, query)
    scheme, _, rest = headers.get("Authorization", "").partition(" ")
    if scheme != "AWS4-HMAC-SHA256":
        return "unsigned"
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if not {"SignedHeaders", "Credential", "Signature"} <= parts.keys():
        return "unsigned"
    stamp, payload = headers.get("X-Amz-Date", ""), headers.get("X-Amz-Content-SHA256", "")
    if not _is_near(stamp, SKEW, SKEW):
        return "expired"
    if not payload.startswith(UNSIGNED) and payload != sha256(body).hexdigest():
        return "another body"
    signed = {name: headers.get(name, "") for name in parts["SignedHeaders"].split(";")}
    signer = S3SigV4Auth(Credentials(KEY, SECRET), "s3", REGION)
    request = AWSRequest(method, url, headers=signed)
    return _compare(signer, request, stamp, parts["Credential"], parts["Signature"])


def _fault_of_query(method: str, url: str, headers: Message, query: dict[str, str]) -> str:
    stamp, seconds = query.get("X-Amz-Date", ""), query.get("X-Amz-Expires", "")
    if not seconds.isdecimal() or not _is_near(stamp, timedelta(seconds=int(seconds)), SKEW):
        return "expired"
    # Everything else of the query is signed, wherever it stands.
    bare = re.sub(r"(?<=[?&])X-Amz-Signature=[^&]*&?", "", url).rstrip("&")
    names = query.get("X-Amz-SignedHeaders", "").split(";")
    signed = {name: headers.get(name, "") for name in names}
    request = AWSRequest(method, bare, headers=signed)
    signer = S3SigV4QueryAuth(Credentials(KEY, SECRET), "s3", REGION)
    return _compare(
        signer, request, stamp, query.get("X-Amz-Credential", ""), query["X-Amz-Signature"]
    )


def _compare(signer, request, stamp: str, credential: str, signature: str) -> str:
    if credential != f"{KEY}/{stamp[:8]}/{REGION}/s3/aws4_request":
        return "another key"
    request.context["timestamp"] = stamp
    text = signer.string_to_sign(request, signer.canonical_request(request))
    expected = signer.signature(text, request)
    return "" if hmac.compare_digest(expected, signature) else "another signature"


def _is_near(stamp: str, before: timedelta, after: timedelta) -> bool:
    try:
        signed = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return False
    return -after <= datetime.now(UTC) - signed <= before


class Door(BaseHTTPRequestHandler):
    """Refuses what is not signed, and hands the rest on."""

    protocol_version = "HTTP/1.1"
    public: str

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = f"http://{self.headers['Host']}{self.path}"
        fault = find_fault(self.command, url, self.headers, body)
        if fault == "unsigned" and self._is_public():
            fault = ""
        if fault:
            self._answer(HTTPStatus.FORBIDDEN, {}, fault.encode())
            return
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("host", "accept-encoding", "connection", "expect")
        }
        # Moto reads out nothing to who is unknown; that the bucket is open is the door's to know.
        headers.setdefault("Authorization", INSIDE)
        reply = requests.request(
            self.command,
            f"{STORE}{self.path}",
            headers=headers,
            data=body,
            timeout=30,
            stream=self.command == "HEAD",  # whose length is that of no body
        )
        content = b"" if self.command == "HEAD" else reply.content
        self._answer(reply.status_code, reply.headers, content)

    do_HEAD = do_PUT = do_POST = do_DELETE = do_GET

    def _is_public(self) -> bool:
        bucket, _, name = urlsplit(self.path).path.lstrip("/").partition("/")
        is_read = self.command in ("GET", "HEAD")
        return is_read and bool(name) and bucket == self.public

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        kept = {n: v for n, v in headers.items() if n.lower() not in PASSED_BACK}
        length = headers.get("Content-Length") if self.command == "HEAD" else None
        for name, value in {**kept, "Content-Length": length or str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def main(port: int, public: str, private: str) -> None:
    Door.public = public
    with mock_aws():
        client = boto3.client("s3", REGION, aws_access_key_id=KEY, aws_secret_access_key=SECRET)
        for bucket in (public, private):
            client.create_bucket(Bucket=bucket)
        ThreadingHTTPServer(("127.0.0.1", port), Door).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:4])
