from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from blog.models import BlogPostPage, PostAuthor
from home.starter.post_templates import add_post_templates
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    PostTemplatesPageFactory,
    TagFactory,
    UserFactory,
)
from tests.forms import edited_form


@pytest.fixture
def folder(home):
    return PostTemplatesPageFactory(parent=home)


@pytest.fixture
def template(folder):
    return BlogPostPageFactory(
        parent=folder,
        title="Post-mortem",
        slug="post-mortem",
        body=[("markdown", "## Timeline")],
        tags=[TagFactory(slug="reliability")],
        live=False,
        display_date=timezone.now() - timedelta(days=400),
        go_live_at=timezone.now() + timedelta(days=1),
        locked=True,
    )


def start(client, index, template):
    return client.post(
        reverse("new_from_template", args=[index.pk]), {"template": template.pk}, follow=True
    )


def test_an_author_gets_a_draft_of_their_own(client, blog, template, writer):
    author = AuthorFactory(user=writer)
    client.force_login(writer)
    assert not template.permissions_for_user(writer).can_edit()
    response = start(client, blog, template)
    post = BlogPostPage.objects.child_of(blog).get()
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert (post.title, post.slug, post.owner) == ("Post-mortem", "post-mortem", writer)
    draft = post.get_latest_revision_as_object()
    for copy in (post, draft):
        assert (copy.live, copy.locked, copy.go_live_at) == (False, False, None)
        assert timezone.now() - copy.display_date < timedelta(minutes=1)
        assert copy.authors == [author]
        assert copy.body[0].value == "## Timeline"
        assert [tag.slug for tag in copy.tags.all()] == ["reliability"]
    template.refresh_from_db()
    assert template.authors == []


def test_a_template_with_authors_keeps_them(desk, blog, template, editor):
    AuthorFactory(user=editor)
    team = AuthorFactory()
    PostAuthor.objects.create(post=template, author=team)
    start(desk, blog, template)
    assert BlogPostPage.objects.child_of(blog).get().authors == [team]


def test_the_second_copy_has_a_number_in_title_and_slug(desk, blog, template):
    start(desk, blog, template)
    start(desk, blog, template)
    newest = BlogPostPage.objects.child_of(blog).order_by("path").last()
    assert (newest.title, newest.slug) == ("Post-mortem 2", "post-mortem-2")


def test_the_choice_names_the_sites_templates_alone(desk, blog, template, post):
    response = desk.get(reverse("new_from_template", args=[blog.pk]))
    assert list(response.context["templates"]) == [template]


@pytest.mark.parametrize("value", ["", "x", "99999999999999999999", "²"])
def test_what_is_no_template_is_not_found(desk, blog, template, value):
    address = reverse("new_from_template", args=[blog.pk])
    assert desk.post(address, {"template": value}).status_code == 404
    assert not blog.get_children().exists()


def test_a_post_is_no_template(desk, blog, template, post):
    assert start(desk, blog, post).status_code == 404


def test_who_may_not_add_posts_gets_no_copy(client, blog, template, writer):
    writer.groups.get().page_permissions.all().delete()
    client.force_login(writer)
    start(client, blog, template)
    assert not Page.objects.child_of(blog).exists()


def test_the_editor_of_a_new_post_points_to_the_templates(desk, blog, folder):
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    url = reverse("new_from_template", args=[blog.pk])
    assert url not in desk.get(add).content.decode()
    template = BlogPostPageFactory(parent=folder, live=False)
    assert url in desk.get(add).content.decode()
    assert url in desk.get(reverse("wagtailadmin_explore", args=[blog.pk])).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[template.pk])
    assert "new-from-template" not in desk.get(edit).content.decode()
    inside = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", folder.pk])
    assert "new-from-template" not in desk.get(inside).content.decode()


def test_a_new_folder_does_not_offer_to_be_published(desk, home):
    for model, is_offered in (("posttemplatespage", False), ("blogindexpage", True)):
        add = reverse("wagtailadmin_pages:add", args=["blog", model, home.pk])
        assert ("action-publish" in desk.get(add).content.decode()) is is_offered


def test_editors_add_templates_and_authors_do_not(folder, writer, editor):
    assert folder.permissions_for_user(editor).can_add_subpage()
    assert not folder.permissions_for_user(writer).can_add_subpage()


@pytest.mark.parametrize("page_name", ["folder", "template"])
def test_nobody_may_publish_or_submit(folder, template, page_name):
    page = {"folder": folder, "template": template}[page_name]
    for user in (UserFactory(group="Editors"), UserFactory(is_superuser=True)):
        permissions = page.permissions_for_user(user)
        assert not permissions.can_publish()
        assert not permissions.can_submit_for_moderation()
    assert not folder.permissions_for_user(user).can_publish_subpage()
    with pytest.raises(PermissionDenied):
        page.save_revision().publish()


