"""A picture opens in place: by keys, and back to where the reader was; without scripts it loads."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.blog.pictures.drawing import picture, plot
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def address(blog_url):
    image = picture("plot.png", plot())
    each = {"image": {"image": image.pk, "alt_text": "A plot", "decorative": False}}
    gallery = {"images": [each | {"caption": name} for name in ("One", "Two", "Three")]}
    body = [("figure", each | {"caption": "Alone", "is_inverted": True}), ("gallery", gallery)]
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), slug="seen", body=body)
    return f"{blog_url}{post.url}"


def test_arrows_lead_through_a_gallery_and_escape_leads_back(address, open_page):
    page = open_page(address)
    page.goto(address)
    page.locator(".gallery .figure__whole").first.click()
    viewer = page.get_by_role("dialog")
    expect(viewer).to_contain_text("1 / 3")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator(".viewer__caption")).to_have_text("Two")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(viewer.locator(".viewer__caption")).to_have_text("Three")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator(".gallery .figure__whole").nth(2)).to_be_focused()


def test_keys_bring_it_nearer_and_back(address, open_page):
    page = open_page(address)
    page.goto(address)
    page.locator(".figure .figure__whole").focus()
    page.keyboard.press("Enter")
    shown = page.locator(".viewer__image.invert")
    expect(shown).to_be_visible()
    expect(page.get_by_role("button", name="Next picture")).to_be_hidden()
    width = shown.bounding_box()["width"]
    page.keyboard.press("+")
    assert shown.bounding_box()["width"] > 1.4 * width
    page.keyboard.press("0")
    assert shown.bounding_box()["width"] == width
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".figure .figure__whole")).to_be_focused()


def test_without_scripts_the_link_leads_to_the_picture(address, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.locator(".gallery .figure__whole").first.click()
    assert page.url.endswith(".png")


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_wider_than_it_is_nor_taller_than_the_window(blog_url, open_page, width):
    tiny, tall = (
        picture("tiny.png", Image.new("RGB", (48, 40))),
        picture("tall.png", Image.new("RGB", (400, 3000))),
    )
    body = [("figure", {"image": {"image": each.pk, "alt_text": "x", "decorative": False}})
            for each in (tiny, tall)]  # fmt: skip
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), slug="sizes", body=body)
    page = open_page(blog_url)
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(post.url)
    first, second = (page.locator(".figure img").nth(place).bounding_box() for place in (0, 1))
    assert (first["width"], first["height"]) == (48, 40)
    assert second["height"] <= 0.93 * 700
