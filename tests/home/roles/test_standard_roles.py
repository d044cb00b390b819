import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Workflow

from home.models import SetupStep
from home.roles.standard_roles import set_roles
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_migrated_database_has_our_groups_and_no_stock_one():
    assert set(Group.objects.values_list("name", flat=True)) == {"Authors", "Editors", "Admins"}


def test_the_one_workflow_has_one_task_for_editors():
    workflow = Workflow.objects.get()
    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == ["Editors"]


def test_roles_are_set_once_and_never_undo_an_admins_change():
    Group.objects.get(name="Authors").delete()
    Group.objects.get(name="Editors").permissions.clear()
    assert not set_roles()
    call_command("migrate", verbosity=0)
    assert not Group.objects.filter(name="Authors").exists()
    assert not Group.objects.get(name="Editors").permissions.exists()


def test_a_permission_of_a_later_version_is_granted_once():
    editors = Group.objects.get(name="Editors")
    permission = editors.permissions.get(codename="add_series")
    for is_new in (True, False):
        editors.permissions.remove(permission)
        if is_new:
            SetupStep.objects.get(name="Editors: blog.add_series").delete()
        set_roles()
        assert editors.permissions.contains(permission) == is_new


@pytest.mark.parametrize(
    ("role", "can_publish"), [("Authors", False), ("Editors", True), ("Admins", True)]
)
def test_only_editors_and_admins_publish(blog, role, can_publish):
    user = UserFactory(group=role)
    post = BlogPostPageFactory(parent=blog, owner=user)
    permissions = post.permissions_for_user(user)
    assert permissions.can_edit()
    assert permissions.can_publish() == can_publish


@pytest.mark.parametrize(("role", "status"), [("Authors", 302), ("Editors", 302), ("Admins", 200)])
@pytest.mark.parametrize("path", ["users/", "groups/", "workflows/list/"])
def test_only_admins_manage_users_groups_and_workflows(client, role, status, path):
    client.force_login(UserFactory(group=role))
    assert client.get(f"/admin/{path}").status_code == status


@pytest.mark.parametrize(("role", "status"), [("Authors", 302), ("Editors", 200)])
@pytest.mark.parametrize("path", ["snippets/blog/tag/", "snippets/blog/author/", "redirects/"])
def test_editors_manage_taxonomy_and_redirects(client, role, status, path):
    client.force_login(UserFactory(group=role))
    assert client.get(f"/admin/{path}").status_code == status


def test_admins_change_the_sites_identity(client, site):
    client.force_login(UserFactory(group="Admins"))
    assert client.get(f"/admin/settings/blog/siteidentity/{site.pk}/").status_code == 200
