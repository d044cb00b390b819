import socket
import threading

import pytest

from blog.outbound import connections, public_address
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch
from tests.blog.outbound.hostile_names import resolver
from tests.blog.pictures.canary import PUBLIC


def test_a_name_is_resolved_once_for_its_check_and_its_connection(world, internet):
    assert fetch("http://rebinding.example/x", resolver=resolver()).body == b"canary"
    assert [host for host, _ in internet.hits] == ["rebinding.example"]
    assert world.hits == []


def test_a_slow_name_server_is_not_waited_for(world):
    may_answer = threading.Event()

    def resolve(*_):
        assert may_answer.wait(60)
        return [PUBLIC]

    with pytest.raises(OutboundError, match="too long"):
        fetch("http://slow.example/", resolver=resolve, max_seconds=0.3)
    may_answer.set()


def test_tls_names_the_host_and_checks_its_certificate(world, monkeypatch):
    hello = []
    with socket.create_server((PUBLIC, 0)) as server:

        def listen():
            client, _ = server.accept()
            with client:
                hello.append(client.recv(4096))

        monkeypatch.setattr(public_address, "PORTS", {"https": server.getsockname()[1]})
        thread = threading.Thread(target=listen)
        thread.start()
        with pytest.raises(OutboundError):
            fetch("https://public.example/", resolver=resolver(), max_seconds=3)
        thread.join()
    assert b"public.example" in hello[0]
    assert connections._tls_context().check_hostname
    assert connections._tls_context().verify_mode.name == "CERT_REQUIRED"
