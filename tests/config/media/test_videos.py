"""A player gets a video in parts, its captions as text, and nothing that is private."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from blog.html.addresses import video_address
from tests.people import sign_in


@pytest.fixture
def make(db, settings, tmp_path):
    """Return a function that keeps a file in a collection, and returns its document."""
    settings.MEDIA_ROOT = tmp_path
    collection = Collection.get_first_root_node().add_child(name="Videos")

    def make(name="talk.mp4", data=b"0123456789"):
        file = ContentFile(data, name)
        model = get_document_model()
        return model.objects.create(title="talk", file=file, collection=collection)

    return make


def get(client, document, **headers):
    return client.get(video_address(document.pk, document.filename), headers=headers)


def test_a_part_is_answered_as_asked(client, make):
    answer = get(client, make(), range="bytes=2-5")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"2345")
    assert answer["Content-Range"] == "bytes 2-5/10"
    assert answer["Content-Type"] == "video/mp4"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert get(client, make(), range="bytes=10-").status_code == 416


def test_the_whole_is_answered_once(client, make):
    document = make()
    answer = get(client, document)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"0123456789")
    again = get(client, document, if_none_match=answer["ETag"])
    assert again.status_code == 304


def test_captions_are_text(client, make):
    answer = get(client, make("talk.vtt", b"WEBVTT"))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("name", ["talk.html", "talk.svg", "talk.pdf", "talk.mp4.zip"])
def test_no_other_document_is_answered(client, make, name):
    assert get(client, make(name)).status_code == 404


def test_by_number_alone_it_is_not_found(client, make):
    document = make()
    assert client.get(video_address(document.pk, "other.mp4")).status_code == 404
    assert client.get(video_address(document.pk + 1, document.filename)).status_code == 404


def test_a_private_one_is_shown_to_nobody(client, editor, make):
    document = make()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="login"
    )
    assert get(client, document).status_code == 404
    sign_in(client, editor)
    assert get(client, document).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, make):
    document = make()
    document.file.storage.delete(document.file.name)
    assert get(client, document).status_code == 404


def test_nothing_is_taken(client, make):
    document = make()
    assert client.post(video_address(document.pk, document.filename)).status_code == 405
