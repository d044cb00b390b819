"""What a note or a figure says is shown where a reader points at its number, by mouse and key."""

import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser

LONG = "\n\n".join(["A paragraph of some length, which is read without any haste."] * 30)
BODY = f"""
A claim.[^a] See [@eq:loss].

{LONG}

$$ a^2 + b^2 = c^2 $$ {{#eq:loss}}

[^a]: The note itself, with [a link](https://a.example/).
"""
NUMBER = ".footnote-ref a"


@pytest.fixture
def address(blog_url) -> str:
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), slug="p", body=[("markdown", BODY)]
    )
    return f"{blog_url}/blog/{post.slug}/"


def test_a_card_is_hoverable_and_escape_dismisses_it(address, browser):
    page = browser.new_context(viewport={"width": 600, "height": 700}).new_page()
    page.goto(address)
    page.hover(NUMBER)
    card = page.locator(".card")
    expect(card).to_contain_text("The note itself")
    assert card.locator("[id], .footnote-backref").count() == 0
    expect(page.locator(NUMBER)).to_have_attribute("aria-describedby", "pointed-at")
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_keyboard_opens_a_card_and_reaches_its_links(address, browser):
    page = browser.new_context(viewport={"width": 600, "height": 700}).new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.locator(NUMBER).focus()
    expect(page.locator(".card")).to_contain_text("The note itself")
    page.keyboard.press("Tab")
    expect(page.locator(".card a")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card")).not_to_contain_text("The note itself")


def test_a_note_in_the_margin_has_no_card(address, browser):
    page = browser.new_context(viewport={"width": 1440, "height": 700}).new_page()
    page.goto(address)
    page.hover(NUMBER)
    page.wait_for_timeout(1000)
    expect(page.locator(".card")).to_have_count(0)


def test_without_scripts_the_number_leads_to_its_note(address, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.click(NUMBER)
    assert page.url.endswith("#fn-a")
