"""Chromium stops nothing that the site and the admin do, and neither raises an error."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect
from wagtail.documents.models import Document
from wagtail.models import Site, Workflow

from blog.models import Author, BlogIndexPage, BlogPostPage
from tests.browser.chromium import LISTEN
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    QueryFactory,
    SearchPromotionFactory,
    UserFactory,
)
from tests.people import restrict

pytestmark = pytest.mark.browser

# A page that is meant to be missing, and a machine whose time zone has no name.
# And an autosave, on a slow machine, of a form whose author is not chosen yet.
EXPECTED = re.compile(r"status of 40[04]|Invalid time zone specified")
LINKS = """() => [...document.links].filter((link) => link.origin === location.origin)
  .map((link) => link.pathname + link.search)"""
FILES = re.compile(r"^/(media|documents|static|admin)/|\.(xml|txt)$")

SCREENS = [
    "", "pages/", "pages/{index}/", "pages/add/blog/blogpostpage/{index}/", "pages/{index}/edit/",
    "pages/{post}/edit/", "pages/{post}/history/", "pages/{post}/usage/", "pages/{post}/copy/",
    "pages/{post}/revisions/compare/{first}...{last}/", "pages/{post}/view_draft/",
    "pages/{post}/edit/preview/", "pages/{post}/share/", "pages/{post}/move/",
    "pages/{post}/delete/", "pages/{post}/unpublish/", "pages/{post}/privacy/",
    "pages/{post}/workflow_history/", "pages/search/?q=drift", "reports/locked/",
    "reports/workflow/", "reports/workflow_tasks/", "reports/site-history/",
    "reports/aging-pages/", "reports/page-types-usage/", "reports/searches/",
    "reports/searches-without-a-hit/", "searchpicks/", "searchpicks/add/", "searchpicks/{query}/",
    "searchpicks/{query}/delete/", "images/", "images/add/",
    "images/multiple/add/", "images/{image}/", "documents/", "documents/multiple/add/",
    "documents/edit/{document}/", "snippets/", "snippets/blog/tag/", "snippets/blog/tag/add/",
    "snippets/blog/author/edit/{author}/", "snippets/blog/series/add/", "users/", "users/new/",
    "users/edit/{user}/", "groups/", "groups/new/", "sites/", "sites/new/", "collections/",
    "collections/add/", "workflows/list/", "workflows/add/", "workflows/edit/{workflow}/",
    "workflows/tasks/index/", "redirects/", "redirects/add/", "redirects/import/", "account/",
    "settings/blog/siteidentity/{site}/", "bulk/wagtailcore/page/delete/?id={post}",
    "bulk/wagtailcore/page/move/?id={post}", "bulk/wagtailimages/image/add_tags/?id={image}",
    "bulk/wagtailimages/image/add_to_collection/?id={image}",
    "bulk/wagtaildocs/document/delete/?id={document}", "bulk/auth/user/assign_role/?id={user}",
    "password_reset/", "nothing/",
]  # fmt: skip


@pytest.fixture
def watched():
    """Return a function that collects what Chromium complains of on a page."""

    def watch(page: Page) -> list[str]:
        complaints: list[str] = []

        def note(text: str) -> None:
            if not EXPECTED.search(text):
                complaints.append(f"{page.url}: {text}")

        page.context.add_init_script(LISTEN)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda told: note(told.text) if told.type == "error" else None)
        return complaints

    return watch


@pytest.fixture
def admin(blog_url, open_page, watched):
    """A superuser's page, the complaints about it, and a post with an author and a picture."""
    UserFactory(username="boss", is_superuser=True, is_staff=True)
    AuthorFactory(name="Platform Team")
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(),
        slug="drift",
        body=[("markdown", "Text."), ("rich_text", "<p>More.</p>"), ("heading", "Loss")],
    )
    post.save_revision().publish()
    post.title = "Drift, again"
    post.save_revision().publish()
    page = open_page(blog_url)
    complaints = watched(page)
    page.goto("/admin/login/?next=/admin/")
    page.fill("input[name=username]", "boss")
    page.fill("input[name=password]", "secret-lamp-42")
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page, complaints, post


def test_the_public_site_runs_under_its_policy(starter_url, open_page, watched, shoot):
    restrict(BlogPostPage.objects.get(slug="sqlite-in-production"), "password")
    page = open_page(starter_url)
    complaints = watched(page)
    found = {"/", "/search/?q=drift", "/nothing/", "/blog/sqlite-in-production/"}
    seen: set[str] = set()
    while todo := sorted(found - seen):
        page.goto(todo[0])
        seen.add(todo[0])
        # A search leads to hundreds of others; one has been seen.
        found |= {
            path
            for path in page.evaluate(LINKS)
            if not FILES.search(path) and not path.startswith("/search/?")
        }
    assert len(seen) > 40
    player = {"body": "<p>A player</p>", "content_type": "text/html"}
    page.route(re.compile("^https:"), lambda route: route.fulfill(**player))
    page.goto("/blog/every-block-on-one-page/")
    shoot(page, "blocks")
    page.locator("a[data-player]").first.click()
    page.frame_locator("iframe.embed__player").get_by_text("A player").wait_for()
    page.locator(".code__tool").first.click()
    assert complaints == []


