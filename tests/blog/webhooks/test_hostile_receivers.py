"""No receiver costs more than a bounded time, and none leads inside."""

import itertools
import time

import pytest

from blog.models.webhooks.message import MessageState
from blog.outbound import requests
from blog.outbound.errors import OutboundError
from blog.webhooks import sending
from blog.webhooks.sending import send_waiting

pytestmark = pytest.mark.django_db


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _each in itertools.count():
        handler.wfile.write(b"a" * 1000)


def big(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(10 * 1024 * 1024))
    handler.end_headers()
    handler.wfile.write(b"a" * 10 * 1024 * 1024)


def endless_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        handler.wfile.write(b"X-%d: a\r\n" % number)


def drip(handler):
    for letter in b"HTTP/1.1 200 OK\r\n" * 100:
        handler.wfile.write(bytes([letter]))
        time.sleep(0.05)


def silence(handler):
    time.sleep(5)


def redirect(handler):
    handler.send_response(307)
    handler.send_header("Location", handler.server.address.replace("/hook", "/elsewhere"))
    handler.end_headers()


@pytest.mark.parametrize(
    ("hostile", "state"),
    [
        (endless, MessageState.TAKEN),
        (big, MessageState.TAKEN),
        (endless_headers, MessageState.WAITING),
        (drip, MessageState.WAITING),
        (silence, MessageState.WAITING),
        (redirect, MessageState.WAITING),
    ],
)
def test_a_hostile_receiver_costs_a_bounded_time(
    webhook, receiver, post, monkeypatch, hostile, state
):
    """Of an answer the headers are read, and a redirect leads nowhere."""
    monkeypatch.setattr(sending, "TRY_SECONDS", 1.0)
    receiver.answers.append(hostile)
    began = time.monotonic()
    send_waiting(webhook.pk)
    assert time.monotonic() - began < 4
    assert webhook.messages.get().state == state
    assert len(receiver.messages) == 1


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_is_not_asked(webhook, post, address):
    with pytest.raises(OutboundError, match="public internet"):
        requests.send(
            "https://mirror.example/",
            b"{}",
            headers={},
            agent="",
            max_seconds=1,
            resolver=lambda host, port: ["93.184.216.34", address],
        )
