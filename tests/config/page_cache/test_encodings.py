"""The form that a client takes."""

import gzip

import brotli
import pytest

from config.page_cache import encodings
from config.page_cache.encodings import PACKERS, chosen_encoding


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("*, gzip;q=0", ""),
        ("gzip;q=0.5, *;q=0", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("br;q=x", ""),
        ("br;q=nan", ""),
        ("deflate", ""),
        ("identity", ""),
        ("", ""),
        ("brx,xgzip", ""),
    ],
)
def test_the_best_that_a_client_takes(accepted, chosen):
    assert chosen_encoding(accepted) == chosen
    assert chosen_encoding(accepted) == chosen


def test_what_is_remembered_of_clients_is_bounded():
    for number in range(1000):
        chosen_encoding(f"gzip;q=0.{number}")
    assert len(encodings._remembered) <= encodings.MAX_REMEMBERED


def test_packed_forms_hold_the_same():
    body = b"All about drift. " * 100
    assert gzip.decompress(PACKERS["gzip"](body)) == body
    assert brotli.decompress(PACKERS["br"](body)) == body
    assert PACKERS["gzip"](body) == PACKERS["gzip"](body)
