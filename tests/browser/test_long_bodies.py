"""A block of a long post is come to from afar, on a slow machine too."""

import pytest

from blog.models import BlogIndexPage
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser

COUNT = 40
TOP = "element => element.getBoundingClientRect().top"
ARRIVED = f"element => {{ const top = ({TOP})(element); return 0 < top && top < 600; }}"
IS_SKIPPED = "element => !element.checkVisibility({ contentVisibilityAuto: true })"
HEIGHTS = """() => [...document.querySelectorAll("[data-streamfield-child] .w-panel__content")].map(
  (content) => content.offsetHeight
)"""


def test_a_link_to_a_far_block_leads_there(blog_url, open_page):
    UserFactory(username="editor", group="Editors")
    code = {"language": "text", "code": "line\n" * 40}
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=[("code", code)] * COUNT)
    page = open_page(blog_url, "editor")
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.locator("[data-is-drawn]").wait_for()
    kept = page.evaluate(HEIGHTS)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    far = page.locator("[data-streamfield-child]").nth(COUNT - 5)
    code_field = far.locator("textarea[name$='-code']")
    page.wait_for_function(IS_SKIPPED, arg=code_field.element_handle())
    section = far.locator("section").get_attribute("id")
    page.evaluate("id => { location.hash = id; }", section)
    # Wagtail scrolls smoothly, which takes a busy machine its time.
    page.wait_for_function(ARRIVED, arg=far.element_handle())
    page.evaluate("document.querySelector('[data-is-drawn]').removeAttribute('data-is-drawn')")
    # A field's scroll bar comes and goes with 10 px.
    assert page.evaluate(HEIGHTS) == pytest.approx(kept, abs=20)
    code_field.fill("changed")
    assert far.evaluate(TOP) < 900
