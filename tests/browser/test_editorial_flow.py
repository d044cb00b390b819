"""From a draft to a reader, as people do it in the admin."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from blog.models import BlogPostPage
from tests.browser.writing import choose_action, write_post, write_text
from tests.factories import AuthorFactory, UserFactory

pytestmark = pytest.mark.browser


def test_a_post_goes_from_an_author_over_an_editor_to_a_reader(blog_url, open_page, shoot):
    writer = UserFactory(username="writer", group="Authors")
    AuthorFactory(name="Platform Team", user=writer)
    UserFactory(username="editor", group="Editors")

    author = open_page(blog_url, "writer")
    write_post(author, title="Watching for drift", text="The first wording of this post.")
    shoot(author, "writing")
    choose_action(author, "Submit to Editorial review")
    author.wait_for_url("**/admin/pages/*/")
    post = BlogPostPage.objects.get(title="Watching for drift")
    assert not post.live

    reader = open_page(blog_url)
    assert reader.goto("/blog/watching-for-drift/").status == 404

    editor = open_page(blog_url, "editor")
    editor.goto(f"/admin/pages/{post.pk}/edit/")
    choose_action(editor, "Approve and Publish")
    shoot(editor, "approved")
    editor.wait_for_url("**/admin/pages/*/")

    assert reader.goto("/blog/watching-for-drift/").status == 200
    expect(reader.get_by_text("The first wording of this post.")).to_be_visible()
    expect(reader.get_by_text("Platform Team").first).to_be_visible()
    shoot(reader, "reading")
    reader.goto("/search/?q=wording")
    expect(reader.get_by_role("link", name="Watching for drift").first).to_be_visible()

    restore_the_first_revision(editor, reader, post)


def restore_the_first_revision(editor, reader, post) -> None:
    first = post.latest_revision_id
    editor.goto(f"/admin/pages/{post.pk}/edit/")
    write_text(editor, "The second wording.")
    choose_action(editor, "Publish")
    editor.wait_for_url("**/admin/pages/*/")
    reader.goto("/blog/watching-for-drift/")
    expect(reader.get_by_text("The second wording.")).to_be_visible()

    editor.goto(f"/admin/pages/{post.pk}/revisions/{first}/revert/")
    choose_action(editor, "Publish this version")
    editor.wait_for_url("**/admin/pages/*/")
    reader.goto("/blog/watching-for-drift/")
    expect(reader.get_by_text("The first wording of this post.")).to_be_visible()


def test_an_admin_adds_a_user_to_a_group(blog_url, open_page, shoot):
    UserFactory(username="chief", group="Admins")
    newcomer = UserFactory(username="newcomer", first_name="New", last_name="Comer")
    admin = open_page(blog_url, "chief")
    admin.goto(f"/admin/users/edit/{newcomer.pk}/")
    admin.get_by_role("tab", name="Roles").click()
    shoot(admin, "roles")
    expect(admin.get_by_label("Administrator")).to_be_hidden()
    admin.get_by_label("Editors").check()
    admin.get_by_role("button", name="Save").click()
    admin.wait_for_url("**/admin/users/")
    assert User.objects.get(username="newcomer").groups.get().name == "Editors"
