import pytest

from blog.html.files.videos import MAX_CAPTIONS, captions_fault, video_fault
from tests.blog.blocks.values import CAPTIONS, VIDEO

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
