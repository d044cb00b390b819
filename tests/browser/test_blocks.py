import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.browser.waiting import wait_until
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser

PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
COPIED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(".code__text"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""


@pytest.fixture
def address(blog_url):
    code = {"language": "python", "code": "if a:\n\n    b()", "is_numbered": True, "lines": "2-3"}
    video = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A talk"}
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), body=[("code", code), ("embed", video)]
    )
    return f"{blog_url}/blog/{post.slug}/"


def test_line_numbers_are_not_copied(address, open_page):
    page = open_page(address)
    page.goto(address)
    assert page.evaluate(COPIED) == "if a:\n\n    b()"


def test_a_video_loads_on_click_and_asks_no_one_before(address, open_page):
    page = open_page(address)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(f"{PLAYER}*", lambda route: route.fulfill(body="<p>Player</p>"))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith("http://localhost")] == []
    page.click("a[data-player]")
    player = page.locator("iframe.embed__player")
    expect(player).to_be_focused()
    expect(player).to_have_attribute("title", "A talk")
    wait_until(page, lambda: PLAYER in asked)
    assert page.get_attribute(".embed a", "href") == "https://youtu.be/dQw4w9WgXcQ"
