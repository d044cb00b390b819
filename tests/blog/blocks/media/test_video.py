import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from blog.blocks.media.video import VideoBlock
from blog.html.absolute_urls import absolute_urls
from tests.blog.blocks.values import CAPTIONS, VIDEO
from tests.blog.markdown.rendering import build
from tests.factories import ImageFactory


def document(name: str, data: bytes) -> int:
    file = ContentFile(data, name)
    model = get_document_model()
    return model.objects.create(title=name, file=file, file_size=len(data)).pk


@pytest.mark.django_db
def test_a_video_waits_for_its_reader_and_holds_its_place():
    poster = ImageFactory()
    value = {"title": "It freezes", "file": document("a.mp4", VIDEO), "poster": poster.pk,
             "captions": document("a.vtt", CAPTIONS), "text": "Dots."}  # fmt: skip
    block = VideoBlock()
    html = block.render(block.to_python(value))
    soup = BeautifulSoup(html, "html.parser")
    video = soup.video
    assert (video["preload"], video.get("autoplay"), video["aria-label"]) == (
        "metadata", None, "It freezes",
    )  # fmt: skip
    assert (video["width"], video["height"]) == (str(poster.width), str(poster.height))
    assert video["poster"] == poster.file.url
    assert video.source["src"].startswith("/videos/")
    assert (video.track["kind"], video.track["src"][-4:]) == ("captions", ".vtt")
    assert " ".join(soup.figcaption.text.split()) == "It freezes Dots."
    assert soup.figcaption.a["href"].startswith("/documents/")
    feed = BeautifulSoup(absolute_urls(html, "https://e.org/p/"), "html.parser").video
    for address in (feed["poster"], feed.source["src"], feed.track["src"]):
        assert address.startswith("https://e.org/")


@pytest.mark.django_db
def test_its_poster_is_a_picture_of_the_body_and_missing_captions_a_problem():
    poster, file = ImageFactory(), document("a.mp4", VIDEO)
    body = build(("video", {"title": "It freezes", "file": file, "poster": poster.pk}))
    assert [(each.image_id, each.shape) for each in body.pictures] == [(poster.pk, "text")]
    assert [(each.kind, each.detail) for each in body.problems] == [("captions", "It freezes")]
    assert "It freezes" in body.text
    captions = document("a.vtt", CAPTIONS)
    body = build(("video", {"title": "It freezes", "file": file, "captions": captions}))
    assert body.problems == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "field"),
    [("a.mp4", b"<html>", "file"), ("a.zip", b"PK", "file"), ("a.vtt", b"{}", "captions")],
)
def test_files_that_are_none_are_refused_but_for_a_draft(name, data, field):
    block = VideoBlock()
    value = {"title": "T", "file": document("b.mp4", VIDEO)} | {field: document(name, data)}
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(value))
    assert list(caught.value.block_errors) == [field]
    assert block.clean_deferred(block.to_python(value))["title"] == "T"


@pytest.mark.django_db
def test_without_a_file_there_is_its_name():
    block = VideoBlock()
    html = block.render(block.to_python({"title": "T", "text": "X"}))
    assert "<video" not in html
    assert "T" in html
