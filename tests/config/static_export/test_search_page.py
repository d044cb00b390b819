"""A copy of files says where to search, and its forms lead there."""

import pytest
from django.core.management import CommandError

from tests.config.static_export.copies import (
    files_of,
    page_at,
    run,
    write,
)

FEEDS = ("feed.xml", "rss.xml")


def test_without_a_running_site_the_search_page_says_so(post, tmp_path):
    write(post, "[all of it](/search/?q=drift)")
    assert "left out: /search/?q=drift: a search" in run(tmp_path)
    link = '<a href="/search/" rel="noopener">all of it</a>'
    assert link in page_at(tmp_path, post.url)
    for path, content in files_of(tmp_path).items():
        if path.endswith(".html") and path != "search/index.html":
            assert b"<form" not in content, path
    assert '<a href="/search/">Search</a>' in page_at(tmp_path, "/")
    assert "SearchAction" not in page_at(tmp_path, "/")
    page = page_at(tmp_path, "/search/")
    assert "can't be searched here" in page
    assert '<input type="hidden" name="sites" value="testserver">' in page
    assert "form-action 'self' https://duckduckgo.com;" in (tmp_path / "_headers").read_text()
    assert "search" not in (tmp_path / "llms.txt").read_text()


def test_on_an_address_of_this_machine_no_engine_is_named(settings, post, tmp_path):
    settings.SITE_HOST = "127.0.0.1"
    run(tmp_path)
    assert "<form" not in page_at(tmp_path, "/search/")
    assert "form-action 'self';" in (tmp_path / "_headers").read_text()


def test_forms_lead_to_the_search_that_is_named(post, tmp_path):
    write(post, "[all of it](/search/?q=drift&page=2), [more](/search/feed.xml?q=a)")
    run(tmp_path, "--search-url", "https://cms.example/search/")
    for address in ("/", "/search/", "/404.html"):
        page = page_at(tmp_path, address)
        assert 'action="https://cms.example/search/"' in page, address
        assert "data-suggestions" not in page
    template = "https://cms.example/search/?q={search_term_string}"
    assert f'"urlTemplate":"{template}"' in page_at(tmp_path, "/")
    page = page_at(tmp_path, post.url)
    assert 'href="https://cms.example/search/?q=drift&amp;page=2"' in page
    assert 'href="https://cms.example/search/feed.xml?q=a"' in page
    assert "form-action 'self' https://cms.example;" in (tmp_path / "_headers").read_text()
    assert "https://cms.example/search/?format=json&q=" in (tmp_path / "llms.txt").read_text()


@pytest.mark.parametrize("url", ["search", "//cms.example/", "https://cms.example/?q="])
def test_a_search_address_that_no_form_can_lead_to_is_refused(post, tmp_path, url):
    with pytest.raises(CommandError, match="must be a full address"):
        run(tmp_path / "out", "--search-url", url)
    assert not (tmp_path / "out").exists()