def test_the_editor_saves_a_template_but_does_not_publish_it(client, template, admin_user):
    client.force_login(admin_user)
    BlogPostPage.objects.update(locked=False, go_live_at=None)
    edit = reverse("wagtailadmin_pages:edit", args=[template.pk])
    assert "action-publish" not in client.get(edit).content.decode()
    data = {"title": "Post-mortem of ours", "action-publish": "yes"}
    client.post(edit, edited_form(template, "## Impact", **data))
    template.refresh_from_db()
    assert (template.title, template.live) == ("Post-mortem of ours", False)


@pytest.mark.parametrize("target", ["template", "folder", "home"])
def test_bulk_publishing_leaves_templates_out(client, home, folder, template, admin_user, target):
    client.force_login(admin_user)
    page = {"template": template, "folder": folder, "home": home}[target]
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{action}?id={page.pk}", {"include_descendants": "on"})
    assert not Page.objects.filter(pk__in=[folder.pk, template.pk], live=True).exists()


def test_the_folder_itself_is_not_published_with_the_home_page(client, home, folder, admin_user):
    client.force_login(admin_user)
    folder.save_revision()
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{action}?id={home.pk}", {"include_descendants": "on"})
    folder.refresh_from_db()
    assert not folder.live


def test_a_workflow_that_ends_does_not_publish(client, blog, folder, admin_user):
    client.force_login(admin_user)
    post = BlogPostPageFactory(parent=blog, live=False)
    post.save_revision()
    state = post.get_workflow().start(post, admin_user)
    post.move(folder, pos="last-child")
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[post.pk, "approve", state.current_task_state.pk],
    )
    client.post(url, {"comment": ""})
    assert not BlogPostPage.objects.get(pk=post.pk).live


def test_public_and_scheduled_posts_do_not_move_in(blog, folder, post, hidden_posts):
    admin = UserFactory(is_superuser=True)
    for page in (post, hidden_posts["scheduled"]):
        assert not page.permissions_for_user(admin).can_move_to(folder)
        with pytest.raises(PermissionDenied):
            MovePageAction(page, folder, user=admin).execute()
    assert hidden_posts["draft"].permissions_for_user(admin).can_move_to(folder)


def test_the_scheduler_never_publishes_a_template(template):
    BlogPostPage.objects.update(go_live_at=timezone.now() - timedelta(minutes=1))
    template.refresh_from_db()
    with pytest.raises(PermissionDenied):
        template.save_revision().publish()
    call_command("publish_scheduled")
    template.refresh_from_db()
    assert not template.live


def test_templates_have_no_address_and_stand_in_no_listing(client, home, blog, template):
    # A script might have made one live.
    assert client.get("/post-templates/post-mortem/").status_code == 404
    assert client.get("/post-templates/").status_code == 404
    Page.objects.filter(pk=template.pk).update(live=True)
    assert client.get("/post-templates/post-mortem/").status_code == 404


def test_the_starter_templates_are_drafts_in_one_folder(client, home, blog):
    add_post_templates(home)
    templates = BlogPostPage.objects.filter(live=False)
    assert [template.title for template in templates.order_by("path")] == [
        "Tutorial",
        "Post-mortem",
        "Paper review",
        "Release notes",
    ]
    assert all(template.is_template and template.summary for template in templates)
    assert client.get("/feed.xml").content.decode().count("<entry>") == 0
    assert BlogPostPage.objects.public().count() == 0


FROM_TEMPLATE = "/admin/posts/new-from-template/"


def test_one_blog_needs_no_question(client, blog, template, writer):
    client.force_login(writer)
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    assert client.get(reverse("posts:choose_parent")).url == add
    templates = reverse("new_from_template", args=[blog.pk])
    assert client.get(FROM_TEMPLATE).url == templates
    assert FROM_TEMPLATE in client.get(reverse("posts:index")).content.decode()


def test_of_several_blogs_one_is_chosen(client, home, blog, template, writer):
    other = BlogIndexPageFactory(parent=home, slug="notes", title="Notes")
    client.force_login(writer)
    for path in (reverse("posts:choose_parent"), FROM_TEMPLATE):
        assert "Choose a blog" in client.get(path).context["page_title"] or path == FROM_TEMPLATE
    answer = client.post(FROM_TEMPLATE, {"parent_page": other.pk})
    assert answer.url == reverse("new_from_template", args=[other.pk])
    for wrong in (template.get_parent().pk, home.pk, ""):
        assert client.post(FROM_TEMPLATE, {"parent_page": wrong}).status_code == 200


def test_who_may_add_no_post_is_led_nowhere(client, blog, template):
    client.force_login(UserFactory())
    assert client.get(FROM_TEMPLATE).status_code == 302
