import pytest

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
