import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.blocks.media import EmbedBlock, GalleryBlock
from blog.html.addresses import host_name, player_url, web_address

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
