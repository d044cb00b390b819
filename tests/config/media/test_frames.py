"""A figure's frame gets its file with a policy of its own, and nothing that is private."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from blog.html.addresses import frame_address
from tests.people import sign_in


@pytest.fixture
def figure(db):
    collection = Collection.get_first_root_node().add_child(name="Figures")
    return get_document_model().objects.create(
        title="plot", file=ContentFile(b"<p>plot</p>", "plot.html"), collection=collection
    )


def test_the_file_comes_with_no_origin_and_no_network(client, figure):
    answer = client.get(frame_address(figure.pk, figure.filename))
    assert b"".join(answer.streaming_content) == b"<p>plot</p>"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert "sandbox allow-scripts" in rules
    assert "default-src 'none'" in rules
    assert not any("allow-same-origin" in rule or "http" in rule for rule in rules)
    assert "Set-Cookie" not in answer.headers


def test_by_number_alone_it_is_not_found(client, figure):
    assert client.get(frame_address(figure.pk, "other.html")).status_code == 404
    assert client.get(frame_address(figure.pk + 1, figure.filename)).status_code == 404


def test_no_other_document_is_shown_in_a_frame(client, figure):
    figure.file.save("plot.pdf", ContentFile(b"%PDF"))
    assert client.get(frame_address(figure.pk, figure.filename)).status_code == 404


def test_a_private_one_is_shown_to_nobody(client, editor, figure):
    CollectionViewRestriction.objects.create(collection=figure.collection, restriction_type="login")
    address = frame_address(figure.pk, figure.filename)
    assert client.get(address).status_code == 404
    sign_in(client, editor)
    assert client.get(address).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, figure):
    figure.file.storage.delete(figure.file.name)
    assert client.get(frame_address(figure.pk, figure.filename)).status_code == 404


def test_nothing_is_taken(client, figure):
    assert client.post(frame_address(figure.pk, figure.filename)).status_code == 405
