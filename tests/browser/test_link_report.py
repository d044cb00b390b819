"""Link health as an editor meets it: switched on, reported, asked again, left alone."""

import pytest
from playwright.sync_api import expect

from blog.link_health.asking import FIRST
from blog.models import BlogIndexPage, LinkHealth, OutboundLink
from tests.blog.link_health.links import broken_link
from tests.browser.axe import axe_source, violations
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser
REPORT = "/admin/reports/links/"
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_are_switched_on_reported_and_asked_again(blog_url, open_page, shoot, scheme):
    UserFactory(username="editor", group="Editors")
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), title="Watching for drift")
    urls = ["https://papers.example/a", f"https://long.example/{'x' * 400}"]
    for url in urls:
        broken_link(post, url=url)
    page, axe = open_page(blog_url, "editor"), axe_source()
    page.emulate_media(color_scheme=scheme)
    page.goto(REPORT)
    page.get_by_role("link", name="Switch, and addresses to leave alone").click()
    page.get_by_role("checkbox", name="Ask links to other sites").check()
    page.get_by_role("textbox", name="Addresses to leave alone").fill(
        "*.papers.example\nlong.example/docs/*"
    )
    assert violations(page, axe) == []
    shoot(page, "settings")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("updated").first.wait_for()
    assert LinkHealth.current().is_on

    page.goto(REPORT)
    page.get_by_text("2 addresses of other sites stand in public pages").wait_for()
    assert violations(page, axe) == []
    shoot(page, "report")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    assert page.evaluate(FITS)
    assert violations(page, axe) == []
    shoot(page, "phone")
    page.get_by_role("button", name=f"Ask {urls[0]} again").click()
    expect(page.get_by_text("It is asked again")).to_be_visible()
    assert [link.url for link in OutboundLink.objects.filter(due_at=FIRST)] == urls[:1]
