"""A short form has a light page, and needs what its form needs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models.short_form import LinkTarget
from tests.blog.models.short_forms.making import URL, make, shown, words
from tests.factories import BlogPostPageFactory, TagFactory


def test_a_page_is_light(client, link, quotation, note):
    for form in (link, quotation, note):
        page = shown(client, form.url)
        assert not page.select(".cite, .related, .curve")
        assert "min read" not in words(page.article)
        assert page.select_one('link[href*="css/short"]')
    assert shown(client, link.url).select_one("a.u-bookmark-of")["href"] == URL
    assert shown(client, quotation.url).select_one("blockquote.quotation em").text == "whatever"


def test_nothing_is_missing_of_a_short_form(note, blog):
    assert note.problems == ()
    kinds = {each.kind for each in BlogPostPageFactory(parent=blog, teaser="").problems}
    assert kinds == {"byline", "teaser"}


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://a.example/", "no address", f"https://a.example/{'x' * 2000}"],
)
def test_only_addresses_of_the_web_are_linked(note, address):
    note.form, note.link_url = "link", address
    with pytest.raises(ValidationError):
        note.full_clean()


def test_a_public_link_needs_an_address(link):
    link.link_url = ""
    with pytest.raises(ValidationError, match="address"):
        link.full_clean()
    link.live = False
    link.full_clean()


def test_what_another_form_needs_is_kept_and_not_shown(client, link):
    link.form = "note"
    link.save()
    assert link.link_target is None
    assert URL.split("?")[0] not in client.get(link.url).content.decode()
    link.form = "link"
    assert link.link_target == LinkTarget(URL, "Write-Ahead Logging")


def test_a_check_that_is_old_is_told_of_a_note_too(client, blog):
    old = timezone.localdate() - timedelta(days=900)
    note = make(blog, "note", checked_on=old, tags=[TagFactory()])
    assert shown(client, note.url).select_one(".stale")
