"""Listings fold, open, print whole and become tabs as promised, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from blog.models import BlogIndexPage
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser

LINES = "\n".join(f"x{number} = {number}" for number in range(1, 65))
BODY = f"""
```bash title="pip" tabs="install"
pip install epoch
```

```bash title="uv" tabs="install" {{#lst:uv}}
uv pip install epoch
```

```python showLineNumbers {{#lst:long}}
{LINES}
```
"""
FOCUSED = "() => document.activeElement.textContent"


@pytest.fixture
def address(blog_url) -> str:
    index = BlogIndexPage.objects.get()
    post = BlogPostPageFactory(parent=index, title="Listings", body=[("markdown", BODY)])
    return f"{blog_url}/blog/{post.slug}/"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request, browser) -> Page:
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def is_open(page: Page) -> bool:
    return page.locator(".code__rest").bounding_box()["height"] > 0


def test_a_fold_opens_by_its_switch_and_by_a_link_to_a_line_and_in_print(address, page):
    page.goto(address)
    assert not is_open(page)
    page.get_by_label("Show all 64 lines").check()
    assert is_open(page)
    page.get_by_label("Show all 64 lines").uncheck()
    assert not is_open(page)
    page.emulate_media(media="print")
    assert is_open(page)
    page.emulate_media(media="screen")
    page.goto(f"{address}#lst-long-L60")
    expect(page.get_by_label("Show all 64 lines")).to_be_hidden()
    assert is_open(page)


def test_tabs_are_chosen_by_pointer_keys_and_links(address, open_page):
    page = open_page(address)
    page.goto(address)
    pip, uv = (page.get_by_role("tab", name=name) for name in ("pip", "uv"))
    expect(page.get_by_role("tabpanel", name="pip")).to_contain_text("pip install")
    expect(page.get_by_text("uv pip install")).to_be_hidden()
    uv.click()
    expect(page.get_by_text("uv pip install")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "pip"
    expect(pip).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED) == "uv"
    page.goto("about:blank")
    page.goto(f"{address}#lst-uv")
    expect(page.get_by_text("uv pip install")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("pip install epoch").first).to_be_visible()


def test_without_scripts_tabs_stand_below_each_other(address, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    expect(page.locator(".tabs .code__file")).to_have_text(["pip", "uv"])
    first, second = (page.locator(".tabs figure").nth(place).bounding_box() for place in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
