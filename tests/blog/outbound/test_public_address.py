import pytest

from blog.outbound.public_address import ForbiddenAddressError, is_public, read_address


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "192.1.0.1"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://example.org", "example.org"),
        ("https://EXAMPLE.org:443/x", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://[2606:4700::1111]/", "2606:4700::1111"),
        ("https://8.8.8.8/", "8.8.8.8"),
        ("http://example.org#@127.0.0.1:22/", "example.org"),
        ("http://example.org?@127.0.0.1/", "example.org"),
    ],
)
def test_ordinary_addresses_are_read(url, host):
    assert read_address(url).host == host


def test_a_long_or_broken_address_is_refused():
    with pytest.raises(ForbiddenAddressError):
        read_address("http://example.org/" + "x" * 2048)