def test_the_user_bar_runs_under_the_policy_of_sessions(admin, shoot):
    page, complaints, post = admin
    page.goto(post.url)
    page.locator("wagtail-userbar #wagtail-userbar-trigger").click()
    page.get_by_role("menuitem", name="Edit this page").wait_for()
    shoot(page, "bar")
    assert complaints == []


def test_the_admins_screens_run_under_its_policy(admin):
    page, complaints, post = admin
    document = Document.objects.create(title="Notes", file=ContentFile(b"x", name="notes.txt"))
    revisions = post.revisions.order_by("pk")
    keys = {
        "index": BlogIndexPage.objects.get().pk,
        "post": post.pk,
        "first": revisions.first().pk,
        "last": revisions.last().pk,
        "image": ImageFactory().pk,
        "document": document.pk,
        "author": Author.objects.get().pk,
        "user": UserFactory().pk,
        "workflow": Workflow.objects.first().pk,
        "site": Site.objects.get().pk,
        "query": SearchPromotionFactory(page=post).query.pk,
    }
    statuses = {}
    for screen in SCREENS:
        answer = page.goto(f"/admin/{screen.format(**keys)}")
        statuses[screen] = answer.status
        page.wait_for_load_state("networkidle")
    assert {screen for screen, status in statuses.items() if status != 200} <= {"nothing/"}
    assert complaints == []


def test_a_post_is_edited_under_the_admins_policy(admin, shoot):
    page, complaints, post = admin
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.locator(".CodeMirror").first.click()
    page.keyboard.type("A **bold** word. ")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("/")
    page.keyboard.press("Escape")
    for name in ("Code", "Table", "Figure"):
        page.get_by_role("button", name="Insert a block").last.click()
        page.get_by_role("option", name=name, exact=True).first.click()
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.locator("#id_go_live_at").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()
    shoot(page, "calendar")
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Toggle preview").click()
    page.frame_locator("#w-preview-iframe").get_by_text("Drift, again").first.wait_for()
    shoot(page, "preview")
    page.get_by_role("button", name="Toggle comments").click()
    page.get_by_role("button", name="Toggle checks").click()
    shoot(page, "checks")
    assert complaints == []


def test_inline_forms_and_choosers_start_without_inline_scripts(admin, shoot):
    page, complaints, post = admin
    ImageFactory(title="Loss curve")
    page.goto(f"/admin/pages/{post.pk}/edit/")
    section = page.locator("#panel-child-content-authors-section")
    section.locator("[data-panel-toggle]").first.click()
    page.locator("#id_post_authors-ADD").click()
    section.get_by_role("button", name=re.compile("Choose", re.IGNORECASE)).first.click()
    page.get_by_role("link", name="Platform Team").click()
    section.locator("[data-chooser-title]", has_text="Platform Team").wait_for()
    shoot(page, "author")
    page.goto("/admin/redirects/add/")
    page.get_by_role("button", name="Choose a page").click()
    page.locator(".modal-body a.choose-page").first.click()
    page.locator("[data-chooser-title]:visible").first.wait_for()
    shoot(page, "page")
    page.goto("/admin/workflows/add/")
    page.get_by_role("button", name=re.compile("Add task", re.IGNORECASE)).click()
    page.get_by_role("button", name="Choose a task").last.click()
    page.locator(".modal-body").wait_for()
    shoot(page, "task")
    assert complaints == []


@pytest.mark.usefixtures("wagtail_indexes")
def test_results_are_promoted_without_inline_scripts(admin, shoot):
    page, complaints, post = admin
    QueryFactory(query_string="watching drift").add_hit()
    page.goto("/admin/searchpicks/add/")
    page.get_by_role("button", name="Choose from popular search terms").click()
    page.get_by_role("link", name="watching drift").click()
    expect(page.locator("#id_query_string")).to_have_value("watching drift")
    page.get_by_role("button", name="Add a recommended result").click()
    page.get_by_role("button", name="Choose a page").click()
    page.locator(".modal-body input[name=q]").fill(post.title)
    page.locator(".modal-body a.choose-page", has_text=post.title).click()
    page.locator("[data-chooser-title]", has_text=post.title).wait_for()
    shoot(page, "promotion")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/admin/searchpicks/")
    page.goto("/search/?q=Watching+drift")
    page.get_by_role("region", name="Picked by the editors").get_by_role("link").wait_for()
    shoot(page, "search")
    assert complaints == []
