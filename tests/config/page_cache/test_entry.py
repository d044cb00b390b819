"""A kept page in its forms, and who has it already."""

import brotli
import pytest

from config.page_cache.answer import Answer
from config.page_cache.entry import Entry, unchanged_headers

BODY = b"<p>All about drift.</p>" * 50
HTML = ("Content-Type", "text/html; charset=utf-8")


def made(status="200 OK", headers=(HTML,), body=BODY, deadline=None):
    return Entry(Answer(status, list(headers), body), b"now", deadline=deadline, aged_at=100.0)


def header(form, name):
    found = [value for each, value in form.headers if each.lower() == name]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_each_form_says_what_it_is(encoding):
    form = made().form(encoding)
    assert header(form, "content-encoding") == (encoding or None)
    assert header(form, "content-length") == str(len(form.body))
    assert header(form, "vary") == "Accept-Encoding"


def test_forms_have_tags_of_their_own_and_hold_the_same():
    entry = made()
    assert len({header(entry.form(each), "etag") for each in ("", "br", "gzip")}) == 3
    assert brotli.decompress(entry.form("br").body) == BODY


@pytest.mark.parametrize(
    ("headers", "body"),
    [([("Content-Type", "image/png")], BODY), ([HTML], b"short")],
)
def test_what_is_not_worth_packing_stays_as_it_is(headers, body):
    form = made(headers=headers, body=body).form("br")
    assert (form.body, header(form, "content-encoding"), header(form, "vary")) == (body, None, None)


def test_every_form_of_a_page_is_known_by_its_tag():
    entry = made()
    tags = [header(entry.form(each), "etag") for each in ("", "br", "gzip")]
    for tag in [*tags, f"W/{tags[0]}", f'"other", {tags[1]}', "*"]:
        assert entry.is_known(tag, "")
    assert not entry.is_known('"other"', "")
    assert not entry.is_known('W/"other"', "")


def test_a_view_s_own_tag_and_date_are_kept():
    date = "Thu, 01 Jan 2026 10:00:00 GMT"
    entry = made(headers=[HTML, ("ETag", 'W/"abc"'), ("Last-Modified", date)])
    assert header(entry.form("br"), "etag") == header(entry.form(""), "etag") == 'W/"abc"'
    assert entry.is_known('W/"abc"', "")
    assert entry.is_known("", date)
    assert not entry.is_known("", "Fri, 02 Jan 2026 10:00:00 GMT")
    assert not entry.is_known('"other"', date), "a tag decides where there is one"


def test_a_view_s_strong_tag_becomes_weak_since_all_forms_have_it():
    entry = made(headers=[HTML, ("ETag", '"abc"')])
    assert {header(entry.form(each), "etag") for each in ("", "br", "gzip")} == {'W/"abc"'}
    assert entry.is_known('"abc"', "")
    assert entry.is_known('W/"abc"', "")


def test_a_304_says_what_caches_need_and_no_more():
    form = made(headers=[HTML, ("X-Other", "x")]).form("br")
    names = {name for name, _ in unchanged_headers(form.headers)}
    assert names == {"Vary", "ETag"}


def test_what_is_missing_has_no_tag():
    entry = made("404 Not Found")
    assert header(entry.form(""), "etag") is None
    assert not entry.is_known("*", "")


def test_it_is_over_when_something_changed_or_expired():
    entry = made(deadline=50.0)
    assert not entry.is_over(b"now", 49.9)
    assert entry.is_over(b"now", 50.0)
    assert entry.is_over(b"later", 0.0)


@pytest.mark.parametrize(
    ("status", "headers", "is_kept", "is_private"),
    [
        ("200 OK", [], True, False),
        ("301 Moved Permanently", [("Location", "/")], True, False),
        ("404 Not Found", [], True, False),
        ("302 Found", [], False, True),
        ("500 Internal Server Error", [], False, False),
        ("400 Bad Request", [], False, False),
        ("503 Service Unavailable", [], False, False),
        ("200 OK", [("Set-Cookie", "a=b")], False, True),
        ("200 OK", [("Vary", "Cookie")], False, True),
        ("200 OK", [("vary", "Accept-Encoding, Cookie")], False, True),
        ("200 OK", [("Vary", "*")], False, True),
        ("200 OK", [("Vary", "Accept-Encoding")], True, False),
        ("200 OK", [("Cache-Control", "private, no-store")], False, True),
        ("200 OK", [("Cache-Control", "public, max-age=0")], True, False),
    ],
)
def test_what_may_be_kept(status, headers, is_kept, is_private):
    answer = Answer(status, headers, BODY)
    assert answer.may_be_kept() is is_kept
    assert answer.is_private_for_all() is is_private


def test_streams_and_giants_are_not_kept():
    assert not Answer("200 OK", [], rest=iter([b""])).may_be_kept()
    assert not Answer("200 OK", [], b"x" * 3_000_000).may_be_kept()
