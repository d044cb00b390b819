"""Which file answers an address, and how links of a page read in its file."""

import pytest

from config.static_export.addresses import SiteAddresses, file_of, page_file_of

SITE = "https://site.example"


@pytest.fixture
def addresses():
    return SiteAddresses(SITE, "https://cms.example/search/")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("", "/blog/?page=3"),
        ("?", "/blog/"),
        ("?page=2", "/blog/?page=2"),
        ("?page=2&utm_source=x#top", "/blog/?page=2"),
        ("?page=1", "/blog/"),
        ("?page=02", "/blog/"),
        ("../über/", "/%C3%BCber/"),
        ("/%c3%bcber/", "/%C3%BCber/"),
        ("code/a.txt?page=2", "/blog/code/a.txt"),
        (f"{SITE}/feed.xml", "/feed.xml"),
        (SITE, "/"),
        ("/search/?q=drift", "/search/?q=drift"),
        ("/search/suggest/?q=dr", "/search/suggest/?q=dr"),
        ("/search/#top", "/search/"),
        ("//other.example/blog/", None),
        ("https://site.example.org/", None),
        ("mailto:a@site.example", None),
        ("http://[", None),
    ],
)
def test_a_link_leads_to_one_address_of_the_site(addresses, link, address):
    assert addresses.local(link, "/blog/?page=3") == address


@pytest.mark.parametrize(
    ("link", "rewritten"),
    [
        ("?page=2", "/blog/page/2/"),
        ("?", "/blog/"),
        ("?page=4#x", "/blog/page/4/#x"),
        (f"{SITE}/blog/?page=2", f"{SITE}/blog/page/2/"),
        ("/blog/tags/gpu/?page=12", "/blog/tags/gpu/page/12/"),
        ("code/a.txt", "/blog/code/a.txt"),
        ("/blog/?utm_source=x", "/blog/?utm_source=x"),
        ("/blog/drift/#part", "/blog/drift/#part"),
        ("/search/", "/search/"),
        ("/search/?q=a%20b&page=2", "https://cms.example/search/?q=a%20b&page=2"),
        ("https://other.example/?page=2", "https://other.example/?page=2"),
    ],
)
def test_a_link_reads_as_its_file_stands(addresses, link, rewritten):
    assert addresses.rewritten(link, "/blog/?page=3") == rewritten


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/blog/?page=2", "blog/page/2/index.html"),
        ("/?page=2", "page/2/index.html"),
        ("/%C3%BCber/", "über/index.html"),
        ("/feed.xml", "feed.xml"),
    ],
)
def test_each_address_has_a_file(address, file):
    assert file_of(address) == file


@pytest.mark.parametrize(
    ("address", "file"),
    [("/old", "old/index.html"), ("/a.php", "a.php/index.html"), ("/a.htm", "a.htm")],
)
def test_a_page_that_leads_on_is_html_whatever_its_name(address, file):
    assert page_file_of(address) == file
