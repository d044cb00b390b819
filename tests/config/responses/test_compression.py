"""Texts are compressed for whoever asks for it, files and what has no use of it are not."""

import gzip

import pytest

from config.responses.compression import CompressionMiddleware
from tests.factories import ImageFactory

GZIP = {"Accept-Encoding": "br, gzip"}


@pytest.mark.parametrize(
    "path", ["/", "/blog/drift/", "/feed.xml", "/feed.json", "/sitemap.xml",
             "/search/?q=drift", "/nothing/"]
)  # fmt: skip
def test_a_text_comes_compressed_where_it_may(client, post, path, monkeypatch):
    # Some bytes of chance may leave the shortest of these no smaller than it was.
    monkeypatch.setattr(CompressionMiddleware, "max_random_bytes", 0)
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    small = client.get(path, headers=GZIP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert int(small.headers["Content-Length"]) == len(small.content)
    assert gzip.decompress(small.content) == plain.content


def test_a_compressed_answer_is_known_again(client, post):
    tag = client.get("/feed.xml", headers=GZIP).headers["ETag"]
    again = client.get("/feed.xml", headers={**GZIP, "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_files_are_sent_as_they_are(client, db):
    answer = client.get(ImageFactory().file.url, headers={**GZIP, "Range": "bytes=0-9"})
    assert "Content-Encoding" not in answer.headers
    assert len(b"".join(answer.streaming_content)) == 10
