import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from blog.blocks.media import EmbedBlock, GalleryBlock, VideoBlock
from blog.html.absolute_urls import absolute_urls
from blog.html.addresses import host_name, player_url, web_address
from blog.html.files.videos import MAX_CAPTIONS, captions_fault, video_fault
from tests.blog.blocks.values import CAPTIONS, VIDEO
from tests.blog.markdown.rendering import build
from tests.factories import ImageFactory

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("http://m.youtube.com/watch?t=4&v=dQw4w9WgXcQ#a", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", YOUTUBE),
        ("https://youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871", VIMEO),
        ("https://vimeo.com/76979871/abcdef0123", f"{VIMEO}&h=abcdef0123"),
        ("https://www.youtube.com/@channel", ""),
        ("https://www.youtube.com/watch?v=<script>", ""),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", ""),
        ("https://evil.example/?u=youtube.com/watch?v=dQw4w9WgXcQ", ""),
        ("https://vimeo.com/channels/staffpicks", ""),
        ("https://example.org/talk", ""),
        ("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", ""),
        ("https://[", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_players_are_worked_out_from_the_address(url, player):
    assert player_url(url) == player


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//e.org", "e.org", ""])
def test_only_web_addresses_are_linked(url):
    assert web_address(url) == ""
    assert host_name(url) == ""


def test_an_embed_is_a_link_and_asks_no_one():
    block = EmbedBlock()
    raw = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A talk", "caption": ""}
    html = BeautifulSoup(block.render(block.to_python(raw)), "html.parser")
    assert html.a["href"] == raw["url"]
    assert html.a["data-player"] == YOUTUBE
    assert html.a.text == "A talk"
    assert not html.find_all(["iframe", "img", "script", "link"])


def test_an_embed_from_elsewhere_stays_a_link():
    block = EmbedBlock()
    html = block.render(block.to_python({"url": "https://www.example.org/x", "title": "A talk"}))
    assert "data-player" not in html
    assert "example.org" in html


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 13])
def test_a_gallery_holds_two_to_twelve_pictures(count):
    block = GalleryBlock()
    value = block.to_python({"images": [{"image": None, "caption": ""}] * count})
    with pytest.raises(ValidationError):
        block.clean(value)


WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm"


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("a.mp4", VIDEO, True),
        ("a.MP4", VIDEO, True),
        ("a.webm", WEBM, True),
        ("a.webm", VIDEO, False),
        ("a.mp4", WEBM, False),
        ("a.webm", b"\x1a\x45\xdf\xa3matroska", False),
        ("a.mp4", b"<script>alert(1)</script>", False),
        ("a.mp4", b"", False),
        ("a.html", VIDEO, False),
        ("a.mov", VIDEO, False),
        ("mp4", VIDEO, False),
    ],
)
def test_a_video_is_told_by_its_name_and_what_it_holds(name, data, is_one):
    assert (not video_fault(name, data)) == is_one


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("a.vtt", CAPTIONS, True),
        ("a.vtt", b"\xef\xbb\xbf" + CAPTIONS, True),
        ("a.vtt", CAPTIONS.replace(b"\n", b"\r\n"), True),
        ("a.vtt", b"WEBVTT - a title\n\n00:00 --> 00:01\nx", True),
        ("a.vtt", b"WEBVTTX\n\n00:00 --> 00:01\nx", False),
        ("a.vtt", b"WEBVTT", False),
        ("a.vtt", b"1\n00:00:00,000 --> 00:00:01,000\nx", False),
        ("a.vtt", CAPTIONS + b"\xff", False),
        ("a.vtt", CAPTIONS + b" " * MAX_CAPTIONS, False),
        ("a.srt", CAPTIONS, False),
    ],
)
def test_captions_are_told_by_their_name_and_what_they_hold(name, data, is_one):
    assert (not captions_fault(name, data)) == is_one


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
