"""What an editor does in the admin's form of a post."""

from blog.models import BlogIndexPage


def write_post(page, *, title: str, text: str) -> None:
    index = BlogIndexPage.objects.get()
    page.goto(f"/admin/pages/add/blog/blogpostpage/{index.pk}/")
    page.fill("#id_title", title)
    page.fill("#id_teaser", "What watching for drift taught us.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Markdown").click()
    write_text(page, text)


def write_text(page, text: str) -> None:
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose_action(page, name: str) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=name).click()
