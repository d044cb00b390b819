from bs4 import BeautifulSoup

from blog.blocks.media.embed import EmbedBlock


def test_an_embed_is_a_link_and_asks_no_one():
    block = EmbedBlock()
    raw = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A talk", "caption": ""}
    html = BeautifulSoup(block.render(block.to_python(raw)), "html.parser")
    assert html.a["href"] == raw["url"]
    assert html.a["data-player"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert html.a.text == "A talk"
    assert not html.find_all(["iframe", "img", "script", "link"])


def test_an_embed_from_elsewhere_stays_a_link():
    block = EmbedBlock()
    html = block.render(block.to_python({"url": "https://www.example.org/x", "title": "A talk"}))
    assert "data-player" not in html
    assert "example.org" in html
