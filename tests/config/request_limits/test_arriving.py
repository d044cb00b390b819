"""Bodies that come slowly, or not at all."""

import asyncio
from http import HTTPStatus

import pytest

from config.request_limits.arriving import Pace, receive
from config.request_limits.limits import RefusedRequestError
from config.request_limits.places import Places

QUICK = Pace(grace=0.2, bytes_per_second=1000, silence=0.3, total=0.6)


async def pieces(*parts, pause=0.0, forever=False):
    for part in parts:
        await asyncio.sleep(pause)
        yield part
    while forever:
        await asyncio.sleep(60)


def read(stream, length, pace=QUICK):
    with asyncio.run(receive(stream, length, pace)) as body:
        return body.read()


def status(stream, length, pace=QUICK):
    with pytest.raises(RefusedRequestError) as refused:
        read(stream, length, pace)
    return refused.value.status


def test_a_body_arrives_in_pieces():
    assert read(pieces(b"ab", b"", b"cde"), 5) == b"abcde"
    assert read(pieces(*[b"x" * 100_000] * 20), 2_000_000, Pace()) == b"x" * 2_000_000


def test_a_body_that_ends_early_or_stops_coming():
    assert status(pieces(b"ab"), 5) == HTTPStatus.BAD_REQUEST
    assert status(pieces(b"ab", forever=True), 5) == HTTPStatus.REQUEST_TIMEOUT


def test_a_body_that_trickles():
    assert status(pieces(*[b"a"] * 99, pause=0.05), 99) == HTTPStatus.REQUEST_TIMEOUT


def test_much_at_once_buys_no_long_silence():
    assert status(pieces(b"a" * 9000, forever=True), 9001) == HTTPStatus.REQUEST_TIMEOUT


@pytest.mark.parametrize(
    ("last", "received", "deadline"),
    [(0, 0, 10), (9, 40_000, 15), (14, 40_000, 15), (590, 10**8, 600), (100, 10**8, 115)],
)
def test_the_pace(last, received, deadline):
    assert Pace().deadline(0, last, received) == deadline


def test_one_sender_takes_no_more_than_a_few_places():
    places = Places(total=3, each=2)
    with places.taken_by("a"), places.taken_by("a"):
        assert not places.has_room("a")
        with pytest.raises(RefusedRequestError) as refused, places.taken_by("a"):
            pass
        assert refused.value.status == HTTPStatus.TOO_MANY_REQUESTS
        with (
            places.taken_by("b"),
            pytest.raises(RefusedRequestError) as refused,
            places.taken_by("c"),
        ):
            pass
        assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert places.has_room("c")
    assert places.has_room("a")
    assert not places.held
