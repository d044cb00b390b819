"""The first five minutes: the dashboard, the guide and Posts; a post written by keyboard alone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.axe import axe_source, violations
from tests.browser.waiting import markdown_in, wait_until, wait_until_saved
from tests.factories import AuthorFactory, BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser
GUIDES = [f"/admin/help/guide/{slug}/" for slug in ("author", "editor", "admin")]
PATHS = ("/admin/", *GUIDES, "/admin/posts/", "/admin/posts/new-from-template/")
IN_BLOCK = "() => Boolean(document.activeElement.closest('[data-streamfield-child]'))"


def tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press a key until what a selector names has the focus."""
    for _press in range(150):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"{selector} can't be reached by {key}")


def test_an_author_writes_and_submits_a_post_by_keyboard_alone(blog_url, open_page, shoot):
    AuthorFactory(name="Ada", user=UserFactory(username="ada", group="Authors"))
    page = open_page(blog_url, "ada")
    page.goto("/admin/")
    tab_to(page, "a[href$='/posts/choose_parent/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/blog/blogpostpage/*/")
    page.wait_for_load_state("networkidle")
    tab_to(page, "#id_title")
    page.keyboard.type("Watching for drift")
    tab_to(page, "#id_teaser")
    page.keyboard.type("What watching for drift taught us.")
    tab_to(page, ".c-sf-add-button")
    page.keyboard.press("Enter")
    found = page.get_by_role("listbox").get_by_role("option")
    found.filter(has_text="Markdown").wait_for()
    tab_to(page, "[role=combobox]")
    page.keyboard.type("Markdown")
    expect(found).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(IN_BLOCK)
    page.keyboard.type("The rate is *high*.")
    expect(markdown_in(page)).to_have_value("The rate is *high*.")
    wait_until_saved(page)
    shoot(page, "written")
    page.keyboard.press("Tab")
    assert page.evaluate(IN_BLOCK)  # where Tab indents
    page.keyboard.press("Control+Z")
    page.keyboard.press("Escape")
    tab_to(page, "footer [data-w-dropdown-target=toggle]")
    page.keyboard.press("Enter")
    submit = page.get_by_role("button", name="Submit to Editorial review")
    submit.wait_for()
    tab_to(page, "button[name=action-submit]")
    page.keyboard.press("Enter")
    wait_until(page, lambda: BlogPostPage.objects.get().workflow_in_progress)
    shoot(page, "submitted")
    page.goto("/admin/")
    expect(page.locator("#own-work-section, #own-work").first).to_contain_text("In review")
    assert BlogPostPage.objects.get().authors[0].name == "Ada"


def test_the_focus_goes_to_the_first_field_of_each_block(blog_url, open_page):
    UserFactory(username="ada", group="Authors")
    page = open_page(blog_url, "ada")
    page.goto(f"/admin/pages/add/blog/blogpostpage/{BlogIndexPage.objects.get().pk}/")
    page.wait_for_load_state("networkidle")
    add = page.locator("[data-streamfield-stream-container] > div > .c-sf-add-button")
    blocks = BlogPostPage.body.field.stream_block.child_blocks.values()
    for count, label in enumerate((block.label for block in blocks), start=1):
        add.first.click()
        page.get_by_role("option", name=str(label), exact=True).first.click()
        page.wait_for_function(
            """(count) => {
              const blocks = document.querySelectorAll(
                "[data-streamfield-stream-container] > [data-streamfield-child]");
              const focus = document.activeElement;
              return blocks.length == count && blocks[0].contains(focus)
                && !focus.closest(".w-panel__header") && !focus.matches(".c-sf-add-button");
            }""",
            arg=count,
        )


def test_axe_finds_nothing_on_the_first_pages(blog_url, open_page, shoot):
    user = UserFactory(username="boss", group="Admins")
    index = BlogIndexPage.objects.get()
    posts = [
        BlogPostPageFactory(
            parent=index,
            title="Watching for drift in production",
            owner=user,
            teaser="",
            live=False,
        )
        for _number in range(2)
    ]
    for post in posts:
        post.save_revision(user=user)
    posts[0].get_workflow().start(posts[0], user)
    posts[1].save_revision(approved_go_live_at=timezone.now())
    page, axe = open_page(blog_url, "boss"), axe_source()
    for path in PATHS:
        page.goto(path)
        # A guide is one column in either width.
        for width in (390,) if path in GUIDES else (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            shoot(page, f"{path.strip('/').replace('/', '-')}-{width}")
            assert violations(page, axe) == [], (path, width)
    page.goto("/admin/posts/")
    assert page.locator("td.title").first.bounding_box()["width"] > 200
    page.goto(f"/admin/pages/{posts[1].pk}/edit/")
    with page.expect_response("**/edit/preview/**"):
        page.get_by_role("button", name="Toggle preview").click()
    preview = f"/admin/pages/{posts[1].pk}/edit/preview/"
    for mode in ("search", "card"):
        page.goto(f"{preview}?mode={mode}")
        shoot(page, mode)
        assert violations(page, axe) == [], mode


def test_comments_leave_the_form_in_reach_on_a_phone(blog_url, open_page, shoot):
    editor = UserFactory(username="editor", group="Editors")
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), owner=editor)
    post.save_revision()
    page = open_page(blog_url, "editor")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Toggle comments").click()
    page.wait_for_timeout(500)
    shoot(page, "open")
    # It fails where something lies above the field.
    page.locator("#id_title").click()
    page.keyboard.type("Anew: ")
    assert page.locator("[data-side-panel=comments]").is_visible()
