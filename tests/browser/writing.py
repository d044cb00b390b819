"""What an editor does in the admin's form of a post."""

from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.browser.waiting import markdown_in


def write_post(page, *, title: str, text: str) -> None:
    index = BlogIndexPage.objects.get()
    page.goto(f"/admin/pages/add/blog/blogpostpage/{index.pk}/")
    page.fill("#id_title", title)
    page.fill("#id_teaser", "What watching for drift taught us.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Markdown").click()
    write_text(page, text)


def write_text(page, text: str) -> None:
    """Write a text into the first Markdown block, in place of what is there."""
    page.wait_for_load_state("networkidle")
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    expect(markdown_in(page)).to_have_value(text)


def choose_action(page, name: str) -> None:
    """Choose what to do with the page, once autosave has had its turn.

    A save on its way beside the form's own is "another window" to Wagtail, which asks about it.
    """
    page.wait_for_timeout(1000)
    idle = "#w-autosave-indicator:not([data-w-autosave-state-value=saving])"
    page.locator(idle).wait_for(state="attached")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=name).click()
