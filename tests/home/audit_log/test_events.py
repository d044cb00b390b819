"""Every kind of event that changes who may do what, or takes data along, is in the log."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, PageLogEntry

from home.audit_log.actions import PERMISSIONS_GIVEN, PERMISSIONS_TAKEN, ROLES_GIVEN, ROLES_TAKEN
from tests.factories import UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


def messages(action) -> list[str]:
    return [str(each.message) for each in ModelLogEntry.objects.filter(action=action)]


def test_roles_are_told_from_either_side():
    user, editors = UserFactory(), Group.objects.get(name="Editors")
    user.groups.add(editors)
    editors.user_set.remove(user)
    editors.user_set.add(user)
    user.groups.clear()
    assert messages(ROLES_GIVEN) == ["Got the roles: Editors"] * 2
    assert messages(ROLES_TAKEN) == ["Lost the roles: Editors"] * 2


def test_permissions_are_told_when_somebody_gives_them():
    admin, group = UserFactory(group="Admins"), Group.objects.get(name="Editors")
    permission = Permission.objects.get(codename="add_user")
    with LogContext(user=admin):
        group.permissions.add(permission)
        group.permissions.remove(permission)
    group.permissions.add(permission)
    assert messages(PERMISSIONS_GIVEN) == ["Got the permissions: add_user"]
    assert messages(PERMISSIONS_TAKEN) == ["Lost the permissions: add_user"]


def test_settings_and_imports_and_draft_links_are_told(client, blog, post, tmp_path):
    sign_in(client, UserFactory(group="Admins"))
    site = blog.get_site()
    page = client.get(f"/admin/settings/blog/siteidentity/{site.pk}/")
    form = page.context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    data |= {"footer_links-count": 0, "social_links-count": 0}
    client.post(f"/admin/settings/blog/siteidentity/{site.pk}/", data)
    assert ModelLogEntry.objects.filter(content_type__model="siteidentity").exists()
    (tmp_path / "a.md").write_text("# A\n\nText.")
    call_command("import_posts", tmp_path, dry_run=True, verbosity=0)
    call_command("import_posts", tmp_path, source="Old blog", verbosity=0)
    entry = PageLogEntry.objects.get(action="blog.import")
    assert (entry.page_id, str(entry.message)) == (blog.pk, "Imported: Old blog")
    client.post(f"/admin/pages/{post.pk}/share/", {"days": 7})
    assert PageLogEntry.objects.filter(action="blog.draft_link.create", page=post).exists()
