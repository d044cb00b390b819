"""Where a download stands is written and found by one form, whatever its title."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from blog.html.direction import with_directions
from blog.rendering.downloads import download_placeholder, find_downloads, place_downloads
from tests.blog.markdown.rendering import build

HEBREW = "שלום"
TITLES = ["Data", "", "a \"b\" <c> & 'd'", HEBREW]


@pytest.mark.parametrize("title", TITLES)
def test_a_placeholder_is_found_and_filled(title):
    html = download_placeholder("b-1", SimpleNamespace(pk=12), title)
    assert find_downloads(html) == {12}
    document = SimpleNamespace(url="/documents/12/a.csv", title="Own", file_extension="csv")
    placed = BeautifulSoup(place_downloads(html, {12: document}), "html.parser")
    assert placed.p["id"] == "b-1"
    assert placed.a.text == (title or "Own")


def test_of_a_deleted_document_its_title_stays():
    for document in (None, SimpleNamespace(pk=12)):
        placed = place_downloads(download_placeholder("b-1", document, "Data"), {})
        assert BeautifulSoup(placed, "html.parser").text.strip() == "Data"


@pytest.mark.parametrize("title", TITLES)
def test_the_block_writes_it_and_no_direction_comes_between(title):
    html = build(("download", {"document": None, "title": title}), ("markdown", HEBREW)).html
    assert find_downloads(html) == {0}
    assert with_directions(html).count(download_placeholder("b-00000001", None, title)) == 1
