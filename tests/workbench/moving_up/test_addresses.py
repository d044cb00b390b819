"""What is compared, and what the page says of its roads."""

import re

from tests.workbench.moving_up.addresses import links
from tests.workbench.moving_up.roads import PAGE, ROADS


def test_each_road_has_at_most_ten_steps():
    roads = PAGE.read_text().split("\n## ")[1:]
    assert [road.partition("\n")[0] for road in roads] == list(ROADS)
    for road in roads:
        assert 1 <= len(re.findall(r"^\d+\. ", road, re.MULTILINE)) <= 10


def test_no_link_is_read_from_a_text():
    page = b"""<a href="/a/?b=1&amp;c">srcset="no.png 2x" &lt;a href="and/"</a>
        <img srcset="/media/a.png 1x, /media/b.png 2x"><meta content="http://127.0.0.1/c.png">
        <a href="https://example.org/">no</a><a href="../d/#part"></a>"""
    found = links("text/html", page, "/blog/post/", "http://127.0.0.1")
    assert list(found) == [
        "/a/?b=1&c", "/media/a.png", "/media/b.png", "/c.png", "/blog/d/",
    ]  # fmt: skip
    assert not list(links("text/markdown", page, "/", "http://127.0.0.1"))
