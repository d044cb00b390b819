"""Tricks that would make the server fetch from itself or its neighbours."""

import pytest

from blog.outbound import connections
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch
from tests.blog.outbound.hostile_names import OTHERS, TO_LOOPBACK, resolver


@pytest.mark.parametrize("url", [*TO_LOOPBACK, *OTHERS])
def test_no_trick_reaches_the_canary(world, sixth, url):
    with pytest.raises(OutboundError):
        fetch(url, resolver=resolver(), max_seconds=3)
    assert world.hits == []


@pytest.mark.parametrize("url", TO_LOOPBACK)
def test_without_the_address_check_each_of_these_reaches_it(world, sixth, monkeypatch, url):
    monkeypatch.setattr(connections, "is_public", lambda ip: True)
    assert fetch(url, resolver=resolver(), max_seconds=3).body == b"canary"
    assert len(world.hits) == 1
