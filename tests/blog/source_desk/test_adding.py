"""Sources are read, shown, and kept once that was seen."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from blog.citations.formats.reading import MAX_CHARACTERS
from blog.models import Source
from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched
from blog.source_desk import adding, fetching
from blog.source_desk.plan import Fate
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "@book{doe2020, title={A <b>title</b>}, author={Doe, Jane}, year=2020, x={y}}\n@misc{bad"


def kept():
    return dict(Source.objects.values_list("key", "title"))


def test_nothing_is_kept_before_it_was_seen(author, add_url):
    page = author.post(add_url, {"text": TEXT})
    assert kept() == {}
    assert [row.fate for row in page.context["rows"]] == [Fate.NEW]
    shown = page.content.decode()
    assert "Doe (2020). A title" in shown
    assert "Not kept: x." in shown
    assert "(line 2)" in shown
    author.post(add_url, {"text": page.context["text"], "keep": "yes"})
    assert kept() == {"doe2020": "A title"}
    assert ModelLogEntry.objects.filter(action="wagtail.create", label="doe2020").exists()


def test_a_file_is_read_whatever_its_encoding(author, add_url):
    for number, encoding in enumerate(["utf-8", "utf-8-sig", "latin-1"]):
        text = f"@book{{k{number}, title={{Gödel}}}}".encode(encoding)
        page = author.post(add_url, {"file": SimpleUploadedFile("a.bib", text)})
        author.post(add_url, {"text": page.context["text"], "keep": "yes"})
    assert kept() == {"k0": "Gödel", "k1": "Gödel", "k2": "Gödel"}


def test_the_same_source_is_not_added_again(author, add_url):
    for _time in range(2):
        page = author.post(add_url, {"text": TEXT})
        author.post(add_url, {"text": TEXT, "keep": "yes"})
    assert [row.fate for row in page.context["rows"]] == [Fate.SAME]
    assert kept() == {"doe2020": "A title"}


@pytest.mark.parametrize(
    ("choice", "result"),
    [
        ("", {"doe2020": "Old"}),
        ("keep", {"doe2020": "Old"}),
        ("nonsense", {"doe2020": "Old"}),
        ("replace", {"doe2020": "A title"}),
        ("new_key", {"doe2020": "Old", "doe2020_2": "Taken", "doe2020_3": "A title"}),
    ],
)
def test_another_source_of_the_same_key_is_never_overwritten_unasked(
    editor, add_url, choice, result
):
    SourceFactory(key="doe2020", record={"title": "Old"})
    if choice == "new_key":
        SourceFactory(key="doe2020_2", record={"title": "Taken"})
    page = editor.post(add_url, {"text": TEXT})
    assert "Another source has this key: Old ()" in page.content.decode()
    editor.post(add_url, {"text": TEXT, "keep": "yes", "choice-0": choice})
    assert kept() == result


def test_who_may_only_add_replaces_nothing(author, add_url):
    SourceFactory(key="doe2020", record={"title": "Old"})
    assert 'value="replace"' not in author.post(add_url, {"text": TEXT}).content.decode()
    sent = {"text": TEXT, "keep": "yes", "choice-0": "replace"}
    assert author.post(add_url, sent).status_code == 302
    assert kept() == {"doe2020": "Old"}


def test_a_key_that_stands_twice_is_told(author, add_url):
    items = [{"id": "a", "title": title} for title in ("T", "T", "U")]
    page = author.post(add_url, {"text": json.dumps(items)})
    assert [(row.key, row.fate) for row in page.context["rows"]] == [
        ("a", Fate.NEW), ("a", Fate.SAME), ("a_2", Fate.NEW),
    ]  # fmt: skip
    author.post(add_url, {"text": json.dumps(items), "keep": "yes"})
    assert kept() == {"a": "T", "a_2": "U"}


def test_a_preview_takes_the_same_queries_however_many_are_read(author, add_url):
    author.post(add_url, {"text": TEXT})
    counts = set()
    for number in (2, 6):
        text = "".join(f"@book{{k{each}, title={{T}}}}" for each in range(number))
        with CaptureQueriesContext(connection) as captured:
            assert len(author.post(add_url, {"text": text}).context["rows"]) == number
        counts.add(len(captured))
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "one of them"),
        ({"text": "x", "identifier": "10.1/1"}, "one of them"),
        ({"text": "hello"}, "neither BibTeX"),
        ({"text": "[" * 90_000}, "nested"),
        ({"text": "@book{k}" * 5_000}, "5000 entries"),
        ({"text": "x" * (MAX_CHARACTERS + 1)}, "at most"),
        ({"identifier": "hello"}, "neither a DOI"),
    ],
)
def test_what_cannot_be_read_says_why(author, add_url, sent, says):
    page = author.post(add_url, sent)
    assert page.status_code == 200
    assert says in page.content.decode()


def test_a_file_that_is_too_big_says_so(author, add_url, monkeypatch):
    monkeypatch.setattr(adding, "MAX_BYTES", 10)
    page = author.post(add_url, {"file": SimpleUploadedFile("a.bib", b"@book{k, title={T}}")})
    assert "too big" in page.content.decode()


def test_hostile_texts_are_shown_as_text(author, add_url):
    text = '[{"id": "a", "title": "<script>alert(1)</script>", "URL": "javascript:alert(1)"}]'
    page = author.post(add_url, {"text": text}).content.decode()
    assert "<script>alert" not in page
    assert "Not kept: URL." in page
    author.post(add_url, {"text": text, "keep": "yes"})
    assert Source.objects.get().record == {"type": "document", "title": "<script>alert(1)</script>"}


ANSWER = {
    "type": "journal-article",
    "title": ["T"],
    "DOI": "10.1000/1",
    "author": [{"name": "WHO"}],
}


@pytest.mark.parametrize(
    ("identifier", "asked"),
    [
        ("https://doi.org/10.1000/1", "https://doi.org/10.1000/1"),
        ("10.1000/a<b>?x#y", "https://doi.org/10.1000/a%3Cb%3E%3Fx%23y"),
        ("1706.03762v5", "https://doi.org/10.48550/arXiv.1706.03762"),
        ("arXiv:cs/0112017", "https://doi.org/10.48550/arXiv.cs/0112017"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "https://doi.org/10.48550/arXiv.1706.03762"),
    ],
)
def test_an_id_is_fetched_by_the_one_way_out(author, add_url, monkeypatch, identifier, asked):
    seen = []

    def fetch(url, **limits):
        seen.append(url)
        return Fetched(url, {}, json.dumps(ANSWER).encode())

    monkeypatch.setattr(fetching, "fetch", fetch)
    page = author.post(add_url, {"identifier": identifier})
    assert seen == [asked]
    (row,) = page.context["rows"]
    assert row.read.record["type"] == "article-journal"
    author.post(add_url, {"text": page.context["text"], "keep": "yes"})
    assert seen == [asked]
    assert Source.objects.get().title == "T"


@pytest.mark.parametrize(
    "body", [OutboundError("The host took too long."), b"", b"\xff", b"[]", b"<html>"]
)
def test_a_registry_that_has_nothing_is_told(author, add_url, monkeypatch, body):
    def fetch(url, **limits):
        if isinstance(body, Exception):
            raise body
        return Fetched(url, {}, body)

    monkeypatch.setattr(fetching, "fetch", fetch)
    page = author.post(add_url, {"identifier": "10.1000/1"})
    assert page.status_code == 200
    assert not Source.objects.exists()


def test_only_who_may_add_sources_gets_in(client, site, add_url):
    client.force_login(UserFactory())
    assert client.get(add_url).status_code == 302
