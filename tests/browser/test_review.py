"""A review as people do it: stopped by a secret, sent back with words, mended, approved."""

import copy

import pytest
from django.urls import reverse

from blog.models import BlogIndexPage, BlogPostPage, PostAuthor
from tests.blog.blocks.values import full_values
from tests.blog.checks.secret_samples import SAMPLES
from tests.browser.writing import choose_action, write_text
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.browser

PROSE = "\n\n".join(
    f"Paragraph {n} tells how the loss fell while the rate was held, and what it cost us."
    for n in range(12)
)
WORDS = "Please say what the rate was."


@pytest.fixture
def writer(db):
    user = UserFactory(username="writer", group="Authors", first_name="First", last_name="Author")
    AuthorFactory(name="First Author", user=user)
    return user


@pytest.fixture
def post(blog_url, writer):
    """A live post of every block, with a draft in which most of them changed."""
    values = full_values()
    values["markdown"] = PROSE
    values["code"]["code"] = "\n".join(f"step_{n} = train(batch={n}, rate=0.1)" for n in range(14))
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), title="Watching for drift", slug="watching-for-drift",
        body=list(values.items()), owner=writer,
    )  # fmt: skip
    PostAuthor.objects.create(post=post, author=writer.author)
    post.save_revision(user=writer).publish()
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    changed = copy.deepcopy(draft.body.get_prep_value())
    edit(changed)
    draft.body = draft.body.stream_block.to_python(changed)
    draft.title = "Watching for drift, again"
    draft.save_revision(user=writer)
    return BlogPostPage.objects.get()


def edit(body: list[dict]) -> None:
    """Change a value of each kind: code, a formula, a cell, a picture, a quote that moves."""
    by_type = {block["type"]: block["value"] for block in body}
    code = by_type["code"]
    code["code"] = code["code"].replace("batch=7, rate=0.1", "batch=8, rate=0.2")
    by_type["math"]["latex"] = r"\frac{a}{c}"
    by_type["table"]["rows"][0]["values"][1] = "1,310 µs"
    by_type["figure"]["image"]["image"] = ImageFactory().pk
    body.append(body.pop(3))


def submit(page) -> None:
    choose_action(page, "Submit to Editorial review")


def test_a_post_is_stopped_sent_back_mended_and_approved(
    blog_url, open_page, writer, post, shoot, mailoutbox
):
    UserFactory(username="editor", group="Editors", first_name="Second", last_name="Reader")
    form = reverse("wagtailadmin_pages:edit", args=[post.pk])
    secret = SAMPLES["aws id"]

    author = open_page(blog_url, "writer")
    author.goto(form)
    write_text(author, PROSE.replace("it cost us", "it cost all of us", 1) + f"\n\nkey = {secret}")
    submit(author)
    author.get_by_text("Take this secret out").first.wait_for()
    shoot(author, "1-stopped")
    write_text(author, PROSE.replace("it cost us", "it cost all of us", 1))
    submit(author)
    author.wait_for_url("**/admin/pages/*/")
    shoot(author, "2-submitted")

    editor = open_page(blog_url, "editor")
    editor.goto("/admin/")
    shoot(editor, "3-dashboard")
    editor.get_by_role("link", name="Changes since live").click()
    editor.get_by_text("blocks changed").wait_for()
    assert secret not in editor.content()
    look_at_comparison(editor, shoot)

    editor.goto(form)
    choose_action(editor, "Request changes")
    editor.locator(".modal-content textarea").fill(WORDS)
    shoot(editor, "5-request")
    editor.locator(".modal-content [type=submit]").click()
    editor.wait_for_url("**/admin/pages/*/")

    author.goto(form)
    author.get_by_text(f"Second Reader asks for changes: {WORDS}").wait_for()
    shoot(author, "6-sent-back")
    write_text(author, PROSE.replace("the rate was held", "the rate was held at 0.1", 1))
    choose_action(author, "Resubmit to")
    author.wait_for_url("**/admin/pages/*/")

    editor.goto(form)
    choose_action(editor, "Approve and Publish")
    editor.wait_for_url("**/admin/pages/*/")
    shoot(editor, "7-approved")
    reader = open_page(blog_url)
    assert reader.goto("/blog/watching-for-drift/").status == 200
    assert reader.get_by_text("the rate was held at 0.1").first.is_visible()
    assert [each for each in mailoutbox if "You can read the changes here:" in each.body]


def look_at_comparison(page, shoot) -> None:
    """Look at the comparison in the widths and colours that people read it in."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            shoot(page, f"4-comparison-{width}-{scheme}")
            page.locator(".table-changes").scroll_into_view_if_needed()
            shoot(page, f"4-table-{width}-{scheme}")
            page.evaluate("scrollTo(0, 0)")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
