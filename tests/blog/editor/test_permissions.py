import pytest
from wagtail.permissions import policy_registry

from blog.models import BlogPostPage
from tests.factories import AuthorFactory, BlogPostPageFactory


@pytest.fixture
def signed_post(blog, writer):
    """Somebody else's post that names the writer among its authors."""
    return BlogPostPageFactory(parent=blog, authors=[AuthorFactory(), AuthorFactory(user=writer)])


def test_an_author_edits_the_posts_they_own(blog, writer):
    assert BlogPostPageFactory(parent=blog, owner=writer).permissions_for_user(writer).can_edit()


def test_an_author_edits_the_posts_they_sign(signed_post, writer):
    permissions = signed_post.permissions_for_user(writer)
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert not permissions.can_delete()


def test_an_author_does_not_edit_other_posts(post, writer):
    assert not post.permissions_for_user(writer).can_edit()


def test_signing_is_not_enough_without_a_role(signed_post, writer):
    writer.groups.clear()
    assert not signed_post.permissions_for_user(writer).can_edit()


def test_an_inactive_author_edits_nothing(signed_post, writer):
    writer.is_active = False
    assert not signed_post.permissions_for_user(writer).can_edit()


def test_the_policy_lists_own_and_signed_posts(blog, post, signed_post, writer):
    own = BlogPostPageFactory(parent=blog, owner=writer)
    policy = policy_registry.get_by_type(BlogPostPage)
    editable = policy.instances_user_has_permission_for(writer, "change")
    assert set(editable) == {own, signed_post}
    assert policy.user_has_permission_for_instance(writer, "change", signed_post)
    assert not policy.user_has_permission_for_instance(writer, "change", post)


def test_an_author_opens_the_editor_of_a_signed_post_only(client, post, signed_post, writer):
    client.force_login(writer)
    assert client.get(f"/admin/pages/{signed_post.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{post.pk}/edit/").status_code == 302


def test_a_new_post_is_signed_with_the_writers_own_author(client, blog, writer):
    author = AuthorFactory(user=writer)
    client.force_login(writer)
    response = client.get(f"/admin/pages/add/blog/blogpostpage/{blog.pk}/")
    (entry,) = response.context["form"].formsets["post_authors"].initial_forms
    assert entry.instance.author == author
