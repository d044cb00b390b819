"""No attacker's byte in another reader's answer, whatever is asked before it."""

import pytest

from tests.config.page_cache.asking import address_of, ask, environ, told
from tests.config.page_cache.attacks import CANARY, NEIGHBOURS, attacks, head_attacks

HTTPS = [("X-Forwarded-Proto", "https")]
READINGS = [("GET", ""), ("GET", "br"), ("GET", "gzip"), ("HEAD", "br")]


def visit(application, address, method="GET", accepted="", headers=()):
    """What a reader gets who asks for nothing but an address."""
    accepting = [("Accept-Encoding", accepted)] if accepted else []
    return ask(application, environ(address, method, [*headers, *accepting]))


def visits(application, headers=()):
    """All that readers get of all addresses, in all forms."""
    return {
        (address, *reading): visit(application, address, *reading, headers)
        for address in NEIGHBOURS
        for reading in READINGS
    }


def poisoned(*, application, door, headers=()):
    """Yield the attacks after which a victim gets another answer than from an untouched cache.

    Each is sent to a cache of its own, and all of them to one.
    """
    untouched = visits(door(application), headers)
    shared = door(application)
    for attack in attacks():
        alone = door(application)
        for cache in (alone, shared):
            ask(cache, attack.request(headers))
        reply = visit(alone, attack.victim, headers=headers)
        if reply.holds(CANARY) or reply != untouched[attack.victim, "GET", ""]:
            yield attack.family, attack.request()
    for asked, reply in visits(shared, headers).items():
        if reply.holds(CANARY) or reply != untouched[asked]:
            yield "all", asked


def echo(request, start_response):
    """An application that repeats all it hears in its answer."""
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [repr(told(request)).encode()]


def test_there_are_enough_attacks():
    # 461 when this was written.
    assert len({told(attack.request()) for attack in attacks()}) > 400


def test_victims_get_what_they_would_have_got(posts, django, door):
    assert {visit(door(django), address).code for address in NEIGHBOURS} == {200, 301, 404}
    assert not list(poisoned(application=django, door=door))


def test_victims_behind_a_proxy_do_too(proxied, posts, django, door):
    assert {visit(door(django), each, headers=HTTPS).code for each in NEIGHBOURS} == {200, 301, 404}
    assert not list(poisoned(application=django, door=door, headers=HTTPS))


def test_the_redirect_to_https_stays_true(proxied, posts, django, door):
    cache = door(django)
    for attack in attacks():
        ask(cache, attack.request())
    for address in NEIGHBOURS:
        reply = visit(cache, address)
        assert (reply.code, reply.header("Location")) == (301, f"https://example.org{address}")


@pytest.mark.parametrize("address", NEIGHBOURS)
def test_a_page_is_made_of_its_key_alone(address, hosts, door):
    untouched = visit(door(echo), address)
    for attack in head_attacks():
        cache = door(echo)
        ask(cache, attack.request() | address_of(address))
        assert visit(cache, address) == untouched, attack.request()
