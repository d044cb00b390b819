"""Whoever leaves is out at once, and what waited for them is somebody else's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken, ModelLogEntry, Page, PageLogEntry, Workflow, WorkflowState

from blog.models import DraftLink
from home.people.invitations import invite
from home.people.leaving import deactivate
from home.people.ownership import belongings, hand_over
from tests.factories import AuthorFactory, BlogPostPageFactory, UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin")
    sign_in(client, user)
    return user


@pytest.fixture
def leaver(blog):
    """An editor with a live post, a draft in review, and a lock."""
    user = UserFactory(group="Editors", username="leaver", email="leaver@example.org")
    author = AuthorFactory(user=user, name="Lee Aver")
    live = BlogPostPageFactory(parent=blog, owner=user, authors=[author], title="Live")
    draft = BlogPostPageFactory(parent=blog, owner=user, live=False, title="Draft")
    draft.save_revision(user=user)
    Workflow.objects.get().start(draft, user)
    Page.objects.filter(pk=live.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    return user


def test_deactivation_ends_sessions_and_tokens_at_once(client, admin, leaver, post):
    theirs, others = Client(), Client()
    theirs.force_login(leaver)
    others.force_login(UserFactory(group="Editors", username="stays"))
    soon = timezone.now() + timedelta(days=1)
    link = DraftLink.objects.create(page=post, created_by=leaver, expires_at=soon)
    APIToken.objects.create(user=leaver)
    invitation = invite("new@example.org", Group.objects.get(name="Authors"), leaver)
    assert client.get(link.get_absolute_url()).status_code == 200
    client.post(f"/admin/users/{leaver.pk}/deactivate/", {"successor": ""})
    assert theirs.get("/admin/").status_code == 302
    assert others.get("/admin/").status_code == 200
    assert client.get(link.get_absolute_url()).status_code == 404
    assert not APIToken.objects.exists()
    invitation.refresh_from_db()
    assert invitation.revoked_at
    # Nor does a session come back with the account.
    client.post(f"/admin/users/{leaver.pk}/reactivate/")
    leaver.refresh_from_db()
    assert leaver.is_active
    assert theirs.get("/admin/").status_code == 302
    assert Session.objects.count() == 2
    actions = set(ModelLogEntry.objects.for_instance(leaver).values_list("action", flat=True))
    assert actions >= {"user.deactivate", "user.reactivate"}


def test_a_successor_takes_over_posts_drafts_and_tasks_and_the_byline_stays(
    client, admin, leaver, count_queries
):
    url = f"/admin/users/{leaver.pk}/deactivate/"
    page = client.get(url).content.decode()
    for words in ("1 live page", "1 draft", "1 review", "1 page that they locked"):
        assert words in page
    heir = UserFactory(group="Editors", username="heir", email="Heir@example.org")
    for name in ("nobody", "leaver", "leaver@example.org", UserFactory(username="reader").username):
        assert client.post(url, {"successor": name}).context["form"].errors
    leaver.refresh_from_db()
    assert leaver.is_active
    client.post(url, {"successor": "heir@example.org"})
    assert belongings(leaver).is_empty
    found = belongings(heir)
    assert (found.posts, found.drafts, found.tasks, found.locks) == (1, 1, 1, 0)
    post = Page.objects.get(title="Live").specific
    assert [each.author.name for each in post.post_authors.all()] == ["Lee Aver"]
    assert post.permissions_for_user(heir).can_edit()
    assert post.get_latest_revision_as_object().owner == heir
    assert WorkflowState.objects.get().requested_by == heir
    entries = PageLogEntry.objects.filter(action="page.change_owner")
    assert {str(entry.message) for entry in entries} == {"Changed the owner from leaver to heir"}
    assert {entry.user for entry in entries} == {admin}


def test_an_owner_is_changed_later_too(client, admin, leaver):
    url = f"/admin/users/{leaver.pk}/deactivate/"
    client.post(url, {"successor": ""})
    assert belongings(leaver).posts == 1
    assert client.post(url, {"successor": ""}).context["form"].non_field_errors()
    client.post(url, {"successor": "admin"})
    assert belongings(leaver).is_empty
    assert belongings(admin).posts == 1


def test_handing_over_asks_as_much_for_many_pages(blog, count_queries):
    first, second, third = (UserFactory(group="Editors") for _each in range(3))
    BlogPostPageFactory(parent=blog, owner=first)
    few = count_queries(lambda: hand_over(first, second))
    for _each in range(4):
        BlogPostPageFactory(parent=blog, owner=second)
    assert count_queries(lambda: hand_over(second, third)) <= few
    assert belongings(third).posts == 5


def test_the_last_admin_and_oneself_stay(client, admin):
    other = UserFactory(group="Admins", username="other")
    for user, by in ((admin, admin), (admin, UserFactory(is_superuser=True, is_active=False))):
        if user != by:
            User.objects.filter(pk=other.pk).update(is_active=False)
        with pytest.raises(ValidationError):
            deactivate(user, successor=None, by=by)
    url = f"/admin/users/{admin.pk}/deactivate/"
    assert client.post(url, {"successor": ""}).context["form"].non_field_errors()
    admin.refresh_from_db()
    assert admin.is_active


def test_who_may_not_manage_a_person_does_not_reach_the_page(client, admin, leaver):
    root = UserFactory(is_superuser=True)
    for user, target in ((leaver, admin), (admin, root)):
        sign_in(client, user)
        for path in ("deactivate", "reactivate"):
            client.post(f"/admin/users/{target.pk}/{path}/", {"successor": ""})
        target.refresh_from_db()
        assert target.is_active


def test_deleting_asks_for_deactivation_first_and_keeps_posts(client, admin, leaver):
    url = f"/admin/users/delete/{leaver.pk}/"
    assert client.post(url).url.endswith(f"/users/{leaver.pk}/deactivate/")
    client.post(f"/admin/users/{leaver.pk}/deactivate/", {"successor": ""})
    assert "stay" in client.get(url).content.decode()
    client.post(url)
    assert not User.objects.filter(pk=leaver.pk).exists()
    post = Page.objects.get(title="Live").specific
    assert [each.author.name for each in post.post_authors.all()] == ["Lee Aver"]


def test_bulk_actions_keep_to_the_same_rules(client, admin, leaver):
    other = UserFactory(group="Authors", username="other")
    ids = f"id={leaver.pk}&id={other.pk}&id={admin.pk}"
    client.post(f"/admin/bulk/auth/user/delete/?{ids}", {})
    assert User.objects.count() == 3
    data = {"mark_as_active": "False", "successor": "admin"}
    client.post(f"/admin/bulk/auth/user/set_active_state/?{ids}", data)
    assert list(User.objects.filter(is_active=True)) == [admin]
    assert belongings(admin).drafts == 1
    role = Group.objects.get(name="Editors").pk
    client.post(f"/admin/bulk/auth/user/assign_role/?{ids}", {"role": role})
    assert [group.name for group in admin.groups.all()] == ["Admins"]
    assert other.groups.filter(name="Editors").exists()
    client.post(f"/admin/bulk/auth/user/delete/?{ids}", {})
    assert list(User.objects.all()) == [admin]


def test_editors_change_the_owner_of_chosen_posts_and_authors_do_not(client, leaver, post):
    author = UserFactory(group="Authors", username="author")
    url = f"/admin/bulk/wagtailcore/page/change_owner/?id={post.pk}"
    for user, owner in ((author, None), (leaver, author)):
        sign_in(client, user)
        client.post(url, {"owner": "author"})
        post.refresh_from_db()
        assert post.owner == owner
    assert "owner" in client.post(url, {"owner": ""}).context["form"].errors
